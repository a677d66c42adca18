"""Chair periods as far as they are known: a year, a month, an open end. A day may fall to two chairs, or to none that is known."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ChairPeriod:
    """One state's time in the chair: from a month or year to a month or year. `until` None: it has no known end."""

    since: tuple[int, int | None]
    state: str
    until: tuple[int, int | None] | None
    note: str = ""

    @property
    def key(self) -> str:
        """A name for addresses: the state and the year it began."""
        return f"{self.state}-{self.since[0]}"

    @property
    def first(self) -> date:
        """The first day it may have begun."""
        year, month = self.since
        return date(year, month or 1, 1)

    @property
    def last(self) -> date | None:
        """The last day it may have ended; None while it runs or no end is known."""
        if self.until is None:
            return None
        year, month = self.until
        return date(year, month or 12, calendar.monthrange(year, month or 12)[1])

    @property
    def exact_to_month(self) -> bool:
        return self.since[1] is not None and (self.until is None or self.until[1] is not None)

    def may_cover(self, day: date) -> bool:
        """Whether the chair may have been this state's on a day. The month of a handover may be either's."""
        return self.first <= day and (self.last is None or day <= self.last)


def in_order(periods: Iterable[ChairPeriod]) -> tuple[ChairPeriod, ...]:
    """By when they may have begun; of two that began alike, the one that ended first."""
    return tuple(sorted(periods, key=lambda period: (period.first, period.last or date.max, period.state)))


def chairs_on(periods: Sequence[ChairPeriod], day: date) -> tuple[ChairPeriod, ...]:
    """Every chair that may have sat on a day: one, two in the month of a handover, or none that is known."""
    return tuple(period for period in periods if period.may_cover(day))


def next_after(periods: Sequence[ChairPeriod], period: ChairPeriod) -> ChairPeriod | None:
    """Who followed in the chair; None where that is not known."""
    ordered = in_order(periods)
    following = ordered[ordered.index(period) + 1 :]
    return following[0] if following else None


def chairs_since(periods: Sequence[ChairPeriod], deadline: date, *, on: date) -> tuple[ChairPeriod, ...]:
    """The chairs that began after a deadline's day and no later than `on`: under them, too, the promise was not kept."""
    return tuple(period for period in in_order(periods) if deadline < period.first <= on)
