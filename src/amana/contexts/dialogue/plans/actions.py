"""Every change of a national plan adds a row. A coordinator keeps the plan of the own state and of no other."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from amana.contexts.dialogue import tables, whose
from amana.contexts.dialogue.commitments import queries as commitments
from amana.contexts.dialogue.commitments import rules
from amana.contexts.dialogue.commitments.words import because
from amana.contexts.dialogue.errors import CorrectedMeanwhile, NotOneOfOurs, ReasonMissing, SourceMissing, StepNotAllowed
from amana.contexts.dialogue.plans import queries
from amana.contexts.dialogue.plans.models import Activity, ActivityDetails, ActivityStep, Plan, PlanDetails
from amana.contexts.dialogue.plans.values import PlanFacts, Work
from amana.contexts.dialogue.terms import ActivityId, CommitmentId, PlanId, Status
from amana.kernel.access.values import Access
from amana.kernel.actions import action, record
from amana.kernel.errors import NotFound
from amana.kernel.ids import UserId

# What an activity's own state says of it; that it is verified is said by a second party.
BY_STATE = rules.BY_OWNER | rules.BY_SECRETARIAT


def _of_state(state: str, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    return {"facts": whose.ownership(state, access)}


def _of_plan(plan: PlanId, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    return {"facts": whose.ownership(queries.find(plan).state, access)}


def _of_activity(activity: ActivityId, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    return {"facts": whose.ownership(queries.find_activity(activity).plan.state, access)}


def _as_judged(activity: ActivityId, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    claim = queries.step_of(queries.last_step(activity))
    judge = rules.Party(user=access.user, organisation=access.organisation)
    return {
        "author": UserId(claim.by.user) if claim.by.user else None,
        "facts": frozenset({whose.SECOND_PARTY}) if rules.may_judge(claim, judge) else frozenset(),
    }


@action("dialogue.record_plan", on=whose.REGISTER, resource=whose.register, context=_of_state)
def record_plan(state: str, facts: PlanFacts, *, access: Access) -> PlanId:
    """Enter a plan of one's own state. It is shared with nobody until it is published. Raises SourceMissing."""
    row = enter(state, facts, code="", public=False, access=access)
    record(plan=str(row.ref))
    return PlanId(row.ref)


@action("dialogue.correct_plan", on=whose.REGISTER, resource=queries.resource, context=_of_plan)
def correct_plan(plan: PlanId, facts: PlanFacts, *, follows: UUID, reason: str, access: Access) -> None:
    """Put right what is known of a plan, or say that it is in force or lapsed, with the reason. Raises CorrectedMeanwhile."""
    _give_reason(reason)
    row = Plan.objects.select_for_update().get(ref=plan)
    before = row.versions.get(followed_by=None)
    if before.ref != follows:
        raise CorrectedMeanwhile
    write(row, facts, access, follows=before, reason=reason)
    record(plan=str(plan), state=facts.state.value)


@action("dialogue.publish_plan", on=whose.REGISTER, resource=queries.resource, context=_of_plan)
def publish_plan(plan: PlanId, *, public: bool, access: Access) -> None:
    """Share a plan with everybody, or with nobody beyond the state. The log keeps who did."""
    Plan.objects.filter(ref=plan).update(public=public)
    record(plan=str(plan), public=public)


@action("dialogue.add_activity", on=whose.REGISTER, resource=queries.resource, context=_of_plan)
def add_activity(plan: PlanId, work: Work, *, commitment: CommitmentId | None = None, access: Access) -> ActivityId:
    """Add an activity, and name the commitment it carries out where there is one. It begins open."""
    _check(work)
    carries_out = commitments.find(commitment) if commitment else None
    row = Activity.objects.create(plan=queries.find(plan), commitment=carries_out, **_by(access))
    _write_work(row, work, access)
    _step(row, None, Status.OPEN, work.goal, access)
    record(plan=str(plan), activity=str(row.ref))
    return ActivityId(row.ref)


@action("dialogue.reword_activity", on=whose.REGISTER, resource=queries.activity_resource, context=_of_activity)
def reword_activity(activity: ActivityId, work: Work, *, follows: UUID, reason: str, access: Access) -> None:
    """Put an activity differently: another body, deadline or budget, with the reason; what was said before stays."""
    _check(work)
    _give_reason(reason)
    row = Activity.objects.select_for_update().get(ref=activity)
    before = row.versions.get(followed_by=None)
    if before.ref != follows:
        raise CorrectedMeanwhile
    _write_work(row, work, access, follows=before, reason=reason)
    record(activity=str(activity))


