"""Two texts as names: one name in every spelling, never a relative's or another father's, and nothing out of nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.engines.matching import Level, Likeness, compare_as_names, read_name

from .name_pairs import OTHER_NAME, OTHER_PART, RELATIVES, SAME_NAME, SAME_PART, pairs

# One vowel apart: a man's name and a woman's. Possible, never the same.
TOO_NEAR = {("Abebe", "Abeba")}
ANY_TEXT = st.one_of(
    st.text(max_size=30),
    st.text(alphabet=st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=12),
    st.text(alphabet=st.characters(min_codepoint=0x1200, max_codepoint=0x139F), max_size=8),
    st.text(alphabet=st.sampled_from("aإeحምsᎀꬁⶓﷲﻢ٣ـ\u200b\u200d\ufeff\u0301\u064e-(\"' "), max_size=12),
    st.sampled_from(["Medhanie", "ተስፋዬ", "محمد عثمان", 'Ali "Dheere" Omar', "Abd al-", "()", "ـ", "\u200f"]),
)


def test_one_name_is_recognised_in_every_spelling_and_script():
    assert [pair for pair in pairs(SAME_PART) if compare_as_names(*pair).verdict is Likeness.DIFFERENT] == []
    assert {compare_as_names(*pair).verdict for pair in pairs(SAME_NAME)} == {Likeness.SAME}


def test_another_name_is_another_name():
    assert {pair for pair in pairs(OTHER_PART) if compare_as_names(*pair).verdict is not Likeness.DIFFERENT} == TOO_NEAR
    assert all(compare_as_names(*pair).verdict is not Likeness.SAME for pair in TOO_NEAR)


@pytest.mark.parametrize("pair", [*pairs(OTHER_NAME), *pairs(RELATIVES)])
def test_another_father_or_the_chain_of_a_relative_makes_another_name(pair):
    assert compare_as_names(*pair).verdict is Likeness.DIFFERENT


def test_a_first_name_alone_is_never_the_same_as_a_whole_chain():
    alone = compare_as_names("Medhanie", "Medhanie Tesfamariam Berhe")
    assert alone.verdict is Likeness.POSSIBLE
    assert alone.score < compare_as_names("Medhanie Berhe", "Medhanie Tesfamariam Berhe").score


@pytest.mark.parametrize(("apart", "together"), [("Mohammad-Mehdi", "محمدمهدي"), ("Tan-Tan", "طانطان"), ("Ken-ichi", "كينيتشي")])
def test_one_script_may_write_together_what_the_other_writes_apart(apart, together):
    found = compare_as_names(apart, together)
    assert found.verdict is compare_as_names(together, apart).verdict is Likeness.POSSIBLE
    assert [part.level for part in found.parts] != [Level.DIFFERS]
    assert all(each.bits >= 0.0 for each in found.evidence), "the reasons say what the verdict says"
    assert compare_as_names(apart, together[: len(together) // 2 - 1] + "ظغث").verdict is Likeness.DIFFERENT


@given(ANY_TEXT, ANY_TEXT)
def test_any_two_texts_compare_alike_from_both_sides_and_nothing_matches_by_emptiness(one, other):
    there, back = compare_as_names(one, other), compare_as_names(other, one)
    assert (there.verdict, there.score) == (back.verdict, pytest.approx(back.score))
    assert 0.0 <= there.score <= 1.0
    if not (read_name(one).parts and read_name(other).parts):
        assert (there.verdict, there.score) == (Likeness.DIFFERENT, 0.0)
    elif there.score:
        assert there.evidence


NO_LETTERS = st.text(alphabet=st.characters(exclude_categories=("Lu", "Ll", "Lt", "Lo", "Cs")), max_size=12)


@given(NO_LETTERS, NO_LETTERS, ANY_TEXT)
def test_texts_without_letters_are_never_a_name(one, other, text):
    assert compare_as_names(one, other).verdict is Likeness.DIFFERENT
    assert compare_as_names(one, one).score == 0.0
    assert compare_as_names(one, text).verdict is Likeness.DIFFERENT


@pytest.mark.parametrize("nothing", ["", " ", "ـ", "ــ", "٣٤", "123", "\u200f", "ㅤ", "َ", "ʼ", "-", "()", '""', "፡", "፩፪"])
def test_what_looks_like_letters_but_writes_none_is_no_name(nothing):
    assert compare_as_names(nothing, nothing).verdict is Likeness.DIFFERENT


@given(ANY_TEXT)
def test_a_name_is_the_same_as_itself(text):
    found = compare_as_names(text, text)
    assert found.verdict is (Likeness.SAME if any(part.role != "nickname" for part in read_name(text).parts) else found.verdict)


@given(st.sampled_from(pairs(SAME_NAME)), st.sampled_from(pairs(OTHER_NAME)))
def test_a_better_verdict_never_has_a_lower_score(same, other):
    assert compare_as_names(*same).score > compare_as_names(*other).score
