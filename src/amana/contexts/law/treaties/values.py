"""Claims, contradictions, decisions and standings as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone

from amana.contexts.law.days import PartialDay
from amana.contexts.law.treaties.terms import Act, ClaimId, Confidence, DateKind, DecisionId, Status
from amana.kernel.ids import UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who recorded or decided something, by office: a role in an organisation. Empty where the node loaded a reference table."""

    role: str = ""
    organisation: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a source says that a state did about a treaty. `day` and `seen` are absent where the source gives none."""

    ref: ClaimId
    state: str
    treaty: str
    act: Act
    day: PartialDay | None = None
    date_kind: DateKind = DateKind.NOT_SAID
    source: str
    seen: PartialDay | None = None
    confidence: Confidence
    confidence_words: str = ""
    note: str = ""
    public: bool = True
    recorded_at: datetime
    author: UserId | None = None
    office: Office = Office()
    version: int | None = None
    corrects: ClaimId | None = None
    ended_at: datetime | None = None
    ended_why: str = ""

    @property
    def correctable(self) -> bool:
        """Somebody entered it here and it still holds. A claim of a table is corrected by the next table."""
        return self.version is None and self.ended_at is None

    @property
    def recorded_on(self) -> date:
        return timezone.localdate(self.recorded_at)

    def spoken_on(self) -> date:
        """The last day of which a claim can speak: when its source was seen; where that is not known, when it was recorded."""
        return self.seen.last() if self.seen else self.recorded_on


class Clash(StrEnum):
    """How two claims contradict each other."""

    DIFFERENT_ACT = "different_act"
    DIFFERENT_DATE = "different_date"
    NONE_AGAINST_ACT = "none_against_act"
    HOME_AFTER_DEPOSIT = "home_after_deposit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two claims that cannot both be right."""

    clash: Clash
    first: ClaimId
    second: ClaimId

    @property
    def claims(self) -> frozenset[ClaimId]:
        return frozenset({self.first, self.second})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision between claims: which is upheld (none: the question is open again), which are set aside, by whom and why."""

    ref: DecisionId
    upholds: ClaimId | None
    sets_aside: frozenset[ClaimId]
    why: str
    decided_at: datetime
    decider: UserId
    office: Office


class Reason(StrEnum):
    """Why a state stands as it does."""

    BOUND = "bound"
    BOUND_UNDATED = "bound_undated"
    WITHDREW = "withdrew"
    SIGNED = "signed"
    BEFORE_ITS_ACT = "before_its_act"
    SAID_NOT_PARTY = "said_not_party"
    NOT_PARTY_WHEN_SEEN = "not_party_when_seen"
    DATE_NOT_PRECISE = "date_not_precise"
    DATE_NOT_KNOWN = "date_not_known"
    ONLY_AT_HOME = "only_at_home"
    SOURCE_UNKNOWN = "source_unknown"
    NO_CLAIM = "no_claim"
    CLAIMS_DIFFER = "claims_differ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a state stands towards a treaty on a day, why, and on which claims that rests.

    dates_differ  the claims agree on this status and contradict each other in something else
    """

    status: Status
    reason: Reason
    claims: tuple[ClaimId, ...] = ()
    confidence: Confidence | None = None
    since: PartialDay | None = None
    seen: PartialDay | None = None
    conflicts: Sequence[Conflict] = ()
    decision: Decided | None = None

    @property
    def dates_differ(self) -> bool:
        return bool(self.conflicts) and self.status is not Status.CONTESTED
