"""How old somebody is, and whether they are a child, by what was said about their birth."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.contexts.persons.rules import birth
from amana.contexts.persons.terms import Doubt
from amana.contexts.persons.values import Birth

TODAY = date(2026, 11, 23)

eighteen_today = birth.on(date(2008, 11, 23))
eighteen_tomorrow = birth.on(date(2008, 11, 24))
born_in_2008 = birth.in_year(date(2008, 1, 1), date(2008, 12, 31))
adult_by_year = birth.in_year(date(2007, 1, 1), date(2007, 12, 31))
seventeen_to_nineteen = birth.aged(17, 19, asked_on=TODAY)
fifteen_last_year = birth.aged(15, 15, asked_on=date(2025, 11, 23))
says_seventeen = birth.aged(17, 17, asked_on=TODAY)
passport_says_adult = birth.on(date(1999, 1, 1))


@pytest.mark.parametrize(
    ("story", "said", "answer"),
    [
        ("born eighteen years ago today", [eighteen_today], False),
        ("turns eighteen tomorrow", [eighteen_tomorrow], True),
        ("born in a year that turns eighteen this year", [born_in_2008], Doubt.DOUBT),
        ("born in a year that turned eighteen last year", [adult_by_year], False),
        ("says seventeen to nineteen", [seventeen_to_nineteen], Doubt.DOUBT),
        ("was fifteen a year ago", [fifteen_last_year], True),
        ("says seventeen, the passport says twenty-seven", [says_seventeen, passport_says_adult], Doubt.DOUBT),
        ("nothing was said", [], Doubt.DOUBT),
    ],
)
def test_who_is_a_child(story: str, said: list[Birth], answer: object) -> None:
    assert birth.is_child(said, on=TODAY) is answer


def test_doubt_counts_as_a_child_in_a_condition() -> None:
    assert birth.is_child([], on=TODAY)


def test_somebody_born_on_29_february_stays_a_child_until_1_march() -> None:
    leap = [birth.on(date(2008, 2, 29))]
    assert birth.is_child(leap, on=date(2026, 2, 28)) is True
    assert birth.is_child(leap, on=date(2026, 3, 1)) is False


def test_an_age_said_on_29_february_is_counted_back_to_28_february() -> None:
    assert birth.aged(1, 1, asked_on=date(2024, 2, 29)).last == date(2023, 2, 28)


@pytest.mark.parametrize(("least", "most"), [(-1, 3), (19, 17), (10, 126)])
def test_an_impossible_age_is_refused(least: int, most: int) -> None:
    with pytest.raises(birth.BirthImpossible):
        birth.aged(least, most, asked_on=TODAY)


def test_a_birth_in_the_future_or_before_living_memory_is_not_possible() -> None:
    assert not birth.possible(birth.on(TODAY + timedelta(days=1)), today=TODAY)
    assert not birth.possible(birth.on(date(1890, 1, 1)), today=TODAY)
    assert birth.possible(birth.on(TODAY), today=TODAY)


days = st.dates(min_value=date(1930, 1, 1), max_value=TODAY)


@given(born=days, asked=st.dates(min_value=date(2000, 1, 1), max_value=TODAY), spread=st.integers(0, 5))
def test_whoever_says_their_true_age_was_born_between_the_days_it_gives(born: date, asked: date, spread: int) -> None:
    if asked < born:
        return
    true = birth.age(born, on=asked)
    said = birth.aged(max(0, true - spread), true + spread, asked_on=asked)
    # One day of tolerance for 29 February: counted back from it, a day falls on 28 February.
    assert said.first <= born <= said.last + timedelta(days=1)


@given(said=st.lists(days.map(birth.on), max_size=4), more=days.map(birth.on))
def test_a_further_statement_never_makes_a_child_or_a_doubt_into_an_adult(said: list[Birth], more: Birth) -> None:
    if said and birth.is_child(said, on=TODAY):
        assert birth.is_child([*said, more], on=TODAY)
