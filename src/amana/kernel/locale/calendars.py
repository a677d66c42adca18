"""Days in the Gregorian, Ethiopian and Hijri calendars. The only module that uses ICU for calendars.

All arithmetic is ICU's; Hijri is Umm al-Qura, whose tables cover 1300 to 1600 AH (1882 to 2174), beyond which ICU
counts by the civil rule. Days have no time: conversions run at noon UTC, so that no time zone shifts them.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final, Self

import icu
from django.utils.translation import gettext_lazy as _


class Calendar(StrEnum):
    """The calendars people count in here."""

    GREGORIAN = "gregorian"
    ETHIOPIAN = "ethiopian"
    HIJRI = "hijri"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS: Final = {
    Calendar.GREGORIAN: _("Gregorian"),
    Calendar.ETHIOPIAN: _("Ethiopian"),
    Calendar.HIJRI: _("Hijri (Umm al-Qura)"),
}

ICU_NAMES: Final = {Calendar.ETHIOPIAN: "ethiopic", Calendar.HIJRI: "islamic-umalqura", Calendar.GREGORIAN: "gregorian"}
MONTHS: Final = {Calendar.GREGORIAN: 12, Calendar.ETHIOPIAN: 13, Calendar.HIJRI: 12}
ERA_OF_MERCY: Final = 1  # Amete Mihret, the era in use; ICU's era 0 counts from the creation of the world
EARLIEST: Final = date(1700, 1, 1)
LATEST: Final = date(2200, 12, 31)
REMEMBERED: Final = 4096  # days; a page of two hundred rows says few days many times, and asking ICU takes 50 us each


class NoSuchDay(ValueError):
    """The numbers name no day of that calendar."""

    code = "locale.no_such_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A day as counted in one calendar; month and day are 1-based and None where they are not known.

    Raises NoSuchDay where the calendar has no such day, or a day is given without its month.
    """

    calendar: Calendar
    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise NoSuchDay("a day needs its month")
        if self.month is not None and not 1 <= self.month <= MONTHS[self.calendar]:
            raise NoSuchDay(f"no month {self.month}")
        first = _gregorian(self.calendar, self.year, self.month or 1, self.day or 1)
        if not EARLIEST <= first <= LATEST:
            raise NoSuchDay(f"year {self.year} is out of range")

    @classmethod
    def of(cls, day: date, calendar: Calendar) -> Self:
        """Say how a calendar counts a (Gregorian) day."""
        if calendar is Calendar.GREGORIAN:
            return cls(calendar=calendar, year=day.year, month=day.month, day=day.day)
        year, month, number = _counted(day, calendar)
        return cls(calendar=calendar, year=year, month=month, day=number)

    @property
    def exact(self) -> bool:
        return self.day is not None

    def first(self) -> date:
        """Give the first Gregorian day this may be; the day itself where it is exact."""
        return _gregorian(self.calendar, self.year, self.month or 1, self.day or 1)

    def last(self) -> date:
        """Give the last Gregorian day this may be; the day itself where it is exact."""
        if self.exact:
            return self.first()
        month = self.month or MONTHS[self.calendar]
        if month < MONTHS[self.calendar]:
            following = _gregorian(self.calendar, self.year, month + 1, 1)
        else:
            following = _gregorian(self.calendar, self.year + 1, 1, 1)
        return following - timedelta(days=1)


@lru_cache(maxsize=64)
def month_names(calendar: Calendar, language: str) -> tuple[str, ...]:
    """Give the month names of a calendar in a language, in order; CLDR's romanised names where it has none of its own."""
    pattern = icu.SimpleDateFormat("LLLL", _locale(calendar, language))
    pattern.setTimeZone(icu.TimeZone.getGMT())
    year = CalendarDay.of(date(2024, 9, 22), calendar).year
    return tuple(pattern.format(_noon(_gregorian(calendar, year, month, 1))) for month in range(1, MONTHS[calendar] + 1))


@lru_cache(maxsize=REMEMBERED)
def calendar_text(day: CalendarDay, language: str) -> str:
    """Write a day in its own calendar in full: "12 Meskerem 2017", "Meskerem 2017" or "2017". Digits are 0 to 9."""
    if day.month is None:
        return str(day.year)
    pattern = icu.SimpleDateFormat("d MMMM y" if day.exact else "LLLL y", _locale(day.calendar, language))
    pattern.setTimeZone(icu.TimeZone.getGMT())
    return str(pattern.format(_noon(day.first())))


@lru_cache(maxsize=REMEMBERED)
def _counted(day: date, calendar: Calendar) -> tuple[int, int, int]:
    """Year, month and day of a Gregorian day in another calendar."""
    found = _icu_calendar(calendar)
    found.setTime(_noon(day))
    return found.get(icu.Calendar.YEAR), found.get(icu.Calendar.MONTH) + 1, found.get(icu.Calendar.DATE)


def _locale(calendar: Calendar, language: str) -> icu.Locale:
    return icu.Locale(f"{language.replace('-', '_')}@calendar={ICU_NAMES[calendar]};numbers=latn")


def _icu_calendar(calendar: Calendar) -> icu.Calendar:
    found = icu.Calendar.createInstance(icu.TimeZone.getGMT(), icu.Locale(f"en@calendar={ICU_NAMES[calendar]}"))
    found.clear()
    found.setLenient(False)
    return found


def _noon(day: date) -> float:
    """Seconds since 1970 at noon UTC of a day, the unit ICU's Python interface takes."""
    return datetime.combine(day, time(12), tzinfo=UTC).timestamp()


@lru_cache(maxsize=REMEMBERED)
def _gregorian(calendar: Calendar, year: int, month: int, day: int) -> date:
    """Turn a day of any calendar into a Gregorian one; raises NoSuchDay."""
    if not 1 <= year <= 3000 or not 1 <= day <= 31:
        raise NoSuchDay("out of range")
    if calendar is Calendar.GREGORIAN:
        try:
            return date(year, month, day)
        except ValueError as absent:
            raise NoSuchDay(str(absent)) from absent
    found = _icu_calendar(calendar)
    if calendar is Calendar.ETHIOPIAN:
        found.set(icu.Calendar.ERA, ERA_OF_MERCY)
    found.set(icu.Calendar.YEAR, year)
    found.set(icu.Calendar.MONTH, month - 1)
    found.set(icu.Calendar.DATE, day)
    found.set(icu.Calendar.HOUR_OF_DAY, 12)
    try:
        return datetime.fromtimestamp(found.getTime(), tz=UTC).date()
    except icu.ICUError as absent:
        raise NoSuchDay(f"{calendar} has no day {year}-{month}-{day}") from absent
