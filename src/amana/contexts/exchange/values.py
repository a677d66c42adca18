"""What the exchange hands to other contexts: frozen values."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from amana.contexts.exchange.terms import MessageId, Stage, ThreadId
from amana.kernel.access.values import Access


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A message that stands in the outbox."""

    message: MessageId
    thread: ThreadId
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedAttachment:
    """One attachment of a message that came. `chunks()` gives its bytes in order, as often as wanted while the message is received:
    afterwards the sealed bytes are gone."""

    name: str
    media_type: str
    size: int
    chunks: Callable[[], Iterable[bytes]] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """An opened message, for the context that receives its kind.

    sender, recipient  addresses of desks
    payload            what the message says; keep it only in sealed records
    gap                messages of this thread before this one never came, or have not come in time
    access             the node's own access, under which the receiver calls its actions
    """

    message: MessageId
    thread: ThreadId
    sequence: int
    kind: str
    purpose: str
    sender: str
    recipient: str
    created: datetime
    expires: datetime
    arrived: datetime
    digest: bytes
    payload: Mapping[str, object] = field(repr=False)
    attachments: tuple[ReceivedAttachment, ...] = field(default=(), repr=False)
    gap: bool = False
    access: Access


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Where a sent message is.

    code         why it was refused or declined; empty otherwise
    waiting_for  why it has not arrived yet, as a code; empty once it has
    at           when the stage was reached
    next_try     when the node tries again; absent when it does not try by itself
    """

    message: MessageId
    thread: ThreadId
    kind: str
    sender: str
    recipient: str
    stage: Stage
    code: str
    at: datetime
    posted: datetime
    expires: datetime
    waiting_for: str = ""
    attempts: int = 0
    next_try: datetime | None = None
    digest: bytes = b""
