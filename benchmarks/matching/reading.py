"""A world from its folder, as the matching engine reads it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from amana.engines.matching import Record
from amana.engines.matching.rows import record_from


def rows(folder: Path) -> Iterator[dict[str, str]]:
    """The rows of `records.csv`, one at a time."""
    with (folder / "records.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def records(folder: Path) -> Iterator[Record]:
    """The records of a world, in its order, one at a time."""
    return map(record_from, rows(folder))


def people(folder: Path) -> NDArray[np.int64]:
    """The person of each record, by number."""
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        numbers: dict[str, int] = {}
        return np.array([numbers.setdefault(row["person_id"], len(numbers)) for row in csv.DictReader(file)], np.int64)


def digests(folder: Path) -> NDArray[np.uint64]:
    """A number for what each record says, whatever its place in the file."""
    texts = (repr(sorted((key, value) for key, value in row.items() if key != "record_id")) for row in rows(folder))
    return np.array([int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") for text in texts], np.uint64)
