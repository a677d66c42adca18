"""What came of a file: counts, problems, remarks. The same for a dry run, the command line and the pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from amana.kernel.imports.cells import Remark
from amana.kernel.imports.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """Counts and problems of one import.

    rows       rows that speak of somebody
    ok         rows without an error: ready, imported now, or imported before
    created    rows that became a file in this run
    duplicates rows left out because they were imported before, or stand twice in the file
    """

    rows: int
    ok: int
    problems: tuple[Problem, ...]
    remarks: tuple[Remark, ...] = ()
    created: int = 0
    duplicates: int = 0
    run: str = ""

    @property
    def errors(self) -> Sequence[Problem]:
        return [problem for problem in self.problems if problem.is_error]

    def as_json(self) -> dict[str, Any]:
        """The object that `amana import --json` prints; sentences in the language that is active."""
        errors = [
            {"row": problem.row, "field": problem.field or problem.column, "message": f"{problem.message()} {problem.advice()}"}
            for problem in self.errors
        ]
        return {"rows": self.rows, "ok": self.ok, "errors": errors}
