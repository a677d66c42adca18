"""Periods in which a state held the chair, as the sources word them, and days of joining."""

import re
from dataclasses import dataclass

from amana.contexts.law.days import PartialDay, UnreadableDay

DAY = r"\d{4}(?:-\d{2}){0,2}"
PERIOD = re.compile(rf"(?P<start>{DAY})(?:\s+to\s+(?P<end>{DAY})|\s+(?P<open>onwards))?(?:\s*\((?P<note>[^)]*)\))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairPeriod:
    """One term in the chair. A bare year means that year; `end` is absent while the term is open. `note` is the source's own remark."""

    start: PartialDay
    end: PartialDay | None
    note: str = ""


def chair_periods(words: str) -> tuple[ChairPeriod, ...]:
    """Read "2015 (first chair); 2024-04 to 2025-04". Raises UnreadableDay for words of another form."""
    return tuple(_period(part.strip()) for part in words.split(";") if part.strip())


def joined(words: str) -> PartialDay | None:
    """The day of joining where the source gives one; "after 2014-11-28" gives none, and the words are shown instead."""
    try:
        return PartialDay.read(words) if words else None
    except UnreadableDay:
        return None


def _period(words: str) -> ChairPeriod:
    found = PERIOD.fullmatch(words)
    if found is None:
        raise UnreadableDay(words)
    start = PartialDay.read(found["start"])
    end = PartialDay.read(found["end"]) if found["end"] else None if found["open"] else start
    return ChairPeriod(start=start, end=end, note=found["note"] or "")
