"""Who held the chair when, kept as exact as the sources are."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.contexts.dialogue.chairs.rules import ChairPeriod, chairs_on, chairs_since, in_order, next_after

GERMANY = ChairPeriod(since=(2023, None), state="DE", until=(2024, 4))
EGYPT = ChairPeriod(since=(2024, 4), state="EG", until=(2025, 4))
FRANCE = ChairPeriod(since=(2025, 4), state="FR", until=None)
CHAIRS = (GERMANY, EGYPT, FRANCE)

periods = st.builds(
    ChairPeriod,
    since=st.tuples(st.integers(2014, 2030), st.none() | st.integers(1, 12)),
    state=st.sampled_from(["EG", "DE", "FR"]),
    until=st.none(),
)


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (date(2024, 3, 31), ["DE"]),
        (date(2024, 4, 15), ["DE", "EG"]),
        (date(2024, 5, 1), ["EG"]),
        (date(2026, 11, 27), ["FR"]),
        (date(2022, 6, 1), []),
    ],
)
def test_in_the_month_of_a_handover_it_may_have_been_either(day: date, states: list[str]) -> None:
    assert [period.state for period in chairs_on(CHAIRS, day)] == states


def test_who_follows_in_the_chair() -> None:
    assert next_after(CHAIRS, GERMANY) == EGYPT
    assert next_after(CHAIRS, EGYPT) == FRANCE
    assert next_after(CHAIRS, FRANCE) is None


def test_a_promise_of_march_2025_is_overdue_under_france() -> None:
    assert chairs_since(CHAIRS, date(2025, 3, 31), on=date(2025, 3, 31)) == ()
    assert chairs_since(CHAIRS, date(2025, 3, 31), on=date(2025, 4, 1)) == (FRANCE,)


@given(found=st.lists(periods, max_size=6), deadline=st.dates(date(2014, 1, 1), date(2031, 1, 1)), days=st.integers(0, 3000))
def test_later_chairs_only_become_more(found: list[ChairPeriod], deadline: date, days: int) -> None:
    on = deadline + timedelta(days=days)
    now, later = chairs_since(found, deadline, on=on), chairs_since(found, deadline, on=on + timedelta(days=400))
    assert later[: len(now)] == now
    assert now == in_order(now)
