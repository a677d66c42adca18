"""What a commitment's status may become, who may say so, and when it is overdue. Plain functions of plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from amana.contexts.dialogue.terms import Partial, Status

# From here nothing is owed any more. "Not done" is owed still: whoever did not do it is the one to be asked.
CLOSED = frozenset({Status.DONE_VERIFIED, Status.OVERTAKEN, Status.WITHDRAWN})

# What may follow what. A closed one can be opened again, so nothing is a dead end, and the old end stays in the history.
FOLLOWS = MappingProxyType(
    {
        Status.OPEN: frozenset({Status.IN_PROGRESS, Status.DONE_CLAIMED, Status.NOT_DONE, Status.OVERTAKEN, Status.WITHDRAWN}),
        Status.IN_PROGRESS: frozenset({Status.IN_PROGRESS, Status.DONE_CLAIMED, Status.NOT_DONE, Status.OVERTAKEN, Status.WITHDRAWN}),
        Status.DONE_CLAIMED: frozenset({Status.DONE_VERIFIED, Status.IN_PROGRESS, Status.NOT_DONE}),
        Status.NOT_DONE: frozenset({Status.IN_PROGRESS, Status.DONE_CLAIMED, Status.OVERTAKEN, Status.WITHDRAWN}),
        Status.DONE_VERIFIED: frozenset({Status.OPEN}),
        Status.OVERTAKEN: frozenset({Status.OPEN}),
        Status.WITHDRAWN: frozenset({Status.OPEN}),
    }
)
# Who says what: the owner tells of progress and withdraws, the secretariat says what events overtook and opens again. What is claimed
# becomes verified only through a second party.
BY_OWNER = frozenset({Status.IN_PROGRESS, Status.DONE_CLAIMED, Status.NOT_DONE, Status.WITHDRAWN})
BY_SECRETARIAT = frozenset({Status.OVERTAKEN, Status.OPEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who took a step: a person, for an organisation."""

    user: UUID | None
    organisation: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the history: from when on, to which status, by whom."""

    status: Status
    at: datetime
    by: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Yes or no, with the code of the rule."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


def may_follow(now: Status, wanted: Status) -> Answer:
    """Whether one status may follow another, whoever says so."""
    if wanted in FOLLOWS[now]:
        return Answer(allowed=True, reason="dialogue.follows")
    return Answer(allowed=False, reason=f"dialogue.{now}_then_{wanted}")


def may_judge(claim: Step, judge: Party) -> Answer:
    """Whether somebody may verify or contradict a claim: a second party, that is another person of another organisation."""
    if claim.status is not Status.DONE_CLAIMED:
        return Answer(allowed=False, reason="dialogue.nothing_claimed")
    if judge.user is None or judge.organisation is None:
        return Answer(allowed=False, reason="dialogue.nobody_judges")
    if judge.user == claim.by.user:
        return Answer(allowed=False, reason="dialogue.claimant_judges")
    if judge.organisation == claim.by.organisation:
        return Answer(allowed=False, reason="dialogue.same_organisation")
    return Answer(allowed=True, reason="dialogue.second_party")


def is_closed(status: Status) -> bool:
    """Whether nothing is owed any more."""
    return status in CLOSED


def is_overdue(deadline: Partial | None, status: Status, *, claimed_on: date | None, on: date) -> bool:
    """Whether a commitment is late on a day.

    A month or a year ends with its last day. Without an agreed date nothing is ever late. A claim made in time waits for the one who
    verifies and is not late; one made after the deadline does not make up for it before somebody else verified it.
    """
    if deadline is None or on <= deadline.last or is_closed(status):
        return False
    in_time = status is Status.DONE_CLAIMED and claimed_on is not None and claimed_on <= deadline.last
    return not in_time


def standing(steps: Sequence[Step], *, on: date) -> Step | None:
    """The step in force at the end of a day; None before the commitment was recorded."""
    return next((step for step in reversed(steps) if step.at.date() <= on), None)


def claimed_on(steps: Iterable[Step]) -> date | None:
    """The day of the latest claim that it is done."""
    return max((step.at.date() for step in steps if step.status is Status.DONE_CLAIMED), default=None)
