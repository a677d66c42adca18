"""How long to wait after a failure: twice as long each time up to a quarter of an hour, and never the same twice."""

import secrets
from datetime import timedelta

from amana.contexts.exchange import limits

_DOUBLINGS = 16  # more would only make large numbers
_STEPS = 1000


def pause_after(failures: int) -> timedelta:
    """The pause after so many failures in a row: between half and the whole of its length, so that partners do not knock in step."""
    doubled = 1 << min(max(failures - 1, 0), _DOUBLINGS)
    longest = min(limits.FIRST_PAUSE * doubled, limits.LONGEST_PAUSE)
    return longest * (_STEPS + secrets.randbelow(_STEPS + 1)) / (2 * _STEPS)
