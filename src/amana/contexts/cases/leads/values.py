"""Leads as pages see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NewType
from uuid import UUID

from amana.contexts.cases.leads.terms import LeadState
from amana.contexts.cases.referral.terms import Erasure
from amana.contexts.exchange.guard.terms import KeepGround
from amana.kernel.ids import PersonId

LeadId = NewType("LeadId", UUID)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadView:
    """One lead. `told` is what travelled; empty in a list.

    may_ask_erasure  the other side may hold something that nobody asked to be erased yet, or kept it when asked
    """

    ref: LeadId
    person: PersonId
    number: str
    message: UUID
    sender: str
    recipient: str
    state: LeadState
    code: str
    state_at: datetime
    begun_at: datetime
    erasure: Erasure = Erasure.NONE
    erasure_at: datetime | None = None
    erasure_on: date | None = None
    erasure_ground: KeepGround | None = None
    may_ask_erasure: bool = False
    told: Mapping[str, Any] = field(default_factory=dict, repr=False)
