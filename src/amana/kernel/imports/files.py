"""Bringing in a file in one go, for the command line and for programs."""

from pathlib import Path

from django.utils import timezone

from amana.kernel.access.values import Access
from amana.kernel.imports import queries, running
from amana.kernel.imports.checking import Progress, no_progress
from amana.kernel.imports.dry_run import dry_run as dry
from amana.kernel.imports.report import ImportReport
from amana.kernel.imports.targets import target
from amana.kernel.imports.terms import Format

CASE_SHEETS = "cases"  # the target that every sheet of people goes to
# What people may announce on the command line. HTCDS and XLSForm say whose headings to expect, which is found out anyway.
ANNOUNCED = {"htcds": None, "xlsform": None, "csv": Format.CSV}


def import_file(
    file: Path | bytes,
    *,
    format: str | None = None,  # noqa: A002  the word of the command line
    dry_run: bool = False,
    access: Access,
    progress: Progress = no_progress,
    target_name: str = CASE_SHEETS,
) -> ImportReport:
    """Read, check and import a file; with `dry_run`, store and create nothing.

    Rows that need correction are kept with the run and told in the report; all others are imported. The same file, or the same rows in
    another, add nothing a second time. Raises FileNotReadable or one of its kinds, TargetNotHere, Refused.
    """
    content = file if isinstance(file, bytes) else file.read_bytes()
    name = "" if isinstance(file, bytes) else file.name
    announced = ANNOUNCED[format] if format else None
    if dry_run:
        return dry(content, target(target_name), today=timezone.localdate(), country=access.state, announced=announced, progress=progress)
    run = running.take_in(content, name=name, target_name=target_name, announced=announced, access=access)
    running.check(run, access=access, progress=lambda done, total: progress(done, 2 * total))
    running.commit(run, access=access, progress=lambda done, total: progress(total + done, 2 * total))
    return queries.report(run, access=access)
