"""Identification as other modules see it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from amana.contexts.cases.identification.rules import Act, Period
from amana.contexts.cases.identification.terms import HtcdsStatus, Instance, Missing, Outcome, Status, Step, Weight
from amana.kernel.ids import FileId, PersonId
from amana.kernel.vocabulary.values import Row

ActId = NewType("ActId", UUID)


class Followed(StrEnum):
    """What can follow an act; each is a record of its own (`IdentificationStep.content["kind"]`)."""

    CONFIRMED = "confirmed"
    TOLD = "told"
    REVIEW_ASKED = "review_asked"
    REVIEW_ENDED = "review_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """Something that followed an act: what, on which day, in which words."""

    kind: Followed
    on: date
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ActView:
    """One act with its reasons, what followed, and what it still lacks (nothing once it is in force)."""

    ref: ActId
    act: Act
    instance: Instance
    reviews: ActId | None
    authority: str
    decided_by: str
    reasons: str
    weight: Weight
    language: str
    interpreter: str
    steps: tuple[StepView, ...]
    lacks: tuple[Missing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodView:
    """A recovery period as it runs, where its days come from, and who added which."""

    ref: UUID
    period: Period
    source: Row
    extensions: tuple[StepView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentificationView:
    """Where one person stands, and everything it rests on, oldest act first."""

    person: PersonId
    file: FileId
    file_number: str
    status: Status
    htcds: HtcdsStatus | None
    htcds_body: str
    acts: tuple[ActView, ...]
    periods: tuple[PeriodView, ...]

    @property
    def waiting(self) -> tuple[ActView, ...]:
        """Acts that are decided and not in force."""
        return tuple(act for act in self.acts if act.lacks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A step as the authority hands it in.

    reviews  the act that is decided anew on review or appeal
    """

    step: Step
    outcome: Outcome
    decided_on: date
    reasons: str
    weight: Weight
    instance: Instance = Instance.FIRST
    reviews: ActId | None = None
    language: str = ""
    interpreter: str = ""
