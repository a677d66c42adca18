"""National plans as other code sees them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext

from amana.contexts.dialogue.commitments import rules
from amana.contexts.dialogue.terms import ActivityId, BudgetState, CommitmentId, Partial, PlanId, PlanState, Source, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """What is known of a plan. A year that is None is not known."""

    title: str
    first_year: int | None
    last_year: int | None
    state: PlanState
    note: str = ""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What an activity is: goal, what is done, by which body, until when, measured how, with which money."""

    goal: str
    text: str
    owner_body: str = ""
    indicator: str = ""
    deadline: Partial | None = None
    budget: Decimal | None = None
    currency: str = ""
    budget_state: BudgetState = BudgetState.NOT_KNOWN
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkStep:
    """One step of an activity's history."""

    ref: UUID
    status: Status
    at: datetime
    reason: str
    by: rules.Party
    organisation: str
    evidence: str = ""
    evidence_url: str = ""

    @property
    def step(self) -> rules.Step:
        return rules.Step(status=self.status, at=self.at, by=self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityView:
    """One activity on a day."""

    ref: ActivityId
    plan: PlanId
    state: str
    version: UUID
    work: Work
    on: date
    steps: tuple[WorkStep, ...]
    reasons: tuple[str, ...] = ()
    commitment: CommitmentId | None = None

    @property
    def status(self) -> Status:
        return self.steps[-1].status

    @property
    def overdue(self) -> bool:
        claimed = rules.claimed_on(each.step for each in self.steps)
        return rules.is_overdue(self.work.deadline, self.status, claimed_on=claimed, on=self.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """One plan, its activities, and how it came to stand as it does."""

    ref: PlanId
    code: str
    of: str
    public: bool
    version: UUID
    facts: PlanFacts
    reasons: tuple[str, ...] = ()
    activities: tuple[ActivityView, ...] = ()

    @property
    def title(self) -> str:
        return gettext(self.facts.title) if self.code else self.facts.title

    @property
    def note(self) -> str:
        return gettext(self.facts.note) if self.code and self.facts.note else self.facts.note
