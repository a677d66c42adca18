"""Reading days as people write them: "12 Meskerem 2017", "2017-01-12 ETH", "١٢ محرم ١٤٤٦", "Sept 2024"."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from amana.kernel.locale.calendars import Calendar, CalendarDay, NoSuchDay, month_names

# Words behind or before a date that name its calendar, folded as `_folded` folds.
MARKS: Final = {
    "eth": Calendar.ETHIOPIAN,
    "ethiopian": Calendar.ETHIOPIAN,
    "ec": Calendar.ETHIOPIAN,
    "am": Calendar.ETHIOPIAN,
    "ዓም": Calendar.ETHIOPIAN,
    "ah": Calendar.HIJRI,
    "hijri": Calendar.HIJRI,
    "hij": Calendar.HIJRI,
    "ه": Calendar.HIJRI,
    "هـ": Calendar.HIJRI,
    "ad": Calendar.GREGORIAN,
    "ce": Calendar.GREGORIAN,
    "gc": Calendar.GREGORIAN,
    "gregorian": Calendar.GREGORIAN,
    "م": Calendar.GREGORIAN,
}
NAME_LANGUAGES: Final = ("en", "fr", "ar", "am", "ti", "so", "sw")
SHORTEST_PREFIX: Final = 3  # "Sep" is September; "Ma" would be March or May

# Spellings in everyday use that CLDR does not list.
SPELLINGS: Final = {
    "tikimt": (Calendar.ETHIOPIAN, 2),
    "tikemt": (Calendar.ETHIOPIAN, 2),
    "hidar": (Calendar.ETHIOPIAN, 3),
    "tahsas": (Calendar.ETHIOPIAN, 4),
    "yekatit": (Calendar.ETHIOPIAN, 6),
    "megabit": (Calendar.ETHIOPIAN, 7),
    "miyazya": (Calendar.ETHIOPIAN, 8),
    "ginbot": (Calendar.ETHIOPIAN, 9),
    "sene": (Calendar.ETHIOPIAN, 10),
    "hamle": (Calendar.ETHIOPIAN, 11),
    "nehase": (Calendar.ETHIOPIAN, 12),
    "pagume": (Calendar.ETHIOPIAN, 13),
    "muharram": (Calendar.HIJRI, 1),
    "rabi al awwal": (Calendar.HIJRI, 3),
    "rabi al thani": (Calendar.HIJRI, 4),
    "jumada al awwal": (Calendar.HIJRI, 5),
    "jumada al thani": (Calendar.HIJRI, 6),
    "ramadan": (Calendar.HIJRI, 9),
    "dhu al qadah": (Calendar.HIJRI, 11),
    "dhu al hijjah": (Calendar.HIJRI, 12),
}


class UnreadableDay(ValueError):
    """The text is not a day in any calendar we know, or could be two different ones."""

    code = "locale.unreadable_day"


def read_day(text: str, calendar: Calendar) -> CalendarDay:
    """Read a day, a month or a year; `calendar` holds where the text names neither a calendar nor one of its months.

    Numbers alone are read day, month, year, or year, month, day if the year comes first. Years have four digits.
    A month's name that two calendars share is refused where nothing says which is meant.
    Raises UnreadableDay, or NoSuchDay for a day the calendar does not have.
    """
    words = _folded(text)
    numbers = [int(word) for word in words if word.isdigit()]
    names = [word for word in words if not word.isdigit()]
    month = None
    if names:
        marked = [MARKS[name] for name in names if name in MARKS]
        names = [name for name in names if name not in MARKS]
        if len(set(marked)) > 1:
            raise UnreadableDay("two calendars")
        calendar = marked[0] if marked else calendar
        if names:
            named, month = _month(" ".join(names), calendar, said=bool(marked))
            if marked and named is not calendar:
                raise UnreadableDay("the month is not of that calendar")
            calendar = named
    return _put_together(numbers, month, calendar)


def read_month(text: str, calendar: Calendar) -> int:
    """Read a month given by number or by name in one calendar. Raises UnreadableDay."""
    words = _folded(text)
    if len(words) == 1 and words[0].isdigit():
        return int(words[0])
    named, month = _month(" ".join(words), calendar, said=False)
    if named is not calendar:
        raise UnreadableDay("the month is not of that calendar")
    return month


def read_number(text: str) -> int:
    """Read a whole number in any digits. Raises UnreadableDay."""
    words = _folded(text)
    if len(words) != 1 or not words[0].isdigit():
        raise UnreadableDay("not a number")
    return int(words[0])


def _put_together(numbers: list[int], month: int | None, calendar: Calendar) -> CalendarDay:
    years = [number for number in numbers if number >= 1000]
    if len(years) != 1:
        raise UnreadableDay("one year of four digits is needed")
    year = years[0]
    others = [number for number in numbers if number is not year and number < 1000]
    if month is not None:
        if len(others) > 1:
            raise UnreadableDay("too many numbers")
        return CalendarDay(calendar=calendar, year=year, month=month, day=others[0] if others else None)
    if len(others) > 2:
        raise UnreadableDay("too many numbers")
    if len(others) == 2 and numbers[0] != year:
        others.reverse()
    return CalendarDay(
        calendar=calendar,
        year=year,
        month=others[0] if others else None,
        day=others[1] if len(others) == 2 else None,
    )


def _month(name: str, calendar: Calendar, *, said: bool) -> tuple[Calendar, int]:
    """Find the month a name stands for.

    መስከረም is the first Ethiopian month, and September to a reader of Tigrinya in Eritrea. Such a name is taken in the given calendar
    where that was `said`, or where it is not Gregorian, which somebody chose; otherwise it is refused, since a guess is seven years off.
    """
    table = _month_table()
    found = set(table.get(name, ()))
    if not found and len(name) >= SHORTEST_PREFIX:
        found = {month for known, months in table.items() if known.startswith(name) for month in months}
    own = {month for month in found if month[0] is calendar}
    if said or calendar is not Calendar.GREGORIAN:
        found = own or found
    if len(found) != 1:
        raise UnreadableDay("no month of that name")
    return found.pop()


@lru_cache(maxsize=1)
def _month_table() -> dict[str, frozenset[tuple[Calendar, int]]]:
    table: dict[str, set[tuple[Calendar, int]]] = {}
    for calendar in Calendar:
        for language in NAME_LANGUAGES:
            for month, name in enumerate(month_names(calendar, language), start=1):
                table.setdefault(" ".join(_folded(name)), set()).add((calendar, month))
    for spelling, month_of in SPELLINGS.items():
        table.setdefault(spelling, set()).add(month_of)
    return {name: frozenset(months) for name, months in table.items()}


def _folded(text: str) -> list[str]:
    """Cut text into words and numbers: lower case, no marks above letters, digits 0 to 9, hyphens and points gone."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = []
    for sign in plain:
        if unicodedata.combining(sign) or sign in "ʻʼ'’‘`":
            continue
        digit = unicodedata.decimal(sign, None)
        letters.append(str(digit) if digit is not None else sign)
    joined = "".join(letters).replace("a.h.", "ah").replace("e.c.", "ec").replace("ዓ.ም", "ዓም").replace("a.d.", "ad")
    return re.findall(r"\d+|[^\W\d_]+", joined)


__all__ = ["NoSuchDay", "UnreadableDay", "read_day", "read_month", "read_number"]
