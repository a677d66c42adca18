"""Reading claims, decisions and versions. Three queries, however many states and treaties are asked for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from amana.contexts.law.days import PartialDay, Precision
from amana.contexts.law.register import KIND, register
from amana.contexts.law.treaties import comparing, rules
from amana.contexts.law.treaties.models import ClaimDecision, ClaimVersion, TreatyClaim
from amana.contexts.law.treaties.terms import Act, ClaimId, Confidence, DateKind, DecisionId, VersionId
from amana.contexts.law.treaties.values import Claim, Conflict, Decided, Office, Standing
from amana.kernel.access.values import Access
from amana.kernel.actions import read, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.ids import UserId
from amana.kernel.vocabulary import queries as vocabulary
from amana.kernel.vocabulary.values import Row

TABLE = "treaty_status"
Key = tuple[str, str]  # state, treaty


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Claims and decisions by state and treaty. `ended` ones are history: they count for nothing and stay readable."""

    claims: Mapping[Key, Sequence[Claim]]
    decisions: Mapping[Key, Sequence[Decided]]

    def holding(self, state: str, treaty: str) -> tuple[Claim, ...]:
        """Claims that nobody has ended."""
        return tuple(claim for claim in self.claims.get((state, treaty), ()) if claim.ended_at is None)

    def standing(self, state: str, treaty: str, on: date) -> Standing:
        """How a state stands on a day."""
        return rules.status_on(self.holding(state, treaty), self.decisions.get((state, treaty), ()), on=on)

    def conflicts(self, state: str, treaty: str) -> tuple[Conflict, ...]:
        """Contradictions that no decision has settled."""
        left, _decision = rules.standing_claims(self.holding(state, treaty), self.decisions.get((state, treaty), ()))
        return rules.conflicts(left)

    def open_conflicts(self) -> list[Key]:
        """States and treaties with a contradiction that waits for a decision."""
        return [key for key in sorted(self.claims) if self.conflicts(*key)]

    def years(self, treaty: str, today: date) -> range:
        """The years a map of a treaty can show: from the first act that anybody dates to the present one."""
        dated = (
            claim.day.year
            for (_state, of), claims in self.claims.items()
            for claim in claims
            if of == treaty and claim.day and claim.ended_at is None
        )
        return range(min([*dated, today.year]), today.year + 1)

    def states(self) -> list[str]:
        """States about which anything is claimed."""
        return sorted({state for state, _treaty in self.claims})


@read("law.read_claims", resource=register, on=KIND, kind=Kind.LIST)
def claims(*, state: str = "", treaty: str = "", access: Access) -> Claims:
    """Claims and decisions about one state, one treaty, both or all of them, whether public or not."""
    record(state=state, treaty=treaty)
    return _claims(state, treaty, public=False)


def published_claims(*, state: str = "", treaty: str = "") -> Claims:
    """The same, of what is marked public: for the public face and for programs, without an access."""
    return _claims(state, treaty, public=True)


