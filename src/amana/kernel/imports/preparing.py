"""From a file to a table whose columns are understood: the sheet is chosen, turned if people stand in columns, and laid out.

This is the way of both the dry run and the import proper, so that they cannot differ.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from amana.kernel.imports.cells import Cell, Remark, Row, Source, Table, as_text
from amana.kernel.imports.columns.layout import head, is_form_definition
from amana.kernel.imports.columns.meaning import understand
from amana.kernel.imports.columns.recognise import Headings
from amana.kernel.imports.columns.values import Certainty, Column, Layout, Part
from amana.kernel.imports.errors import FormDefinition, NoHeadings
from amana.kernel.imports.fields import Field
from amana.kernel.imports.readers import open_source
from amana.kernel.imports.terms import Format

MOST_TURNED = 2_000  # people side by side in one sheet
LEAST_TURNED = 4  # headings below each other before a sheet is taken to be turned


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A table ready to be checked. `rows` start over each time and include what stands above the data."""

    source: Source
    table: Table
    layout: Layout
    remarks: tuple[Remark, ...]

    def data_rows(self) -> Iterator[Row]:
        return (row for row in self.table.rows() if row.number >= self.layout.first_row)


def prepare(
    content: bytes,
    fields: Sequence[Field],
    *,
    announced: Format | None = None,
    encoding: str = "",
    choices: Mapping[int, str] | None = None,
) -> Prepared:
    """Open a file, choose the sheet whose headings say most, and decide what its columns mean.

    choices  what the user decided: column -> field, or "" to keep it beside the record
    Raises FileNotReadable, NoHeadings, FormDefinition.
    """
    source = open_source(content, announced=announced, encoding=encoding)
    headings = Headings(fields)
    tables = [table for table in source.tables if not is_form_definition(head(table, 3))]
    if not tables:
        raise FormDefinition
    found = [(table, layout) for table in tables if (layout := understand(table, headings))]
    turned = False
    if not any(layout.recognised >= LEAST_TURNED for _, layout in found) and (around := _turned(tables, headings)):
        found, turned = [around], True
    if not found:
        raise FormDefinition if len(tables) < len(source.tables) else NoHeadings
    table, layout = max(found, key=lambda pair: (pair[1].recognised, not pair[0].hidden))
    layout = replace(layout, turned=turned)
    if choices:
        layout = with_choices(layout, choices)
    others = tuple(other.name for other in source.tables if other is not table and not turned and _holds_rows(other))
    remarks = list(source.remarks)
    if others:
        remarks.append(Remark(code="file.other_sheets", data={"names": ", ".join(others)}))
    if turned:
        remarks.append(Remark(code="file.turned"))
    return Prepared(source=source, table=table, layout=layout, remarks=tuple(remarks))


def with_choices(layout: Layout, choices: Mapping[int, str]) -> Layout:
    """Put the user's decisions in place of ours."""
    return replace(layout, columns=tuple(_chosen(column, choices) for column in layout.columns))


def _chosen(column: Column, choices: Mapping[int, str]) -> Column:
    if column.index not in choices:
        return column
    field = choices[column.index]
    part = Part.FIELD if field else Part.KEPT
    return replace(column, part=part, field=field, option="", certainty=Certainty.CHOSEN)


def _holds_rows(table: Table) -> bool:
    return len(head(table, 2)) > 1


def _turned(tables: Sequence[Table], headings: Headings) -> tuple[Table, Layout] | None:
    """A sheet with the headings below each other: one person per column."""
    for table in tables:
        rows = head(table, 400)
        texts = [[as_text(cell).strip() for cell in row.cells[:3]] for row in rows]
        for position in range(3):
            known = sum(1 for row in texts if position < len(row) and row[position] and headings.recognise(row[position]))
            if known >= LEAST_TURNED and known * 2 >= sum(1 for row in texts if position < len(row) and row[position]):
                around = replace(table, rows=_exchange(table.rows, position), merged=())
                if layout := understand(around, headings):
                    return around, layout
    return None


def _exchange(rows: Callable[[], Iterator[Row]], first: int) -> Callable[[], Iterator[Row]]:
    return partial(_exchanged, rows, first)


def _exchanged(rows: Callable[[], Iterator[Row]], first: int) -> Iterator[Row]:
    held = list(rows())
    width = min(max(len(row.cells) for row in held), MOST_TURNED)
    for index in range(first, width):
        cells: tuple[Cell, ...] = tuple(row.cells[index] if index < len(row.cells) else None for row in held)
        turned = Row(index + 1, cells)
        if not turned.is_blank:
            yield turned
