"""Checking all rows of a prepared table against a target, in the order of the file. Needs no database."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from amana.kernel.imports.cells import Row, as_text
from amana.kernel.imports.check import CheckedRow, Profile, RowReader, Setting, name_of
from amana.kernel.imports.columns.keys import key
from amana.kernel.imports.columns.values import Layout
from amana.kernel.imports.identity import Repeats
from amana.kernel.imports.problems import Problem
from amana.kernel.imports.safe_text import shown
from amana.kernel.imports.targets import Target

TOTALS = frozenset(map(key, "total|totals|grand total|sub-total|sum|totaux|somme|المجموع|الإجمالي|جملة|ድምር".split("|")))
_SIGNATURE = re.compile(
    r"^(?:prepared|compiled|approved|checked|reviewed|signed|signature|sources?|notes?|n\.?b\.?|date|établi|préparé|signé|visa|fait à"
    r"|أعد|إعداد|توقيع|التوقيع|ملاحظة|المصدر|اعتمد)\b.*(?:[:：]|by|par)",
    re.IGNORECASE,
)
FEW = 2  # cells in a row that is no row of the table
Progress = Callable[[int, int], None]


def no_progress(done: int, total: int) -> None:
    """For callers that do not show how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One row after checking: what it would become, and what is wrong with it."""

    number: int
    payload: Mapping[str, Any]
    problems: tuple[Problem, ...]
    source_key: str

    @property
    def is_ok(self) -> bool:
        return not any(problem.is_error for problem in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A checked row with what it was checked from. `content` is what makes it this row; `first` an earlier row that says the same, or 0."""

    row: Row
    outcome: Outcome
    content: bytes
    first: int = 0


class Checker:
    """Checks rows one by one. `remarks_left_out` are the numbers of rows that hold a total or a signature."""

    def __init__(self, target: Target, layout: Layout, profile: Profile, setting: Setting) -> None:
        self._target = target
        self._setting = setting
        self._layout = layout
        self._swapped = profile.swappable
        self._reader = RowReader(layout, {field.name: field for field in target.fields()}, profile, setting)
        self.remarks_left_out: list[int] = []
        self._first = True

    def is_empty(self, row: Row) -> bool:
        return self._reader.is_empty(row)

    def check(self, row: Row) -> Outcome | None:
        """Check one row; None for one that speaks of nobody."""
        read = self._reader.read(row)
        if _is_below_the_table(row) or _is_line_of_text(read):
            self.remarks_left_out.append(row.number)
            return None
        payload, found = self._target.payload(read, today=self._setting.today)
        if [problem.code for problem in found] == ["row.nothing"] and _filled(row) <= FEW:
            self.remarks_left_out.append(row.number)
            return None
        problems = (*found, *self._about_columns(row.number))
        return Outcome(number=row.number, payload=payload, problems=problems, source_key=read.source_key)

    def _about_columns(self, row: int) -> tuple[Problem, ...]:
        """What concerns a whole column is said once, at the first row."""
        if not self._first:
            return ()
        self._first = False
        columns = [column for column in self._layout.columns if column.index in self._swapped]
        return tuple(Problem(code="date.swapped", row=row, column=shown(name_of(column)), field=column.field) for column in columns)


def check_rows(rows: Iterable[Row], checker: Checker, repeats: Repeats) -> Iterator[Staged]:
    """Check rows in their order, leaving out empty ones and remarks."""
    for row in rows:
        if not checker.is_empty(row) and (outcome := checker.check(row)):
            content, first = repeats.look_at(outcome.payload, outcome.number, counts=outcome.is_ok)
            yield Staged(row=row, outcome=outcome, content=content, first=first)


def _is_below_the_table(row: Row) -> bool:
    """A total, or a signature or note that stands alone in its row."""
    first = next((text for cell in row.cells if (text := as_text(cell).strip())), "")
    return key(first) in TOTALS or (_filled(row) <= FEW and bool(_SIGNATURE.match(first)))


def _filled(row: Row) -> int:
    return sum(1 for cell in row.cells if as_text(cell).strip())


def _is_line_of_text(read: CheckedRow) -> bool:
    """A signature or a note under the table: text only in columns that have no field."""
    return read.is_remark_only and len(read.kept) <= 2
