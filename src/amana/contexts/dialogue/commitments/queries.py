"""Reading commitments. One list costs three queries however long it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from amana.contexts.dialogue import whose
from amana.contexts.dialogue.commitments import rules
from amana.contexts.dialogue.commitments.models import Commitment, CommitmentStep, CommitmentTerms
from amana.contexts.dialogue.commitments.values import CommitmentView, Evidence, Origin, Promise, StepView, Version
from amana.contexts.dialogue.terms import CommitmentId, LineId, MeetingId, Partial, Precision, Sharing, Status
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import read
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.vocabulary.terms import Confidence

Row = TypeVar("Row", CommitmentTerms, CommitmentStep)


def find(commitment: CommitmentId) -> Commitment:
    """The stored commitment. Raises NotFound."""
    found = Commitment.objects.filter(ref=commitment).first()
    if found is None:
        raise NotFound
    return found


def resource(commitment: CommitmentId, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about for one commitment."""
    return whose.row(UUID(str(find(commitment).ref)))


@read("dialogue.list_commitments", on=whose.REGISTER, kind=Kind.LIST, resource=whose.register)
def commitments(*, on: date, access: Access) -> tuple[CommitmentView, ...]:
    """Every commitment as it stood at the end of a day, the earliest deadline first, those without one last."""
    return as_seen(Commitment.objects.all(), on=on, access=access)


@read("dialogue.open_commitment", on=whose.REGISTER, kind=Kind.OPEN, resource=resource)
def commitment(commitment: CommitmentId, *, on: date, access: Access) -> CommitmentView:
    """One commitment with its history."""
    (found,) = as_seen(Commitment.objects.filter(ref=commitment), on=on, access=access)
    return found


def as_seen(chosen: QuerySet[Commitment], *, on: date, access: Access | None) -> tuple[CommitmentView, ...]:
    """Commitments as a reader may know them on a day; without an access, as the public may. What was recorded later is left out."""
    found = chosen.select_related("recommendation__meeting")
    versions = _grouped(CommitmentTerms.objects.filter(commitment__in=chosen))
    steps = _grouped(CommitmentStep.objects.filter(commitment__in=chosen).select_related("judges"))
    made = []
    for row in found:
        known = _until(versions[row.pk], on)
        if known:
            # what is withheld today is withheld for every day that is looked back on
            shared = _is_shared(versions[row.pk][-1], access)
            made.append(_view(row, known, _until(steps[row.pk], on) if shared else [], on, shared=shared))
    return tuple(sorted(made, key=_by_deadline))


def published(on: date) -> tuple[CommitmentView, ...]:
    """What is public, for pages that need no account."""
    public = Commitment.objects.filter(versions__followed_by=None, versions__sharing=Sharing.PUBLIC)
    return as_seen(public, on=on, access=None)


def promise_of(row: CommitmentTerms) -> Promise:
    """One stored version as a value."""
    deadline = None
    if row.deadline_on is not None:
        deadline = Partial(last=row.deadline_on, precision=Precision(row.deadline_precision))
    return Promise(
        action=row.action,
        reference=row.reference,
        instrument=row.instrument,
        owner_state=row.owner_state,
        owner_body=row.owner_body,
        indicator=row.indicator,
        deadline=deadline,
        priority=row.priority,
        domain=row.domain,
        sharing=Sharing(row.sharing),
        source=row.sourced,
    )


def current_terms(commitment: CommitmentId) -> CommitmentTerms:
    """The version in force. Raises NotFound."""
    found = CommitmentTerms.objects.filter(commitment__ref=commitment, followed_by=None).select_related("commitment").first()
    if found is None:
        raise NotFound
    return found


def last_step(commitment: CommitmentId) -> CommitmentStep:
    """The step in force. Raises NotFound."""
    found = (
        CommitmentStep.objects.filter(commitment__ref=commitment, followed_by=None)
        .select_related("commitment", "recorded_by", "recorded_for")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def party_of(row: CommitmentStep) -> rules.Party:
    """Who took a stored step."""
    return rules.Party(
        user=row.recorded_by.ref if row.recorded_by else None,
        organisation=row.recorded_for.ref if row.recorded_for else None,
    )


def step_of(row: CommitmentStep) -> rules.Step:
    """A stored step as the rules see it, its day in the node's time zone."""
    return rules.Step(status=Status(row.status), at=timezone.localtime(row.recorded_at), by=party_of(row))


def _grouped(rows: "QuerySet[Row]") -> "Mapping[int, list[Row]]":
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows.select_related("recorded_by", "recorded_for").order_by("pk"):
        found[row.commitment_id].append(row)
    return found


def _until(rows: Sequence[Row], on: date) -> list[Row]:
    return [row for row in rows if timezone.localtime(row.recorded_at).date() <= on]


def _view(row: Commitment, versions: list[CommitmentTerms], steps: list[CommitmentStep], on: date, *, shared: bool) -> CommitmentView:
    line = row.recommendation
    return CommitmentView(
        ref=CommitmentId(row.ref),
        promise=promise_of(versions[-1]),
        on=on,
        shared=shared,
        versions=tuple(_version(each) for each in versions),
        steps=tuple(_step_view(each) for each in steps),
        origin=Origin(line=LineId(line.ref), meeting=MeetingId(line.meeting.ref), number=line.number) if line else None,
    )


def _is_shared(newest: CommitmentTerms, access: Access | None) -> bool:
    if access is None:
        return newest.sharing == Sharing.PUBLIC
    return newest.sharing != Sharing.OWNER or whose.sees_progress(newest.owner_state, access)


def _version(row: CommitmentTerms) -> Version:
    return Version(ref=row.ref, promise=promise_of(row), at=timezone.localtime(row.recorded_at), reason=row.reason, organisation=_name(row))


def _step_view(row: CommitmentStep) -> StepView:
    evidence = None
    if row.evidence:
        evidence = Evidence(words=row.evidence, url=row.evidence_url, on=row.evidence_on, confidence=Confidence(row.evidence_confidence))
    return StepView(
        ref=row.ref,
        status=Status(row.status),
        at=timezone.localtime(row.recorded_at),
        reason=row.reason,
        by=party_of(row),
        organisation=_name(row),
        evidence=evidence,
        judges=row.judges.ref if row.judges else None,
    )


def _name(row: CommitmentTerms | CommitmentStep) -> str:
    return row.recorded_for.name if row.recorded_for else ""


def _by_deadline(view: CommitmentView) -> tuple[date, str]:
    deadline = view.promise.deadline
    return (deadline.last if deadline else date.max, str(view.ref))


def narrowed(found: Iterable[CommitmentView], *, state: str = "", priority: str = "", standing: str = "") -> tuple[CommitmentView, ...]:
    """Those of one state, one priority and one standing: a status, "overdue" or "not_shared"."""
    return tuple(
        view
        for view in found
        if (not state or view.promise.owner_state == state)
        and (not priority or view.promise.priority == priority)
        and (not standing or standing_of(view) == standing or (standing == "overdue" and view.overdue))
    )


def standing_of(view: CommitmentView) -> str:
    """The status, or "not_shared"."""
    return view.status.value if view.status else "not_shared"
