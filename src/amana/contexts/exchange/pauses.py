"""How long to wait after a failure: twice as long each time up to a quarter of an hour, and never the same twice."""

import secrets
from datetime import datetime, timedelta

from django.db.models import Q

from amana.contexts.exchange import limits

_DOUBLINGS = 16  # more would only make large numbers
_STEPS = 1000


def pause_after(failures: int) -> timedelta:
    """The pause after so many failures in a row: between half and the whole of its length, so that partners do not knock in step."""
    doubled = 1 << min(max(failures - 1, 0), _DOUBLINGS)
    longest = min(limits.FIRST_PAUSE * doubled, limits.LONGEST_PAUSE)
    return longest * (_STEPS + secrets.randbelow(_STEPS + 1)) / (2 * _STEPS)


def is_over(field: str, now: datetime, *, longest: timedelta | None = None) -> Q:
    """Rows whose pause is over, or has no end. One that would last longer than any pause does was made by a clock that was wrong."""
    furthest = now + (limits.LONGEST_PAUSE if longest is None else longest)
    return Q(**{field: None}) | Q(**{f"{field}__lte": now}) | Q(**{f"{field}__gt": furthest})
