"""When a closed file is due by the retention plan. Plain functions of plain values; in doubt, later."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from amana.contexts.persons.rules.birth import CHILD_UNTIL
from amana.contexts.persons.values import Birth

TOLD_BEFORE = timedelta(days=30)  # between the notice and the erasure: time to set a hold, or to open the file again


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The periods of `reference/retention.csv` that a person's file ends by, in months."""

    assistance: int
    child: int
    identification: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice: on which day, and the version the file had then."""

    on: date
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What counts of a closed file. `keep_until` is what was decided when it was closed; `decided_on` the last formal identification."""

    opened_on: date
    closed_on: date
    keep_until: date
    version: int
    births: Sequence[Birth]
    decided_on: date | None = None


def due_on(file: Ended, plan: Plan) -> date:
    """The first day on which nothing asks for keeping a file: what was decided at closing, and every period of the plan, are over."""
    grown_up = _years_after(_youngest(file.births, opened_on=file.opened_on), CHILD_UNTIL)
    ends = [file.keep_until, months_after(file.closed_on, plan.assistance)]
    if grown_up > file.opened_on:  # a child when the file was begun, or possibly one (S9)
        ends.append(months_after(max(grown_up, file.closed_on), plan.child))
    if file.decided_on is not None:
        ends.append(months_after(file.decided_on, plan.identification))
    return max(ends)


def may_be_erased(file: Ended, plan: Plan | None, told: Told | None, *, on: date) -> bool:
    """Whether the node may erase a file on a day: the plan is confirmed, the file is due, and people were told long enough before.

    A notice counts only while nobody has touched the file since.
    """
    if plan is None or told is None or told.version != file.version:
        return False
    return on >= due_on(file, plan) and on >= told.on + TOLD_BEFORE


def is_told(file: Ended, plan: Plan, told: Told | None, *, on: date) -> bool:
    """Whether the notice of a file is to be given (again) on a day."""
    return on >= due_on(file, plan) - TOLD_BEFORE and (told is None or told.version != file.version)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _youngest(births: Iterable[Birth], *, opened_on: date) -> date:
    """The latest day on which the person can have been born: before they came, where nobody said anything."""
    return max((birth.last for birth in births), default=opened_on)


def _years_after(day: date, years: int) -> date:
    return months_after(day, 12 * years)
