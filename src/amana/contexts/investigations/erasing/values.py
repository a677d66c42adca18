"""Requests to erase as pages see them."""

from dataclasses import dataclass
from datetime import date, datetime

from amana.contexts.exchange.guard.terms import ErasureAnswer, KeepGround
from amana.contexts.investigations.erasing.terms import Asked
from amana.contexts.investigations.reports.terms import ReportState
from amana.contexts.investigations.reports.values import ReportId


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A request that waits or was decided, with the report's number and desks and nothing of what it says.

    proposed_by  who proposed to erase it, by name; "" while nobody has
    by_you       that was the person who looks, so that somebody else has to confirm it
    answer       None while it waits
    told         whether the answer was written for the desk that asked
    """

    report: ReportId
    number: str
    sender: str
    state: ReportState
    asked_as: Asked
    asked_at: datetime
    decide_by: date
    proposed_by: str
    by_you: bool
    answer: ErasureAnswer | None = None
    ground: KeepGround | None = None
    decided_at: datetime | None = None
    decided_by: str = ""
    told: bool = False

    def late(self, today: date) -> bool:
        """Whether its day is over and nobody has decided."""
        return self.answer is None and today > self.decide_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One ground of keeping: its words, the provision and where that comes from, and whether somebody read it."""

    code: KeepGround
    provision: str
    source: str
    verified: bool
