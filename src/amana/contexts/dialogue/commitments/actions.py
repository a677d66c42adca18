"""Every change of a commitment adds a row; none removes or alters one."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from amana.contexts.dialogue import whose
from amana.contexts.dialogue.commitments import queries, rules
from amana.contexts.dialogue.commitments.models import Commitment, CommitmentStep, CommitmentTerms
from amana.contexts.dialogue.commitments.values import Evidence, Promise
from amana.contexts.dialogue.commitments.words import because
from amana.contexts.dialogue.errors import AlreadyTaken, CorrectedMeanwhile, NotOneOfOurs, ReasonMissing, SourceMissing, StepNotAllowed
from amana.contexts.dialogue.events import ClaimContradicted, ClaimVerified, CommitmentRecorded, ProgressClaimed
from amana.contexts.dialogue.meetings.models import MeetingLine
from amana.contexts.dialogue.tables import DOMAINS, INSTRUMENTS, PRIORITIES, known
from amana.contexts.dialogue.terms import CommitmentId, LineId, LineKind, Sharing, Status
from amana.kernel.access import facts
from amana.kernel.access.values import Access
from amana.kernel.actions import action, announce, record
from amana.kernel.errors import NotFound
from amana.kernel.ids import UserId

NOT_WITHHELD = facts.declare("dialogue.not_withheld", "The owner does not withhold this, and is not asked to by somebody else")


def _as_promised(promise: Promise, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    return {"facts": whose.ownership(promise.owner_state, access)}


def _as_owned(commitment: CommitmentId, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    return {"facts": whose.ownership(queries.current_terms(commitment).owner_state, access)}


def _as_judged(commitment: CommitmentId, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    claim = queries.step_of(queries.last_step(commitment))
    judge = rules.Party(user=access.user, organisation=access.organisation)
    return {
        "author": UserId(claim.by.user) if claim.by.user else None,
        "facts": frozenset({whose.SECOND_PARTY}) if rules.may_judge(claim, judge) else frozenset(),
    }


def _as_shared(commitment: CommitmentId, sharing: Sharing, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    terms = queries.current_terms(commitment)
    withheld = Sharing.OWNER in (sharing, terms.sharing)
    return {"facts": whose.ownership(terms.owner_state, access) | (frozenset() if withheld else frozenset({NOT_WITHHELD}))}


@action("dialogue.record_commitment", on=whose.REGISTER, resource=whose.register, context=_as_promised)
def record_commitment(promise: Promise, *, recommendation: LineId | None = None, access: Access) -> CommitmentId:
    """Enter a promise; it begins open. With `recommendation` it grows from that line of a meeting, and both lead to each other.

    Raises SourceMissing, NotOneOfOurs, AlreadyTaken, NotFound.
    """
    _check(promise)
    try:
        with transaction.atomic():
            row = Commitment.objects.create(recommendation=_line(recommendation), **_by(access))
    except IntegrityError as twice:
        raise AlreadyTaken from twice
    _write(row, promise, access)
    _step(row, None, Status.OPEN, promise.reference, None, access)
    record(commitment=str(row.ref))
    announce(CommitmentRecorded(commitment=CommitmentId(row.ref)))
    return CommitmentId(row.ref)


@action("dialogue.reword_commitment", on=whose.REGISTER, resource=queries.resource, context=_as_owned)
def reword(commitment: CommitmentId, promise: Promise, *, follows: UUID, reason: str, access: Access) -> None:
    """Put the promise differently, with the reason; the earlier wording stays. The owner's choice of sharing is not touched.

    follows  the version the reader had before them; raises CorrectedMeanwhile where another one took its place
    """
    _check(promise)
    _give_reason(reason)
    before = _current(commitment, follows)
    _write(before.commitment, replace(promise, sharing=Sharing(before.sharing)), access, follows=before, reason=reason)
    record(commitment=str(commitment))


@action("dialogue.share_commitment", on=whose.REGISTER, resource=queries.resource, context=_as_shared)
def share(commitment: CommitmentId, sharing: Sharing, *, follows: UUID, reason: str, access: Access) -> None:
    """Say how far others may see it. What its owner withholds, only its owner opens again."""
    _give_reason(reason)
    before = _current(commitment, follows)
    _write(before.commitment, replace(queries.promise_of(before), sharing=sharing), access, follows=before, reason=reason)
    record(commitment=str(commitment), sharing=sharing.value)


@action("dialogue.report_progress", on=whose.REGISTER, resource=queries.resource, context=_as_owned)
def report(commitment: CommitmentId, status: Status, *, reason: str, evidence: Evidence | None = None, access: Access) -> None:
    """The owner says where it stands, or withdraws it. "Done" is a claim until another organisation verified it."""
    row, last = _to_follow(commitment, status, rules.BY_OWNER)
    _give_reason(reason)
    _step(row, last, status, reason, evidence, access)
    record(commitment=str(commitment), status=status.value)
    if status is Status.DONE_CLAIMED:
        announce(ProgressClaimed(commitment=commitment))


@action("dialogue.judge_claim", on=whose.REGISTER, resource=queries.resource, context=_as_judged)
def judge(commitment: CommitmentId, *, confirmed: bool, reason: str, evidence: Evidence | None = None, access: Access) -> None:
    """A second party verifies a claim, or contradicts it: then the commitment is in progress again. Both stay in the history."""
    terms = queries.current_terms(commitment)
    if terms.sharing == Sharing.OWNER:
        raise NotFound  # nobody outside is told of this claim, so nobody outside can judge it
    status = Status.DONE_VERIFIED if confirmed else Status.IN_PROGRESS
    row, last = _to_follow(commitment, status, frozenset({status}))
    answer = rules.may_judge(queries.step_of(last), rules.Party(user=access.user, organisation=access.organisation))
    if not answer:
        raise StepNotAllowed(because=because(answer.reason))
    _give_reason(reason)
    _step(row, last, status, reason, evidence, access, judges=last)
    record(commitment=str(commitment), confirmed=confirmed)
    announce(ClaimVerified(commitment=commitment) if confirmed else ClaimContradicted(commitment=commitment))


@action("dialogue.decide_commitment", on=whose.REGISTER, resource=queries.resource)
def decide(commitment: CommitmentId, status: Status, *, reason: str, access: Access) -> None:
    """The secretariat says that events overtook a commitment, or opens a closed one again."""
    row, last = _to_follow(commitment, status, rules.BY_SECRETARIAT)
    _give_reason(reason)
    _step(row, last, status, reason, None, access)
    record(commitment=str(commitment), status=status.value)


def _to_follow(commitment: CommitmentId, status: Status, allowed: Iterable[Status]) -> tuple[Commitment, CommitmentStep]:
    row = Commitment.objects.select_for_update().filter(ref=commitment).first()
    if row is None:
        raise NotFound
    last = queries.last_step(commitment)
    answer = rules.may_follow(Status(last.status), status)
    if not answer or status not in allowed:
        raise StepNotAllowed(because=because(answer.reason))
    return row, last


def _current(commitment: CommitmentId, follows: UUID) -> CommitmentTerms:
    Commitment.objects.select_for_update().filter(ref=commitment).first()
    before = queries.current_terms(commitment)
    if before.ref != follows:
        raise CorrectedMeanwhile
    return before


def _line(recommendation: LineId | None) -> MeetingLine | None:
    if recommendation is None:
        return None
    found = MeetingLine.objects.filter(ref=recommendation, kind=LineKind.RECOMMENDATION).first()
    if found is None:
        raise NotFound
    earlier: MeetingLine | None = found
    while earlier is not None:  # a line that was put right is the same recommendation
        if Commitment.objects.filter(recommendation=earlier).exists():
            raise AlreadyTaken
        earlier = earlier.follows
    return found


def _check(promise: Promise) -> None:
    if not promise.source.words.strip():
        raise SourceMissing
    for table, code in ((PRIORITIES, promise.priority), (DOMAINS, promise.domain), (INSTRUMENTS, promise.instrument)):
        if code and code not in known(table):
            raise NotOneOfOurs(given=code)


def _give_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing


def _by(access: Access) -> dict[str, object]:
    return {"recorded_by": whose.worker(access), "recorded_for": whose.organisation(access), "recorded_at": timezone.now()}


def _write(row: Commitment, promise: Promise, access: Access, *, follows: CommitmentTerms | None = None, reason: str = "") -> None:
    CommitmentTerms.objects.create(
        commitment=row,
        follows=follows,
        reason=reason.strip(),
        action=promise.action.strip(),
        instrument=promise.instrument,
        reference=promise.reference.strip(),
        owner_state=promise.owner_state,
        owner_body=promise.owner_body.strip(),
        indicator=promise.indicator.strip(),
        deadline_on=promise.deadline.last if promise.deadline else None,
        deadline_precision=promise.deadline.precision if promise.deadline else "",
        priority=promise.priority,
        domain=promise.domain,
        sharing=promise.sharing,
        source=promise.source.words.strip(),
        source_on=promise.source.on,
        confidence=promise.source.confidence,
        **_by(access),
    )


def _step(
    row: Commitment,
    last: CommitmentStep | None,
    status: Status,
    reason: str,
    evidence: Evidence | None,
    access: Access,
    *,
    judges: CommitmentStep | None = None,
) -> None:
    CommitmentStep.objects.create(
        commitment=row,
        follows=last,
        judges=judges,
        status=status,
        reason=reason.strip(),
        evidence=evidence.words.strip() if evidence else "",
        evidence_url=evidence.url if evidence else "",
        evidence_on=evidence.on if evidence else None,
        evidence_confidence=evidence.confidence if evidence else "",
        **_by(access),
    )
