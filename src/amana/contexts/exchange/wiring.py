"""Who receives which kind of message, who hears of receipts, and who says how a person stands to a message about them.

Filled once when the node starts, from the tables in `node/subscriptions.py`. A kind that nobody receives is refused; a kind about a
person for which nobody can say how that person stands to it is not sent (S7).
"""

from collections.abc import Callable
from typing import Any

from amana.contexts.exchange.values import Incoming

Receive = Callable[[Incoming], None]
Receipted = Callable[..., None]
Stand = Callable[..., Any]

_receivers: dict[str, Receive] = {}
_receipted: dict[str, Receipted] = {}
_standings: dict[str, Stand] = {}


def receive_with(kind: str, receive: Receive) -> None:
    """Have messages of this kind received by a function, once each, in the transaction of the inbox."""
    _enter(_receivers, kind, receive)


def receipted_with(kind: str, receipted: Receipted) -> None:
    """Have a function told of each new receipt for a message of this kind, in the transaction that stores it."""
    _enter(_receipted, kind, receipted)


def stand_with(kind: str, standing: Stand) -> None:
    """Have a function say how the person of a file stands to a message of this kind."""
    _enter(_standings, kind, standing)


def receiver_of(kind: str) -> Receive | None:
    """Who receives this kind here; nobody on a node whose profile does not."""
    return _receivers.get(kind)


def hearer_of_receipts(kind: str) -> Receipted | None:
    """Who is told of receipts for this kind."""
    return _receipted.get(kind)


def standing_of(kind: str) -> Stand | None:
    """Who says how a person stands to this kind."""
    return _standings.get(kind)


def _enter(table: dict[str, Any], kind: str, function: Callable[..., Any]) -> None:
    if table.get(kind, function) is not function:
        raise RuntimeError(f"two contexts claim messages of the kind {kind}")
    table[kind] = function
