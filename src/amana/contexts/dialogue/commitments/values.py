"""Commitments as other code sees them: frozen values, with what the reader may know already decided."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from amana.contexts.dialogue.commitments import rules
from amana.contexts.dialogue.terms import CommitmentId, LineId, MeetingId, Partial, Sharing, Source, Status
from amana.kernel.vocabulary.terms import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What was promised: the content of one version."""

    action: str
    reference: str
    instrument: str = ""
    owner_state: str = ""
    owner_body: str = ""
    indicator: str = ""
    deadline: Partial | None = None
    priority: str = ""
    domain: str = ""
    sharing: Sharing = Sharing.DIALOGUE
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a step rests on."""

    words: str
    url: str = ""
    on: date | None = None
    confidence: Confidence = Confidence.UNVERIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step of the history as shown."""

    ref: UUID
    status: Status
    at: datetime
    reason: str
    by: rules.Party
    organisation: str
    evidence: Evidence | None = None
    judges: UUID | None = None

    @property
    def step(self) -> rules.Step:
        return rules.Step(status=self.status, at=self.at, by=self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What was promised from a moment on, and why it was put differently than before."""

    ref: UUID
    promise: Promise
    at: datetime
    reason: str
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The recommendation a commitment grew from."""

    line: LineId
    meeting: MeetingId
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentView:
    """One commitment on a day. Where its owner does not share progress, `steps` is empty and everything that would follow is None."""

    ref: CommitmentId
    promise: Promise
    on: date
    shared: bool
    versions: tuple[Version, ...]
    steps: tuple[StepView, ...]
    origin: Origin | None = None

    @property
    def latest(self) -> StepView | None:
        return self.steps[-1] if self.steps else None

    @property
    def status(self) -> Status | None:
        """None: not shared."""
        return self.latest.status if self.latest else None

    @property
    def claimed_on(self) -> date | None:
        return rules.claimed_on(view.step for view in self.steps)

    @property
    def overdue(self) -> bool | None:
        """None: not shared, so nobody outside can tell."""
        if self.status is None:
            return None
        return rules.is_overdue(self.promise.deadline, self.status, claimed_on=self.claimed_on, on=self.on)

    @property
    def closed(self) -> bool | None:
        return None if self.status is None else rules.is_closed(self.status)

    @property
    def waits(self) -> bool:
        """Whether a claim waits for a second party."""
        return self.status is Status.DONE_CLAIMED
