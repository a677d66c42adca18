"""A report as a page, a paper and a workbook all show it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

Cell = str | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a report; `url` leads from the page to what it speaks of."""

    cells: Sequence[Cell]
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A titled table; `empty` stands in its place where there is nothing. Columns from `numbers` on hold figures."""

    title: str
    headings: Sequence[str]
    lines: Sequence[Line] = field(default_factory=tuple)
    empty: str = ""
    numbers: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report in one language. `notes` say how to read it: what is counted, what is not shared, on which day."""

    title: str
    name: str
    on: date
    notes: Sequence[str]
    blocks: Sequence[Block]
