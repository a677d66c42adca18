"""What a third record says of a pair: where both agree with it, they may agree with each other through it.

A person on file three times, with a telephone number here and the father's name there, is found although two of the records hold little
in common. For each pair the best and the second best third record count, by the weaker of their two bonds. Only whole registers are
weighed so: the live answer compares with every record by itself, and a person reads the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .lexicon import Ints

FLOOR = -3.0  # bits; a weaker bond carries nothing
NOBODY = -30.0  # bits of the bond where there is no third record
_MOST_BONDS = 30  # of one record that are followed, the strongest


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonds:
    """Pairs that have a third record in common: codes (first row << 32 | second row) sorted, and the two best bonds."""

    codes: NDArray[np.int64]
    best: NDArray[np.float64]
    second: NDArray[np.float64]

    def of(self, one: Ints, other: Ints) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(best, second) of some pairs, whose first row is the smaller; `NOBODY` where there is none."""
        wanted = codes_of(one, other)
        if not self.codes.size:
            nothing = np.full(wanted.size, NOBODY)
            return nothing, nothing.copy()
        at = np.searchsorted(self.codes, wanted)
        at[at == self.codes.size] = 0
        held = self.codes[at] == wanted
        return np.where(held, self.best[at], NOBODY), np.where(held, self.second[at], NOBODY)

    def beyond(self, one: Ints, other: Ints) -> tuple[Ints, Ints]:
        """The pairs that were not compared yet."""
        return unknown(self.codes, codes_of(one, other))


def codes_of(one: Ints, other: Ints) -> NDArray[np.int64]:
    """Pairs of rows as one number each: first row << 32 | second row."""
    codes = one.astype(np.int64)
    codes <<= 32
    codes |= other
    return codes


def unknown(wanted: NDArray[np.int64], known: NDArray[np.int64]) -> tuple[Ints, Ints]:
    """The rows of the pairs that are wanted and not known, by their codes."""
    if (known[1:] < known[:-1]).any():
        known = np.sort(known)
    at = np.searchsorted(known, wanted)
    at[at == known.size] = 0
    fresh = wanted[known[at] != wanted] if known.size else wanted
    return (fresh >> 32).astype(np.int32), (fresh & 0xFFFFFFFF).astype(np.int32)


def bonds(one: Ints, other: Ints, bits: NDArray[np.float64], records: int) -> Bonds:
    """All pairs that share a third record, from the pairs that were weighed."""
    strong = np.flatnonzero(bits > FLOOR)
    here, there = np.concatenate([one[strong], other[strong]]), np.concatenate([other[strong], one[strong]])
    weight = np.concatenate([bits[strong], bits[strong]])
    order = np.lexsort((-weight, here))
    here, there, weight = here[order], there[order], weight[order]
    kept = np.arange(here.size) - np.searchsorted(here, np.arange(records))[here] < _MOST_BONDS
    here, there, weight = here[kept], there[kept], weight[kept]
    first = np.searchsorted(here, np.arange(records + 1))
    many = np.diff(first)
    codes, best = [np.empty(0, np.int64)], [np.empty(0)]
    for degree in range(2, _MOST_BONDS + 1):
        starts = first[:-1][many == degree][:, None]
        if not starts.size:
            continue
        a, b = np.triu_indices(degree, 1)
        left, right = there[starts + a].ravel(), there[starts + b].ravel()
        codes.append(codes_of(np.minimum(left, right), np.maximum(left, right)))
        best.append(np.minimum(weight[starts + a], weight[starts + b]).ravel())
    return _two_best(np.concatenate(codes), np.concatenate(best))


def _two_best(codes: NDArray[np.int64], weight: NDArray[np.float64]) -> Bonds:
    order = np.lexsort((-weight, codes))
    codes, weight = codes[order], weight[order]
    first = np.flatnonzero(np.concatenate([[True], codes[1:] != codes[:-1]])) if codes.size else np.empty(0, np.int64)
    again = np.diff(np.append(first, codes.size)) > 1
    second = np.full(first.size, NOBODY)
    second[again] = weight[first[again] + 1]
    return Bonds(codes=codes[first], best=weight[first], second=second)
