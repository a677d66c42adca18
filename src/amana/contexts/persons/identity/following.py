"""Who else holds rows of a person and lets them follow when a file continues in another: registered by the node, called in the act itself.

A context above this one cannot be called by name, and an announcement would come after the commit: a crash between the two would leave
a case under a file that nobody works in any more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from amana.kernel.ids import PersonId

Moved = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """One context's two acts, inside the caller's transaction and access.

    follow  moves what hangs on the first person to the second; gives, as JSON can carry it, what has to be known to move it back
            Raises BothInUse where it cannot follow.
    back    moves it back, with what was added to it since
    """

    follow: Callable[[PersonId, PersonId], Moved]
    back: Callable[[Moved, PersonId, PersonId], None]


_followers: dict[str, Follower] = {}


def register(name: str, follower: Follower) -> None:
    """Name a context that follows; called only from `node/subscriptions.py`. The same name again changes nothing."""
    _followers[name] = follower


def follow(ended: PersonId, kept: PersonId) -> dict[str, Moved]:
    """Let everything follow; by context, what it moved."""
    return {name: follower.follow(ended, kept) for name, follower in _followers.items()}


def back(moved: Mapping[str, Moved], ended: PersonId, kept: PersonId) -> None:
    """Move everything back. Raises KeyError where a context that moved something is not there any more: then nothing is taken apart."""
    for name, rows in moved.items():
        _followers[name].back(rows, ended, kept)
