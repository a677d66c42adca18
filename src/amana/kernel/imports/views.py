"""The pages of an import: hand in a file, see what its columns mean, see what would be created, import, correct, take back."""

import csv
from collections.abc import Callable, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amana.kernel.access.decide import decide
from amana.kernel.access.values import Access
from amana.kernel.ids import ImportId
from amana.kernel.imports import actions, queries, running, shown, work
from amana.kernel.imports.errors import FileNotReadable
from amana.kernel.imports.files import CASE_SHEETS
from amana.kernel.imports.forms import ColumnsForm, RowForm, UploadForm
from amana.kernel.imports.likeness import Resemblance
from amana.kernel.imports.queries import RowView, RunView
from amana.kernel.imports.safe_text import neutralised
from amana.kernel.imports.targets import target
from amana.kernel.imports.terms import IMPORTED, RowState, RunState
from amana.kernel.jobs.queue import enqueue, under_way
from amana.kernel.jobs.views import shown as job_shown
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Confirmation

AT_ONCE = 300  # rows done while the person waits; more go to a job
AT_ONCE_BYTES = 200_000
SHOWN_ROWS = 50
SHOWN_ALIKE = 20


@require_http_methods(["GET", "POST"])
def runs(request: Request) -> HttpResponse:
    """Hand in a file; below, what was brought in before."""
    access = access_of(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                return _handed_in(form, access)
            except FileNotReadable as refusal:
                form.add_error("file", f"{refusal.message()} {refusal.advice()}")
        status = 422
    before = request.GET.get("before", "")
    found = queries.runs(access=access, before=int(before) if before.isdecimal() else None)
    return render(request, "imports/runs.html", {"form": form, "table": shown.runs(found)}, status=status)


@require_GET
def run(request: Request, run: UUID) -> HttpResponse:
    """One import: what was understood, what would be created or was, what needs correction, and the one next step."""
    access = access_of(request)
    view = queries.open_run(ImportId(run), access=access)
    start, alike_start = _after(request, "after"), _after(request, "alike_after")
    errors = queries.rows_of(ImportId(run), states=[RowState.ERROR], after=start, count=SHOWN_ROWS, access=access)
    ready = queries.rows_of(ImportId(run), states=[RowState.OK], count=SHOWN_ROWS, access=access)
    alike = queries.rows_of(ImportId(run), states=[RowState.ALIKE], after=alike_start, count=SHOWN_ALIKE, access=access)
    working = under_way("run", run)
    context = {
        "run": view.summary,
        "facts": shown.facts(view.summary),
        "alike": _questions(view, alike, access),
        "alike_count": view.summary.count(RowState.ALIKE),
        "alike_next": alike[-1].number if len(alike) == SHOWN_ALIKE else 0,
        "remarks": shown.remarks(view.remarks),
        "conflicts": shown.conflicts(view.layout, target(view.summary.target).fields()) if view.layout else [],
        "errors": shown.errors(ImportId(run), errors, SHOWN_ROWS),
        "ready": shown.ready(ready, view.summary.count(RowState.OK)),
        "may": {} if working else _steps(view, access),
        "working": job_shown(working) if working and working.started_by == request.user else None,
        "elsewhere": working is not None and working.started_by != request.user,
        "made": _made(view.summary.count(RowState.COMMITTED)) if view.summary.count(RowState.COMMITTED) else "",
    }
    return render(request, "imports/run.html", context)


@require_http_methods(["GET", "POST"])
def columns(request: Request, run: UUID) -> HttpResponse:
    """What each column means, what was made of headings that disagree, and the user's word on both."""
    access = access_of(request)
    view = queries.open_run(ImportId(run), access=access)
    if view.layout is None or view.summary.state not in actions.BEFORE_ROWS:
        return redirect("imports:run", run)
    fields = target(view.summary.target).fields()
    form = ColumnsForm(
        request.POST or None,
        layout=view.layout,
        fields=fields,
        choices=view.choices,
        undecided=queries.undecided_dates(view.layout, fields),
    )
    if request.method == "POST" and form.is_valid():
        actions.choose(ImportId(run), form.choices(view.choices.encoding), access=access)
        return _long(work.CHECK, running.check, ImportId(run), view.summary.rows, access)
    status = 422 if request.method == "POST" else 200
    context = {
        "run": view.summary,
        "form": form,
        "lines": shown.columns(view.layout, fields, form),
        "conflicts": shown.conflicts(view.layout, fields),
    }
    return render(request, "imports/columns.html", context, status=status)


@require_POST
def check(request: Request, run: UUID) -> HttpResponse:
    """Check all rows again."""
    access = access_of(request)
    return _long(work.CHECK, running.check, ImportId(run), queries.summary(ImportId(run), access=access).rows, access)


@require_POST
def commit(request: Request, run: UUID) -> HttpResponse:
    """Import the rows that are ready."""
    access = access_of(request)
    return _long(work.COMMIT, running.commit, ImportId(run), queries.ready(ImportId(run), access=access), access)


@require_POST
def decide_alike(request: Request, run: UUID, number: int) -> HttpResponse:
    """Decide about one row that may be somebody on file: a person of its own, or left out."""
    register = request.POST.get("decision") == "register"
    actions.decide_alike(ImportId(run), register=register, number=number, access=access_of(request))
    return redirect(reverse("imports:run", args=[run]) + "#alike")


@require_http_methods(["GET", "POST"])
def decide_all_alike(request: Request, run: UUID) -> HttpResponse:
    """Decide about all rows that may be somebody on file at once, after being asked again."""
    access = access_of(request)
    count = queries.open_run(ImportId(run), access=access).summary.count(RowState.ALIKE)
    register = request.GET.get("decision") == "register"
    if request.method == "POST" and request.POST.get("confirm") == "yes":
        actions.decide_alike(ImportId(run), register=register, access=access)
        return redirect("imports:run", run)
    rows = ngettext("It concerns %(count)d row.", "It concerns %(count)d rows.", count) % {"count": count}
    if register:
        title, act = _("Take all of them for people who are not on file yet?"), _("Register them all")
        then = _("Each becomes a file of its own. Two files of one person are hard to join later; look at the rows one by one if you can.")
    else:
        title, act = _("Leave all of them out?"), _("Leave them out")
        then = _(
            "Nothing of these rows is imported. What is new in them, record in the person's file; to import them after all, "
            "hand the sheet in again."
        )
    confirmation = Confirmation(title=title, action=act, cancel_url=reverse("imports:run", args=[run]), consequences=[rows, then])
    return render(request, "ui/confirm.html", {"confirmation": confirmation})


@require_http_methods(["GET", "POST"])
def row(request: Request, run: UUID, number: int) -> HttpResponse:
    """Correct one row and import it alone."""
    access = access_of(request)
    view = queries.open_run(ImportId(run), access=access)
    found = queries.row_of(ImportId(run), number, access=access)
    if found.state != RowState.ERROR or view.layout is None or not found.cells:
        return redirect("imports:run", run)
    form = RowForm(request.POST or None, layout=view.layout, cells=found.cells, problems=found.problems)
    problems = found.problems
    if request.method == "POST" and form.is_valid():
        problems = actions.correct_row(ImportId(run), number, form.changes(), access=access)
        if not problems:
            waits = queries.row_of(ImportId(run), number, access=access).state == RowState.ALIKE
            if waits:
                messages.warning(request, _("The row is corrected. It may be somebody who is on file already: decide about it below."))
            else:
                messages.success(request, _("The row is corrected and imported."))
            return redirect("imports:run", run)
        form = RowForm(request.POST, layout=view.layout, cells=found.cells, problems=problems)
    status = 422 if request.method == "POST" else 200
    context = {"run": view.summary, "number": number, "form": form, "problems": shown.problems(problems), "again": status == 422}
    return render(request, "imports/row.html", context, status=status)


@require_GET
def error_list(request: Request, run: UUID) -> StreamingHttpResponse:
    """The list of errors to hand to whoever keeps the sheet: rows, columns, what to do, and nothing of what the cells say."""
    access = access_of(request)
    queries.open_run(ImportId(run), access=access)
    heads = [[_("Row"), _("Column"), _("What is wrong"), _("What to do")]]
    lines = [
        [str(problem.row), problem.column, problem.message_without_value(), problem.advice()]
        for problem in queries.problems(ImportId(run), access=access)
    ]
    writer = csv.writer(_Echo())
    rows = (writer.writerow([neutralised(text) for text in line]) for line in heads + lines)
    response = StreamingHttpResponse(("\ufeff", *rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-errors-{str(run)[-6:]}.csv"'
    return response


@require_http_methods(["GET", "POST"])
def propose_undo(request: Request, run: UUID) -> HttpResponse:
    """Propose to take an import back."""
    access = access_of(request)
    summary = queries.open_run(ImportId(run), access=access).summary
    if request.method == "POST" and request.POST.get("confirm") == "yes":
        return _long(work.PROPOSE_UNDO, running.propose_undo, ImportId(run), summary.count(*IMPORTED), access)
    made = summary.count(RowState.COMMITTED)
    confirmation = Confirmation(
        title=_("Propose to take this import back?"),
        action=_("Propose it"),
        cancel_url=reverse("imports:run", args=[run]),
        consequences=[
            _made(made),
            _("Files that somebody has worked on since stay as they are."),
            _("Nothing is erased before a supervisor other than you confirms it."),
        ],
    )
    return render(request, "ui/confirm.html", {"confirmation": confirmation})


@require_http_methods(["GET", "POST"])
def undo(request: Request, run: UUID) -> HttpResponse:
    """Take an import back, as the second person."""
    access = access_of(request)
    waiting = queries.to_undo(ImportId(run), access=access)
    if request.method == "POST" and request.POST.get("confirm") == "yes":
        return _long(work.UNDO, running.undo, ImportId(run), waiting, access)
    confirmation = Confirmation(
        title=_("Take this import back?"),
        action=_("Erase these files"),
        cancel_url=reverse("imports:run", args=[run]),
        consequences=[
            ngettext("%(count)d file is erased, in every backup too.", "%(count)d files are erased, in every backup too.", waiting)
            % {"count": waiting},
            _("Files that somebody has worked on since the proposal stay."),
        ],
        irreversible=True,
    )
    return render(request, "ui/confirm.html", {"confirmation": confirmation})


def _handed_in(form: UploadForm, access: Access) -> HttpResponse:
    upload = form.cleaned_data["file"]
    made = running.take_in(upload.read(), name=upload.name, target_name=CASE_SHEETS, encoding=form.cleaned_data["encoding"], access=access)
    rows = 0 if upload.size <= AT_ONCE_BYTES else AT_ONCE + 1
    return _long(work.CHECK, running.check, made, rows, access)


def _long(job: str, step: Callable[..., object], run: ImportId, rows: int, access: Access) -> HttpResponse:
    """Do a short step at once; give a long one to the worker and show how far it is."""
    if rows <= AT_ONCE:
        step(run, access=access)
        return redirect("imports:run", run)
    return redirect("jobs:job", enqueue(job, {"run": run}, access=access))


def _made(count: int) -> str:
    return ngettext("%(count)d file was made by this import.", "%(count)d files were made by this import.", count) % {"count": count}


def _after(request: Request, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() else 0


def _questions(view: RunView, rows: Sequence[RowView], access: Access) -> list[tuple[RowView, Sequence[Resemblance]]]:
    """Rows that may be somebody on file, each with whom it resembles. Whom nobody may see any more is not there."""
    asked = queries.questions(view.summary.run, rows, access=access)
    whom = target(view.summary.target).resembling([question for _row, question in asked], access=access) if asked else []
    return [(row, found) for (row, _question), found in zip(asked, whom, strict=True)]


def _steps(view: RunView, access: Access) -> dict[str, bool]:
    """Which steps the page offers: what the state allows and the policies too."""
    summary, resource = view.summary, queries.resource(view.summary.run, access=access)
    proposed = summary.count(RowState.UNDO_PROPOSED)

    def allowed(act: str, context: dict[str, object] | None = None) -> bool:
        return bool(decide(access, act, resource, context or {}))

    before = summary.state in actions.BEFORE_ROWS
    return {
        "columns": before and view.layout is not None and allowed("imports.map"),
        "check": summary.state in (RunState.READ, RunState.MAPPED) and allowed("imports.check_begin"),
        "commit": summary.count(RowState.OK) > 0 and summary.state != RunState.MAPPED and allowed("imports.commit"),
        "decide": summary.state in (RunState.CHECKED, RunState.COMMITTING, RunState.COMMITTED) and allowed("imports.decide_alike"),
        "propose_undo": summary.count(RowState.COMMITTED) > 0 and not proposed and allowed("imports.propose_undo"),
        "undo": proposed > 0 and allowed("imports.undo", {"second_person": summary.undo_proposed_by}),
        "waiting_for_second": proposed > 0 and not allowed("imports.undo", {"second_person": summary.undo_proposed_by}),
    }


class _Echo:
    """A file for `csv` that gives each line back."""

    def write(self, text: str) -> str:
        return text
