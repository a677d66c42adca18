"""Every change of the claims. Claims and decisions are added; none is changed or deleted, and what one of them said stays readable."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from amana.contexts.law.days import PartialDay, Precision
from amana.contexts.law.errors import NoSuchTreaty, NotDecidable, NothingChanges, SourceMissing, VersionOutOfDate
from amana.contexts.law.register import KIND, facts_for, register
from amana.contexts.law.states.queries import is_known_state
from amana.contexts.law.treaties import comparing, queries, rules
from amana.contexts.law.treaties.models import ClaimDecision, ClaimEnd, ClaimVersion, TreatyClaim
from amana.contexts.law.treaties.reading import COLUMNS, ClaimTable, Stated, read_table, table_of
from amana.contexts.law.treaties.terms import Act, ClaimId, Confidence, DateKind, DecisionId, VersionId
from amana.kernel.access.opening import organisation_of, user_of
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.accounts.terms import DIALOGUE_ROLES
from amana.kernel.actions import action, record
from amana.kernel.vocabulary import queries as vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A claim as somebody enters it."""

    state: str
    treaty: str
    act: Act
    day: PartialDay | None
    date_kind: DateKind
    source: str
    seen: PartialDay | None
    confidence: Confidence
    note: str = ""


def _of_state(given: Given, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    return {"facts": facts_for(access, given.state)}


@action("law.record_claim", resource=register, on=KIND, context=_of_state)
def record_claim(given: Given, *, access: Access) -> ClaimId:
    """Record what a source says. It stands beside what others say; where they contradict each other, both are shown.

    It is not public until the secretariat publishes it. Raises SourceMissing, NoSuchTreaty.
    """
    row = _keep(given, access)
    record(claim=str(row.ref), state=given.state, treaty=given.treaty)
    return ClaimId(row.ref)


def _of_claim(claim: ClaimId, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    return {"facts": facts_for(access, queries.find_claim(claim).state)}


@action("law.correct_claim", resource=register, on=KIND, context=_of_claim)
def correct_claim(claim: ClaimId, given: Given, *, why: str, access: Access) -> ClaimId:
    """Put a new claim in the place of one that was entered here; the old one is ended and stays readable.

    A claim of a table is corrected by the next table, or contradicted by a claim of one's own. Raises SourceMissing, NotDecidable.
    """
    if not why.strip():
        raise SourceMissing
    old = queries.find_claim(claim)
    if old.version_id is not None or _ended(old) or (old.state, old.treaty) != (given.state, given.treaty):
        raise NotDecidable
    row = _keep(given, access, corrects=old, public=old.public)
    ClaimEnd.objects.create(claim=old, why=why.strip(), ended_at=row.recorded_at)
    record(claim=str(row.ref), corrects=str(old.ref))
    return ClaimId(row.ref)


@action("law.publish_claim", resource=register, on=KIND)
def publish_claim(claim: ClaimId, *, access: Access) -> None:
    """Let the public face show a claim that somebody entered here."""
    row = queries.find_claim(claim)
    TreatyClaim.objects.filter(pk=row.pk).update(public=True)
    record(claim=str(row.ref))


def _four_eyes(state: str, treaty: str, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    """Whoever recorded any of the claims that contradict each other counts as their author and may not decide."""
    found = queries.all_claims(state, treaty)
    authors = {claim.author for claim in found.holding(state, treaty)}
    return {"facts": facts_for(access, state), "author": access.user if access.user in authors else None}


@action("law.decide_claims", resource=register, on=KIND, context=_four_eyes)
def decide_claims(state: str, treaty: str, *, upholds: ClaimId | None, why: str, access: Access) -> DecisionId:
    """Decide which of the contradicting claims is upheld; those that contradict it are set aside. With `upholds` None all count again.

    Later claims are not touched: one that contradicts what was upheld opens the question anew. Raises SourceMissing, NotDecidable.
    """
    if not why.strip():
        raise SourceMissing
    holding = queries.all_claims(state, treaty).holding(state, treaty)
    aside = frozenset(
        ref for conflict in rules.conflicts(holding) if upholds in conflict.claims for ref in conflict.claims if ref != upholds
    )
    if upholds is not None and not aside:
        raise NotDecidable
    decision = ClaimDecision.objects.create(
        state=state,
        treaty=treaty,
        upholds=TreatyClaim.objects.get(ref=upholds) if upholds else None,
        why=why.strip(),
        decided_by=user_of(access),
        decided_for=organisation_of(access),
        decided_role=_role(access),
        decided_at=timezone.now(),
    )
    decision.sets_aside.set(TreatyClaim.objects.filter(ref__in=aside))
    record(decision=str(decision.ref), state=state, treaty=treaty)
    return DecisionId(decision.ref)


@action("law.propose_table", resource=register, on=KIND)
def propose_table(text: str, *, name: str, access: Access) -> VersionId:
    """Keep a table of claims and what it would change. Nothing else changes yet. Raises TableRefused, NothingChanges."""
    table = read_table(text, treaties=[row.code for row in queries.treaties()])
    current = queries.current_version()
    if current is not None and current.sha256 == table.sha256:
        raise NothingChanges
    changes = comparing.compare(_rows_of(current), table.rows)
    row = ClaimVersion.objects.create(
        name=name[:200],
        sha256=table.sha256,
        content=table.content,
        changes=comparing.written(changes),
        proposed_by=_worker(access),
        proposed_at=timezone.now(),
    )
    record(version=str(row.ref), changes=len(changes))
    return VersionId(row.ref)


@action("law.apply_table", resource=register, on=KIND)
def apply_table(ref: VersionId, *, access: Access) -> int:
    """Apply a proposed table: new claims are added, claims it no longer states are ended. Gives the number of the version.

    Raises VersionOutOfDate where another table was applied since it was compared.
    """
    row = queries.find_version(ref)
    current = queries.current_version()
    table = _table_of(row)
    changes = comparing.compare(_rows_of(current), table.rows)
    if row.applied_at is not None or comparing.written(changes) != row.changes:
        raise VersionOutOfDate
    now = timezone.now()
    row.number = (current.number or 0) + 1 if current else 1
    row.applied_at, row.applied_by = now, _worker(access)
    row.save(update_fields=["number", "applied_at", "applied_by"])
    _apply(row, changes, table, now)
    record(version=str(row.ref), number=row.number, changes=len(changes))
    return row.number


def load_reference(*, access: Access) -> int | None:
    """Bring the claims to the reference table `treaty_status` that the node has loaded. None where nothing changes."""
    rows = vocabulary.rows(queries.TABLE)
    loaded = vocabulary.table(queries.TABLE)
    known = ClaimVersion.objects.filter(name=(name := f"{queries.TABLE} {loaded.edition} ({loaded.sha256[:12]})")).exclude(number=None)
    if known.exists():
        return None  # loaded before; a table that a person applied since is not undone
    text = table_of({row.code: {column: row[column] for column in COLUMNS} for row in rows}).content
    try:
        return apply_table(propose_table(text, name=name, access=access), access=access)
    except NothingChanges:
        return None


def _apply(version: ClaimVersion, changes: tuple[comparing.RowChange, ...], table: ClaimTable, now: datetime) -> None:
    touched = {change.key for change in changes if change.what != "added"}
    held = TreatyClaim.objects.filter(version__isnull=False, end=None).select_related("version")
    before = {claim.row: claim for claim in held if _key(claim.row) in touched}
    made: list[TreatyClaim] = []
    ended: list[ClaimEnd] = []
    for change in changes:
        after = {_row(one): one for one in table.claims_of(change.key)} if change.what != "removed" else {}
        old = {row: claim for row, claim in before.items() if _key(row) == change.key}
        kept = {row for row, claim in old.items() if row in after and _same(claim, after[row])}
        ended += [ClaimEnd(claim=claim, version=version, ended_at=now) for row, claim in old.items() if row not in kept]
        made += [_of_table(one, version, now, old.get(row)) for row, one in after.items() if row not in kept]
    TreatyClaim.objects.bulk_create(made, batch_size=200)
    ClaimEnd.objects.bulk_create(ended, batch_size=200)


def _same(claim: TreatyClaim, one: Stated) -> bool:
    """Whether a stored claim says what the new table says."""
    new = _of_table(one, claim.version, claim.recorded_at, None)
    return all(getattr(claim, name) == getattr(new, name) for name in COMPARED)


PART = "#"  # between the key of a row and the part of it that a claim comes from
COMPARED = (
    "state", "treaty", "act", "happened_on", "precision", "date_kind", "source", "seen_on", "seen_precision", "confidence",
    "confidence_words", "note",
)  # fmt: skip


def _row(one: Stated) -> str:
    return f"{one.row}{PART}{one.part}" if one.part else one.row


def _key(row: str) -> str:
    return row.partition(PART)[0]


def _of_table(one: Stated, version: ClaimVersion | None, now: datetime, corrects: TreatyClaim | None) -> TreatyClaim:
    return TreatyClaim(
        state=one.state,
        treaty=one.treaty,
        act=one.act,
        **_days(one.day, one.seen),
        date_kind=one.date_kind,
        source=one.source,
        confidence=one.confidence,
        confidence_words=one.confidence_words,
        note=one.note,
        public=True,
        version=version,
        row=_row(one),
        corrects=corrects,
        recorded_at=now,
    )


def _keep(given: Given, access: Access, corrects: TreatyClaim | None = None, *, public: bool = False) -> TreatyClaim:
    if not given.source.strip():
        raise SourceMissing
    if given.treaty not in {row.code for row in queries.treaties()} or not is_known_state(given.state):
        raise NoSuchTreaty
    return TreatyClaim.objects.create(
        state=given.state,
        treaty=given.treaty,
        act=given.act,
        **_days(given.day, given.seen),
        date_kind=given.date_kind,
        source=given.source.strip(),
        confidence=given.confidence,
        note=given.note.strip(),
        public=public,
        corrects=corrects,
        recorded_by=user_of(access),
        recorded_for=organisation_of(access),
        recorded_role=_role(access),
        recorded_at=timezone.now(),
    )


def _days(day: PartialDay | None, seen: PartialDay | None) -> dict[str, object]:
    return {
        "happened_on": day.first() if day else None,
        "precision": day.precision if day else Precision.NONE,
        "seen_on": seen.first() if seen else None,
        "seen_precision": seen.precision if seen else Precision.NONE,
    }


def _rows_of(version: ClaimVersion | None) -> Mapping[str, Mapping[str, str]]:
    return _table_of(version).rows if version else {}


def _table_of(version: ClaimVersion) -> ClaimTable:
    return read_table(version.content, treaties=[row.code for row in queries.treaties()])


def _ended(claim: TreatyClaim) -> bool:
    return ClaimEnd.objects.filter(claim=claim).exists()


def _role(access: Access) -> str:
    """The role under which somebody acts here; people appear by office only."""
    return min((role.value for role in access.roles & DIALOGUE_ROLES), default="")


def _worker(access: Access) -> User | None:
    return user_of(access) if access.user else None
