"""Pages of the national plans."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amana.contexts.dialogue import tables, whose
from amana.contexts.dialogue.commitments import queries as commitments
from amana.contexts.dialogue.commitments import rules
from amana.contexts.dialogue.commitments.presenting import tag_of
from amana.contexts.dialogue.errors import CorrectedMeanwhile
from amana.contexts.dialogue.plans import actions, queries
from amana.contexts.dialogue.plans.forms import (
    ActivityJudgeForm,
    ActivityReportForm,
    AddWorkForm,
    CorrectPlanForm,
    PlanForm,
    RewordWorkForm,
    plan_begins_with,
    work_begins_with,
)
from amana.contexts.dialogue.plans.rules import has_lapsed
from amana.contexts.dialogue.plans.values import ActivityView, PlanView
from amana.contexts.dialogue.reports.rules import grouped
from amana.contexts.dialogue.terms import ActivityId, PlanId, Status
from amana.kernel.access.decide import decide
from amana.kernel.access.values import Access
from amana.kernel.locale.names import country_name
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Column, Row, Table, Tag, Tone


@require_safe
def plans(request: Request) -> HttpResponse:
    """Every plan that is shared, and who keeps one to themselves."""
    access = access_of(request)
    found = queries.plans(on=request.today, access=access)
    columns = [Column(heading=_("State")), Column(heading=_("Plan")), Column(heading=_("Years")), Column(heading=_("Does it count?"))]
    rows = [
        Row(cells=(country_name(view.of), view.title, _years(view), _counts(view, request)), url=reverse("dialogue:plan", args=[view.ref]))
        for view in found
    ]
    kept = [Row(cells=(country_name(state), Tag(text=_("Not shared"), tone=Tone.UNKNOWN), "", "")) for state in queries.withheld(access)]
    table = Table(caption=_("National plans"), columns=columns, rows=[*rows, *kept], empty=_("No plan is recorded."))
    may_record = bool(
        decide(access, "dialogue.record_plan", whose.register(access=access), {"facts": whose.ownership(access.state, access)})
    )
    return render(request, "dialogue/plans/list.html", {"table": table, "may_record": may_record})


@require_safe
def plan(request: Request, plan: UUID) -> HttpResponse:
    """One plan: what is missing on top, then goals with their activities."""
    access = access_of(request)
    view = queries.plan(PlanId(plan), on=request.today, access=access)
    own = {"facts": whose.ownership(view.of, access)}
    names = {row.code: row.text("name") for row in tables.rows(tables.INDICATORS)}
    goals = [
        (goal, [(each, tag_of(each.status), names.get(each.work.indicator, ""), _next_steps(each, own, access)) for each in activities])
        for goal, activities in grouped(view.activities, lambda each: each.work.goal).items()
    ]
    context = {
        "view": view,
        "state": country_name(view.of),
        "years": _years(view),
        "counts": _counts(view, request),
        "gaps": queries.gaps_of(view, on=request.today),
        "goals": goals,
        "may_keep": bool(decide(access, "dialogue.correct_plan", whose.row(view.ref), own)),
    }
    return render(request, "dialogue/plans/plan.html", context)


@require_http_methods(["GET", "POST"])
def record(request: Request) -> HttpResponse:
    """Enter a plan of one's own state."""
    access = access_of(request)
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("dialogue:plan", actions.record_plan(access.state, form.facts(), access=access))
    explained = _("It is not shared with anybody outside your state until you say so.")
    return _page(request, form, _("Enter a plan"), explained, reverse("dialogue:plans"))


@require_http_methods(["GET", "POST"])
def correct(request: Request, plan: UUID) -> HttpResponse:
    """Put right what is known of a plan."""
    access = access_of(request)
    view = queries.plan(PlanId(plan), on=request.today, access=access)
    form = CorrectPlanForm(request.POST or None, initial=plan_begins_with(view.facts))

    def run() -> None:
        _same(request, view.version)
        actions.correct_plan(view.ref, form.facts(), follows=view.version, reason=form.cleaned_data["reason"], access=access)

    return _done(request, form, _("Put the plan right"), view.ref, run, about=view.title, version=view.version)


@require_POST
def publish(request: Request, plan: UUID) -> HttpResponse:
    """Share a plan with everybody, or with nobody beyond the state."""
    public = request.POST.get("public") == "yes"
    actions.publish_plan(PlanId(plan), public=public, access=access_of(request))
    messages.success(request, _("The plan is public.") if public else _("The plan is not shared any more."))
    return redirect("dialogue:plan", plan)


