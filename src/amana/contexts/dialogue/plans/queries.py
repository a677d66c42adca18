"""Reading national plans. Four queries, however many."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from amana.contexts.dialogue import whose
from amana.contexts.dialogue.commitments import rules
from amana.contexts.dialogue.plans.models import Activity, ActivityDetails, ActivityStep, Plan, PlanDetails
from amana.contexts.dialogue.plans.rules import Covered, Gaps, gaps
from amana.contexts.dialogue.plans.values import ActivityView, PlanFacts, PlanView, Work, WorkStep
from amana.contexts.dialogue.terms import ActivityId, BudgetState, CommitmentId, Partial, PlanId, PlanState, Precision, Status
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import read
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound


def find(plan: PlanId) -> Plan:
    """The stored plan. Raises NotFound."""
    found = Plan.objects.filter(ref=plan).first()
    if found is None:
        raise NotFound
    return found


def find_activity(activity: ActivityId) -> Activity:
    """The stored activity with its plan. Raises NotFound."""
    found = Activity.objects.select_related("plan").filter(ref=activity).first()
    if found is None:
        raise NotFound
    return found


def resource(plan: PlanId, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about for one plan."""
    return whose.row(UUID(str(find(plan).ref)))


def activity_resource(activity: ActivityId, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about for one activity."""
    return whose.row(UUID(str(find_activity(activity).ref)))


@read("dialogue.list_plans", on=whose.REGISTER, kind=Kind.LIST, resource=whose.register)
def plans(*, on: date, access: Access) -> tuple[PlanView, ...]:
    """Every plan with its activities, by state."""
    return as_seen(Plan.objects.filter(_within(access)), on=on)


@read("dialogue.open_plan", on=whose.REGISTER, kind=Kind.OPEN, resource=resource)
def plan(plan: PlanId, *, on: date, access: Access) -> PlanView:
    """One plan. Raises NotFound for one that its state keeps to itself."""
    found = as_seen(Plan.objects.filter(_within(access), ref=plan), on=on)
    if not found:
        raise NotFound
    return found[0]


def published(on: date) -> tuple[PlanView, ...]:
    """What states made public, for pages that need no account."""
    return as_seen(Plan.objects.filter(public=True), on=on)


def gaps_of(view: PlanView, *, on: date) -> Gaps:
    """What stands on top of a plan's page."""
    covered = [
        Covered(owned=bool(each.work.owner_body), budget=each.work.budget_state)
        for each in view.activities
        if not rules.is_closed(each.status)
    ]
    return gaps(view.facts.state, view.facts.last_year, covered, year=on.year)


def withheld(access: Access | None) -> tuple[str, ...]:
    """The states that keep a plan to themselves: shown as "not shared", never as having none."""
    states = Plan.objects.filter(public=False).values_list("state", flat=True).distinct()
    return tuple(sorted(state for state in states if access is None or state != access.state))


def _within(access: Access) -> Q:
    return Q(public=True) | Q(state=access.state)


def facts_of(row: PlanDetails) -> PlanFacts:
    """A stored version as a value."""
    return PlanFacts(
        title=row.title, first_year=row.first_year, last_year=row.last_year, state=PlanState(row.state), note=row.note, source=row.sourced
    )


def as_seen(chosen: QuerySet[Plan], *, on: date) -> tuple[PlanView, ...]:
    """Plans as they stand, by state."""
    activities = _activities(Activity.objects.filter(plan__in=chosen), on)
    versions: dict[int, list[PlanDetails]] = defaultdict(list)
    for row in PlanDetails.objects.filter(plan__in=chosen).order_by("pk"):
        versions[row.plan_id].append(row)
    return tuple(
        PlanView(
            ref=PlanId(row.ref),
            code=row.code,
            of=row.state,
            public=row.public,
            version=versions[row.pk][-1].ref,
            facts=facts_of(versions[row.pk][-1]),
            reasons=tuple(each.reason for each in versions[row.pk] if each.reason),
            activities=tuple(activities[row.pk]),
        )
        for row in chosen.order_by("state", "pk")
    )


def work_of(row: ActivityDetails) -> Work:
    """A stored version as a value."""
    deadline = Partial(last=row.deadline_on, precision=Precision(row.deadline_precision)) if row.deadline_on else None
    return Work(
        goal=row.goal,
        text=row.text,
        owner_body=row.owner_body,
        indicator=row.indicator,
        deadline=deadline,
        budget=row.budget,
        currency=row.currency,
        budget_state=BudgetState(row.budget_state),
        source=row.sourced,
    )


def last_step(activity: ActivityId) -> ActivityStep:
    """The step in force. Raises NotFound."""
    steps = ActivityStep.objects.filter(activity__ref=activity, followed_by=None)
    found = steps.select_related("activity__plan", "recorded_by", "recorded_for").first()
    if found is None:
        raise NotFound
    return found


def step_of(row: ActivityStep) -> rules.Step:
    """A stored step as the rules see it."""
    return rules.Step(status=Status(row.status), at=timezone.localtime(row.recorded_at), by=_party(row))


def _activities(chosen: QuerySet[Activity], on: date) -> dict[int, list[ActivityView]]:
    versions: dict[int, list[ActivityDetails]] = defaultdict(list)
    for row in ActivityDetails.objects.filter(activity__in=chosen).order_by("pk"):
        versions[row.activity_id].append(row)
    steps: dict[int, list[WorkStep]] = defaultdict(list)
    for step in ActivityStep.objects.filter(activity__in=chosen).select_related("recorded_by", "recorded_for").order_by("pk"):
        steps[step.activity_id].append(_step(step))
    found: dict[int, list[ActivityView]] = defaultdict(list)
    for each in chosen.select_related("plan", "commitment").order_by("pk"):
        found[each.plan_id].append(
            ActivityView(
                ref=ActivityId(each.ref),
                plan=PlanId(each.plan.ref),
                state=each.plan.state,
                version=versions[each.pk][-1].ref,
                work=work_of(versions[each.pk][-1]),
                on=on,
                steps=tuple(steps[each.pk]),
                reasons=tuple(row.reason for row in versions[each.pk] if row.reason),
                commitment=CommitmentId(each.commitment.ref) if each.commitment else None,
            )
        )
    return found


def _party(row: ActivityStep) -> rules.Party:
    return rules.Party(
        user=row.recorded_by.ref if row.recorded_by else None, organisation=row.recorded_for.ref if row.recorded_for else None
    )


def _step(row: ActivityStep) -> WorkStep:
    return WorkStep(
        ref=row.ref,
        status=Status(row.status),
        at=timezone.localtime(row.recorded_at),
        reason=row.reason,
        by=_party(row),
        organisation=row.recorded_for.name if row.recorded_for else "",
        evidence=row.evidence,
        evidence_url=row.evidence_url,
    )
