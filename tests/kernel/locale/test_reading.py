"""Days are read as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.kernel.locale.calendars import Calendar, CalendarDay, NoSuchDay, calendar_text
from amana.kernel.locale.reading import UnreadableDay, read_day

G, E, H = Calendar.GREGORIAN, Calendar.ETHIOPIAN, Calendar.HIJRI


@pytest.mark.parametrize(
    ("text", "calendar", "read"),
    [
        ("12 Meskerem 2017", G, (E, 2017, 1, 12)),
        ("Meskerem 12, 2017", G, (E, 2017, 1, 12)),
        ("2017-01-12 ETH", G, (E, 2017, 1, 12)),
        ("12/1/2017 E.C.", G, (E, 2017, 1, 12)),
        ("12 መስከረም 2017", E, (E, 2017, 1, 12)),
        ("12 መስከረም 2017 ዓ.ም", G, (E, 2017, 1, 12)),
        ("መስከረም 2017", E, (E, 2017, 1, None)),
        ("١٢ محرم ١٤٤٦", G, (H, 1446, 1, 12)),
        ("١٤٤٦ هـ", G, (H, 1446, None, None)),
        ("1 Ramadan 1445 AH", G, (H, 1445, 9, 1)),
        ("1 Rabi al-Awwal 1446", G, (H, 1446, 3, 1)),
        ("22 septembre 2024", G, (G, 2024, 9, 22)),
        ("22 Sept 2024", E, (G, 2024, 9, 22)),
        ("٢٢ سبتمبر ٢٠٢٤", E, (G, 2024, 9, 22)),
        ("2024-09-22", G, (G, 2024, 9, 22)),
        ("22.9.2024", G, (G, 2024, 9, 22)),
        ("9/2024", G, (G, 2024, 9, None)),
        ("1998", E, (E, 1998, None, None)),
        ("2 Tikimt 2001", G, (E, 2001, 2, 2)),
    ],
)
def test_what_is_read(text, calendar, read):
    found = read_day(text, calendar)
    assert (found.calendar, found.year, found.month, found.day) == read


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "12", "12 Meskerem", "1/2/3/2017", "12 Ma 2017", "12/1/17", "12 Meskerem 2017 AH", "2017 2018", "12 መስከረም 2017"],
)
def test_what_could_mean_two_days_or_none_is_refused(text):
    with pytest.raises(UnreadableDay):
        read_day(text, Calendar.GREGORIAN)


def test_a_day_the_calendar_does_not_have_is_named_so():
    with pytest.raises(NoSuchDay):
        read_day("31 Meskerem 2017", Calendar.GREGORIAN)


@given(
    st.dates(min_value=date(1920, 1, 1), max_value=date(2080, 12, 31)),
    st.sampled_from(list(Calendar)),
    st.sampled_from(["en", "fr", "ar", "am"]),
)
def test_what_we_write_we_can_read(day, calendar, language):
    written = calendar_text(CalendarDay.of(day, calendar), language)
    assert read_day(written, calendar).first() == day


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_by_name(text):
    try:
        found = read_day(text, Calendar.GREGORIAN)
    except (UnreadableDay, NoSuchDay):
        return
    assert found.first() <= found.last()
