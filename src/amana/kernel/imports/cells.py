"""What readers hand on: tables of rows of cells, with the row numbers people see on their own screen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from amana.kernel.imports.terms import Format

Cell = str | int | float | bool | date | datetime | time | timedelta | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` counts as the sheet does, from 1; `cells[0]` stands in column A."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        return all(cell in (None, "", ()) for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something the reader of the preview should know about the file. `code` is explained in `problems.py`."""

    code: str
    data: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet, one text file or one list of objects. `rows` may be called again and starts over each time.

    headings  given where the format names its columns itself (JSON); else None and they are looked for in the rows
    merged    merged areas as (first row, first column, last row, last column), rows from 1, columns from 0
    """

    name: str
    rows: Callable[[], Iterator[Row]]
    headings: tuple[str, ...] | None = None
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that could be read."""

    format: Format
    tables: tuple[Table, ...]
    remarks: tuple[Remark, ...] = ()
    encoding: str = ""
    delimiter: str = ""


def column_letter(index: int) -> str:
    """The letter a spreadsheet shows over a column; 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def as_text(cell: Cell) -> str:
    """A cell as its sheet would show it: whole numbers without a point, dates in ISO form, lists one per line."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, tuple):
        return "\n".join(cell)
    return str(cell)


def packed(cells: tuple[Cell, ...]) -> list[object]:
    """Cells as JSON; days and times become objects that name their kind."""
    return [_packed(cell) for cell in cells]


def unpacked(content: list[object]) -> tuple[Cell, ...]:
    """The cells that `packed` was given; a span of time comes back as text."""
    return tuple(_unpacked(cell) for cell in content)


def _packed(cell: Cell) -> object:
    if isinstance(cell, datetime):
        return {"moment": cell.isoformat()}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if isinstance(cell, time):
        return {"time": cell.isoformat()}
    if isinstance(cell, tuple):
        return list(cell)
    return str(cell) if isinstance(cell, timedelta) else cell


def _unpacked(content: object) -> Cell:
    if isinstance(content, dict):
        if "moment" in content:
            return datetime.fromisoformat(content["moment"])
        return date.fromisoformat(content["day"]) if "day" in content else time.fromisoformat(content["time"])
    if isinstance(content, list):
        return tuple(str(entry) for entry in content)
    return content  # type: ignore[return-value]  # what is left is a text, a number or nothing
