"""A report as a tagged PDF and as a workbook."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from amana.contexts.dialogue.reports.values import Block, Report
from amana.kernel.documents import render
from amana.kernel.imports.writing import Sheet, workbook_of
from amana.kernel.locale.formats import format_day, number
from amana.kernel.locale.languages import direction

PDF: Final = "application/pdf"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A file for the reader: bytes, what they are, and a name."""

    content: bytes
    kind: str
    name: str


def pdf(report: Report, *, language: str, organisation: str) -> Paper:
    """The report on paper, with headings and tables that a screen reader can walk through."""
    data = {
        "node": str(settings.NODE_TITLE),
        "organisation": organisation,
        "issued": _stood(report),
        "notes": list(report.notes),
        "blocks": [_written(block) for block in report.blocks],
    }
    content = render("report.typ", data, language=language, title=report.title)
    return Paper(content=content, kind=PDF, name=f"{report.name}-{report.on.isoformat()}-{language}.pdf")


def xlsx(report: Report, *, language: str) -> Paper:
    """The report as a workbook: a sheet that says how to read it, then one for each table. Figures are numbers."""
    first = Sheet(name=_("Read this first"), rows=[(report.title,), (_stood(report),), *((note,) for note in report.notes)])
    sheets = [first, *(Sheet(name=f"{n} {block.title}", rows=_rows(block)) for n, block in enumerate(report.blocks, start=1))]
    content = workbook_of(sheets, description=report.title, right_to_left=direction(language) == "rtl")
    return Paper(content=content, kind=XLSX, name=f"{report.name}-{report.on.isoformat()}-{language}.xlsx")


def _stood(report: Report) -> str:
    return _("As recorded on %(day)s") % {"day": format_day(report.on)}


def _rows(block: Block) -> list[tuple[str | int, ...]]:
    return [tuple(block.headings), *(tuple(line.cells) for line in block.lines)] if block.lines else [(block.empty,)]


def _written(block: Block) -> dict[str, object]:
    return {
        "title": block.title,
        "headings": list(block.headings),
        "rows": [[number(cell) if isinstance(cell, int) else cell for cell in line.cells] for line in block.lines],
        "empty": block.empty,
        "numbers": len(block.headings) if block.numbers is None else block.numbers,
    }
