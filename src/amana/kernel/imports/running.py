"""Taking a file through the steps, with progress. Each step is an act of its own; what is in between can be killed and goes on later."""

from collections.abc import Callable, Iterator
from itertools import islice

from django.utils import timezone

from amana.kernel.access.values import Access
from amana.kernel.ids import ImportId
from amana.kernel.imports import actions, queries
from amana.kernel.imports.check import Setting, profile
from amana.kernel.imports.checking import Checker, Progress, Staged, check_rows, no_progress
from amana.kernel.imports.choices import Choices
from amana.kernel.imports.dry_run import left_out
from amana.kernel.imports.errors import NothingToUndo, UndoNotProposed
from amana.kernel.imports.identity import Repeats
from amana.kernel.imports.preparing import prepare
from amana.kernel.imports.targets import Target, target
from amana.kernel.imports.terms import Format

ROWS_AT_ONCE = 1000


def take_in(
    content: bytes, *, name: str, target_name: str, announced: Format | None = None, encoding: str = "", access: Access
) -> ImportId:
    """Read a file and keep it sealed. Raises FileNotReadable or one of its kinds, TargetNotHere; then nothing is kept."""
    prepared = prepare(content, target(target_name).fields(), announced=announced, encoding=encoding)
    choices = Choices(encoding=encoding)
    return actions.read(prepared, content, name=name, target_name=target_name, choices=choices, access=access)


def check(run: ImportId, *, access: Access, progress: Progress = no_progress) -> None:
    """Check every row of a file that was taken in, under what the user decided. May be repeated until rows are imported."""
    material = queries.material(run, access=access)
    goal = target(material.target)
    fields = goal.fields()
    prepared = prepare(material.content, fields, encoding=material.choices.encoding, choices=material.choices.fields)
    known = profile(prepared.data_rows(), prepared.layout, {field.name: field for field in fields})
    total = sum(1 for _ in prepared.data_rows())
    setting = Setting(
        today=timezone.localdate(),
        country=access.state,
        day_order=material.choices.day_order,
        keep_unknown_columns=material.choices.keep_unknown_columns,
    )
    checker = Checker(goal, prepared.layout, known, setting)
    actions.begin_check(run, prepared, known, access=access)
    done = 0
    for some in _pieces(check_rows(prepared.data_rows(), checker, Repeats(goal))):
        actions.keep_checked(run, some, access=access)
        done += len(some)
        progress(min(done, total), 2 * total)
    _look_for_doubles(run, goal, access, lambda looked: progress(total + min(looked, total), 2 * total))
    actions.end_check(run, left_out(checker.remarks_left_out), access=access)
    progress(2 * total, 2 * total)


def _look_for_doubles(run: ImportId, goal: Target, access: Access, looked: Callable[[int], None]) -> None:
    """Hold the rows that may be somebody on file, or the same person as an earlier row. Rows imported before are not asked about."""
    looker = goal.looker(access)
    done = after = 0
    while some := queries.ready_rows(run, after=after, count=ROWS_AT_ONCE, access=access):
        if found := looker.look(some):
            actions.hold_alike(run, found, access=access)
        after, done = some[-1][0], done + len(some)
        looked(done)


def commit(run: ImportId, *, access: Access, progress: Progress = no_progress) -> None:
    """Import all rows that are ready. Calling it again after a crash goes on with the rows that are left, and counts from there."""
    done = queries.imported(run, access=access)
    total = done + queries.ready(run, access=access)
    while some := actions.commit_some(run, access=access):
        done += some
        progress(min(done, total), max(total, done))


def propose_undo(run: ImportId, *, access: Access, progress: Progress = no_progress) -> int:
    """Propose to take an import back; gives how many files that concerns. Raises NothingToUndo."""
    total = queries.imported(run, access=access)
    after = proposed = 0
    while True:
        after, some = actions.propose_some(run, after=after, access=access)
        proposed += some
        if not after:
            break
        progress(min(proposed, total), total)
    if not proposed:
        raise NothingToUndo
    return proposed


def undo(run: ImportId, *, access: Access, progress: Progress = no_progress) -> None:
    """Take an import back, as the second person. `queries.summary` tells afterwards how many files stay. Raises UndoNotProposed."""
    total = queries.to_undo(run, access=access)
    if not total:
        raise UndoNotProposed
    done = 0
    while some := actions.undo_some(run, access=access):
        done += some
        progress(min(done, total), total)


def _pieces(rows: Iterator[Staged]) -> Iterator[list[Staged]]:
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield some
