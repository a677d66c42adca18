"""Days as sources give them: a day, a month or a year. Written as 2015-03-25, 2015-03 or 2015."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from amana.kernel.locale.calendars import Calendar, CalendarDay

FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Precision(TextChoices):
    """How much of a date the source gives."""

    DAY = "day", _("To the day")
    MONTH = "month", _("To the month")
    YEAR = "year", _("To the year")
    NONE = "none", _("No date given")


class UnreadableDay(ValueError):
    """A text that is no day, month or year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDay:
    """A day, month or year. `month` and `day` are 0 where the source does not give them."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def read(cls, text: str) -> Self:
        """Read 2015, 2015-03 or 2015-03-25. Raises UnreadableDay."""
        found = FORM.fullmatch(text.strip())
        if found is None:
            raise UnreadableDay(text)
        year, month, day = (int(part or 0) for part in found.groups())
        try:
            date(year, month or 1, day or 1)
        except ValueError as wrong:
            raise UnreadableDay(text) from wrong
        return cls(year=year, month=month, day=day)

    @classmethod
    def of(cls, first: date, precision: Precision) -> Self:
        """What a stored first day and precision stand for."""
        return cls(
            year=first.year,
            month=0 if precision is Precision.YEAR else first.month,
            day=first.day if precision is Precision.DAY else 0,
        )

    @property
    def precision(self) -> Precision:
        return Precision.DAY if self.day else Precision.MONTH if self.month else Precision.YEAR

    def first(self) -> date:
        """The first day this may be."""
        return date(self.year, self.month or 1, self.day or 1)

    def last(self) -> date:
        """The last day this may be."""
        return CalendarDay(calendar=Calendar.GREGORIAN, year=self.year, month=self.month or None, day=self.day or None).last()

    def may_be(self, other: "PartialDay") -> bool:
        """Whether both may speak of the same day."""
        return self.first() <= other.last() and other.first() <= self.last()

    def shown(self) -> CalendarDay:
        """For pages: a day in the reader's calendar, a month or year as it was given."""
        return CalendarDay(calendar=Calendar.GREGORIAN, year=self.year, month=self.month or None, day=self.day or None)

    def __str__(self) -> str:
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])
