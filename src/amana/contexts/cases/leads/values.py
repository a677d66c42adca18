"""Leads as pages see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NewType
from uuid import UUID

from amana.contexts.cases.leads.terms import LeadState
from amana.kernel.ids import PersonId

LeadId = NewType("LeadId", UUID)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadView:
    """One lead. `told` is what travelled; empty in a list."""

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
    told: Mapping[str, Any] = field(default_factory=dict, repr=False)
