"""The whole way without storing anything: what a file would become."""

from datetime import date

from amana.kernel.imports.cells import Remark
from amana.kernel.imports.check import Setting, profile
from amana.kernel.imports.checking import Checker, Progress, check_rows, no_progress
from amana.kernel.imports.identity import Repeats
from amana.kernel.imports.likeness import Looker, Payload, Question
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
    looker: Looker | None = None,
    progress: Progress = no_progress,
) -> tuple[ImportReport, list[tuple[int, Question]]]:
    """Read, understand and check a file; store nothing, create nothing. Raises FileNotReadable or one of its kinds.

    looker  who finds rows that may be somebody on file; gives them too, with what they say, so that they can be shown
    """
    fields = target.fields()
    prepared = prepare(content, fields, announced=announced)
    total = sum(1 for _ in prepared.data_rows())
    known = profile(prepared.data_rows(), prepared.layout, {field.name: field for field in fields})
    checker = Checker(target, prepared.layout, known, Setting(today=today, country=country))
    repeats = Repeats(target)
    rows = ok = duplicates = 0
    problems: list[Problem] = []
    near: list[tuple[int, Question]] = []
    waiting: list[tuple[int, Payload]] = []
    for rows, staged in enumerate(check_rows(prepared.data_rows(), checker, repeats), start=1):
        problems += staged.outcome.problems
        ok += staged.outcome.is_ok
        if staged.first:
            duplicates += 1
            problems.append(Problem(code="row.repeats", row=staged.outcome.number, data={"first": staged.first}))
        elif staged.outcome.is_ok:
            waiting.append((staged.outcome.number, staged.outcome.payload))
        if rows % EVERY == 0:
            near += _near(looker, waiting)
            waiting.clear()
            progress(min(rows, total), total)
    near += _near(looker, waiting)
    progress(total, total)
    remarks = (*prepared.remarks, *left_out(checker.remarks_left_out))
    return ImportReport(rows=rows, ok=ok, duplicates=duplicates, problems=tuple(problems), remarks=remarks), near


def _near(looker: Looker | None, rows: list[tuple[int, Payload]]) -> list[tuple[int, Question]]:
    said = dict(rows)
    found = looker.look(rows) if looker else []
    return [(number, Question(payload=said[number], alike=alike, others={})) for number, alike in found]


def left_out(numbers: list[int]) -> tuple[Remark, ...]:
    """The remark about rows that hold only a note."""
    if not numbers:
        return ()
    named = ", ".join(map(str, numbers[:SHOWN_ROWS]))
    return (Remark(code="file.remarks_left_out", data={"count": len(numbers), "rows": named}),)
