"""Reports as pages see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NewType
from uuid import UUID

from amana.contexts.investigations.reports.terms import ReportState

ReportId = NewType("ReportId", UUID)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """What was done with a report."""

    what: str
    code: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """One report. `told` is empty in a list, and once it was erased.

    source_grade, information_grade          as the sender graded it
    own_source_grade, own_information_grade  as we did; "" while nobody has
    was_taken_up                             once accepted, whatever became of it since
    erased_at                                when what it says was erased; None while it is here
    erased_from                              nobody took it up, and from this moment it is erased if nobody does; None unless warned of
    erasure_waits                            somebody has to decide whether it is erased
    """

    ref: ReportId
    number: str
    sender: str
    recipient: str
    message: UUID
    state: ReportState
    code: str
    state_at: datetime
    received_at: datetime
    source_grade: str
    information_grade: str
    own_source_grade: str
    own_information_grade: str
    was_taken_up: bool = False
    erased_at: datetime | None = None
    erased_from: datetime | None = None
    erasure_waits: bool = False
    told: Mapping[str, Any] = field(default_factory=dict, repr=False)
    steps: tuple[StepView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """One grade of the reference table: what it means, and where that comes from."""

    list: str
    grade: str
    label: str
    source: str
    verified: bool
