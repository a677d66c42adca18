"""When a report that nobody took up is erased, and when somebody is asked about one that was taken up. Pure: moments in, answers out."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long: a report that nobody took up, the warning before, and one that was taken up until somebody is asked."""

    not_taken_up: timedelta
    warn_before: timedelta
    taken_up: timedelta


def is_warned(times: Times, *, since: datetime, warned_at: datetime | None, now: datetime) -> bool:
    """Whether those at the desk are to be warned now. `since` is the last step with a report that was never taken up."""
    return warned_at is None and now >= since + times.not_taken_up - times.warn_before


def erased_from(times: Times, *, since: datetime, warned_at: datetime) -> datetime:
    """The first moment at which it is erased: its time is over, and the warning stood as long as it should, however late it was given."""
    return max(since + times.not_taken_up, warned_at + times.warn_before)


def is_erased(times: Times, *, since: datetime, warned_at: datetime | None, now: datetime) -> bool:
    """Whether a report that was never taken up is erased now. Never without a warning before."""
    return warned_at is not None and now >= erased_from(times, since=since, warned_at=warned_at)


def is_asked_about(times: Times, *, since: datetime, now: datetime) -> bool:
    """Whether somebody is asked now if a report that was taken up is still needed. `since` is the last step or decision."""
    return now >= since + times.taken_up
