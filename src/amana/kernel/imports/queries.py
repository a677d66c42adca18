"""Looking at imports: the list, one run, its rows. What a sheet says about people is read under a logged act like any file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from amana.kernel.access.lists import visible
from amana.kernel.access.resources import file_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import read
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.ids import ImportId
from amana.kernel.imports.cells import Remark, as_text, unpacked
from amana.kernel.imports.choices import Choices
from amana.kernel.imports.columns.values import Layout
from amana.kernel.imports.fields import Field
from amana.kernel.imports.likeness import Alike, Question
from amana.kernel.imports.models import ImportPart, ImportRow, ImportRun
from amana.kernel.imports.normalise.dates import is_in_doubt
from amana.kernel.imports.problems import Problem
from amana.kernel.imports.report import ImportReport, Resembles
from amana.kernel.imports.resources import find, of_run, under_access
from amana.kernel.imports.staging import problems_of
from amana.kernel.imports.targets import target
from amana.kernel.imports.terms import IMPORTED, FieldKind, RowState
from amana.kernel.sealed.fields import unseal_many

ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a check starts from."""

    content: bytes
    target: str
    choices: Choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One run in numbers. `name` is "" in lists and once the sheet is destroyed."""

    run: ImportId
    name: str
    target: str
    format: str
    state: str
    started_at: datetime
    started_by: str
    finished_at: datetime | None
    forgotten_at: datetime | None
    undo_proposed_by: UUID | None
    counts: Mapping[str, int]

    def count(self, *states: str) -> int:
        """How many rows stand in these states."""
        return sum(self.counts.get(state, 0) for state in states)

    @property
    def rows(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """One run with what its sheet says about its columns. `layout` is None once the sheet is destroyed."""

    summary: Summary
    layout: Layout | None
    choices: Choices
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One row: how it is called, what is said about it, and its cells where it needs correction."""

    number: int
    state: str
    title: str
    problems: tuple[Problem, ...]
    cells: tuple[str, ...]
    payload: Mapping[str, Any] | None
    alike: Alike | None = None


@under_access
def runs(*, access: Access, before: int | None = None, count: int = 25) -> list[tuple[int, Summary]]:
    """The organisation's imports, newest first, with the key to page on."""
    rows = ImportRun.objects.filter(visible(access, "imports.list")).select_related("started_by", "file").order_by("-id")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[:count])
    counts = _counts(found)
    return [(row.pk, _summary(row, counts.get(row.pk, {}), name="")) for row in found]


@read("imports.open", resource=of_run)
def open_run(run: ImportId, *, access: Access) -> RunView:
    """Open one run."""
    row = find(run)
    kept = row.forgotten_at is None
    return RunView(
        summary=_summary(row, _counts([row]).get(row.pk, {}), name=row.name or "" if kept else ""),
        layout=Layout.read(row.layout) if kept and row.layout else None,
        choices=Choices.read(row.choices) if kept and row.choices else Choices(),
        remarks=tuple(Remark(**content) for content in row.remarks or []) if kept else (),
    )


@read("imports.list", resource=of_run, kind=Kind.LIST)
def summary(run: ImportId, *, access: Access) -> Summary:
    """One run as a line. Lists use `runs`, which asks the same policy for all rows at once."""
    row = find(run)
    return _summary(row, _counts([row]).get(row.pk, {}), name="")


@under_access
def rows_of(run: ImportId, *, states: Iterable[str], after: int = 0, count: int = 50, access: Access) -> list[RowView]:
    """Some rows in these states, by number; for pages that opened the run already. Raises NotFound."""
    row = _reachable(run, access)
    found = ImportRow.objects.filter(run=row, state__in=list(states), number__gt=after).select_related("file").order_by("number")[:count]
    return [_row_view(row, one) for one in unseal_many(found)]


@under_access
def row_of(run: ImportId, number: int, *, access: Access) -> RowView:
    """One row. Raises NotFound."""
    row = _reachable(run, access)
    found = ImportRow.objects.filter(run=row, number=number).select_related("file").first()
    if found is None:
        raise NotFound
    return _row_view(row, found)


@under_access
def ready_rows(run: ImportId, *, after: int, count: int, access: Access) -> list[tuple[int, Mapping[str, Any]]]:
    """The next rows that are ready, by number, with what they would become; for looking them up in the register."""
    row = _reachable(run, access)
    found = ImportRow.objects.filter(run=row, state=RowState.OK, number__gt=after).select_related("file").order_by("number")[:count]
    return [(one.number, one.payload) for one in unseal_many(found, only=["payload"])]


@under_access
def questions(run: ImportId, rows: Iterable[RowView], *, access: Access) -> list[tuple[RowView, Question]]:
    """Rows that may be somebody on file, ready to be shown beside whom they resemble."""
    asked = [(row, row.payload, row.alike) for row in rows if row.payload and row.alike]
    wanted = {number for _row, _payload, alike in asked for number in alike.rows}
    earlier = ImportRow.objects.filter(run=_reachable(run, access), number__in=wanted, payload__isnull=False).select_related("file")
    others = {one.number: one.payload for one in unseal_many(earlier, only=["payload"])}
    return [(row, Question(payload=payload, alike=alike, others=others)) for row, payload, alike in asked]