@require_http_methods(["GET", "POST"])
def add_activity(request: Request, plan: UUID) -> HttpResponse:
    """Add an activity."""
    access = access_of(request)
    view = queries.plan(PlanId(plan), on=request.today, access=access)
    promised = commitments.narrowed(commitments.commitments(on=request.today, access=access), state=view.of)
    form = AddWorkForm(request.POST or None, commitments=[(str(each.ref), each.promise.action[:120]) for each in promised])

    def run() -> None:
        actions.add_activity(view.ref, form.work(), commitment=form.carries_out(), access=access)

    return _done(request, form, _("Add an activity"), view.ref, run, about=view.title)


@require_http_methods(["GET", "POST"])
def reword(request: Request, activity: UUID) -> HttpResponse:
    """Put an activity differently."""
    access = access_of(request)
    view = _opened(request, activity, access)
    form = RewordWorkForm(request.POST or None, initial=work_begins_with(view.work))

    def run() -> None:
        _same(request, view.version)
        actions.reword_activity(view.ref, form.work(), follows=view.version, reason=form.cleaned_data["reason"], access=access)

    return _done(request, form, _("Put it differently"), view.plan, run, about=view.work.text, version=view.version)


@require_http_methods(["GET", "POST"])
def report(request: Request, activity: UUID) -> HttpResponse:
    """Say how far an activity is."""
    access = access_of(request)
    view = _opened(request, activity, access)
    form = ActivityReportForm(request.POST or None, offered=_offered(view))

    def run() -> None:
        said = form.cleaned_data
        status, reason = Status(said["status"]), said["reason"]
        actions.report_activity(
            view.ref, status, reason=reason, evidence=said["evidence"], evidence_url=said["evidence_url"], access=access
        )

    return _done(request, form, _("Report progress"), view.plan, run, about=view.work.text)


@require_http_methods(["GET", "POST"])
def judge(request: Request, activity: UUID) -> HttpResponse:
    """A second party says whether a claim is true."""
    access = access_of(request)
    view = _opened(request, activity, access)
    form = ActivityJudgeForm(request.POST or None)

    def run() -> None:
        said = form.cleaned_data
        actions.judge_activity(view.ref, confirmed=said["confirmed"] == "yes", reason=said["reason"], access=access)

    return _done(request, form, _("Verify the claim"), view.plan, run, about=view.work.text)


def _opened(request: Request, activity: UUID, access: Access) -> ActivityView:
    """An activity of a plan that this reader may open. Raises NotFound."""
    plan = PlanId(queries.find_activity(ActivityId(activity)).plan.ref)
    opened = queries.plan(plan, on=request.today, access=access)
    return next(each for each in opened.activities if each.ref == activity)


def _years(view: PlanView) -> str:
    first, last = view.facts.first_year, view.facts.last_year
    unknown = _("not known")
    return f"{first or unknown} – {last or unknown}"


def _counts(view: PlanView, request: Request) -> Tag:
    if has_lapsed(view.facts.state, view.facts.last_year, year=request.today.year):
        return Tag(text=_("Lapsed"), tone=Tone.OVERDUE)
    return Tag(text=view.facts.state.label, tone=Tone.UNKNOWN if view.facts.state == "not_known" else Tone.INFO)


def _offered(view: ActivityView) -> tuple[Status, ...]:
    return tuple(status for status in Status if status in actions.BY_STATE and rules.may_follow(view.status, status))


def _next_steps(view: ActivityView, own: dict[str, frozenset[str]], access: Access) -> list[tuple[str, str]]:
    about = whose.row(view.ref)
    steps = []
    if decide(access, "dialogue.report_activity", about, own):
        steps.append((_("Report progress"), reverse("dialogue:report_activity", args=[view.ref])))
        steps.append((_("Put it differently"), reverse("dialogue:reword_activity", args=[view.ref])))
    judge = rules.Party(user=access.user, organisation=access.organisation)
    second = {"facts": frozenset({whose.SECOND_PARTY})}
    if rules.may_judge(view.steps[-1].step, judge) and decide(access, "dialogue.judge_activity", about, second):
        steps.append((_("Verify the claim"), reverse("dialogue:judge_activity", args=[view.ref])))
    return steps


def _same(request: Request, version: UUID) -> None:
    if request.POST.get("version", "") != str(version):
        raise CorrectedMeanwhile


def _done(request: Request, form: forms.Form, title: str, plan: PlanId, run: Callable[[], None], **more: object) -> HttpResponse:
    back_url = reverse("dialogue:plan", args=[plan])
    if request.method == "POST" and form.is_valid():
        run()
        messages.success(request, _("Recorded. What stood there before stays in the history."))
        return redirect(back_url)
    return _page(request, form, title, "", back_url, **more)


def _page(request: Request, form: forms.Form, title: str, explained: str, back_url: str, **more: object) -> HttpResponse:
    context = {"form": form, "title": title, "explained": explained, "back_url": back_url, **more}
    return render(request, "dialogue/form.html", context, status=422 if form.is_bound else 200)
