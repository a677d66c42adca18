"""When somebody was born, as people say it: a day, a year, "about 17", "16-18", "between 1998 and 2000", "under 18"."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from amana.kernel.imports.cells import Cell, as_text
from amana.kernel.imports.columns.keys import key
from amana.kernel.imports.normalise.dates import read_written
from amana.kernel.imports.normalise.texts import one_line, plain_digits
from amana.kernel.imports.normalise.values import Unreadable
from amana.kernel.imports.tables import spellings
from amana.kernel.imports.terms import DayOrder

OLDEST = 120
_ABOUT = r"(?:about|around|approx(?:imately)?\.?|circa|ca?\.|est(?:imated)?\.?|vers|environ|env\.?|حوالي|تقريبا|نحو|ገደማ|~|≈)"
_YEARS = r"(?:years?(?: old)?|yrs?\.?|y\.?o\.?|y|ans?|سنة|سنه|سنوات|عام|عاما|ዓመት|ዓመቱ)"
_AGE = re.compile(rf"^({_ABOUT})?\s*(\d{{1,3}})\s*{_YEARS}?\s*({_ABOUT}|\?)?$", re.IGNORECASE)
_AGES = re.compile(
    rf"^(?:between|entre|بين)?\s*(\d{{1,2}})\s*(?:-|–|—|to|à|a|and|et|or|ou|/|إلى|الى|و)\s*(\d{{1,3}})\s*{_YEARS}?$", re.IGNORECASE
)
_AT_LEAST = re.compile(rf"^(?:over|above|plus de|>=?|≥|أكثر من|فوق)\s*(\d{{1,3}})\s*{_YEARS}?$|^(\d{{1,3}})\s*\+$", re.IGNORECASE)
_AT_MOST = re.compile(rf"^(?:under|below|less than|moins de|<|أقل من|تحت)\s*(\d{{1,3}})\s*{_YEARS}?$", re.IGNORECASE)
_MONTHS = re.compile(r"^\d{1,2}\s*(?:months?|mois|mths?|أشهر|شهر|شهور|weeks?|semaines?|days?|jours?)(?:\s*old)?$", re.IGNORECASE)
_ABOUT_YEAR = re.compile(rf"^{_ABOUT}\s*(\d{{4}})\s*\??$|^(\d{{4}})\s*\?$", re.IGNORECASE)
_YEAR_RANGE = re.compile(r"^(?:between|entre|بين)?\s*(\d{4})\s*(?:-|–|—|to|à|and|et|or|ou|/|إلى|و)\s*(\d{4})$", re.IGNORECASE)
_DECADE = re.compile(r"^(\d{3})0'?s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    """A birth as the days between which it lies, both included, and how it was said.

    form          "exact", "year", "range", or "age" (then `least`, `most` years on `asked_on`)
    as_given      the words of the sheet, kept whatever was made of them
    """

    form: str
    first: date
    last: date
    as_given: str
    calendar: str = "gregorian"
    least: int | None = None
    most: int | None = None
    asked_on: date | None = None

    def written(self) -> dict[str, Any]:
        """The JSON object of it; parts that say nothing are left out."""
        content: dict[str, Any] = {
            "form": self.form,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "as_given": self.as_given,
        }
        if self.calendar != "gregorian":
            content["calendar"] = self.calendar
        if self.asked_on is not None:
            content |= {"least": self.least, "most": self.most, "asked_on": self.asked_on.isoformat()}
        return content

    @classmethod
    def read(cls, content: dict[str, Any]) -> Self:
        """The value of a JSON object made by `written`. Raises KeyError, TypeError or ValueError for anything else."""
        asked_on = content.get("asked_on")
        return cls(
            form=str(content["form"]),
            first=date.fromisoformat(content["first"]),
            last=date.fromisoformat(content["last"]),
            as_given=str(content.get("as_given", "")),
            calendar=str(content.get("calendar", "gregorian")),
            least=None if content.get("least") is None else int(content["least"]),
            most=None if content.get("most") is None else int(content["most"]),
            asked_on=date.fromisoformat(asked_on) if asked_on else None,
        )


def read_birth(cell: Cell, *, order: DayOrder, today: date, asked_on: date) -> Birth:
    """Read when somebody was born. `asked_on` is the day an age refers to. Raises Unreadable; a birth after `today` is one."""
    text = one_line(as_text(cell))
    given = plain_digits(text)
    birth = _by_age(given, text, asked_on) or _by_years(given, text)
    if birth is None:
        written = read_written(cell, order=order, today=today)
        form = "exact" if written.exact else "year" if written.calendar_day.month is None else "range"
        birth = Birth(form=form, first=written.first, last=written.last, as_given=text, calendar=written.calendar_day.calendar.value)
    if birth.first > today:
        raise Unreadable("birth.in_future")
    if birth.last.year < today.year - OLDEST - 1:
        raise Unreadable("birth.too_long_ago")
    return birth


def aged(least: int, most: int, *, asked_on: date, as_given: str) -> Birth:
    """Somebody who was `least` to `most` years old on a day was born between these days, both included."""
    first = _years_before(asked_on, most + 1)
    return Birth(
        form="age",
        first=date.fromordinal(first.toordinal() + 1),
        last=_years_before(asked_on, least),
        as_given=as_given,
        least=least,
        most=most,
        asked_on=asked_on,
    )


def _by_age(given: str, text: str, asked_on: date) -> Birth | None:
    least, most = _ages(given)
    if least is None or most is None:
        return None
    if not 0 <= least <= most <= OLDEST:
        raise Unreadable("birth.no_such_age")
    return aged(least, most, asked_on=asked_on, as_given=text)


def _ages(given: str) -> tuple[int | None, int | None]:
    if found := _AGE.match(given):
        age = int(found.group(2))
        return (max(age - 1, 0), age + 1) if found.group(1) or found.group(3) else (age, age)
    if found := _AGES.match(given):
        return int(found.group(1)), int(found.group(2))
    if found := _AT_LEAST.match(given):
        return int(found.group(1) or found.group(2)), OLDEST
    if found := _AT_MOST.match(given):
        return 0, max(int(found.group(1)) - 1, 0)
    if _MONTHS.match(given):
        return 0, 0
    said = spellings("answers").get(key(given))
    if said == "child":
        return 0, 17
    if said == "adult":
        return 18, OLDEST
    return None, None


def _by_years(given: str, text: str) -> Birth | None:
    if found := _ABOUT_YEAR.match(given):
        year = int(found.group(1) or found.group(2))
        return _between(year - 1, year + 1, text)
    if found := _YEAR_RANGE.match(given):
        return _between(int(found.group(1)), int(found.group(2)), text)
    if found := _DECADE.match(given):
        year = int(found.group(1)) * 10
        return _between(year, year + 9, text)
    return None


def _between(first: int, last: int, text: str) -> Birth:
    if not 1850 <= first <= last <= 2150:
        raise Unreadable("date.no_such_day")
    return Birth(form="range", first=date(first, 1, 1), last=date(last, 12, 31), as_given=text)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