@under_access
def problems(run: ImportId, *, access: Access, errors_only: bool = True) -> list[Problem]:
    """All problems of a run in the order of the sheet, for lists and reports."""
    row = _reachable(run, access)
    rows = ImportRow.objects.filter(run=row, problems__isnull=False).select_related("file").order_by("number")
    if errors_only:
        rows = rows.filter(state=RowState.ERROR)
    found: list[Problem] = []
    after = -1
    while some := list(rows.filter(number__gt=after)[:ROWS_AT_ONCE]):
        after = some[-1].number
        found += (problem for problem in problems_of(some) if problem.is_error or not errors_only)
    return found


@under_access
def report(run: ImportId, *, alike: Sequence[Resembles] = (), access: Access) -> ImportReport:
    """What came of a run, in the form of a dry run. `alike` are the rows that resembled somebody when they were checked."""
    view = open_run(run, access=access)
    counts = view.summary
    return ImportReport(
        rows=counts.rows,
        ok=counts.rows - counts.count(RowState.ERROR),
        created=counts.count(*IMPORTED),
        duplicates=counts.count(RowState.SKIPPED_DUPLICATE),
        problems=tuple(problems(run, access=access, errors_only=False)),
        remarks=view.remarks,
        alike=tuple(alike),
        run=str(run),
    )


@read("imports.material", resource=of_run)
def material(run: ImportId, *, access: Access) -> Material:
    """The file as it was handed in, to check its rows."""
    row = find(run)
    parts = ImportPart.objects.filter(run=row).select_related("file").order_by("number")
    content = b"".join(part.content for part in unseal_many(parts))
    return Material(content=content, target=row.target, choices=Choices.read(row.choices))


@under_access
def ready(run: ImportId, *, access: Access) -> int:
    """How many rows wait to be imported."""
    return int(_reached_rows(run, access).filter(state=RowState.OK).count())


@under_access
def imported(run: ImportId, *, access: Access) -> int:
    """How many rows became a record that stands."""
    return int(_reached_rows(run, access).filter(state__in=IMPORTED).count())


@under_access
def to_undo(run: ImportId, *, access: Access) -> int:
    """How many rows somebody proposed to take back."""
    return int(_reached_rows(run, access).filter(state=RowState.UNDO_PROPOSED).count())


@under_access
def resource(run: ImportId, *, access: Access) -> Resource:
    """What the policies are asked about, for showing or hiding a button."""
    return file_resource(_reachable(run, access).file)


def undecided_dates(layout: Layout, fields: Iterable[Field]) -> frozenset[int]:
    """Columns of days in which some value shown could be two different days, so that the user may be asked."""
    kinds = {field.name: field.kind for field in fields}
    days = [column for column in layout.columns if kinds.get(column.field) in (FieldKind.DATE, FieldKind.BIRTH)]
    return frozenset(column.index for column in days if any(is_in_doubt(sample) for sample in column.samples))


def _reached_rows(run: ImportId, access: Access) -> Any:
    return ImportRow.objects.filter(run=_reachable(run, access))


def _reachable(run: ImportId, access: Access) -> ImportRun:
    found: ImportRun | None = (
        ImportRun.objects.filter(visible(access, "imports.list"), ref=run).select_related("file__organisation").first()
    )
    if found is None:
        raise NotFound
    return found


def _row_view(run: ImportRun, row: ImportRow) -> RowView:
    return RowView(
        number=row.number,
        state=row.state,
        title=target(run.target).title_of(row.payload) if row.payload else "",
        problems=tuple(Problem.read(content) for content in row.problems or []),
        cells=tuple(as_text(cell) for cell in unpacked(row.cells)) if row.cells else (),
        payload=row.payload,
        alike=Alike.read(row.alike) if row.alike else None,
    )


def _counts(rows: Iterable[ImportRun]) -> dict[int, dict[str, int]]:
    counted = (
        ImportRow.objects.filter(run__in=[row.pk for row in rows]).values_list("run_id", "state").annotate(number=Count("pk")).order_by()
    )
    found: dict[int, dict[str, int]] = {}
    for run, state, number in counted:
        found.setdefault(run, {})[state] = number
    return found


def _summary(row: ImportRun, counts: Mapping[str, int], *, name: str) -> Summary:
    return Summary(
        run=ImportId(row.ref),
        name=name,
        target=row.target,
        format=row.format,
        state=row.state,
        started_at=row.started_at,
        started_by=row.started_by.display_name if row.started_by else "",
        finished_at=row.finished_at,
        forgotten_at=row.forgotten_at,
        undo_proposed_by=row.undo_proposed_by.ref if row.undo_proposed_by else None,
        counts=counts,
    )
