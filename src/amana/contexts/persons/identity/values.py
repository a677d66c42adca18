"""What the identity desk shows, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from amana.contexts.persons.identity.rules import Contrary, Standing
from amana.contexts.persons.identity.terms import LinkState, Made, Opinion, StepKind
from amana.contexts.persons.queries import Summary
from amana.contexts.persons.rules.card import Card
from amana.engines.matching import Assessment, Settle
from amana.kernel.ids import FileId, PersonId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two files: what a search shows of it, no more."""

    summary: Summary
    organisation: str
    open: bool
    card: Card

    @property
    def person(self) -> PersonId:
        return self.summary.person

    @property
    def file(self) -> FileId:
        return self.summary.file

    @property
    def number(self) -> str:
        return self.summary.number


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step as it was recorded. `by` is "" where the node itself recorded it.

    answers    what was written to each piece of evidence against, by its key
    said       what the engine said then: model, bits and probability, in whole numbers of thousandths
    recipient  of a dossier or of the news of a correction
    """

    ref: UUID
    kind: StepKind
    at: datetime
    by: str
    user: UserId | None
    opinion: Opinion | None = None
    reason: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    coercive: bool = False
    second_needed: bool = False
    said: Mapping[str, object] = field(default_factory=dict)
    recipient: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """That one of the two files continues in the other."""

    ended: PersonId
    kept: PersonId
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """Two files side by side, as they stand now.

    assessment  weighed anew from both cards
    judged      whether this reader has given their own opinion since the pair last began to wait; before, no probability is shown
    changed     facts changed since it was decided, so that it waits again
    """

    ref: UUID
    one: Side
    other: Side
    across: bool
    made: Made
    made_by: str
    made_at: datetime
    assessment: Assessment
    against: tuple[Contrary, ...]
    settles: tuple[Settle, ...]
    standing: Standing
    steps: tuple[StepView, ...]
    judged: bool
    changed: bool
    digest: str
    joined: Joined | None = None

    @property
    def state(self) -> LinkState:
        return self.standing.state

    def step(self, ref: UUID) -> StepView:
        """The step of this ref."""
        return next(step for step in self.steps if step.ref == ref)

    @property
    def first(self) -> StepView | None:
        """The judgement that stands."""
        return self.step(self.standing.first.ref) if self.standing.first else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One proposal in the queue. `place` is where the next page goes on."""

    ref: UUID
    one: Summary
    other: Summary
    organisations: tuple[str, str]
    state: LinkState
    band: str
    made: Made
    made_at: datetime
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherFile:
    """Another file that may be about the same person. `continues`: True, this one in it; False, it in this one; None, neither."""

    proposal: UUID
    person: PersonId
    number: str
    state: LinkState
    continues: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """That a decision somebody acted on was undone."""

    step: UUID
    proposal: UUID
    at: datetime
    by: str
    numbers: tuple[str, str]
