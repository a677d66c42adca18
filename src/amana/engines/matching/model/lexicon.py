"""The distinct name units of many records as numbers, and how any two of them agree, a million comparisons at a time.

`agreement` compares two units exactly and slowly. Here a filter over arrays throws out the pairs that cannot agree (no skeleton in common
and none one consonant away), and only the distinct rest is asked, once each.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from amana.engines.matching.agreement import agreement
from amana.engines.matching.parts import Unit
from amana.engines.matching.rarity import Rarity
from amana.engines.matching.values import Level

Ints = NDArray[np.int32]
Levels = NDArray[np.int8]

# Codes of `Level`, so that a greater one agrees better.
DIFFERS, NEAR, ALIKE, SOUNDS_SAME, SAME = range(5)
CODES = {Level.DIFFERS: DIFFERS, Level.NEAR: NEAR, Level.SOUNDS_ALIKE: ALIKE, Level.SOUNDS_SAME: SOUNDS_SAME, Level.SAME: SAME}
LEVEL_OF = {code: level for level, code in CODES.items()}
CODES[Level.SHORT_FORM] = NEAR  # weighed with what is near, told as what it is

_READINGS = 4  # skeletons kept of one unit
_LETTERS = {letter: code for code, letter in enumerate("ABFMTDSXJKHNLRWY", start=1)}
_BITS = np.uint64(5)
_PACKED = 12  # letters of a skeleton in 64 bits; what is longer is compared by its beginning


class Lexicon:
    """Units by number. Numbers are given in the order units are first seen and never change."""

    def __init__(self) -> None:
        self.cores: list[str] = []
        self.units: list[Unit] = []
        self._number: dict[str, int] = {}
        self._skeleton: dict[str, int] = {}
        self._skeletons = np.empty((0, _READINGS), np.int32)
        self._packed = np.empty((0, 2), np.uint64)
        self._letters = np.empty((0, 2), np.uint32)  # of the first two readings, one bit each
        self._bloom = np.empty(0, np.uint64)  # of the skeletons: two units without a bit in common share none
        self._known = np.empty(0, np.int64)  # pairs asked before, sorted, with their level
        self._level = np.empty(0, np.int8)

    def __len__(self) -> int:
        return len(self.cores)

    def number(self, unit: Unit) -> int:
        """The number of a unit, new or known."""
        found = self._number.get(unit.core)
        if found is None:
            found = self._number[unit.core] = len(self.cores)
            self.cores.append(unit.core)
            self.units.append(unit)
        return found

    def skeletons(self) -> Ints:
        """Skeleton numbers of every unit, at most four, -1 where there are fewer: [units, 4]; one row of -1 where there is no unit."""
        self._grow()
        return self._skeletons if len(self._skeletons) else np.full((1, _READINGS), -1, np.int32)

    def rarities(self, rarity: Rarity) -> NDArray[np.float32]:
        """Bits that the agreement of each unit is worth; one 0 where there is no unit."""
        return np.array([rarity.bits(unit.skeletons[0]) for unit in self.units] or [0.0], np.float32)

    def skeleton_texts(self) -> list[str]:
        """The skeletons by their numbers."""
        self._grow()
        return list(self._skeleton)

    def levels(self, one: Ints, other: Ints) -> Levels:
        """The level of agreement of each pair of unit numbers; both arrays have one shape, every number is known."""
        self._grow()
        shape = one.shape
        one, other = one.ravel(), other.ravel()
        found = np.zeros(one.size, np.int8)
        same = one == other
        found[same] = SAME
        maybe = np.flatnonzero(~same)
        maybe = maybe[self._may_agree(one[maybe], other[maybe])]
        if maybe.size:
            low, high = np.minimum(one[maybe], other[maybe]), np.maximum(one[maybe], other[maybe])
            found[maybe] = self._asked(low.astype(np.int64) << 32 | high)
        return found.reshape(shape)

    def _asked(self, pairs: NDArray[np.int64]) -> Levels:
        distinct, where = np.unique(pairs, return_inverse=True)
        at = np.searchsorted(self._known, distinct)
        at[at == self._known.size] = 0
        known = self._known[at] == distinct if self._known.size else np.zeros(distinct.size, bool)
        fresh = distinct[~known]
        if fresh.size:
            ask = agreement.__wrapped__ if fresh.size > 1000 else agreement
            cores = self.cores
            new = [CODES[ask(cores[pair >> 32], cores[pair & 0xFFFFFFFF])[0]] for pair in fresh.tolist()]
            places = np.searchsorted(self._known, fresh)
            self._known = np.insert(self._known, places, fresh)
            self._level = np.insert(self._level, places, np.array(new, np.int8))
            at = np.searchsorted(self._known, distinct)
        return self._level[at][where]

    def _may_agree(self, one: Ints, other: Ints) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = (self._bloom[one] & self._bloom[other]) != 0
        some = np.flatnonzero(found)
        found[some] = self._share_a_skeleton(one[some], other[some])
        near = np.zeros(one.size, bool)
        for here in range(2):
            for there in range(2):
                # One slip changes at most two of the letters that are held; asked first, for most pairs end here.
                mine, theirs = self._letters[one, here], self._letters[other, there]
                some = np.flatnonzero((np.bitwise_count(mine ^ theirs) <= 2) & (mine != 0) & (theirs != 0) & ~found & ~near)
                near[some] = _one_letter_apart(self._packed[one[some], here], self._packed[other[some], there])
        found |= near
        return found

    def _share_a_skeleton(self, one: Ints, other: Ints) -> NDArray[np.bool_]:
        mine, theirs = self._skeletons[one], self._skeletons[other]
        found = np.zeros(one.size, bool)
        for here in range(_READINGS):
            for there in range(_READINGS):
                found |= (mine[:, here] == theirs[:, there]) & (mine[:, here] >= 0)
        return found

    def _grow(self) -> None:
        start = len(self._skeletons)
        if start == len(self.units):
            return
        skeletons = np.full((len(self.units) - start, _READINGS), -1, np.int32)
        packed = np.zeros((len(self.units) - start, 2), np.uint64)
        letters = np.zeros((len(self.units) - start, 2), np.uint32)
        bloom = np.zeros(len(self.units) - start, np.uint64)
        for row, unit in enumerate(self.units[start:]):
            for place, skeleton in enumerate(unit.skeletons[:_READINGS]):
                number = self._skeleton.setdefault(skeleton, len(self._skeleton))
                skeletons[row, place] = number
                bloom[row] |= np.uint64(1) << np.uint64(number % 64)
            for place, reading in enumerate(unit.readings[:2]):
                packed[row, place] = _packed(reading.skeleton)
                letters[row, place] = sum(1 << _LETTERS.get(letter, 0) for letter in set(reading.skeleton))
        self._skeletons = np.concatenate([self._skeletons, skeletons])
        self._packed = np.concatenate([self._packed, packed])
        self._letters = np.concatenate([self._letters, letters])
        self._bloom = np.concatenate([self._bloom, bloom])


def _packed(skeleton: str) -> int:
    """The first twelve letters, the first one lowest; a letter outside the alphabet of sounds is left as a gap of its own."""
    return sum(_LETTERS.get(letter, 31) << (5 * place) for place, letter in enumerate(skeleton[:_PACKED]))


def _one_letter_apart(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Whether two packed skeletons are one letter changed, lost, added, or two neighbours exchanged; never for an empty one."""
    apart = one ^ other
    lowest = apart & (~apart + np.uint64(1))
    place = np.bitwise_count(lowest - np.uint64(1)).astype(np.uint64) // _BITS * _BITS
    place[apart == 0] = 0
    here, there = one >> place, other >> place
    changed = (here >> _BITS) == (there >> _BITS)
    letter = np.uint64(31)
    exchanged = ((here >> _BITS >> _BITS) == (there >> _BITS >> _BITS)) & (here & letter == there >> _BITS & letter)
    exchanged &= here >> _BITS & letter == there & letter
    lost = (here >> _BITS == there) | (here == there >> _BITS)
    apart_by_one: NDArray[np.bool_] = (changed | exchanged | lost) & (one != 0) & (other != 0)
    return apart_by_one
