"""The list of needs as a table to take along. The strength stands in every row, so that no sort can mix what is owed with what is free."""

import csv
import io
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from amana.contexts.law.check.terms import REASONS, Lack, Result
from amana.contexts.law.check.values import Line
from amana.engines import norms
from amana.kernel.imports.writing import workbook
from amana.kernel.locale.names import country_name

FORMS = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet program would read a formula


def needs_table(found: norms.ByStrength[tuple[Line, norms.Need]]) -> Iterator[Sequence[str]]:
    """Heading and rows, in the reader's language, firmest first."""
    yield [
        _("State"), _("Strength"), _("Obligation"), _("What it asks"), _("Topic"), _("Bound by it"), _("In the law"), _("Lacking"),
        _("Source"),
    ]  # fmt: skip
    for _strength, group in found.groups():
        for line, need in group:
            obligation = line.obligation
            yield [
                country_name(line.state),
                str(obligation.strength.label),
                obligation.code,
                obligation.text,
                str(obligation.topic.label),
                str(REASONS[line.binding.reason]),
                str(Result(line.result.value).label),
                str(Lack(need.lack.value).label),
                obligation.row.source,
            ]


def csv_of(rows: Iterator[Sequence[str]]) -> bytes:
    """The rows as CSV with a byte order mark, so that spreadsheet programs read every script."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([_safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_of(rows: Iterator[Sequence[str]]) -> bytes:
    """The rows as a workbook of texts."""
    return workbook(rows, sheet=_("Needs")[:31])


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell
