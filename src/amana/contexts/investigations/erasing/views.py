"""Pages of requests to erase: what waits, and the decision on one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard.terms import KeepGround
from amana.contexts.investigations.erasing import actions, queries
from amana.contexts.investigations.erasing.forms import KeepForm
from amana.contexts.investigations.erasing.values import Waiting
from amana.contexts.investigations.reports import limits
from amana.contexts.investigations.reports.queries import resource as resource_of
from amana.contexts.investigations.reports.values import ReportId
from amana.kernel.access.decide import decide
from amana.kernel.errors import NotFound
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Code, Column, Row, Table, Tag, Tone, Words


@require_safe
def requests(request: Request) -> HttpResponse:
    """The requests to erase that wait for a decision, and the last that were decided."""
    found = queries.requests(access=access_of(request))
    waiting = [one for one in found if one.answer is None]
    decided = [one for one in found if one.answer is not None]
    shown = {"waiting": _table(waiting), "decided": _decided(decided) if decided else None}
    return render(request, "investigations/erasures.html", shown)


@require_http_methods(["GET", "POST"])
def request_of(request: Request, report: UUID) -> HttpResponse:
    """One request: who asks, by when it is decided, and keeping the report on a ground."""
    access, ref = access_of(request), ReportId(report)
    grounds = queries.grounds()
    form = KeepForm(request.POST if request.method == "POST" else None, grounds=grounds)
    if request.method == "POST" and form.is_valid():
        actions.keep(ref, KeepGround(form.cleaned_data["ground"]), access=access)
        messages.success(request, _("It is kept. The desk that asked is told the ground."))
        return redirect("investigations:erasure", report)
    view = queries.request(ref, access=access)
    resource = resource_of(ref)
    shown: dict[str, Any] = {
        "erasure": view,
        "desk": exchange.organisation_at(view.sender),
        "tag": _tag(view),
        "grounds": grounds,
        "form": form,
        "limit": limits.limit("decide_erasure"),
        "may_read": decide(access, "investigations.report_open", resource).allowed,
        "may_decide": view.answer is None and decide(access, "investigations.erasure_refuse", resource).allowed,
    }
    return render(request, "investigations/erasure.html", shown, status=422 if form.errors else 200)


@require_POST
def do(request: Request, report: UUID, act: str) -> HttpResponse:
    """Propose to erase a report, or confirm it as the second person."""
    if act == "propose":
        actions.propose(ReportId(report), access=access_of(request))
        messages.success(request, _("Proposed. Somebody else has to confirm it before anything is erased."))
    elif act == "confirm":
        actions.erase(ReportId(report), access=access_of(request))
        messages.success(request, _("Erased. The desk that asked is told."))
    else:
        raise NotFound
    return redirect("investigations:erasure", report)


def _tag(one: Waiting) -> Tag:
    if one.answer is not None:
        return Tag(text=one.answer.label, tone=Tone.DONE)
    if one.late(timezone.localdate()):
        return Tag(text=_("Should be decided by now"), tone=Tone.OVERDUE)
    return (
        Tag(text=_("Waits for a second person"), tone=Tone.INFO) if one.proposed_by else Tag(text=_("Waits for a decision"), tone=Tone.DUE)
    )


def _url(one: Waiting) -> str:
    return reverse("investigations:erasure", args=[one.report])


def _table(found: list[Waiting]) -> Table:
    rows = [
        Row(
            cells=(
                Code(text=one.number),
                _tag(one),
                one.decide_by,
                one.asked_as.label,
                Words(text=exchange.organisation_at(one.sender)),
                one.asked_at,
            ),
            url=_url(one),
        )
        for one in found
    ]
    return Table(
        caption=_("Requests to erase that wait"),
        columns=(
            Column(heading=_("Number")),
            Column(heading=_("State")),
            Column(heading=_("Decide by")),
            Column(heading=_("Because")),
            Column(heading=_("From")),
            Column(heading=_("Asked on")),
        ),
        rows=rows,
        empty=_("Nothing waits for a decision."),
    )


def _decided(found: list[Waiting]) -> Table:
    rows = [
        Row(
            cells=(
                Code(text=one.number),
                _tag(one),
                one.ground.label if one.ground else None,
                one.decided_at,
                Words(text=one.decided_by),
                _("Yes") if one.told else Tag(text=_("Not yet"), tone=Tone.DUE),
            ),
            url=_url(one),
        )
        for one in found
    ]
    return Table(
        caption=_("Decided"),
        columns=(
            Column(heading=_("Number")),
            Column(heading=_("Decision")),
            Column(heading=_("Ground")),
            Column(heading=_("Decided on")),
            Column(heading=_("By")),
            Column(heading=_("The desk was told")),
        ),
        rows=rows,
        empty="",
    )
