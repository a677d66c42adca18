"""When the node may erase a file by itself."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.contexts.persons.retention.rules import TOLD_BEFORE, Ended, Plan, Told, due_on, is_told, may_be_erased, months_after
from amana.contexts.persons.rules.birth import between, on

PLAN = Plan(assistance=60, child=60, identification=120)
GROWN = on(date(1990, 1, 1))
FILE = Ended(opened_on=date(2024, 1, 1), closed_on=date(2025, 3, 31), keep_until=date(2026, 1, 1), version=3, births=(GROWN,))
FIVE_YEARS = date(2030, 3, 31)


@pytest.mark.parametrize(
    ("story", "file", "day"),
    [
        ("the plan keeps it longer than whoever closed it", FILE, FIVE_YEARS),
        ("whoever closed it keeps it longer than the plan", replace(FILE, keep_until=date(2040, 6, 1)), date(2040, 6, 1)),
        ("a child keeps five years as an adult", replace(FILE, births=(on(date(2015, 5, 5)),)), date(2038, 5, 5)),
        ("whoever was grown up when the file was begun", replace(FILE, births=(on(date(2006, 1, 1)),)), FIVE_YEARS),
        ("who grew up while the file was open", replace(FILE, births=(on(date(2006, 6, 1)),)), FIVE_YEARS),
        ("the youngest of what was said counts", replace(FILE, births=(GROWN, on(date(2015, 5, 5)))), date(2038, 5, 5)),
        ("the latest day of a range counts", replace(FILE, births=(between(date(1990, 1, 1), date(2015, 5, 5)),)), date(2038, 5, 5)),
        ("of whom no age is known may have been born the day before", replace(FILE, births=()), date(2047, 1, 1)),
        ("a formal identification is kept ten years", replace(FILE, decided_on=date(2025, 2, 1)), date(2035, 2, 1)),
    ],
)
def test_the_longest_of_what_asks_for_keeping_counts(story, file, day):
    assert due_on(file, PLAN) == day


NOTICE = Told(on=FIVE_YEARS - TOLD_BEFORE, version=3)


@pytest.mark.parametrize(
    ("story", "plan", "told", "today", "may"),
    [
        ("confirmed, due, and told thirty days before", PLAN, NOTICE, FIVE_YEARS, True),
        ("the day before", PLAN, NOTICE, FIVE_YEARS - timedelta(days=1), False),
        ("nobody confirmed the periods", None, NOTICE, FIVE_YEARS, False),
        ("nobody was told", PLAN, None, FIVE_YEARS, False),
        ("told yesterday", PLAN, replace(NOTICE, on=FIVE_YEARS - timedelta(days=1)), FIVE_YEARS, False),
        ("touched since they were told", PLAN, replace(NOTICE, version=2), FIVE_YEARS, False),
        ("long due", PLAN, NOTICE, date(2044, 1, 1), True),
    ],
)
def test_when_the_node_may_erase(story, plan, told, today, may):
    assert may_be_erased(FILE, plan, told, on=today) is may


@pytest.mark.parametrize(
    ("story", "told", "today", "is_due"),
    [
        ("thirty days before", None, FIVE_YEARS - TOLD_BEFORE, True),
        ("earlier", None, FIVE_YEARS - TOLD_BEFORE - timedelta(days=1), False),
        ("told already", NOTICE, FIVE_YEARS, False),
        ("touched since", replace(NOTICE, version=2), FIVE_YEARS, True),
    ],
)
def test_when_people_are_told(story, told, today, is_due):
    assert is_told(FILE, PLAN, told, on=today) is is_due


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_the_month(day, months, later):
    assert months_after(day, months) == later


days = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@settings(deadline=None)
@given(
    opened=days, closed=days, keep=days, told=days, today=days, version=st.integers(0, 3), known=st.integers(0, 3), born=st.none() | days
)
def test_no_file_goes_before_its_day_before_the_notice_or_against_a_later_wish(opened, closed, keep, told, today, version, known, born):
    file = Ended(opened_on=opened, closed_on=closed, keep_until=keep, version=version, births=(on(born),) if born else ())
    if may_be_erased(file, PLAN, Told(on=told, version=known), on=today):
        assert today >= keep
        assert today >= months_after(closed, PLAN.assistance)
        assert today >= told + timedelta(days=30)
        assert known == version