@action("dialogue.report_activity", on=whose.REGISTER, resource=queries.activity_resource, context=_of_activity)
def report_activity(
    activity: ActivityId, status: Status, *, reason: str, evidence: str = "", evidence_url: str = "", access: Access
) -> None:
    """The state says how far an activity is. "Done" is a claim until another organisation verified it."""
    row, last = _to_follow(activity, status, BY_STATE)
    _give_reason(reason)
    _step(row, last, status, reason, access, evidence=evidence, evidence_url=evidence_url)
    record(activity=str(activity), status=status.value)


@action("dialogue.judge_activity", on=whose.REGISTER, resource=queries.activity_resource, context=_as_judged)
def judge_activity(activity: ActivityId, *, confirmed: bool, reason: str, access: Access) -> None:
    """A second party verifies that an activity is done, or contradicts it."""
    status = Status.DONE_VERIFIED if confirmed else Status.IN_PROGRESS
    row, last = _to_follow(activity, status, frozenset({status}))
    if not row.plan.public and row.plan.state != access.state:
        raise NotFound  # a plan that is not shared is judged by nobody outside
    answer = rules.may_judge(queries.step_of(last), rules.Party(user=access.user, organisation=access.organisation))
    if not answer:
        raise StepNotAllowed(because=because(answer.reason))
    _give_reason(reason)
    _step(row, last, status, reason, access, judges=last)
    record(activity=str(activity), confirmed=confirmed)


def enter(state: str, facts: PlanFacts, *, code: str, public: bool, access: Access) -> Plan:
    """Write a plan and its first version; for actions that have asked the policy."""
    row = Plan.objects.create(code=code, state=state, public=public, **_by(access))
    write(row, facts, access)
    return row


def write(row: Plan, facts: PlanFacts, access: Access, *, follows: PlanDetails | None = None, reason: str = "") -> None:
    """Write one version; for actions that have asked the policy."""
    if not facts.source.words.strip():
        raise SourceMissing
    PlanDetails.objects.create(
        plan=row,
        follows=follows,
        reason=reason.strip(),
        title=facts.title.strip(),
        first_year=facts.first_year,
        last_year=facts.last_year,
        state=facts.state,
        note=facts.note.strip(),
        source=facts.source.words.strip(),
        source_on=facts.source.on,
        confidence=facts.source.confidence,
        **_by(access),
    )


def _to_follow(activity: ActivityId, status: Status, allowed: Iterable[Status]) -> tuple[Activity, ActivityStep]:
    row = Activity.objects.select_for_update().filter(ref=activity).first()
    if row is None:
        raise NotFound
    last = queries.last_step(activity)
    answer = rules.may_follow(Status(last.status), status)
    if not answer or status not in allowed:
        raise StepNotAllowed(because=because(answer.reason))
    return row, last


def _check(work: Work) -> None:
    if not work.source.words.strip():
        raise SourceMissing
    if work.indicator and work.indicator not in tables.known(tables.INDICATORS):
        raise NotOneOfOurs(given=work.indicator)


def _give_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing


def _by(access: Access) -> dict[str, object]:
    return {"recorded_by": whose.worker(access), "recorded_for": whose.organisation(access), "recorded_at": timezone.now()}


def _write_work(row: Activity, work: Work, access: Access, *, follows: ActivityDetails | None = None, reason: str = "") -> None:
    ActivityDetails.objects.create(
        activity=row,
        follows=follows,
        reason=reason.strip(),
        goal=work.goal.strip(),
        text=work.text.strip(),
        owner_body=work.owner_body.strip(),
        indicator=work.indicator,
        deadline_on=work.deadline.last if work.deadline else None,
        deadline_precision=work.deadline.precision if work.deadline else "",
        budget=work.budget,
        currency=work.currency,
        budget_state=work.budget_state,
        source=work.source.words.strip(),
        source_on=work.source.on,
        confidence=work.source.confidence,
        **_by(access),
    )


def _step(
    row: Activity,
    last: ActivityStep | None,
    status: Status,
    reason: str,
    access: Access,
    *,
    judges: ActivityStep | None = None,
    evidence: str = "",
    evidence_url: str = "",
) -> None:
    ActivityStep.objects.create(
        activity=row,
        follows=last,
        judges=judges,
        status=status,
        reason=reason.strip(),
        evidence=evidence.strip(),
        evidence_url=evidence_url,
        **_by(access),
    )
