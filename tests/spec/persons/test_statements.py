"""What can be written down about somebody, and that it is read again as it was written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.contexts.persons.errors import WrongValue
from amana.contexts.persons.rules import birth
from amana.contexts.persons.rules.names import name_of, script_of, shown_first
from amana.contexts.persons.rules.numbers import looks_like_number, phone_digits
from amana.contexts.persons.terms import (
    DocumentKind,
    FactKind,
    Gender,
    LanguageRank,
    NameRole,
    NoValue,
    PhoneKind,
    RelationKind,
    Script,
    Source,
)
from amana.contexts.persons.values import (
    CODES,
    Address,
    Birth,
    Chosen,
    Deceased,
    Document,
    Email,
    Language,
    Name,
    NamePart,
    Number,
    Phone,
    Place,
    Relation,
    SafeContact,
    State,
    Statement,
    Title,
    checked,
    read,
)
from amana.kernel.ids import new_id

text = st.text(min_size=1, max_size=20).filter(str.strip)
states = st.sampled_from(["ER", "ET", "SD", "SO", "LY"])
days = st.dates(min_value=date(1930, 1, 1), max_value=date(2026, 1, 1))
parts = st.builds(NamePart, text=text, role=st.sampled_from(NameRole))
VALUES = {
    FactKind.NAME: st.builds(Name, parts=st.lists(parts, min_size=1, max_size=4).map(tuple), script=st.sampled_from(Script)),
    FactKind.BIRTH: st.one_of(
        days.map(birth.on), st.integers(0, 90).map(lambda years: birth.aged(years, years + 2, asked_on=date(2026, 3, 3)))
    ),
    FactKind.NATIONALITY_CLAIMED: st.builds(State, state=states),
    FactKind.NATIONALITY_DOCUMENTED: st.builds(State, state=states),
    FactKind.STATE_FEARED: st.builds(State, state=states, why=text),
    FactKind.PLACE_OF_ORIGIN: st.builds(Place, name=text),
    FactKind.LANGUAGE: st.builds(Language, code=st.sampled_from(["ti", "am", "so"]), rank=st.sampled_from(LanguageRank)),
    FactKind.DOCUMENT: st.builds(Document, number=text, kind=st.sampled_from(DocumentKind), state=states),
    FactKind.PHONE: st.builds(Phone, number=text, kind=st.sampled_from(PhoneKind)),
    FactKind.EMAIL: st.builds(Email, address=text),
    FactKind.ADDRESS: st.builds(Address, city=text, country=states, latitude=text),
    FactKind.SAFE_CONTACT: st.builds(SafeContact, how=text, cover_words=text),
    FactKind.CHILDREN: st.builds(Number, count=st.integers(0, 20)),
    FactKind.TITLE: st.builds(Title, salutation=text),
    FactKind.DECEASED: st.builds(Deceased, died=st.booleans(), on=st.none() | days),
    FactKind.RELATION: st.builds(Relation, kind=st.sampled_from(RelationKind), other=st.builds(new_id), note=text),
} | {kind: st.builds(Chosen, code=st.sampled_from(codes.values)) for kind, codes in CODES.items()}


def test_every_kind_of_statement_is_tried_here() -> None:
    assert set(VALUES) == set(FactKind)


@given(data=st.data(), kind=st.sampled_from(FactKind), source=st.sampled_from(Source), on=st.none() | days, note=st.text(max_size=30))
def test_a_statement_is_read_again_as_it_was_written(
    data: st.DataObject, kind: FactKind, source: Source, on: date | None, note: str
) -> None:
    statement = Statement(kind=kind, value=data.draw(VALUES[kind]), source=source, stated_on=on, note=note)
    assert Statement.read(statement.written()) == statement


@pytest.mark.parametrize("silence", list(NoValue))
def test_unknown_not_asked_would_not_say_and_none_stay_four_answers(silence: NoValue) -> None:
    statement = Statement(kind=FactKind.STATE_FEARED, value=silence, source=Source.TOLD_BY_PERSON)
    assert Statement.read(statement.written()).value is silence


@pytest.mark.parametrize(
    ("story", "kind", "value"),
    [
        ("a name of nothing but spaces", FactKind.NAME, Name(parts=(NamePart(text="  "),))),
        ("a person who has no name at all", FactKind.NAME, NoValue.NONE),
        ("a phone recorded as a name", FactKind.NAME, Phone(number="0911000000")),
        ("a gender that HTCDS does not know", FactKind.GENDER, Chosen(code="Unclear")),
        ("a state by its name", FactKind.STATE_FEARED, State(state="Libya")),
        ("a place without a name", FactKind.PLACE_OF_ORIGIN, Place(name=" ")),
        ("fewer than no children", FactKind.CHILDREN, Number(count=-1)),
        ("a relation to nobody", FactKind.RELATION, Relation(kind=RelationKind.SIBLING)),
        ("a birth that ends before it begins", FactKind.BIRTH, Birth(form="exact", first=date(2001, 1, 2), last=date(2001, 1, 1))),
    ],
)
def test_what_does_not_fit_its_kind_is_refused(story: str, kind: FactKind, value: object) -> None:
    with pytest.raises(WrongValue):
        checked(kind, value)


@pytest.mark.parametrize("content", [{"code": "Nobody"}, {"no_value": "perhaps"}, {"colour": "red"}, {}])
def test_what_cannot_be_read_is_never_guessed(content: dict[str, str]) -> None:
    with pytest.raises(WrongValue):
        read(FactKind.GENDER, content)


@pytest.mark.parametrize(
    ("text", "script"),
    [("Selamawit", Script.LATIN), ("ሰላማዊት", Script.ETHIOPIC), ("محمد عثمان", Script.ARABIC), ("Иван", Script.OTHER), ("12", Script.OTHER)],
)
def test_the_script_of_a_name(text: str, script: Script) -> None:
    assert script_of(text) is script


def test_a_name_of_empty_parts_is_no_name() -> None:
    assert name_of([(NameRole.GIVEN, " "), (NameRole.FATHER, "")]) is None


def test_a_reader_sees_the_name_in_their_own_letters_if_there_is_one() -> None:
    latin = Name(parts=(NamePart(text="Selamawit"),), script=Script.LATIN)
    ethiopic = Name(parts=(NamePart(text="ሰላማዊት"),), script=Script.ETHIOPIC)
    assert shown_first([latin, ethiopic], "am") == ethiopic
    assert shown_first([latin, ethiopic], "ar") == latin


def test_a_nickname_stands_behind_a_name() -> None:
    nickname = Name(parts=(NamePart(text="Abu Salim", role=NameRole.NICKNAME),), script=Script.LATIN)
    name = Name(parts=(NamePart(text="ኃይለ"),), script=Script.ETHIOPIC)
    assert shown_first([nickname, name], "en") == nickname
    assert shown_first([nickname, name], "am") == name


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("+251 911 000 111", "251911000111"),
        ("00251-911-000-111", "251911000111"),
        ("0911 000 111", "251911000111"),
        ("٠٩١١٠٠٠١١١", "251911000111"),
        ("12345", ""),
        ("Genet", ""),
    ],
)
def test_a_phone_number_is_the_same_however_it_was_written(number: str, digits: str) -> None:
    assert phone_digits(number, "ET") == digits


@pytest.mark.parametrize(
    ("typed", "number"), [("0911 000 111", True), ("EP1234567", True), ("Selamawit", False), ("ሰላማዊት 2", False), ("Ali 19", False)]
)
def test_what_is_typed_into_the_one_box_is_a_number_or_a_name(typed: str, number: bool) -> None:
    assert looks_like_number(typed) is number


def test_a_gender_not_specified_says_nothing_to_a_comparison() -> None:
    from amana.contexts.persons.rules.card import card, record

    statement = Statement(kind=FactKind.GENDER, value=Chosen(code=Gender.NOT_SPECIFIED), source=Source.UNKNOWN)
    assert record(card([statement], country="ET")).sex == ""
