"""What the pages of the exchange are given: frozen values without any content of a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from amana.contexts.exchange.terms import Carriage, Direction, Stage


class Mark(StrEnum):
    """How far one step is. Colour and shape follow; the word on the page says it."""

    REACHED = "reached"
    NOW = "now"  # the newest of those reached
    ASKS = "asks"  # reached, and something is asked of the reader's desk
    FAILED = "failed"  # the way ended here, not as it was meant to
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One receipt, as the way of a message needs it.

    at     when the other side says it happened, by its clock
    known  when this node learned of it, or said it itself
    """

    kind: str
    code: str
    by: str
    at: datetime
    known: datetime

    @property
    def by_desk(self) -> bool:
        """A desk has a slash in its address; a node has none."""
        return "/" in self.by


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a message's way. `at` is absent for what has not happened or whose moment nobody noted; `code` says why it failed."""

    stage: Stage
    mark: Mark
    at: datetime | None = None
    known: datetime | None = None
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message in a list.

    place     where the list goes on
    own       the address of our desk; `other` that of the desk on the other side
    waits     why it has not arrived, or has not been opened, as a code; empty once it has
    """

    place: int
    direction: Direction
    message: UUID
    thread: UUID
    sequence: int
    kind: str
    own: str
    other: str
    stage: Stage
    code: str
    at: datetime
    posted: datetime
    expires: datetime
    waits: str = ""
    next_try: datetime | None = None
    attempts: int = 0
    gap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A stretch of a list, newest first. `older` and `newer` are the places from which it goes on; absent at its ends."""

    lines: Sequence[Line]
    older: int | None = None
    newer: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """One message of a thread with its whole way."""

    line: Line
    steps: Sequence[Step]
    receipts: Sequence[Said]
    purpose: str
    size: int
    digest: str
    carriage: Carriage | None = None
    posted_by: str = ""
    may_stop: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Messages of one side of a thread that others show to exist and that are not here."""

    desk: str
    numbers: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A conversation of two desks, oldest message first. `earlier` is the moment before which it goes on; absent at its beginning."""

    thread: UUID
    messages: Sequence[Followed]
    missing: Sequence[Missing]
    earlier: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number that is not counted further than a bound."""

    number: int
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why messages wait, and how many do for it."""

    code: str
    count: Count


class Reach(StrEnum):
    """How things stand with another node."""

    HERE = "here"
    HEARD = "heard"  # it answered when last asked
    SILENT = "silent"  # it did not
    NEVER = "never"  # nothing was heard of it yet
    REVOKED = "revoked"
    UNLISTED = "unlisted"  # the directory does not name it any more, or there is no directory


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerLine:
    """How things stand with one other node.

    waiting   messages that have not arrived there; receipts likewise
    oldest    when the one that waits longest was posted
    code      why the last attempt failed
    contradicted  its log told two stories, and nobody has settled that
    """

    node: str
    name: str
    state: str
    profiles: Sequence[str]
    carriage: Carriage | None
    reach: Reach
    heard: datetime | None
    tried: datetime | None
    next_try: datetime | None
    pulled: datetime | None
    failures: int
    code: str
    waiting: Count
    receipts: Count
    oldest: datetime | None
    contradicted: bool = False


class Age(StrEnum):
    """How much time something has left."""

    GOOD = "good"
    ENDING = "ending"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDeskLine:
    """A desk of this node and until when its key counts; absent if the directory lists no good key of it."""

    address: str
    organisation: str
    until: datetime | None
    age: Age
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryShown:
    """The directory of this node. `code` says what is wrong with it; empty if it can be used."""

    code: str
    name: str = ""
    version: int = 0
    expires: datetime | None = None
    age: Age = Age.OVER
    node: str = ""
    desks: Sequence[OwnDeskLine] = ()
