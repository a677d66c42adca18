"""Keys and facts: what never changes a key, and what birth, numbers and nicknames say."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.engines.matching import (
    Birth,
    BirthYearsReversed,
    Code,
    Family,
    Key,
    Name,
    NamePart,
    Record,
    Role,
    Verdict,
    compare,
    keys,
    near_keys,
    plan,
    query_keys,
    read_name,
)
from amana.engines.matching.parts import units
from amana.node.world import persons, record_of

PARTS = [
    "Selamawit", "ተስፋዬ", "محمد", "Cabdiraxmaan", "Abd al-Karim", "Gebre Mariam", "Nur al-Din", "Chaltu", "عثمان", "Yihdego", "ይስሐቅ",
    "Deng", "أبو بكر", "Tsegay", "Tekle", "Mariam", "Gebre", "Selassie", "Abdi", "Rahman", "Elfatih", "جمال", "x", "Ö",
]  # fmt: skip
names = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4)


def in_parts(texts: list[str]) -> Record:
    return Record(names=(Name(parts=tuple(NamePart(text=text) for text in texts)),))


@given(texts=names, seed=st.randoms(use_true_random=False))
def test_the_order_of_names_never_changes_the_keys(texts, seed):
    shuffled = list(texts)
    seed.shuffle(shuffled)
    assert set(keys(in_parts(texts))) == set(keys(in_parts(shuffled)))


@given(texts=names)
def test_keys_are_the_same_every_time_and_each_comes_once(texts):
    found = keys(in_parts(texts))
    assert found == keys(in_parts(list(texts)))
    assert len(found) == len(set(found))


@given(texts=names)
def test_roles_never_change_the_keys_of_a_chain(texts):
    roles = (Role.GIVEN, Role.FATHER, Role.GRANDFATHER, Role.FAMILY)
    with_roles = Name(parts=tuple(NamePart(text=text, role=role) for text, role in zip(texts, roles, strict=False)))
    assert keys(Record(names=(with_roles,))) == keys(in_parts(texts))


@given(text=st.text(max_size=40))
def test_any_text_at_all_can_be_read_as_a_name(text):
    record = Record(names=(read_name(text),))
    assert len(keys(record)) < 200
    assert 0.0 <= compare(record, record).score <= 1.0


@settings(max_examples=30)
@given(seed=st.integers(0, 10_000))
def test_likeness_is_the_same_from_both_sides_and_no_one_is_nearer_than_oneself(seed):
    one, other = (record_of(person) for person in persons(2, seed=seed))
    assert compare(one, other).score == pytest.approx(compare(other, one).score)
    assert compare(one, one).score >= compare(one, other).score - 1e-9


def test_a_name_keeps_its_compounds_together():
    texts = [unit.text for unit in units(read_name("Abd al-Rahman Gebre Mariam Nur el Din Abu Bakr"))]
    assert texts == ["Abd al Rahman", "Gebre Mariam", "Nur el Din", "Abu Bakr"]


def test_titles_and_words_for_son_and_daughter_are_dropped():
    assert [unit.text for unit in units(read_name("Ato Kebede ibn Bekele"))] == ["Kebede", "Bekele"]
    assert [unit.text for unit in units(read_name("ወይዘሮ ሰላማዊት ተስፋዬ"))] == ["ሰላማዊት", "ተስፋዬ"]


def test_a_name_of_nothing_but_titles_is_still_a_name():
    assert keys(Record(names=(read_name("Haji"),))) != ()


def test_a_bracketed_word_is_read_as_the_nickname():
    roles = {part.text: part.role for part in read_name("Mohamed Osman (Hanno)").parts}
    assert roles["Hanno"] is Role.NICKNAME


def test_a_nickname_finds_the_person_and_is_said_to_be_one():
    held = Record(names=(read_name("Mohamed Osman Ali (Hanno)"),))
    asked = Record(names=(read_name("Hanno Osman"),))
    assert {key.family for key in set(query_keys(asked)) & set(keys(held))} >= {Family.NAME, Family.PAIR}
    assert any(part.role is Role.NICKNAME and part.bits > 0 for part in compare(asked, held).parts)


def test_a_compound_entered_in_two_fields_is_found():
    held = Record(names=(read_name("Gebremariam Tesfay"),))
    split = in_parts(["Gebre", "Mariam", "Tesfay"])
    assert Family.PAIR in {key.family for key in set(keys(held)) & set(query_keys(split))}
    assert all(part.level is not None and part.bits > 0 for part in compare(split, held).parts)


@pytest.mark.parametrize("typed", ["Selamait Tesfaye", "Selamabit Tesfaye", "Selamawt Tesfye", "Slemawit Tesafye", "Selamawirt Tesfaye"])
def test_one_wrong_consonant_is_found_under_the_near_keys(typed):
    held = Record(names=(read_name("Selamawit Tesfaye"),))
    asked = Record(names=(read_name(typed),))
    assert {*query_keys(asked), *near_keys(asked)} & {key for key in keys(held) if key.family is Family.PAIR}
    assert compare(asked, held).verdict in (Verdict.POSSIBLE, Verdict.STRONG)


def test_near_keys_stay_within_their_bound():
    long = in_parts(["Gebremariam", "Teklehaimanot", "Woldegiorgis", "Haileselassie"])
    assert 0 < len(near_keys(long)) <= 1_500


@pytest.mark.parametrize(
    ("held", "asked", "code"),
    [
        (Birth.on(date(1994, 5, 3)), Birth.on(date(1994, 5, 3)), Code.BIRTH_SAME_DAY),
        (Birth.on(date(1994, 5, 3)), Birth.on(date(1994, 3, 5)), Code.BIRTH_DAY_MONTH_SWAPPED),
        (Birth.on(date(1994, 1, 1)), Birth.on(date(1994, 1, 1)), Code.BIRTH_SAME_YEAR),
        (Birth.on(date(1994, 5, 3)), Birth.in_year(1994), Code.BIRTH_SAME_YEAR),
        (Birth.in_year(1994), Birth.between(1990, 1995), Code.BIRTH_COMPATIBLE),
        (Birth.in_year(1994), Birth.in_year(1995), Code.BIRTH_YEAR_DIFFERS),
        (Birth.in_year(1994), Birth.in_year(1986), Code.BIRTH_CALENDAR_SLIP),
        (Birth.between(1980, 1984), Birth.in_year(1994), Code.BIRTH_YEAR_DIFFERS),
    ],
)
def test_what_two_births_say(held, asked, code):
    comparison = compare(Record(birth=asked), Record(birth=held))
    assert [each.code for each in comparison.evidence] == [code]


def test_an_unknown_birth_says_nothing():
    assert compare(Record(birth=Birth.in_year(1994)), Record(birth=Birth.unknown())).evidence == ()


def test_the_year_difference_is_told():
    comparison = compare(Record(birth=Birth.in_year(1994)), Record(birth=Birth.between(1995, 1996)))
    assert comparison.evidence[0].data == {"by": 1}


def test_birth_years_the_wrong_way_round_are_refused():
    with pytest.raises(BirthYearsReversed):
        Birth.between(1995, 1990)


def test_a_birth_a_year_off_is_still_found_by_name_and_year():
    held = Record(names=(read_name("Hodan"),), birth=Birth.in_year(1994))
    asked = Record(names=(read_name("Hodan"),), birth=Birth.in_year(1995))
    assert Family.NAME_YEAR in {key.family for key in set(query_keys(asked)) & set(keys(held))}


@pytest.mark.parametrize(
    ("asked", "code"), [("+251 00 1234567", Code.PHONE_SAME), ("0001234567", Code.PHONE_TAIL_SAME), ("1234567", Code.PHONE_TAIL_SAME)]
)
def test_a_phone_is_found_in_full_or_by_its_last_seven_digits(asked, code):
    held = Record(phones=("251001234567",))
    query = Record(phones=(asked,))
    assert set(query_keys(query)) & set(keys(held))
    assert compare(query, held).evidence[0].code == code


def test_a_document_is_found_however_it_is_punctuated():
    held, asked = Record(documents=("XP-001 234/7",)), Record(documents=("xp0012347",))
    assert Family.DOCUMENT in {key.family for key in set(query_keys(asked)) & set(keys(held))}
    assert compare(asked, held).verdict is Verdict.POSSIBLE


def test_a_first_name_alone_is_never_strong_even_with_birthday_and_phone():
    one = Record(names=(read_name("Tsehaynesh"),), birth=Birth.on(date(1994, 5, 3)), phones=("251001234567",), sex="Feminine")
    assert compare(one, one).verdict is Verdict.POSSIBLE


def test_another_sex_keeps_a_match_from_being_strong():
    one = Record(names=(read_name("Tirhas Kidane Yihdego"),), sex="Feminine")
    other = Record(names=(read_name("Tirhas Kidane Yihdego"),), sex="Masculine")
    assert compare(one, one).verdict is Verdict.STRONG
    assert compare(one, other).verdict is Verdict.POSSIBLE


def test_a_household_phone_does_not_make_another_name_the_same_person():
    one = Record(names=(read_name("Ali Hassan"),), phones=("251001234567",))
    other = Record(names=(read_name("Fatima Omar"),), phones=("251001234567",))
    assert compare(one, other).verdict is Verdict.WEAK


def test_frequent_names_are_said_to_be_frequent_and_weigh_less_than_rare_ones():
    frequent = compare(in_parts(["Mohamed", "Ahmed", "Ali"]), in_parts(["Mohamed", "Ahmed", "Ali"]))
    rare = compare(in_parts(["Tsehaynesh", "Yihdego", "Kiflom"]), in_parts(["Tsehaynesh", "Yihdego", "Kiflom"]))
    assert frequent.score < rare.score
    assert next(each.data["namesakes"] for each in frequent.evidence if each.code == Code.NAME_COMMON) >= 10
    assert frequent.verdict is Verdict.POSSIBLE
    assert rare.verdict is Verdict.STRONG


def test_contradictions_are_never_left_out_of_the_reasons():
    one = Record(names=(read_name("Mohamed Osman Ali"),), birth=Birth.in_year(1970), sex="Masculine")
    other = Record(names=(read_name("Mohamed Osman Idris"),), birth=Birth.in_year(1999), sex="Feminine")
    codes = {each.code for each in compare(one, other).evidence if each.bits < 0}
    assert codes >= {Code.NAME_DIFFERS, Code.BIRTH_YEAR_DIFFERS, Code.SEX_DIFFERS}


def key(family: Family, text: str) -> Key:
    return Key(family, text)


def test_the_plan_fetches_the_rarest_key_first():
    rare, usual = key(Family.PAIR, "A|B"), key(Family.PAIR, "A|C")
    fetches = plan([usual, rare], {rare: 3, usual: 200}).fetches
    assert [fetch.keys for fetch in fetches] == [(rare,), (usual,)]
    assert fetches[0].weight > fetches[1].weight


def test_the_plan_narrows_a_frequent_pair_by_the_year():
    pair, year = key(Family.PAIR, "AMD|MMD"), key(Family.NAME_YEAR, "MMD@1994")
    found = plan([pair, year], {pair: 600, year: 600}).fetches
    assert any(set(fetch.keys) == {pair, year} for fetch in found)


def test_the_plan_leaves_out_keys_that_nobody_holds_and_frequent_single_names():
    single, pair = key(Family.NAME, "MMD"), key(Family.PAIR, "DT|MMD")
    found = plan([single, pair, key(Family.NAME, "DT")], {single: 600, pair: 4})
    assert [fetch.keys for fetch in found.fetches] == [(pair,)]


def test_the_plan_says_when_too_many_carry_the_names():
    single = key(Family.NAME, "MMD")
    found = plan([single], {single: 600})
    assert found.too_common == (single,)
    assert [fetch.keys for fetch in found.fetches] == [(single,)]
