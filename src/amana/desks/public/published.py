"""What most pages ask for, read once for each edition: it changes only when the edition does.

The edition is asked for before anything is read. What changes in between is read anew with the next edition and never kept for it.
"""

import threading
from collections.abc import Callable
from typing import Any, Final

from django.utils import timezone

from amana.contexts.dialogue import facade as dialogue
from amana.contexts.law import facade as law
from amana.desks.public.edition import edition

_lock: Final = threading.Lock()
_read: Final[dict[tuple[str, str], Any]] = {}


def claims() -> law.Claims:
    """Every public claim with the decisions that are public."""
    found: law.Claims = _once("claims", law.published_claims)
    return found


def commitments() -> tuple[dialogue.CommitmentView, ...]:
    """Every public commitment as it stands today; the day is part of the edition."""
    found: tuple[dialogue.CommitmentView, ...] = _once("commitments", lambda: dialogue.published_commitments(on=timezone.localdate()))
    return found


def _once(what: str, read: Callable[[], Any]) -> Any:
    key = (edition().name, what)
    with _lock:
        if key not in _read:
            found = read()
            for old in [kept for kept in _read if kept[0] != key[0]]:
                del _read[old]
            _read[key] = found
        return _read[key]
