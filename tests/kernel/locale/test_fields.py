"""Days entered in any calendar, with and without scripts."""

from datetime import date

import pytest
from django import forms

from amana.kernel.locale.calendars import Calendar, CalendarDay
from amana.kernel.locale.fields import DayField, PartialDayField
from amana.kernel.locale.reader import Reader, read_by

TODAY = date(2026, 11, 3)


class Exact(forms.Form):
    day = DayField(earliest=date(2000, 1, 1), latest=lambda: TODAY)


class Partial(forms.Form):
    born = PartialDayField(required=False)


def entered(name, day="", month="", year="", calendar=""):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year, f"{name}_calendar": calendar}


@pytest.mark.parametrize(
    ("story", "entry", "day"),
    [
        ("numbers", {"day": "22", "month": "9", "year": "2024", "calendar": "gregorian"}, date(2024, 9, 22)),
        ("Ethiopian, month by name", {"day": "12", "month": "Meskerem", "year": "2017", "calendar": "ethiopian"}, date(2024, 9, 22)),
        ("Hijri in Arabic digits", {"day": "١٩", "month": "٣", "year": "١٤٤٦", "calendar": "hijri"}, date(2024, 9, 22)),
        ("all in the first box", {"day": "12 Meskerem 2017", "calendar": "gregorian"}, date(2024, 9, 22)),
        ("no calendar chosen: the reader's", {"day": "22", "month": "9", "year": "2024"}, date(2024, 9, 22)),
    ],
)
def test_days_that_are_taken(story, entry, day):
    form = Exact(entered("day", **entry))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == day


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({}, "required"),
        ({"day": "6", "month": "13", "year": "2017", "calendar": "ethiopian"}, "no_such_day"),
        ({"day": "soon"}, "unreadable"),
        ({"day": "1", "month": "Muharram", "year": "2020", "calendar": "gregorian"}, "unreadable"),
        ({"day": "1", "month": "መስከረም", "year": "2017", "calendar": "gregorian"}, "unreadable"),
        ({"day": "1", "month": "1"}, "unreadable"),
        ({"day": "1", "month": "1", "year": "2020", "calendar": "mayan"}, "unreadable"),
        ({"month": "9", "year": "2024", "calendar": "gregorian"}, "inexact"),
        ({"day": "1", "month": "1", "year": "1990", "calendar": "gregorian"}, "too_early"),
        ({"day": "4", "month": "11", "year": "2026", "calendar": "gregorian"}, "too_late"),
    ],
)
def test_days_that_are_refused(entry, code):
    form = Exact(entered("day", **entry))
    assert [error.code for error in form.errors.as_data()["day"]] == [code]


def test_a_birth_may_be_a_year_alone():
    form = Partial(entered("born", year="1998", calendar="ethiopian"))
    assert form.is_valid()
    assert form.cleaned_data["born"] == CalendarDay(calendar=Calendar.ETHIOPIAN, year=1998)


def test_an_empty_birth_is_nothing():
    form = Partial(entered("born", calendar="gregorian"))
    assert form.is_valid()
    assert form.cleaned_data["born"] is None


def test_a_known_day_is_shown_in_the_readers_calendar():
    with read_by(Reader(calendar=Calendar.ETHIOPIAN)):
        html = str(Exact(initial={"day": date(2024, 9, 22)})["day"])
    assert 'name="day_day" value="12"' in html
    assert 'name="day_year" value="2017"' in html
    assert '<option value="ethiopian" selected>' in html


@pytest.mark.parametrize(
    ("initial", "entry", "changed"),
    [
        (date(2024, 9, 22), {"day": "12", "month": "1", "year": "2017", "calendar": "ethiopian"}, False),
        (date(2024, 9, 22), {"day": "13", "month": "1", "year": "2017", "calendar": "ethiopian"}, True),
        (None, {"calendar": "gregorian"}, False),
    ],
)
def test_the_same_day_in_another_calendar_is_no_change(initial, entry, changed):
    assert Exact(entered("day", **entry), initial={"day": initial}).has_changed() is changed