def all_claims(state: str, treaty: str) -> Claims:
    """Everything about one state and treaty, for actions that decide and are logged themselves."""
    return _claims(state, treaty, public=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One edition of the table of claims, applied or only proposed, with what it changed."""

    ref: VersionId
    number: int | None
    name: str
    proposed_at: datetime
    applied_at: datetime | None
    current: bool
    changes: Sequence[comparing.RowChange] = field(default_factory=tuple)
    counts: Mapping[str, int] = field(default_factory=dict)


@read("law.read_versions", resource=register, on=KIND, kind=Kind.LIST)
def versions(*, access: Access) -> tuple[Version, ...]:
    """Every edition of the table, newest first."""
    rows = ClaimVersion.objects.defer("content").order_by("-proposed_at")
    current = current_version()
    return tuple(_version(row, current) for row in rows)


@read("law.read_version", resource=register, on=KIND)
def version(ref: VersionId, *, access: Access) -> Version:
    """One edition with its changes. Raises NotFound."""
    return _version(find_version(ref), current_version())


def find_version(ref: VersionId) -> ClaimVersion:
    """The stored edition. Raises NotFound."""
    found = ClaimVersion.objects.filter(ref=ref).first()
    if found is None:
        raise NotFound
    return found


def current_version() -> ClaimVersion | None:
    """The edition that was applied last."""
    return ClaimVersion.objects.exclude(number=None).order_by("-number").first()


def find_claim(ref: ClaimId) -> TreatyClaim:
    """The stored claim. Raises NotFound."""
    found = TreatyClaim.objects.select_related("recorded_by", "end").filter(ref=ref).first()
    if found is None:
        raise NotFound
    return found


def treaties() -> tuple[Row, ...]:
    """The treaties on which claims are kept, in the order of the table."""
    return vocabulary.rows("treaties")


def treaty(code: str) -> Row:
    """One treaty. Raises NotFound."""
    found = next((row for row in treaties() if row.code == code), None)
    if found is None:
        raise NotFound
    return found


def value_of(row: TreatyClaim) -> Claim:
    """A stored claim as a value."""
    return _value(*TreatyClaim.objects.values_list(*COLUMNS).get(pk=row.pk))


COLUMNS = (
    "ref", "state", "treaty", "act", "happened_on", "precision", "date_kind", "source", "seen_on", "seen_precision", "confidence",
    "confidence_words", "note", "public", "recorded_at", "recorded_role", "recorded_by__ref", "recorded_for__name", "recorded_for__country",
    "version__number", "corrects__ref", "end__ended_at", "end__why",
)  # fmt: skip


def _value(
    ref: UUID, state: str, treaty: str, act: str, happened_on: date | None, precision: str, date_kind: str, source: str,
    seen_on: date | None, seen_precision: str, confidence: str, confidence_words: str, note: str, public: bool, recorded_at: datetime,
    role: str, author: UUID | None, organisation: str | None, country: str | None, version: int | None, corrects: UUID | None,
    ended_at: datetime | None, ended_why: str | None,
) -> Claim:  # fmt: skip
    """One row of columns as a value. Building a model and its five relations for each claim took four times as long."""
    return Claim(
        ref=ClaimId(ref),
        state=state,
        treaty=treaty,
        act=Act(act),
        day=PartialDay.of(happened_on, Precision(precision)) if happened_on else None,
        date_kind=DateKind(date_kind),
        source=source,
        seen=PartialDay.of(seen_on, Precision(seen_precision)) if seen_on else None,
        confidence=Confidence(confidence),
        confidence_words=confidence_words,
        note=note,
        public=public,
        recorded_at=recorded_at,
        author=UserId(author) if author else None,
        office=_office(role, organisation, country),
        version=version,
        corrects=ClaimId(corrects) if corrects else None,
        ended_at=ended_at,
        ended_why=ended_why or "",
    )


def _claims(state: str, treaty: str, *, public: bool) -> Claims:
    wanted = Q()
    if state:
        wanted &= Q(state=state)
    if treaty:
        wanted &= Q(treaty=treaty)
    rows = TreatyClaim.objects.filter(wanted).order_by("id")
    if public:
        rows = rows.filter(public=True)
    by_key: dict[Key, list[Claim]] = defaultdict(list)
    for columns in rows.values_list(*COLUMNS):
        claim = _value(*columns)
        by_key[claim.state, claim.treaty].append(claim)
    shown = {claim.ref for found in by_key.values() for claim in found}
    decisions: dict[Key, list[Decided]] = defaultdict(list)
    for decision in _decisions().filter(wanted):
        decided = _decided(decision)
        # A decision about a claim that is not public would give that claim away.
        if not public or ({*decided.sets_aside} | ({decided.upholds} if decided.upholds else set())) <= shown:
            decisions[decision.state, decision.treaty].append(decided)
    return Claims(claims=by_key, decisions=decisions)


def _decisions() -> QuerySet[ClaimDecision]:
    return (
        ClaimDecision.objects.select_related("upholds", "decided_by", "decided_for")
        .prefetch_related("sets_aside")
        .order_by("decided_at", "id")
    )


def _decided(row: ClaimDecision) -> Decided:
    return Decided(
        ref=DecisionId(row.ref),
        upholds=ClaimId(row.upholds.ref) if row.upholds else None,
        sets_aside=frozenset(ClaimId(claim.ref) for claim in row.sets_aside.all()),
        why=row.why,
        decided_at=row.decided_at,
        decider=UserId(row.decided_by.ref),
        office=_office(row.decided_role, row.decided_for.name, row.decided_for.country),
    )


def _office(role: str, organisation: str | None, country: str | None) -> Office:
    return Office(role=role, organisation=organisation or "", state=country or "")


def _version(row: ClaimVersion, current: ClaimVersion | None) -> Version:
    changes = comparing.read(row.changes)
    counts = {what: sum(1 for one in changes if one.what == what) for what in ("added", "changed", "removed")}
    return Version(
        ref=VersionId(row.ref),
        number=row.number,
        name=row.name,
        proposed_at=row.proposed_at,
        applied_at=row.applied_at,
        current=current is not None and current.pk == row.pk,
        changes=changes,
        counts=counts,
    )
