"""Referrals as pages and other modules see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NewType
from uuid import UUID

from amana.contexts.cases.record.values import AttachmentLine
from amana.contexts.cases.referral.terms import ENDED, UNANSWERED, Erasure, ReferralState, Side
from amana.contexts.exchange.guard.terms import ReferralUrgency
from amana.kernel.ids import PersonId

ReferralId = NewType("ReferralId", UUID)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralLine:
    """One referral in a list: desks, state and times, and nothing of what was told.

    number  of the person's file, where there is one
    """

    ref: ReferralId
    side: Side
    sender: str
    recipient: str
    urgency: ReferralUrgency
    state: ReferralState
    code: str
    state_at: datetime
    begun_at: datetime
    answer_by: datetime
    expires_at: datetime
    withdrawn: bool
    erasure: Erasure
    number: str = ""

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    @property
    def waits_for_answer(self) -> bool:
        return self.state in UNANSWERED

    def late(self, now: datetime) -> bool:
        """Whether the time to answer has passed without an answer."""
        return self.waits_for_answer and now > self.answer_by


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """That a referral came into a state. `by` is "" where the node, or the other side, did it."""

    what: str
    code: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralView:
    """One referral with what was told, its steps and what can be done with it.

    told       the content as it travelled; empty once it was erased
    answers    what the other side told of the outcome: progress, outcome, on, note
    documents  what came with it and can be opened here; on the sending side they stand in the case
    """

    line: ReferralLine
    message: UUID
    thread: UUID
    purpose: str
    person: PersonId | None
    told: Mapping[str, Any] = field(repr=False)
    answers: tuple[Mapping[str, Any], ...] = field(repr=False)
    steps: tuple[StepView, ...]
    documents: tuple[AttachmentLine, ...] = field(default=(), repr=False)

    @property
    def says_who(self) -> bool:
        return bool(self.told.get("names"))
