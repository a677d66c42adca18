"""Pairs of rows weighed in parts. A part is the same whoever weighs it and whatever was weighed before.

Imports neither Django nor Spark, so that it runs in any process.
"""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from amana.engines.matching.model.bands import BANDS
from amana.engines.matching.model.batch import weighed
from amana.engines.matching.model.columns import Columns, Frequencies
from amana.engines.matching.model.comparing import compare_rows
from amana.engines.matching.model.lexicon import Ints
from amana.engines.matching.model.parameters import Parameters
from amana.engines.matching.model.terms import TERMS

PART = 50_000  # pairs: about 80 MB while they are weighed, and a few seconds to do again after a stop
MOST_OUTCOMES = max(len(term.outcomes) for term in TERMS)

Arrays = dict[str, NDArray[np.generic]]
Given = TypeVar("Given")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Everything that a pair is weighed against."""

    columns: Columns
    frequencies: Frequencies
    parameters: Parameters


def weigh_part(register: Register, one: Ints, other: Ints) -> Arrays:
    """Bits and band of each pair, the highest band its rules allow (`held`), and how often each term had each outcome in each band:
    `counts` [bands, terms, outcomes].
    """
    compared = compare_rows(register.columns, one, register.columns, other, register.frequencies, register.parameters)
    found = weighed(compared, register.frequencies, register.parameters)
    counts = no_counts()
    for band in range(len(BANDS)):
        of_band = compared.outcomes.codes[:, found.band == band]
        for term in range(len(TERMS)):
            counts[band, term] = np.bincount(of_band[term], minlength=MOST_OUTCOMES)
    return {"bits": found.bits, "band": found.band, "held": found.held, "counts": counts}


def no_counts() -> NDArray[np.int64]:
    """The counts of no pair at all."""
    return np.zeros((len(BANDS), len(TERMS), MOST_OUTCOMES), np.int64)


def slices(pairs: int, size: int) -> list[slice]:
    """The parts of so many pairs."""
    return [slice(start, min(start + size, pairs)) for start in range(0, pairs, size)]


_work: Callable[[object], object] | None = None  # what the processes of `spread` do; they inherit it, so that nothing is copied to them


def _do(given: object) -> object:
    if _work is None:
        raise RuntimeError("a process was started without work")
    return _work(given)


def spread(work: Callable[[Given], Found], given: Sequence[Given], workers: int) -> Iterator[Found]:
    """What the work makes of each thing given, in any number of processes, in the order given."""
    global _work  # noqa: PLW0603 - processes that fork see what stands here
    if workers < 2 or len(given) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, given)
        return
    _work = work  # type: ignore[assignment]
    try:
        with multiprocessing.get_context("fork").Pool(min(workers, len(given))) as pool:
            yield from pool.imap(_do, given)
    finally:
        _work = None
