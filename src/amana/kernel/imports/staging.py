"""Rows between checking and importing: stored sealed, recognised by their prints, turned into records, emptied."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from amana.kernel.access.values import Access
from amana.kernel.errors import AmanaError
from amana.kernel.files.models import File
from amana.kernel.ids import FileId, OrganisationId
from amana.kernel.imports.cells import packed
from amana.kernel.imports.checking import Staged
from amana.kernel.imports.models import ImportRow, ImportRun
from amana.kernel.imports.prints import ROW, SOURCE, Printer
from amana.kernel.imports.problems import Problem
from amana.kernel.imports.targets import target
from amana.kernel.imports.terms import IMPORTED, RowState
from amana.kernel.sealed.fields import unseal_many
from amana.kernel.sealed.inserting import insert_sealed

STAGED = ("number", "state", "payload", "cells", "problems", "row_print", "source_print")


def stage(run: ImportRun, staged: Sequence[Staged]) -> None:
    """Store checked rows: ready, in need of correction, or already imported by this organisation."""
    printer = Printer(OrganisationId(run.organisation.ref))
    rows = [row_of(run, one, printer) for one in staged]
    settle_known(run, rows, [one.first for one in staged])
    insert_sealed(
        ImportRow,
        [(run.file_id, run.file.ref, {name: getattr(row, name) for name in STAGED}) for row in rows],
        every={"run": run.pk, "organisation": run.organisation_id},
    )


def row_of(run: ImportRun, staged: Staged, printer: Printer) -> ImportRow:
    """One row to store. What the sheet says word for word is kept only where somebody has to correct it."""
    outcome = staged.outcome
    return ImportRow(
        file=run.file,
        run=run,
        organisation=run.organisation,
        number=outcome.number,
        state=RowState.OK if outcome.is_ok else RowState.ERROR,
        payload=dict(outcome.payload) if outcome.is_ok else None,
        cells=None if outcome.is_ok else packed(staged.row.cells),
        problems=[problem.written() for problem in outcome.problems] or None,
        row_print=printer.print_of(ROW, staged.content),
        source_print=printer.print_of(SOURCE, outcome.source_key.encode()) if outcome.source_key else None,
    )


def settle_known(run: ImportRun, rows: Sequence[ImportRow], firsts: Sequence[int]) -> None:
    """Mark rows that were imported before, repeat an earlier row of the file, or changed in the form since they were imported."""
    imported = _imported(run).filter(row_print__in=[row.row_print for row in rows])
    prints = {bytes(found) for found in imported.values_list("row_print", flat=True)}
    keys = [row.source_print for row in rows if row.source_print]
    sources: set[bytes] = set()
    if keys:
        found_keys = _imported(run).filter(source_print__in=keys).values_list("source_print", flat=True)
        sources = {bytes(found) for found in found_keys if found is not None}
    for row, first in zip(rows, firsts, strict=True):
        if row.state != RowState.OK:
            continue
        if bytes(row.row_print) in prints:
            _set_aside(row, RowState.SKIPPED_DUPLICATE, Problem(code="row.already_imported", row=row.number))
        elif row.source_print and bytes(row.source_print) in sources:
            _set_aside(row, RowState.ERROR, Problem(code="row.changed_since", row=row.number))
        elif first:
            _set_aside(row, RowState.SKIPPED_DUPLICATE, Problem(code="row.repeats", row=row.number, data={"first": first}))


def _set_aside(row: ImportRow, state: RowState, problem: Problem) -> None:
    row.state, row.payload = state, None
    row.problems = [*(row.problems or []), problem.written()]


def commit_rows(run: ImportRun, rows: Sequence[ImportRow], *, access: Access, now: datetime) -> int:
    """Turn rows into records, inside the caller's transaction; gives how many became one.

    A row that the target refuses is put back among those that need correction, with the code of the reason; the others do not wait.
    """
    ready = _not_imported_meanwhile(run, rows)
    payloads = [row.payload for row in unseal_many(ready, only=["payload"])]
    commit = target(run.target).commit
    try:
        files: Sequence[FileId | None] = commit(payloads, access=access) if payloads else []
    except AmanaError:
        files = [_alone(run, row, access) for row in ready]
    done = [(row, file) for row, file in zip(ready, files, strict=True) if file is not None]
    versions = dict(File.objects.filter(ref__in=[file for _, file in done]).values_list("ref", "version"))
    for row, file in done:
        row.state, row.result, row.result_version, row.as_of = RowState.COMMITTED, file, versions[file], now
    remember_results([row for row, _ in done])
    ImportRow.objects.filter(pk__in=[row.pk for row, _ in done]).update(
        state=RowState.COMMITTED, as_of=now, payload=None, cells=None, alike=None
    )
    return len(done)


def remember_results(rows: Sequence[ImportRow]) -> None:
    """Write which file each row became, by one prepared statement: `bulk_update` spent more than the whole rest of a commit."""
    result, version = ImportRow._meta.get_field("result"), ImportRow._meta.get_field("result_version")
    name = connection.ops.quote_name
    table = name(ImportRow._meta.db_table)
    values = [(result.get_db_prep_save(row.result, connection), row.result_version, row.pk) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {name(result.column)} = %s, {name(version.column)} = %s WHERE id = %s", values)  # noqa: S608  names of ours


def _not_imported_meanwhile(run: ImportRun, rows: Sequence[ImportRow]) -> list[ImportRow]:
    """Another import of the same sheet may have been quicker: the check was some minutes ago."""
    imported = _imported(run).filter(row_print__in=[row.row_print for row in rows])
    prints = {bytes(found) for found in imported.values_list("row_print", flat=True)}
    ready = []
    for row in rows:
        if bytes(row.row_print) in prints:
            _set_aside(row, RowState.SKIPPED_DUPLICATE, Problem(code="row.already_imported", row=row.number))
            row.save(update_fields=["state", "payload", "problems"])
            continue
        prints.add(bytes(row.row_print))
        ready.append(row)
    return ready


def _alone(run: ImportRun, row: ImportRow, access: Access) -> FileId | None:
    try:
        (file,) = target(run.target).commit([row.payload], access=access)
    except AmanaError as refusal:
        _set_aside(row, RowState.ERROR, Problem(code="row.refused", row=row.number, data={"reason": refusal.code}))
        row.save(update_fields=["state", "payload", "problems"])
        return None
    return file


def _imported(run: ImportRun) -> "QuerySet[ImportRow]":
    rows: QuerySet[ImportRow] = ImportRow.objects.filter(organisation=run.organisation, state__in=IMPORTED)
    return rows


def problems_of(rows: Iterable[ImportRow]) -> list[Problem]:
    """All that is said about rows, in their order."""
    return [Problem.read(content) for row in unseal_many(rows, only=["problems"]) for content in row.problems or []]
