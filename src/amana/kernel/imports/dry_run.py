"""The whole way without storing anything: what a file would become."""

from datetime import date

from amana.kernel.imports.cells import Remark
from amana.kernel.imports.check import Setting, profile
from amana.kernel.imports.checking import Checker, Progress, check_rows, no_progress
from amana.kernel.imports.identity import Repeats
from amana.kernel.imports.preparing import prepare
from amana.kernel.imports.problems import Problem
from amana.kernel.imports.report import ImportReport
from amana.kernel.imports.targets import Target
from amana.kernel.imports.terms import Format

EVERY = 500
SHOWN_ROWS = 20


def dry_run(
    content: bytes,
    target: Target,
    *,
    today: date,
    country: str = "",
    announced: Format | None = None,
    progress: Progress = no_progress,
) -> ImportReport:
    """Read, understand and check a file; store nothing, create nothing. Raises FileNotReadable or one of its kinds."""
    fields = target.fields()
    prepared = prepare(content, fields, announced=announced)
    total = sum(1 for _ in prepared.data_rows())
    known = profile(prepared.data_rows(), prepared.layout, {field.name: field for field in fields})
    checker = Checker(target, prepared.layout, known, Setting(today=today, country=country))
    repeats = Repeats(target)
    rows = ok = duplicates = 0
    problems: list[Problem] = []
    for rows, staged in enumerate(check_rows(prepared.data_rows(), checker, repeats), start=1):
        problems += staged.outcome.problems
        ok += staged.outcome.is_ok
        if staged.first:
            duplicates += 1
            problems.append(Problem(code="row.repeats", row=staged.outcome.number, data={"first": staged.first}))
        if rows % EVERY == 0:
            progress(min(rows, total), total)
    progress(total, total)
    return ImportReport(
        rows=rows, ok=ok, duplicates=duplicates, problems=tuple(problems), remarks=(*prepared.remarks, *left_out(checker.remarks_left_out))
    )


def left_out(numbers: list[int]) -> tuple[Remark, ...]:
    """The remark about rows that hold only a note."""
    if not numbers:
        return ()
    named = ", ".join(map(str, numbers[:SHOWN_ROWS]))
    return (Remark(code="file.remarks_left_out", data={"count": len(numbers), "rows": named}),)
