"""What whole groups say of a pair: how each of the two records stands to those with whom the other is very likely one person.

A record that agrees with one of a group and contradicts the rest is nobody's; one that agrees a little with all of them is theirs. The
two records themselves never count among the others, so that nothing is counted twice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .lexicon import Ints
from .sums import SUM_KNOTS, Bits
from .through import codes_of, unknown

JOINS_BITS = 3.17  # odds of 9 to 1: from here a pair speaks for one group
UNLIKELY = -10.0  # bits of a pair that no group is asked about, unless a third record speaks for it
_NOT_COMPARED = -12.0  # bits of two records that share no key
_LARGEST = 30  # records of a group that are asked
_PAIRS_AT_ONCE = 500_000


def within(group: Ints, one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """The pairs of records of one group that were not compared, the smaller row first. Groups of more than `_LARGEST` are left out."""
    members, first = _members(group)
    sizes = np.diff(first)
    found = [np.empty(0, np.int64)]
    for size in range(2, _LARGEST + 1):
        starts = first[:-1][sizes == size][:, None]
        if starts.size:
            a, b = np.triu_indices(size, 1)
            found.append((members[starts + a].astype(np.int64) << 32 | members[starts + b]).ravel())
    return unknown(np.sort(np.concatenate(found)), codes_of(one, other))


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Groups of records, with every pair that was compared.

    number   of the group of each record
    members, first   records in the order of their groups, and where each group begins
    codes, bits   of every pair, sorted
    """

    number: NDArray[np.int64]
    members: Ints
    first: NDArray[np.int64]
    codes: NDArray[np.int64]
    bits: Bits

    @classmethod
    def of(cls, group: Ints, one: Ints, other: Ints, bits: Bits) -> Groups:
        """From the group of every record and every pair that was compared."""
        members, first = _members(group)
        codes = codes_of(one, other)
        if (codes[1:] < codes[:-1]).any():
            order = np.argsort(codes)
            codes, bits = codes[order], bits[order]
        return cls(number=np.unique(group, return_inverse=True)[1], members=members, first=first, codes=codes, bits=bits)

    def said(self, one: Ints, other: Ints, asked: NDArray[np.bool_]) -> tuple[Bits, Bits]:
        """(better, worse) for some pairs: the mean bits of either record beside the others of the other's group. NaN where neither
        record is in a group with others; the same number twice where one is. Pairs that are not `asked` get NaN.
        """
        better, worse = np.full(len(one), np.nan), np.full(len(one), np.nan)
        wanted = np.flatnonzero(asked)
        for start in range(0, len(wanted), _PAIRS_AT_ONCE):
            part = wanted[start : start + _PAIRS_AT_ONCE]
            here, there = self._mean(one[part], other[part]), self._mean(other[part], one[part])
            better[part], worse[part] = np.fmax(here, there), np.fmin(here, there)
        return better, worse

    def _mean(self, record: Ints, other: Ints) -> Bits:
        """Mean bits of each record beside the first others of the other record's group, NaN where there are none."""
        start = self.first[self.number[other]]
        many = np.minimum(self.first[self.number[other] + 1] - start, _LARGEST)
        pair = np.repeat(np.arange(len(record)), many)
        third = self.members[np.repeat(start, many) + np.arange(len(pair)) - np.repeat(np.cumsum(many) - many, many)]
        outside = (third != record[pair]) & (third != other[pair])
        pair, third = pair[outside], third[outside]
        mine = record[pair]
        code = codes_of(np.minimum(mine, third), np.maximum(mine, third))
        at = np.searchsorted(self.codes, code)
        at[at == self.codes.size] = 0
        said = np.where(self.codes[at] == code, np.clip(self.bits[at], SUM_KNOTS[0], SUM_KNOTS[-1]), _NOT_COMPARED)
        count = np.bincount(pair, minlength=len(record))
        total = np.bincount(pair, said, minlength=len(record))
        return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _members(group: Ints) -> tuple[Ints, NDArray[np.int64]]:
    """Records in the order of their groups, and where each group begins."""
    members = np.argsort(group, kind="stable").astype(np.int32)
    sizes = np.unique(group, return_counts=True)[1]
    return members, np.concatenate([[0], np.cumsum(sizes)])
