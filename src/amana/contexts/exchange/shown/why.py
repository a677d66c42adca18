"""Why a message waits, as a code. Plain rules of plain values."""

from datetime import datetime
from typing import Protocol

from amana.contexts.exchange.terms import Carriage, OutState

FIRST_TRY = "waiting.first_try"
NO_ANSWER = "waiting.no_answer"
FETCH = "waiting.fetch"
CARRIER = "waiting.carrier"
RECEIPT = "waiting.receipt"
DESK = "waiting.desk"
UNLISTED = "waiting.unlisted"
REVOKED = "directory.node_revoked"


class Way(Protocol):
    """What is asked about the other node; a node of the directory has it."""

    @property
    def carriage(self) -> str: ...
    @property
    def revoked_at(self) -> datetime | None: ...


def why_it_waits(state: str, last_code: str, attempts: int, *, directory: str, way: Way | None, here: bool, now: datetime) -> str:
    """Say why a message that was posted has not arrived.

    last_code  why its last attempt failed; empty if it was not tried or nobody said why
    directory  what is wrong with this node's directory, as a code; empty if nothing is
    way        the node it goes to; absent if the directory does not list it
    here       whether it goes to another desk of this node
    """
    if directory:
        return directory
    if way is None:
        return UNLISTED
    if way.revoked_at is not None and way.revoked_at <= now:
        return REVOKED
    if state == OutState.HANDED_OVER:
        return RECEIPT
    if last_code:
        return last_code
    if not here and str(way.carriage) == Carriage.PULL:
        return FETCH
    if not here and str(way.carriage) == Carriage.FILE:
        return CARRIER
    return NO_ANSWER if attempts else FIRST_TRY
