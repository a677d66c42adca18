"""A world from its folder, as the matching engine reads it."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from amana.engines.matching import Record
from amana.engines.matching.rows import record_from


def rows(folder: Path) -> list[dict[str, str]]:
    """The rows of `records.csv`."""
    with (folder / "records.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def records(folder: Path) -> list[Record]:
    """The records of a world, in its order."""
    return [record_from(row) for row in rows(folder)]


def people(folder: Path) -> NDArray[np.int64]:
    """The person of each record, by number."""
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        numbers: dict[str, int] = {}
        return np.array([numbers.setdefault(row["person_id"], len(numbers)) for row in csv.DictReader(file)], np.int64)
