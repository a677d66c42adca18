"""Invented lists for the tests of linking, in every form a file can have."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import duckdb
import openpyxl

from amana.node.linking.linking import link
from amana.node.linking.progress import Linked, Progress, Silent
from amana.node.linking.settings import Settings
from benchmarks.matching.world import write

TODAY = date(2026, 6, 1)
PEOPLE = (
    ("No", "First name", "Father's name", "Grandfather's name", "DOB", "Mobile", "Village", "Remarks"),
    ("1", "Selamawit", "Tesfaye", "Gebremariam", "1998-03-14", "+251911234567", "Senafe", "tall"),
    ("2", "ሰላማዊት", "ተስፋዬ", "ገብረማርያም", "14.03.1998", "0911 234 567", "ሰንዓፈ", ""),
    ("3", "Osman", "Idris", "Adem", "1990", "+249912000111", "Kassala", ""),
    ("4", "Hawa", "Abdalla", "Musa", "2001-07-30", "", "Nyala", ""),
)


def world(folder: Path, *, records: int = 300, seed: int = 5) -> Path:
    """A list of invented records as the generator writes it."""
    write(folder, records, seed)
    return folder / "records.csv"


def as_csv(path: Path, rows: tuple[tuple[str, ...], ...] = PEOPLE, *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def as_workbook(path: Path, rows: tuple[tuple[str, ...], ...] = PEOPLE) -> Path:
    """A workbook whose list stands below a title, on its second sheet, with a real date in it."""
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.append(["Nothing to see here"])
    sheet = book.create_sheet("People")
    sheet.append(["Registered in June"])
    for row in rows:
        sheet.append([date.fromisoformat(cell) if cell == "1998-03-14" else cell for cell in row])
    book.save(path)
    return path


def as_parquet(path: Path, rows: tuple[tuple[str, ...], ...] = PEOPLE) -> Path:
    heading, *data = rows
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE people (" + ", ".join(f'"{name}" VARCHAR' for name in heading) + ")")
        connection.executemany("INSERT INTO people VALUES (" + ", ".join("?" * len(heading)) + ")", [list(row) for row in data])
        connection.execute("COPY people TO $path (FORMAT parquet)", {"path": str(path)})
    return path


def linked(out: Path, *files: Path, progress: Progress | None = None, **asked: object) -> Linked:
    return link(Settings(files=files, out=out, **asked), today=TODAY, progress=progress)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def content(out: Path) -> dict[str, bytes]:
    """Every file of a result."""
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


def groups(out: Path) -> set[frozenset[str]]:
    """The groups of more than one record, by the names of their records."""
    found = defaultdict(set)
    for row in table(out / "clusters.csv"):
        found[row["cluster"]].add(row["record"])
    return {frozenset(each) for each in found.values() if len(each) > 1}


class Heard(Silent):
    """Keeps what was told."""

    def __init__(self) -> None:
        self.lists = None
        self.told = []
        self.stages = []

    def read(self, lists):
        self.lists = lists

    def faults(self, faults):
        self.told = list(faults)

    def begins(self, stage):
        self.stages.append(stage)
        return lambda done, total: None
