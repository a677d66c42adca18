"""Bringing in a file in one go, for the command line and for programs."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from django.utils import timezone

from amana.kernel.access.values import Access
from amana.kernel.imports import actions, queries, running
from amana.kernel.imports.checking import Progress, no_progress
from amana.kernel.imports.dry_run import dry_run as dry
from amana.kernel.imports.likeness import Question
from amana.kernel.imports.report import ImportReport, Resembles
from amana.kernel.imports.targets import Target, target
from amana.kernel.imports.terms import Format, RowState

MOST_SHOWN = 1000  # rows in a report that resemble somebody
CASE_SHEETS = "cases"  # the target that every sheet of people goes to
# What people may announce on the command line. HTCDS and XLSForm say whose headings to expect, which is found out anyway.
ANNOUNCED = {"htcds": None, "xlsform": None, "csv": Format.CSV}


def import_file(
    file: Path | bytes,
    *,
    format: str | None = None,  # noqa: A002  the word of the command line
    dry_run: bool = False,
    hold_alike: bool = False,
    access: Access,
    progress: Progress = no_progress,
    target_name: str = CASE_SHEETS,
) -> ImportReport:
    """Read, check and import a file; with `dry_run`, store and create nothing.

    Rows that need correction are kept with the run and told in the report; all others are imported. The same file, or the same rows in
    another, add nothing a second time. Rows that may be somebody on file are told in the report; nobody is there to decide, so they are
    registered too, unless `hold_alike` leaves them to the pages. Raises FileNotReadable or one of its kinds, TargetNotHere, Refused.
    """
    content = file if isinstance(file, bytes) else file.read_bytes()
    name = "" if isinstance(file, bytes) else file.name
    announced = ANNOUNCED[format] if format else None
    goal = target(target_name)
    if dry_run:
        today = timezone.localdate()
        dry_report, near = dry(
            content, goal, today=today, country=access.state, announced=announced, looker=goal.looker(access), progress=progress
        )
        return replace(dry_report, alike=_resembling(goal, near, access))
    run = running.take_in(content, name=name, target_name=target_name, announced=announced, access=access)
    running.check(run, access=access, progress=lambda done, total: progress(done, total + total // 2))
    waiting = queries.rows_of(run, states=[RowState.ALIKE], count=MOST_SHOWN, access=access)
    alike = _resembling(goal, [(row.number, question) for row, question in queries.questions(run, waiting, access=access)], access)
    if not hold_alike:
        actions.decide_alike(run, register=True, access=access)
    running.commit(run, access=access, progress=lambda done, total: progress(2 * total + done, 3 * total))
    return queries.report(run, alike=alike, access=access)


def _resembling(goal: Target, near: Sequence[tuple[int, Question]], access: Access) -> tuple[Resembles, ...]:
    some = near[:MOST_SHOWN]
    shown = goal.resembling([question for _number, question in some], access=access) if some else ()
    return tuple(Resembles(row=number, whom=tuple(whom)) for (number, _question), whom in zip(some, shown, strict=True) if whom)
