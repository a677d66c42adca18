"""Pages of the reports, and the same as files."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from amana.contexts.dialogue.chairs import queries as chairs
from amana.contexts.dialogue.chairs.handover import day_of, handing_over
from amana.contexts.dialogue.chairs.rules import ChairPeriod
from amana.contexts.dialogue.reports import reads
from amana.contexts.dialogue.reports.papers import Paper
from amana.contexts.dialogue.reports.values import Block, Report
from amana.kernel.errors import NotFound
from amana.kernel.locale.formats import number
from amana.kernel.locale.languages import LANGUAGES
from amana.kernel.locale.names import country_name
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Bar, Bars, Column, Row, Table

FORMS = ("pdf", "xlsx")


@require_safe
def progress(request: Request) -> HttpResponse:
    """How far commitments are."""
    report = reads.progress(on=request.today, access=access_of(request))
    return _page(request, report, "dialogue:progress_file", [], picture=_picture(report))


@require_safe
def progress_file(request: Request, form: str, language: str) -> HttpResponse:
    """The progress report as PDF or XLSX, in one of the languages."""
    access = access_of(request)
    with _in(language, form):
        if form == "pdf":
            paper = reads.print_progress(on=request.today, language=language, organisation=str(request.organisation), access=access)
        else:
            paper = reads.export_progress(on=request.today, language=language, access=access)
    return _file(paper)


@require_safe
def handovers(request: Request) -> HttpResponse:
    """The chairs that have begun: each has something to hand over."""
    access_of(request)
    found = handing_over(chairs.periods(), today=request.today)
    return render(request, "dialogue/chairs/list.html", {"chairs": [(period.key, _named(period)) for period in found]})


@require_safe
def handover(request: Request, key: str) -> HttpResponse:
    """What one chair hands over to the next."""
    period, on = _asked(request, key)
    report = reads.handover(period, on=on, access=access_of(request))
    return _page(request, report, "dialogue:handover_file", [key])


@require_safe
def handover_file(request: Request, key: str, form: str, language: str) -> HttpResponse:
    """The handover as PDF or XLSX, in one of the languages."""
    access = access_of(request)
    period, on = _asked(request, key)
    with _in(language, form):
        if form == "pdf":
            organisation = str(request.organisation)
            paper = reads.print_handover(period, on=on, language=language, organisation=organisation, access=access)
        else:
            paper = reads.export_handover(period, on=on, language=language, access=access)
    return _file(paper)


def _asked(request: Request, key: str) -> tuple[ChairPeriod, date]:
    """The chair, and the day asked for or the day its time ended."""
    period = chairs.period(key)
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = day_of(period, today=request.today)
    return period, min(on, request.today)


def _in(language: str, form: str) -> "translation.override":
    """Write in a language that pages are offered in. Raises NotFound for any other, or another form of file."""
    if language not in dict(LANGUAGES) or form not in FORMS:
        raise NotFound
    return translation.override(language)


def _file(paper: Paper) -> HttpResponse:
    return HttpResponse(paper.content, content_type=paper.kind, headers={"Content-Disposition": f'attachment; filename="{paper.name}"'})


def _page(request: Request, report: Report, file_view: str, arguments: list[str], *, picture: Bars | None = None) -> HttpResponse:
    asked = f"?on={report.on.isoformat()}" if arguments else ""
    context = {
        "report": report,
        "tables": [_table(block) for block in report.blocks],
        "picture": picture,
        "file_view": file_view,
        "files": [(form, code, name, arguments, asked) for code, name in LANGUAGES for form in FORMS],
    }
    return render(request, "dialogue/reports/report.html", context)


def _table(block: Block) -> Table:
    columns = [Column(heading=text, number=block.numbers is not None and n >= block.numbers) for n, text in enumerate(block.headings)]
    rows = [Row(cells=tuple(line.cells), url=line.url) for line in block.lines]
    return Table(caption=block.title, columns=columns, rows=rows, empty=block.empty)


def _picture(report: Report) -> Bars | None:
    """Verified commitments by priority; a priority of which nothing at all is shared is drawn as withheld."""
    lines = [line for line in report.blocks[0].lines if line.cells[1]]
    if not lines:
        return None
    recorded, verified = (sum(int(line.cells[column]) for line in lines) for column in (1, 2))
    title = ngettext(
        "%(verified)s of %(recorded)s commitment is verified as done.",
        "%(verified)s of %(recorded)s commitments are verified as done.",
        recorded,
    ) % {"verified": number(verified), "recorded": number(recorded)}
    bars = [Bar(label=str(line.cells[0]), value=None if line.cells[9] == line.cells[1] else int(line.cells[2])) for line in lines]
    return Bars(title=title, unit=_("Verified"), bars=bars, source=_("Register of this node"), on=report.on)


def _named(period: ChairPeriod) -> str:
    return f"{country_name(period.state)}, {period.since[0]}"
