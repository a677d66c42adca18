"""Excel and OpenDocument workbooks, through calamine: it reads stored values only and has no way to run a formula or a macro."""

import io
from collections.abc import Callable, Iterator
from functools import partial

import python_calamine as calamine

from amana.kernel.imports.cells import Cell, Remark, Row, Source, Table
from amana.kernel.imports.errors import FileDamaged, FileEmpty, FileProtected, TooManyColumns, TooManyRows
from amana.kernel.imports.limits import MAX_COLUMNS, MAX_ROWS, MAX_TABLES
from amana.kernel.imports.readers.archive import Contents, look_inside
from amana.kernel.imports.terms import Format

_DAMAGE = (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError, ValueError, KeyError)


def read_workbook(content: bytes, kind: Format) -> Source:
    """Lay out the sheets of a workbook, visible ones first. Raises FileDamaged, FileProtected, FileEmpty and the limits' errors."""
    inside = Contents() if kind is Format.XLS else look_inside(content)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [entry for entry in book.sheets_metadata if entry.typ is calamine.SheetTypeEnum.WorkSheet][:MAX_TABLES]
    except calamine.PasswordError as locked:
        raise FileProtected from locked
    except _DAMAGE as damage:
        raise FileDamaged from damage
    tables = [_table(book, entry.name, hidden=entry.visible is not calamine.SheetVisibleEnum.Visible) for entry in sheets]
    if not tables:
        raise FileEmpty
    return Source(format=kind, tables=tuple(sorted(tables, key=lambda table: table.hidden)), remarks=_remarks(inside))


def _table(book: calamine.CalamineWorkbook, name: str, *, hidden: bool) -> Table:
    try:
        sheet = book.get_sheet_by_name(name)
    except _DAMAGE as damage:
        raise FileDamaged from damage
    if sheet.total_height > MAX_ROWS:
        raise TooManyRows(limit=MAX_ROWS)
    if sheet.total_width > MAX_COLUMNS:
        raise TooManyColumns(limit=MAX_COLUMNS)
    rows: Callable[[], Iterator[Row]] = partial(_rows, sheet)
    return Table(name=name, rows=rows, merged=_merged(sheet), hidden=hidden)


def _rows(sheet: calamine.CalamineSheet) -> Iterator[Row]:
    """Rows from the first of the sheet on; the reader leaves out empty columns at the left, which are put back here."""
    left: tuple[Cell, ...] = (None,) * (sheet.start[1] if sheet.start else 0)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        row = Row(number, left + tuple(cells))
        if not row.is_blank:
            yield row


def _merged(sheet: calamine.CalamineSheet) -> tuple[tuple[int, int, int, int], ...]:
    areas = sheet.merged_cell_ranges or []
    return tuple((first[0] + 1, first[1], last[0] + 1, last[1]) for first, last in areas)


def _remarks(inside: Contents) -> tuple[Remark, ...]:
    remarks = []
    if inside.macros:
        remarks.append(Remark(code="file.macros_ignored"))
    if inside.formulas:
        remarks.append(Remark(code="file.formulas_not_run", data={"count": inside.formulas}))
    if inside.faults:
        remarks.append(Remark(code="file.faulty_cells", data={"count": inside.faults}))
    if inside.hidden_columns:
        remarks.append(Remark(code="file.hidden_columns_read"))
    return tuple(remarks)
