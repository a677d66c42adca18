"""Case sheets at size: how fast a sheet of N rows by 38 columns is read, checked and imported, and how much memory that takes.

    python benchmarks/imports.py --rows 10000 [--rows 100000] [--home FOLDER] [--profile FILE] [--json]

Makes a node of its own (SQLite in FOLDER, or PostgreSQL where AMANA_DATABASE_URL says so) and a sheet of invented people under the
names of HTCDS, as CSV and as XLSX. Each figure comes from a process of its own, so that its memory is its own too.

  reader   the cells alone, as another program reads them: the standard library's csv, and openpyxl where it is installed
  dry run  read, understand, check, look for doubles within the sheet and in the register; nothing is stored
  import   the same, then files, statements, cases and postings of all rows; sealed, logged, in pieces that each survive a kill

On a machine that does other work at the same time, the seconds of CPU are the figure to compare.
"""

from __future__ import annotations

import argparse
import cProfile
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent / "src")]

from persons import PASSPHRASE, SEED, node, work_place  # noqa: E402  the same node and case worker as in benchmarks/persons.py

if TYPE_CHECKING:
    from amana.engines.matching import Birth
    from amana.node.world.persons import InventedPerson

CASES = ("reader", "dry run", "import")
COLUMNS = (
    "cas_CaseOwner", "prs_Salutation", "prs_FirstName", "prs_SecondName", "con_Consent", "prs_Birthdate", "prs_Gender", "prs_Citizenship",
    "prs_Title", "prs_Email", "prs_HomePhone", "prs_MobilePhone", "prs_MailingStreet", "prs_MailingCity", "prs_MailingState",
    "prs_MailingPostalCode", "prs_MailingCountry", "vic_TraffickingStatus", "vic_TraffickingStatusDecisionMakingOrg",
    "vic_MethodOfRecruitment", "vic_LocationOfRecruitment", "vic_MethodsOfControl", "vic_TypeOfExploitation", "vic_ForcedLabourIndustry",
    "vic_TypeOfSexExploitation", "vic_LocationOfExploitation", "cas_Status", "cas_ReasonForCaseClosure", "cas_ReferringOrganisation",
    "cas_IncomingReferralDate", "cas_ReferringPrimaryCaseWorker", "cas_ReasonForIncomingReferral", "cas_IncomingReferralDetails",
    "cas_ReferredOrganisation", "cas_OutgoingReferralDate", "cas_ReferredPrimaryCaseWorker", "cas_ReasonForOutgoingReferral",
    "cas_OutgoingReferralDetails",
)  # fmt: skip


def main() -> int:
    """Measure every way of every sheet, and print."""
    arguments = _arguments()
    home = Path(arguments.home or tempfile.mkdtemp(prefix="amana-benchmark-"))
    if arguments.only:
        print(json.dumps(measured(home, arguments.only[0], Path(arguments.only[1]), arguments.profile)))
        return 0
    node(home)
    for rows in arguments.rows or [10_000]:
        for sheet in sheets(rows, home):
            for case in CASES:
                figures = {"rows": rows, "sheet": sheet.suffix[1:], "what": case} | _apart(home, case, sheet, arguments.profile)
                print(
                    json.dumps(figures) if arguments.json else "  ".join(f"{name} {value}" for name, value in figures.items()), flush=True
                )
    return 0


def sheets(rows: int, home: Path) -> list[Path]:
    """The same invented people as CSV and as XLSX."""
    node(home)
    made = [home / f"sheet-{rows}.csv", home / f"sheet-{rows}.xlsx"]
    with made[0].open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(_lines(rows))
    if find_spec("openpyxl") is None:
        return made[:1]
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Cases")
    for line in _lines(rows):
        sheet.append(line)
    book.save(made[1])
    return made


def measured(home: Path, case: str, sheet: Path, profile: str) -> dict[str, object]:
    """One way of one sheet, in this process."""
    work = reader(sheet) if case == "reader" else _import(home, sheet, dry_run=case == "dry run")
    before = peak()
    profiler = cProfile.Profile() if profile else None
    started, busy = time.perf_counter(), time.process_time()
    rows = profiler.runcall(work) if profiler else work()
    took, cpu = time.perf_counter() - started, time.process_time() - busy
    if profiler:
        profiler.dump_stats(f"{profile}.{case.replace(' ', '-')}.{sheet.suffix[1:]}")
    return {
        "database": _database() if case == "import" else "-",
        "read": rows,
        "rows/s": round(rows / took),
        "s of CPU": round(cpu, 1),
        "rows/s of CPU": round(rows / max(cpu, 0.001)),
        "peak memory MB": peak(),
        "of it for the sheet MB": peak() - before,
    }


