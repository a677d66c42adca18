"""Values in the reader's language and calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from amana.kernel.locale import formats, names
from amana.kernel.locale.calendars import Calendar, CalendarDay
from amana.kernel.locale.markup import day_markup, name_markup
from amana.kernel.locale.reader import Reader, read_by

DAY = date(2024, 9, 22)


@pytest.mark.parametrize(
    ("calendar", "shown", "hover"),
    [
        (Calendar.GREGORIAN, "22 September 2024", "12 Meskerem 2017 (Ethiopian)"),
        (Calendar.ETHIOPIAN, "12 Meskerem 2017", "22 September 2024 (Gregorian)"),
        (Calendar.HIJRI, "19 Rabiʻ I 1446", "22 September 2024 (Gregorian)"),
    ],
)
def test_a_day_is_shown_in_the_readers_calendar_with_the_other_on_hover(calendar, shown, hover):
    with translation.override("en"), read_by(Reader(calendar=calendar)):
        html = day_markup(DAY)
    assert html == f'<time datetime="2024-09-22" title="{hover}"><bdi>{shown}</bdi></time>'


def test_a_year_keeps_its_own_calendar():
    with translation.override("en"), read_by(Reader(calendar=Calendar.GREGORIAN)):
        html = day_markup(CalendarDay(calendar=Calendar.ETHIOPIAN, year=1998))
    assert "<bdi>1998</bdi>" in html
    assert "Ethiopian calendar" in html


def test_a_moment_is_shown_in_the_time_zone_in_force():
    late = datetime(2024, 9, 21, 22, 30, tzinfo=UTC)
    with translation.override("en"), timezone.override("Africa/Addis_Ababa"):
        html = day_markup(late)
    assert 'datetime="2024-09-22T01:30+03:00"' in html
    assert "22 September 2024" in html
    assert "01:30" in html


def test_a_user_has_a_calendar_of_their_own():
    user = type("Reading", (), {"calendar": "ethiopian"})()
    with translation.override("en"):
        assert formats.format_day(DAY, user) == "12 Meskerem 2017"


@pytest.mark.parametrize(
    ("text", "language", "html"),
    [
        ("ሰላማዊት", "am", '<bdi lang="am" dir="ltr">ሰላማዊት</bdi>'),
        ("محمد", "ar", '<bdi lang="ar" dir="rtl">محمد</bdi>'),
        ("<b>", "", '<bdi dir="auto">&lt;b&gt;</bdi>'),
    ],
)
def test_a_name_keeps_its_direction_and_is_never_markup(text, language, html):
    assert name_markup(text, language) == html


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(1, "1 second"), (89, "89 seconds"), (600, "10 minutes"), (7200, "2 hours"), (400_000, "5 days"), (-3, "0 seconds")],
)
def test_how_long_is_said_in_the_largest_unit(seconds, text):
    with translation.override("en"):
        assert formats.duration(timedelta(seconds=seconds)) == text


@pytest.mark.parametrize(("language", "text"), [("en", "1,234.5"), ("ar", "1,234.5")])
def test_digits_are_the_same_in_every_language(language, text):
    with translation.override(language):
        assert formats.number(1234.5) == text


@pytest.mark.parametrize(
    ("language", "country", "spoken"), [("en", "Ethiopia", "Amharic"), ("fr", "Éthiopie", "amharique"), ("ar", "إثيوبيا", "الأمهرية")]
)
def test_countries_and_languages_are_named_by_cldr(language, country, spoken):
    with translation.override(language):
        assert names.country_name("ET") == country
        assert names.language_name("am") == spoken


def test_countries_are_sorted_as_a_reader_of_the_language_would():
    with translation.override("fr"):
        listed = [name for _, name in names.country_choices()]
    assert listed.index("Égypte") < listed.index("France")
    assert len(listed) > 240


def test_a_code_without_a_name_is_shown_as_it_is():
    assert names.country_name("QZ", "en") == "QZ"
