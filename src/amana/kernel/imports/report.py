"""What came of a file: counts, problems, remarks. The same for a dry run, the command line and the pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from amana.kernel.imports.cells import Remark
from amana.kernel.imports.likeness import Resemblance
from amana.kernel.imports.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Resembles:
    """A row that may be somebody on file, or the same person as an earlier row."""

    row: int
    whom: tuple[Resemblance, ...]

    def as_json(self) -> dict[str, Any]:
        """File numbers with the reasons for it, and numbers of rows."""
        files = [{"number": one.number, "reasons": list(one.speaks_for)} for one in self.whom if not one.row]
        return {"row": self.row, "files": files, "rows": [one.row for one in self.whom if one.row]}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """Counts and problems of one import.

    rows       rows that speak of somebody
    ok         rows without an error: ready, imported now, or imported before
    created    rows that became a file in this run
    duplicates rows left out because they were imported before, or stand twice in the file
    alike      rows that may be somebody on file already; they count like the others
    """

    rows: int
    ok: int
    problems: tuple[Problem, ...]
    remarks: tuple[Remark, ...] = ()
    created: int = 0
    duplicates: int = 0
    alike: tuple[Resembles, ...] = ()
    run: str = ""

    @property
    def errors(self) -> Sequence[Problem]:
        return [problem for problem in self.problems if problem.is_error]

    def as_json(self) -> dict[str, Any]:
        """The object that `amana import --json` prints; sentences in the language that is active. "alike" is there when a row is."""
        errors = [
            {"row": problem.row, "field": problem.field or problem.column, "message": f"{problem.message()} {problem.advice()}"}
            for problem in self.errors
        ]
        given = {"rows": self.rows, "ok": self.ok, "errors": errors}
        return {**given, "alike": [one.as_json() for one in self.alike]} if self.alike else given
