"""Pages of reports: what came, how good it is, what is answered."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard import MessageKind
from amana.contexts.exchange.guard.terms import KeepGround, LeadDeclineReason, LeadMissing
from amana.contexts.exchange.guard.words import lines_of
from amana.contexts.investigations.reports import actions, queries
from amana.contexts.investigations.reports.forms import DeclineForm, GradeForm, MoreForm
from amana.contexts.investigations.reports.terms import OPEN, ReportState
from amana.contexts.investigations.reports.values import ReportId, ReportView, StepView
from amana.kernel.access.values import Access
from amana.kernel.errors import NotFound
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Code, Column, Moment, Row, Table, Tag, Tone, Words

TONES = {
    ReportState.NEW: Tone.DUE,
    ReportState.MORE_NEEDED: Tone.INFO,
    ReportState.ACCEPTED: Tone.INFO,
    ReportState.DECLINED: Tone.PLAIN,
    ReportState.DONE: Tone.DONE,
    ReportState.WITHDRAWN: Tone.OVERDUE,
    ReportState.EXPIRED: Tone.PLAIN,
}


@require_safe
def reports(request: Request) -> HttpResponse:
    """The reports that came to the desks of the organisation at work."""
    found = queries.reports(access=access_of(request))
    rows = [
        Row(
            cells=(
                Code(text=one.number),
                _tag(one),
                Code(text=_grade(one.source_grade, one.information_grade)),
                Code(text=_grade(one.own_source_grade, one.own_information_grade)) if one.own_source_grade else None,
                Words(text=exchange.organisation_at(one.sender)),
                one.received_at,
            ),
            url=reverse("investigations:report", args=[one.ref]),
        )
        for one in found
    ]
    table = Table(
        caption=_("Reports"),
        columns=(
            Column(heading=_("Number")),
            Column(heading=_("State")),
            Column(heading=_("Graded by the sender")),
            Column(heading=_("Graded by us")),
            Column(heading=_("From")),
            Column(heading=_("Received")),
        ),
        rows=rows,
        empty=_("Nothing has come yet."),
    )
    return render(request, "investigations/reports.html", {"table": table})


@require_safe
def report(request: Request, report: UUID) -> HttpResponse:
    """One report: what it says, its grades with their meaning, what was done, what can be answered."""
    view = queries.report(ReportId(report), access=access_of(request))
    shown = {
        "report": view,
        "desk": exchange.organisation_at(view.sender),
        "tag": Tag(text=view.state.label, tone=TONES[view.state]),
        "lines": lines_of(MessageKind.LEAD, view.told, language=get_language() or "en") if view.told else (),
        "grades": _meanings(view),
        "handling": [one for one in queries.grades("handling") if one.grade in view.told.get("handling", ())],
        "moments": [_moment(one) for one in view.steps],
        "open": view.state in OPEN,
        "fresh": view.state in (ReportState.NEW, ReportState.MORE_NEEDED),
        "declinable": view.state in (ReportState.NEW, ReportState.MORE_NEEDED) and not view.was_taken_up,
        "taken_up": view.state is ReportState.ACCEPTED,
        "withdrawn": view.state is ReportState.WITHDRAWN,
    }
    return render(request, "investigations/report.html", shown)


@require_POST
def do(request: Request, report: UUID, act: str) -> HttpResponse:
    """An answer that needs no more than a click."""
    acts: dict[str, Callable[..., None]] = {"accept": actions.accept, "done": actions.done}
    if act not in acts:
        raise NotFound
    acts[act](ReportId(report), access=access_of(request))
    messages.success(request, _("The desk it came from has been told."))
    return redirect("investigations:report", report)


@require_http_methods(["GET", "POST"])
def grade(request: Request, report: UUID) -> HttpResponse:
    """Grade a report ourselves."""
    choices = {kind: [(one.grade, f"{one.grade}: {_(one.label)}") for one in queries.grades(kind)] for kind in ("source", "information")}
    form = GradeForm(request.POST or None, grades=choices)

    def run(form: Form, access: Access) -> None:
        said = form.cleaned_data
        actions.grade(ReportId(report), source=said["source"], information=said["information"], access=access)

    return _step(request, report, form, _("Grade the report"), _("The sender's grades stay beside yours."), run)


@require_http_methods(["GET", "POST"])
def decline(request: Request, report: UUID) -> HttpResponse:
    """Decline a report."""

    def run(form: Form, access: Access) -> None:
        actions.decline(ReportId(report), LeadDeclineReason(form.cleaned_data["reason"]), access=access)

    explained = _("The sender gets your reason and nothing else. What the report says is erased here.")
    return _step(request, report, DeclineForm(request.POST or None), _("Decline the report"), explained, run)


@require_http_methods(["GET", "POST"])
def more(request: Request, report: UUID) -> HttpResponse:
    """Ask for more."""

    def run(form: Form, access: Access) -> None:
        actions.ask_more(ReportId(report), LeadMissing(form.cleaned_data["missing"]), access=access)

    explained = _("The desk it came from asks the person, who is free to say nothing. You do not learn who it is.")
    return _step(request, report, MoreForm(request.POST or None), _("Ask for more"), explained, run)


def _step(request: Request, report: UUID, form: Form, title: str, explained: str, run: Callable[[Form, Access], None]) -> HttpResponse:
    access = access_of(request)
    if request.method == "POST" and form.is_valid():
        run(form, access)
        return redirect("investigations:report", report)
    view = queries.report(ReportId(report), access=access)
    shown: dict[str, Any] = {"form": form, "title": title, "explained": explained, "report": view}
    return render(request, "investigations/form.html", shown, status=422 if form.errors else 200)


def _tag(one: ReportView) -> Tag:
    """Where it stands, or what is more pressing: a decision that waits, an erasure that comes near."""
    if one.erasure_waits:
        return Tag(text=_("Asked to erase it"), tone=Tone.DUE)
    if one.erased_from is not None:
        return Tag(text=_("Erased soon, if nobody takes it up"), tone=Tone.OVERDUE)
    return Tag(text=one.state.label, tone=TONES[one.state])


def _grade(source: str, information: str) -> str:
    return f"{source}{information}"


def _meanings(view: ReportView) -> list[dict[str, Any]]:
    """Each grade with its meaning, source and whether that was read; ours only once somebody graded."""
    known = {(one.list, one.grade): one for kind in ("source", "information") for one in queries.grades(kind)}
    pairs = [
        (_("Source, as the sender graded it"), "source", view.source_grade),
        (_("Information, as the sender graded it"), "information", view.information_grade),
        (_("Source, as we graded it"), "source", view.own_source_grade),
        (_("Information, as we graded it"), "information", view.own_information_grade),
    ]
    return [
        {"label": label, "grade": grade, "meaning": _(known[kind, grade].label), "about": known[kind, grade]}
        for label, kind, grade in pairs
        if (kind, grade) in known
    ]


def _moment(one: StepView) -> Moment:
    words = {
        "graded": _("Graded"),
        "erasure_asked": _("Asked to erase it"),
        "erasure_proposed": _("Proposed to erase it"),
        "erasure_erased": _("Erased, as asked"),
        "erasure_never_kept": _("Nothing was kept"),
        "erasure_kept_by_law": _("Kept, because a law requires it"),
        "warned": _("Warned that it will be erased, if nobody takes it up"),
        "time_asked": _("Asked whether it is still needed"),
        "time_erased": _("Erased, because it is not needed any more"),
        "time_kept_by_law": _("Kept, because it is still needed"),
    }
    title = words.get(one.what) or (ReportState(one.what).label if one.what in ReportState.values else one.what)
    known = {**dict(LeadDeclineReason.choices), **dict(LeadMissing.choices), **dict(KeepGround.choices)}
    return Moment(on=one.at, title=title, text=known.get(one.code, one.code), by=one.by)
