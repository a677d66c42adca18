"""Pairs become groups of records that may be one person, and groups keep their numbers from one run to the next."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from amana.engines.matching.model.bands import NOT_PROPOSED
from amana.engines.matching.model.batch import Weighed
from amana.engines.matching.model.clusters import carried, clusters
from amana.engines.matching.model.lexicon import Ints
from amana.engines.matching.model.parameters import Parameters
from amana.kernel.imports.safe_text import plain

from .errors import PreviousNotReadable

JOINS_FROM = 0.9  # lower bound of the probability from which a pair speaks for a group (measured, docs/how-to/link-lists.md)


def groups(records: int, pairs: Weighed, digests: NDArray[np.uint64], of: Parameters) -> Ints:
    """The group of every record, by its first record. A pair that may not be proposed never speaks for a group."""
    needed = float(np.interp(JOINS_FROM, of.groups_calibration.lower, of.groups_calibration.bits))
    weight = pairs.bits - needed
    forbidden = pairs.held == NOT_PROPOSED
    weight[forbidden] = np.minimum(weight[forbidden], 0)
    return clusters(records, pairs.one, pairs.other, weight, digests=digests)


def named(found: Ints, names: Sequence[str], before: dict[str, str]) -> list[str]:
    """The lasting name of the group of each record."""
    return carried(found.tolist(), names, before)


def text_of(path: Path | None) -> str:
    """The text of an earlier clusters.csv, "" for none. Raises PreviousNotReadable."""
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise PreviousNotReadable(file=path.name) from problem


def before(text: str, name: str) -> dict[str, str]:
    """Record to group, from the text of an earlier clusters.csv. Raises PreviousNotReadable."""
    if not text:
        return {}
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if not {"record", "cluster"} <= set(rows.fieldnames or ()):
        raise PreviousNotReadable(file=name)
    return {plain(row["record"]): plain(row["cluster"]) for row in rows}
