"""A hard world with known truth: records of people from the Horn of Africa as twelve agencies wrote them, and who is who.

    python -m benchmarks.matching.world --records 100000 --seed 7 --out FOLDER [--shifted]

Writes FOLDER/records.csv (columns in `clerks.COLUMNS`; telephones and documents separated by "; "; a birth is a day, a year, a range
of years such as 1993-1994 for an age on the day of the report, or empty) and FOLDER/truth.csv (record_id, person_id). The same seed
gives the same bytes. `--shifted` makes a world with twice the noise and half the telephones and exact birth dates. By custom seed 1 is
for training and seed 2 for testing.

Five naming populations, patronymic chains, brothers and sisters, fathers and sons, and namesakes that arise by themselves from the
skew of the names; about 0.43 people and 1.6 pairs of the same person a record. Nothing in it was taken from the matcher.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from benchmarks.matching.clerks import COLUMNS, Clerks, Conditions
from benchmarks.matching.people import World, record_counts

PEOPLE_A_RECORD = 0.427
SHIFTED = Conditions(noise=2.0, facts=0.5)
SEPARATOR = "\x1f"  # between the values of a record waiting for its place


def rows(records: int, seed: int, *, shifted: bool = False) -> Iterator[tuple[list[str], int]]:
    """Records in the order of COLUMNS with the number of the person each is about, in an order that tells nothing.

    All records are held, packed, until they have been shuffled: about 0.4 kB a record.
    """
    waiting = [(SEPARATOR.join(values), person) for values, person in _unordered(records, seed, shifted=shifted)]
    random.Random(f"order {seed}").shuffle(waiting)
    for at, (packed, person) in enumerate(waiting, start=1):
        yield [f"R{at:07d}", *packed.split(SEPARATOR)], person


def _unordered(records: int, seed: int, *, shifted: bool) -> Iterator[tuple[list[str], int]]:
    world = World(seed, int(records * PEOPLE_A_RECORD))
    clerks = Clerks(world, seed, SHIFTED if shifted else Conditions())
    counts = record_counts(random.Random(f"counts {seed}"))
    numbers = random.Random(f"numbers {seed}").sample(range(10**7), int(records * 0.8) + 100)
    made = 0
    for family in world.families():
        for person in family:
            count = min(next(counts), records - made)
            for values in clerks.records(person, count):
                yield values, numbers[person.number]
            made += count
            if made >= records:
                return


def write(folder: Path, records: int, seed: int, *, shifted: bool = False) -> None:
    """Write records.csv and truth.csv into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with _open(folder / "records.csv") as about, _open(folder / "truth.csv") as truth:
        record_lines, truth_lines = csv.writer(about, lineterminator="\n"), csv.writer(truth, lineterminator="\n")
        record_lines.writerow(COLUMNS)
        truth_lines.writerow(("record_id", "person_id"))
        for values, person in rows(records, seed, shifted=shifted):
            record_lines.writerow(values)
            truth_lines.writerow((values[0], f"P{person:07d}"))


def _open(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def main() -> None:
    """Write a world as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--shifted", action="store_true", help="twice the noise, half the telephones and exact dates")
    given = parser.parse_args()
    write(given.out, given.records, given.seed, shifted=given.shifted)


if __name__ == "__main__":
    main()
