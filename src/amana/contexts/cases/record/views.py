"""Pages of the case: all entries, adding and settling them, papers, status, and the case on its way out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amana.contexts.cases.consent.queries import recipients_here
from amana.contexts.cases.dossier.panels import ADDABLE, groups_of
from amana.contexts.cases.record import actions, queries, shown
from amana.contexts.cases.record.errors import OpenWork
from amana.contexts.cases.record.forms import (
    CloseForm,
    CopyForm,
    EntryForm,
    HandForm,
    OpenForm,
    ReopenForm,
    SettleForm,
    StatusForm,
    VersionForm,
    WithdrawForm,
    initial_of,
)
from amana.contexts.cases.record.sheets.actions import Handed, export_htcds
from amana.contexts.cases.record.sheets.export import Format, Paper
from amana.contexts.cases.record.terms import CaseStatus, EntryKind, Outcome
from amana.contexts.cases.record.values import CaseView, Recorded
from amana.contexts.persons.facade import StaleFile
from amana.kernel.access.values import Access
from amana.kernel.errors import NotFound
from amana.kernel.ids import CaseId, PersonId
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Column, Row, Table


@require_http_methods(["GET", "POST"])
def open_case(request: Request, person: UUID) -> HttpResponse:
    """Begin an episode of work with a person."""
    access = access_of(request)
    form = OpenForm(request.POST or None, initial={"opened_on": request.today})
    if request.method == "POST" and form.is_valid():
        actions.open_case(PersonId(person), opened_on=form.cleaned_data["opened_on"], access=access)
        messages.success(request, _("The case is open, and you carry it."))
        return redirect(page_of(PersonId(person)))
    context = {"title": _("Open a case"), "form": form, "back_url": page_of(PersonId(person))}
    return render(request, "cases/record/form.html", context, status=422 if form.errors else 200)


@require_GET
def case(request: Request, case: UUID) -> HttpResponse:
    """Everything ever recorded in a case, corrected and withdrawn entries included, and what can be done with the case."""
    access = access_of(request)
    view = queries.case_view(CaseId(case), access=access)
    may = queries.offered(view, access=access)
    rows = [_row(recorded, view, request) for recorded in reversed(view.entries)]
    table = Table(
        caption=_("All that was recorded, newest first"),
        columns=[
            Column(heading=_("What")), Column(heading=_("Kind")), Column(heading=_("Due on")), Column(heading=_("By whom")),
            Column(heading=_("Written down")), Column(heading=_("By")), Column(heading=_("State")),
        ],
        rows=rows,
        empty=_("Nothing is recorded yet."),
    )  # fmt: skip
    context = {
        "view": view,
        "table": table,
        "may": may,
        "open": view.closed_on is None,
        "groups": groups_of(view, on=request.today),
        "back_url": page_of(view.person),
    }
    return render(request, "cases/record/case.html", context)


@require_http_methods(["GET", "POST"])
def add(request: Request, case: UUID, kind: str) -> HttpResponse:
    """Add an entry of one kind. It stands beside what is there."""
    if kind not in {one.value for one in ADDABLE}:
        raise Http404
    access, about = access_of(request), EntryKind(kind)
    view = queries.case_view(CaseId(case), access=access)
    form = EntryForm(request.POST or None, kind=about, colleagues=queries.colleagues(access), initial={"version": view.version})
    if request.method == "POST" and form.is_valid():
        actions.add_entry(view.ref, form.entry(), due_on=form.cleaned_data.get("due_on"), assignee=form.assignee(), access=access)
        messages.success(request, _("Recorded."))
        return redirect(page_of(view.person))
    context = {"title": about.label, "form": form, "back_url": page_of(view.person)}
    return render(request, "cases/record/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct(request: Request, case: UUID, entry: UUID) -> HttpResponse:
    """Put a corrected entry in the place of a wrong one, or withdraw it without another."""
    access = access_of(request)
    view = queries.case_view(CaseId(case), access=access)
    wrong = _entry(view, entry)
    kind = wrong.entry.kind
    withdrawing = "withdraw" in request.POST or kind not in ADDABLE
    initial = {**initial_of(wrong.entry), "due_on": wrong.due_on, "version": view.version}
    form = (
        None
        if kind not in ADDABLE
        else EntryForm(None if withdrawing else request.POST or None, initial=initial, kind=kind, colleagues=queries.colleagues(access))
    )
    withdrawal = WithdrawForm(request.POST if withdrawing and request.method == "POST" else None, initial={"version": view.version})
    try:
        if request.method == "POST" and withdrawing and withdrawal.is_valid():
            said = withdrawal.cleaned_data
            actions.withdraw_entry(view.ref, wrong.ref, said["because"], version=said["version"], access=access)
            messages.success(request, _("Withdrawn. It stays readable in the case."))
            return redirect(page_of(view.person))
        if request.method == "POST" and form is not None and not withdrawing and form.is_valid():
            actions.correct_entry(
                view.ref,
                wrong.ref,
                form.entry(wrong.entry),
                due_on=form.cleaned_data.get("due_on"),
                assignee=form.assignee(),
                version=form.cleaned_data["version"],
                access=access,
            )
            messages.success(request, _("Corrected. The earlier entry stays readable in the case."))
            return redirect(page_of(view.person))
    except StaleFile:
        mine = shown.line(form.entry()) if form is not None and not withdrawing else withdrawal.cleaned_data["because"]
        return _stale(request, view.ref, mine, access)
    wrongly = bool((form is not None and form.errors) or withdrawal.errors)
    context = {
        "view": view,
        "wrong": wrong,
        "facts": shown.facts(wrong),
        "form": form,
        "withdrawal": withdrawal,
        "back_url": page_of(view.person),
    }
    return render(request, "cases/record/correct.html", context, status=422 if wrongly else 200)


@require_http_methods(["GET", "POST"])
def settle(request: Request, case: UUID, entry: UUID) -> HttpResponse:
    """Say how a need, a service, a task or a plan ended."""
    access = access_of(request)
    view = queries.case_view(CaseId(case), access=access)
    found = _entry(view, entry)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.settle(view.ref, found.ref, Outcome(form.cleaned_data["outcome"]), form.cleaned_data["note"], access=access)
        messages.success(request, _("Settled."))
        return redirect(page_of(view.person))
    context = {"title": _("How it ended"), "form": form, "about": shown.line(found.entry), "back_url": page_of(view.person)}
    return render(request, "cases/record/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def status(request: Request, case: UUID) -> HttpResponse:
    """Give an open case another status."""
    access = access_of(request)
    view = queries.case_view(CaseId(case), access=access)
    form = StatusForm(request.POST or None, initial={"version": view.version, "status": view.status.value})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.change_status(view.ref, CaseStatus(said["status"]), said["reason"], version=said["version"], access=access)
        except StaleFile:
            return _stale(request, view.ref, str(CaseStatus(said["status"]).label), access)
        return redirect("cases:case", case)
    context = {"title": _("Status of the case"), "form": form, "back_url": reverse("cases:case", args=[case])}
    return render(request, "cases/record/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["POST"])
def take_over(request: Request, case: UUID) -> HttpResponse:
    """Become the one who carries the case."""
    access = access_of(request)
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        actions.take_over(CaseId(case), version=form.cleaned_data["version"], access=access)
    except StaleFile:
        return _stale(request, CaseId(case), _("You wanted to carry this case."), access)
    messages.success(request, _("You carry this case now."))
    return redirect("cases:case", case)


@require_http_methods(["GET", "POST"])
def close(request: Request, case: UUID) -> HttpResponse:
    """End the episode, once nothing is left to do in it."""
    access = access_of(request)
    view = queries.case_view(CaseId(case), access=access)
    form = CloseForm(request.POST or None, initial={"version": view.version})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.close_case(view.ref, CaseStatus(said["status"]), said["reason"], version=said["version"], access=access)
            messages.success(request, _("The case is closed. The file stays."))
            return redirect(page_of(view.person))
        except OpenWork as open_work:
            form.add_error(None, f"{open_work.message()} {open_work.advice()}")
        except StaleFile:
            return _stale(request, view.ref, said["reason"], access)
    context = {"title": _("Close the case"), "form": form, "back_url": reverse("cases:case", args=[case])}
    return render(request, "cases/record/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def reopen(request: Request, case: UUID) -> HttpResponse:
    """Take up a closed case again."""
    access = access_of(request)
    view = queries.case_view(CaseId(case), access=access)
    form = ReopenForm(request.POST or None, initial={"version": view.version})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.reopen_case(view.ref, said["reason"], version=said["version"], access=access)
        except StaleFile:
            return _stale(request, view.ref, said["reason"], access)
        return redirect(page_of(view.person))
    context = {"title": _("Open the case again"), "form": form, "back_url": reverse("cases:case", args=[case])}
    return render(request, "cases/record/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def export(request: Request, case: UUID) -> HttpResponse:
    """The person's own copy of their case."""
    access = access_of(request)
    view = queries.case_view(CaseId(case), access=access)
    form = CopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _saved(export_htcds(view.ref, Format(form.cleaned_data["form"]), access=access))
    context = {
        "title": _("The person's own copy"),
        "lead": _("The whole case and the facts about the person leave, for the person alone. Talk about where it is safe to keep."),
        "form": form,
        "leaving": True,
        "hand_url": reverse("cases:hand_on", args=[case]),
        "back_url": reverse("cases:case", args=[case]),
    }  # fmt: skip
    return render(request, "cases/record/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def hand_on(request: Request, case: UUID) -> HttpResponse:
    """A case for another body: as much as the person agreed to, or a named provision allows."""
    access = access_of(request)
    view = queries.case_view(CaseId(case), access=access)
    form = HandForm(request.POST or None, here=recipients_here())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        to = Handed(disclosure=form.disclosure(), recipient=form.recipient(), how=said["how"], best_interests=said["best_interests"])
        return _saved(export_htcds(view.ref, Format(said["form"]), to=to, access=access))
    context = {
        "title": _("Hand the case to somebody else"),
        "lead": _("Only what the person agreed to leaves, for this recipient and purpose. Notes and tasks never do. The ledger keeps it."),
        "form": form,
        "leaving": True,
        "back_url": reverse("cases:case", args=[case]),
    }  # fmt: skip
    return render(request, "cases/record/form.html", context, status=422 if form.errors else 200)


def page_of(person: PersonId) -> str:
    """Where a person's file is shown: at the care desk, or in the register where this node has no such desk."""
    try:
        return reverse("care:file", args=[person])
    except NoReverseMatch:
        return reverse("persons:file", args=[person])


def _entry(view: CaseView, entry: UUID) -> Recorded:
    found = next((recorded for recorded in view.entries if recorded.ref == entry), None)
    if found is None or not found.stands:
        raise NotFound
    return found


def _row(recorded: Recorded, view: CaseView, request: Request) -> Row:
    tags = shown.tags(recorded, on=request.today)
    url = reverse("cases:correct", args=[view.ref, recorded.ref]) if recorded.stands and view.closed_on is None else ""
    cells = [
        shown.line(recorded.entry),
        EntryKind(recorded.entry.kind).label,
        recorded.due_on,
        recorded.assignee,
        recorded.recorded_at,
        recorded.recorded_by,
        tags[0] if tags else _("Stands"),
    ]
    return Row(cells=cells, url=url)


def _stale(request: Request, case: CaseId, mine: str, access: Access) -> HttpResponse:
    """What was about to be written, beside what was changed last."""
    now = queries.case_view(case, access=access)
    newest = now.entries[-1] if now.entries else None
    context = {
        "mine": mine,
        "newest": newest,
        "line": shown.line(newest.entry) if newest else "",
        "back_url": reverse("cases:case", args=[case]),
    }
    return render(request, "cases/record/stale.html", context, status=409)


def _saved(paper: Paper) -> HttpResponse:
    answer = HttpResponse(paper.content, content_type=paper.media_type)
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=paper.name) or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
