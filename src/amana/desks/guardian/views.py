"""Pages of the guardian desk."""

from urllib.parse import urlencode

from django.apps import apps
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from amana.desks.guardian import queries
from amana.desks.guardian.forms import AskLog
from amana.desks.guardian.words import act_words, detail_words, kind_tag
from amana.kernel.access.lists import may
from amana.kernel.access.queries import broken_glasses
from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access
from amana.kernel.audit.models import AuditCheckpoint, AuditHead
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Bar, Bars, Code, Column, Due, DueList, Row, Table, Tag, Tone


@require_GET
@login_required
def overview(request: Request) -> HttpResponse:
    """What waits for review, what happened in the last thirty days, and whether the log stands."""
    access = access_of(request)
    newest = queries.log(queries.Asked(), access=access)[:10]
    # The auditor reads the log and reviews nothing.
    lists = [_waits_for_review(access)] if may(access, "access.broken_glasses") else []
    numbers = queries.counts(access=access)
    chart = Bars(
        title=_("What happened here in the last 30 days"),
        unit=_("entries"),
        bars=[Bar(label=subject.label, value=numbers[key]) for key, subject in queries.SUBJECTS.items() if key != "all"],
        source=_("The audit log of this node, entries of your organisation"),
        on=request.today,
    )
    if apps.is_installed("amana.contexts.cases") and may(access, "persons.due_erasures"):
        from amana.desks.guardian.retention import due_list

        lists.append(due_list(access))
    return render(
        request, "guardian/overview.html", {"lists": lists, "chart": chart, "table": _table(newest), "head": AuditHead.objects.first()}
    )


def _waits_for_review(access: Access) -> DueList:
    return DueList(
        title=_("Waits for your review"),
        lines=[
            Due(
                what=_("Emergency opening of file %(number)s") % {"number": glass.file_number},
                who=glass.by_name,
                url=reverse("access:review", args=[glass.access]),
                by=glass.opened_at,
                tag=Tag(text=_("Not reviewed"), tone=Tone.DUE),
            )
            for glass in broken_glasses(access=access)
            if glass.outcome is None
        ],
        empty=_("No emergency opening waits for review."),
    )


@require_GET
@login_required
def log(request: Request) -> HttpResponse:
    """Who saw what and why, by file, person, subject and day."""
    access = access_of(request)
    form = AskLog(request.GET or None)
    asked = form.asked() if form.is_bound and form.is_valid() else queries.Asked()
    found = queries.log(asked, access=access)
    next_url = ""
    if len(found) > queries.PAGE:
        found = found[: queries.PAGE]
        kept = {name: value for name, value in request.GET.items() if name != "before"}
        next_url = f"{reverse('guardian:log')}?{urlencode({**kept, 'before': found[-1].record.index})}"
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "guardian/log.html", {"form": form, "table": _table(found, next_url)}, status=status)


@require_GET
@login_required
def glasses(request: Request) -> HttpResponse:
    """Every emergency opening, reviewed or not."""
    rows = [
        Row(
            cells=[
                Code(text=glass.file_number),
                glass.by_name,
                glass.opened_at,
                glass.reason,
                Tag(text=glass.outcome.label, tone=Tone.DONE) if glass.outcome else Tag(text=_("Not reviewed"), tone=Tone.DUE),
            ],
            url=reverse("access:review", args=[glass.access]),
        )
        for glass in broken_glasses(access=access_of(request))
    ]
    table = Table(
        caption=_("Emergency openings"),
        columns=[Column(heading=heading) for heading in (_("File"), _("By"), _("When"), _("Reason given"), _("Review"))],
        rows=rows,
        empty=_("Nobody has opened a file in an emergency."),
    )
    return render(request, "guardian/glasses.html", {"table": table})


@require_http_methods(["GET", "POST"])
@login_required
def state(request: Request) -> HttpResponse:
    """The state of the log: its size and checkpoints; checked in full on request."""
    access = access_of(request)
    report = queries.check_log(access=access) if request.method == "POST" else None
    checkpoints = AuditCheckpoint.objects.order_by("-size")[:10]
    table = Table(
        caption=_("Latest signed checkpoints"),
        columns=[Column(heading=_("Entries"), number=True), Column(heading=_("Signed at"))],
        rows=[Row(cells=[checkpoint.size, checkpoint.at]) for checkpoint in checkpoints],
        empty=_("The first checkpoint is signed a few minutes after the node starts."),
    )
    return render(request, "guardian/state.html", {"table": table, "report": report, "head": AuditHead.objects.first()})


def _table(lines: list[queries.Line], next_url: str = "") -> Table:
    return Table(
        caption=_("Entries of the log, newest first"),
        columns=[Column(heading=heading) for heading in (_("When"), _("Who"), _("What"), _("File"), _("Why"), _("More"))],
        rows=[
            Row(
                cells=[
                    line.record.at,
                    line.who or _("The node itself"),
                    act_words(line.record),
                    Code(text=line.file_number) if line.file_number else None,
                    _purpose(line.record.purpose),
                    kind_tag(line.record) if line.record.kind == "refusal" else detail_words(line.record),
                ]
            )
            for line in lines
        ],
        count=ngettext("%(number)s entry", "%(number)s entries", len(lines)) % {"number": len(lines)},
        empty=_("No entry fits. Entries appear as soon as somebody opens, searches or changes anything."),
        next_url=next_url,
    )


def _purpose(code: str) -> str:
    return str(Purpose(code).label) if code in Purpose.values else code
