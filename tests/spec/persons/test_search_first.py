"""Nobody is registered before somebody looked whether they have a file already."""

from datetime import UTC, datetime, timedelta

import pytest

from amana.contexts.persons.register.rules import can_be_found_again, search_counts
from amana.contexts.persons.terms import FactKind, NoValue, Source
from amana.contexts.persons.values import Name, NamePart, Phone, State, Statement, Value

SEARCHED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("story", "minutes", "counts"),
    [("at once", 0, True), ("after half an hour", 30, True), ("a minute later still", 31, False), ("before the search", -1, False)],
)
def test_how_long_a_search_counts(story: str, minutes: int, counts: bool) -> None:
    assert search_counts(SEARCHED, at=SEARCHED + timedelta(minutes=minutes)) is counts


@pytest.mark.parametrize(
    ("story", "kind", "value", "enough"),
    [
        ("a nickname", FactKind.NAME, Name(parts=(NamePart(text="Abu Salim"),)), True),
        ("a phone", FactKind.PHONE, Phone(number="0911000111"), True),
        ("that there is no phone", FactKind.PHONE, NoValue.NONE, False),
        ("that the name was not asked", FactKind.NAME, NoValue.NOT_ASKED, False),
        ("a nationality", FactKind.NATIONALITY_CLAIMED, State(state="ER"), False),
    ],
)
def test_what_is_enough_to_find_a_person_again(story: str, kind: FactKind, value: Value, enough: bool) -> None:
    assert can_be_found_again([Statement(kind=kind, value=value, source=Source.TOLD_BY_PERSON)]) is enough