def peak() -> int:
    """The most memory this process had, in MB. On Linux not `ru_maxrss`, which a process inherits from whoever started it."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def reader(sheet: Path) -> Callable[[], int]:
    """Another program's reading of the same cells, and nothing more."""

    def plain() -> int:
        with sheet.open(newline="", encoding="utf-8") as file:
            return sum(1 for _ in csv.reader(file)) - 1

    def workbook() -> int:
        from openpyxl import load_workbook

        book = load_workbook(sheet, read_only=True)
        return sum(1 for _ in book.active.iter_rows(values_only=True)) - 1

    return plain if sheet.suffix == ".csv" else workbook


def _import(home: Path, sheet: Path, *, dry_run: bool) -> Callable[[], int]:
    node(home)
    from amana.kernel.imports.files import import_file

    _holder, access = work_place(f"Benchmark {sheet.suffix[1:]} {sheet.stem} {os.getpid()}")  # rows are recognised within one organisation

    def run() -> int:
        report = import_file(sheet, dry_run=dry_run, access=access)
        if report.ok != report.rows:
            raise SystemExit(f"{report.rows - report.ok} rows were refused, first: {report.errors[0].message()}")
        return report.rows

    return run


def _apart(home: Path, case: str, sheet: Path, profile: str) -> dict[str, object]:
    command = [sys.executable, __file__, "--home", str(home), "--profile", profile, "--only", case, str(sheet)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, env={**os.environ, "AMANA_PASSPHRASE": PASSPHRASE})
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def _database() -> str:
    from django.db import connection

    return connection.vendor


def _lines(rows: int) -> Iterator[list[str]]:
    """The row of names, then one row a person: names and facts of the invented world, case facts drawn from the lists of the standard."""
    from amana.contexts.cases.htcds.fields import fields
    from amana.node.world import persons as invented

    codes = {field.name: [code.code for code in field.codes] for field in fields() if field.codes}
    chance = random.Random(SEED)
    yield list(COLUMNS)
    for person in invented(rows, seed=SEED, duplicates=0.02):
        yield [_cell(name, person, codes, chance) for name in COLUMNS]


def _cell(name: str, person: InventedPerson, codes: dict[str, list[str]], chance: random.Random) -> str:
    own = _of_the_person(person)
    if name in own:
        return own[name]
    if name in codes:
        return chance.choice(codes[name]) if chance.random() < 0.7 else ""
    if name.endswith("Date"):
        return f"2025-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    if name == "con_Consent":
        return chance.choice(("TRUE", "FALSE", ""))
    if name == "prs_MailingCountry":
        return chance.choice(("ET", "SD", "KE", "DJ"))
    return f"{name[4:]} {chance.randrange(1000)}" if chance.random() < 0.5 else ""


def _of_the_person(person: InventedPerson) -> dict[str, str]:
    parts = [part.text for part in person.names[0].parts]
    return {
        "prs_FirstName": parts[0],
        "prs_SecondName": " ".join(parts[1:]),
        "prs_Gender": person.sex,
        "prs_Birthdate": _birth(person.birth),
        "prs_Citizenship": person.nationality,
        "prs_MobilePhone": f"+{person.phones[0]}" if person.phones else "",
        "prs_HomePhone": "",
        "prs_Email": f"person{person.number}@example.org" if person.number % 5 == 0 else "",
    }


def _birth(birth: Birth) -> str:
    if birth.first_year is None or birth.first_year != birth.last_year:
        return ""
    return birth.day.isoformat() if birth.day is not None else str(birth.first_year)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, action="append", help="rows of the sheet; may be given several times")
    parser.add_argument("--home", help="the node's folder; by default a new temporary one, left there")
    parser.add_argument("--profile", default="", help="write the profile of each case to FILE.case.kind; makes it slower")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", nargs=2, metavar=("CASE", "SHEET"), help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
