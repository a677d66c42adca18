"""Which files of an import nobody has worked on, and taking those back.

A file counts as worked on when its version has changed, or when the audit log knows of any act on it after the import. Reading is not
working. Destroying takes two people: one proposes, another confirms, and each person's own file asks for both again.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from amana.kernel.access.values import Access
from amana.kernel.audit.models import AuditEntry
from amana.kernel.files.models import File, State
from amana.kernel.ids import FileId
from amana.kernel.imports.models import ImportRow, ImportRun
from amana.kernel.imports.staging import remember_results
from amana.kernel.imports.targets import target
from amana.kernel.imports.terms import RowState

FILES_AT_ONCE = 50
OURS = ("imports.commit", "imports.correct_row", "imports.propose_undo")


def next_rows(run: ImportRun, state: RowState, *, after: int) -> list[ImportRow]:
    """The next rows in a state, by number. What they say stays sealed."""
    rows = ImportRow.objects.filter(run=run, state=state, number__gt=after).order_by("number")
    return list(rows.defer("payload", "cells", "problems")[:FILES_AT_ONCE])


def untouched(run: ImportRun, rows: Sequence[ImportRow]) -> list[ImportRow]:
    """Those of the rows whose file is as this import left it."""
    refs = [row.result for row in rows]
    versions = dict(File.objects.filter(ref__in=refs, state=State.OPEN, legal_hold=False).values_list("ref", "version"))
    last: dict[object, int] = {}
    for file, index in AuditEntry.objects.filter(kind="action", file__in=refs).values_list("file", "index"):
        last[file] = max(last.get(file, -1), index)
    ends = _ends(run)
    return [
        row for row in rows if versions.get(_file_of(row)) == row.result_version and last.get(_file_of(row), -1) <= _end_of(row.as_of, ends)
    ]


def propose(run: ImportRun, rows: Sequence[ImportRow], *, access: Access, now: datetime) -> None:
    """Propose each file's erasure, and remember how it was then: work done before the second person comes shows."""
    for row in rows:
        target(run.target).propose_erasure(FileId(_file_of(row)), access=access)
    versions = dict(File.objects.filter(ref__in=[row.result for row in rows]).values_list("ref", "version"))
    for row in rows:
        row.result_version = versions[_file_of(row)]
    remember_results(rows)
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(state=RowState.UNDO_PROPOSED, as_of=now)


def erase(run: ImportRun, rows: Sequence[ImportRow], *, access: Access) -> None:
    """Destroy the files, as the second person. The rows may be imported again."""
    for row in rows:
        target(run.target).erase(FileId(_file_of(row)), access=access)
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(state=RowState.UNDONE)


def keep(rows: Sequence[ImportRow]) -> None:
    """Files that somebody has worked on since the proposal stay."""
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(state=RowState.COMMITTED)


def _ends(run: ImportRun) -> list[tuple[datetime, int]]:
    """When each of our own acts on this run was entered in the log: the last entry of its transaction."""
    found = AuditEntry.objects.filter(kind="action", name__in=OURS, file=run.file.ref).order_by("index")
    return [(at, index) for at, index in found.values_list("at", "index")]


def _end_of(as_of: datetime | None, ends: list[tuple[datetime, int]]) -> int:
    at = bisect_left(ends, (as_of, -1)) if as_of else len(ends)
    return ends[at][1] if at < len(ends) else -1


def _file_of(row: ImportRow) -> UUID:
    if row.result is None:
        raise ValueError("an imported row has a file")
    return row.result
