"""Days are the same day in every calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.kernel.locale.calendars import MONTHS, Calendar, CalendarDay, NoSuchDay, calendar_text, month_names

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
CALENDARS = st.sampled_from(list(Calendar))


@pytest.mark.parametrize(
    ("story", "calendar", "year", "month", "day", "gregorian"),
    [
        ("Ethiopian new year", Calendar.ETHIOPIAN, 2017, 1, 1, date(2024, 9, 11)),
        ("Ethiopian new year after a leap year", Calendar.ETHIOPIAN, 2016, 1, 1, date(2023, 9, 12)),
        ("the sixth day of Pagumen, in a leap year", Calendar.ETHIOPIAN, 2015, 13, 6, date(2023, 9, 11)),
        ("Genna", Calendar.ETHIOPIAN, 2016, 4, 29, date(2024, 1, 8)),
        ("Islamic new year", Calendar.HIJRI, 1446, 1, 1, date(2024, 7, 7)),
        ("first of Ramadan", Calendar.HIJRI, 1445, 9, 1, date(2024, 3, 11)),
        ("a Gregorian day", Calendar.GREGORIAN, 2024, 2, 29, date(2024, 2, 29)),
    ],
)
def test_known_days(story, calendar, year, month, day, gregorian):
    assert CalendarDay(calendar=calendar, year=year, month=month, day=day).first() == gregorian


@given(DAYS, CALENDARS)
def test_a_day_comes_back_from_every_calendar(day, calendar):
    counted = CalendarDay.of(day, calendar)
    assert counted.first() == counted.last() == day


@given(DAYS, CALENDARS)
def test_the_next_day_is_one_later_or_begins_a_month(day, calendar):
    today, tomorrow = CalendarDay.of(day, calendar), CalendarDay.of(day + timedelta(days=1), calendar)
    assert tomorrow.day == 1 or (tomorrow.month, tomorrow.day) == (today.month, today.day + 1)


@given(DAYS, CALENDARS)
def test_a_month_and_a_year_cover_their_days_and_nothing_else(day, calendar):
    exact = CalendarDay.of(day, calendar)
    for partial in (
        CalendarDay(calendar=calendar, year=exact.year, month=exact.month),
        CalendarDay(calendar=calendar, year=exact.year),
    ):
        assert partial.first() <= day <= partial.last()
        before, after = partial.first() - timedelta(days=1), partial.last() + timedelta(days=1)
        for outside in (before, after):
            other = CalendarDay.of(outside, calendar)
            assert (other.year, other.month if partial.month else None) != (partial.year, partial.month)


@pytest.mark.parametrize(
    ("calendar", "year", "month", "day"),
    [
        (Calendar.ETHIOPIAN, 2017, 13, 6),
        (Calendar.ETHIOPIAN, 2017, 14, 1),
        (Calendar.ETHIOPIAN, 2017, 1, 31),
        (Calendar.HIJRI, 1446, 1, 31),
        (Calendar.GREGORIAN, 2023, 2, 29),
        (Calendar.GREGORIAN, 17, 1, 1),
        (Calendar.GREGORIAN, 2023, None, 3),
        (Calendar.HIJRI, 9999, 1, 1),
    ],
)
def test_days_that_do_not_exist_are_refused(calendar, year, month, day):
    with pytest.raises(NoSuchDay):
        CalendarDay(calendar=calendar, year=year, month=month, day=day)


@pytest.mark.parametrize("language", ["en", "fr", "ar", "am", "ti", "so", "sw"])
@pytest.mark.parametrize("calendar", list(Calendar))
def test_every_month_has_a_name_of_its_own(calendar, language):
    names = month_names(calendar, language)
    assert len(names) == MONTHS[calendar]
    assert len(set(names)) == len(names)
    assert all(name.strip() and not name.strip().isdigit() for name in names)


@pytest.mark.parametrize(
    ("day", "language", "text"),
    [
        (CalendarDay(calendar=Calendar.ETHIOPIAN, year=2017, month=1, day=12), "en", "12 Meskerem 2017"),
        (CalendarDay(calendar=Calendar.ETHIOPIAN, year=2017, month=1, day=12), "am", "12 መስከረም 2017"),
        (CalendarDay(calendar=Calendar.ETHIOPIAN, year=2017, month=13), "en", "Pagumen 2017"),
        (CalendarDay(calendar=Calendar.HIJRI, year=1446, month=3, day=19), "ar", "19 ربيع الأول 1446"),
        (CalendarDay(calendar=Calendar.GREGORIAN, year=2024, month=9, day=22), "fr", "22 septembre 2024"),
        (CalendarDay(calendar=Calendar.GREGORIAN, year=2024), "ar", "2024"),
    ],
)
def test_days_are_written_in_full(day, language, text):
    assert calendar_text(day, language) == text
