"""The tables of `reference/` that describe HTCDS, as they stand in the files: pure reading, no database."""

import csv
from collections.abc import Mapping
from functools import lru_cache

from amana.kernel.vocabulary.files import REFERENCE


@lru_cache(maxsize=16)
def lines(name: str) -> tuple[Mapping[str, str], ...]:
    """All lines of one table, such as "htcds" or "htcds/headings"."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8-sig", newline="") as table:
        return tuple(csv.DictReader(table))
