"""The population against which likeness is weighed: how many persons, and how many of them carry a name, a pair of names, a number, a
place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from amana.engines.matching.rarity import ESTIMATED, MAX_BITS, MIN_BITS, Rarity
from amana.engines.matching.values import Family, Key

from .columns import Columns, Frequencies, _bits
from .parameters import Parameters

_ASKED_ABOUT = (Family.NAME, Family.PAIR, Family.PHONE, Family.PHONE_TAIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What is known of the register when a pair is weighed.

    persons   how many persons it holds; namesakes grow with it
    counts    persons that hold each key, for the keys of the pairs that will be weighed; a key that is absent was not counted
    ceiling   counting stopped there, so a count that reaches it means "at least so many"; 0 where every count is exact
    rarity    shares of names that were not counted, or counted up to the ceiling
    """

    persons: int
    parameters: Parameters
    counts: Mapping[Key, int] = field(default_factory=dict)
    ceiling: int = 0
    rarity: Rarity = ESTIMATED

    def frequencies(self, columns: Columns) -> Frequencies:
        """The counts as arrays over what these columns hold."""
        words = columns.vocabulary
        texts = words.names.skeleton_texts()
        pairs = {}
        for key, count in self.counts.items():
            if key.family is Family.PAIR and count > 1:
                one, _bar, other = key.text.partition("|")
                pairs[(one, other)] = count
        number = {text: at for at, text in enumerate(texts)}
        codes = {
            min(number[a], number[b]) << 32 | max(number[a], number[b]): count
            for (a, b), count in pairs.items()
            if a in number and b in number
        }
        ordered = sorted(codes)
        return Frequencies(
            persons=self.persons,
            names=np.array([self.name_bits(unit.skeletons[0]) for unit in words.names.units] or [0.0], np.float32),
            pairs=np.array(ordered, np.int64),
            pair_counts=np.array([codes[code] for code in ordered], np.int32),
            phones=np.array([self.counts.get(Key(Family.PHONE, text), 1) for text in words.phones.texts], np.int32),
            tails=np.array([self.counts.get(Key(Family.PHONE_TAIL, text), 1) for text in words.tails.texts], np.int32),
            places=_bits(np.full(len(words.places), _PLACE_SHARE)),
        )

    def name_bits(self, skeleton: str) -> float:
        """Bits that the agreement of a name is worth, by its own count where there is one."""
        count = self.counts.get(Key(Family.NAME, skeleton))
        if count is None or count == 0:
            return self.rarity.bits(skeleton)
        by_count = min(MAX_BITS, max(MIN_BITS, float(np.log2(max(self.persons, 2) / count))))
        at_least = self.ceiling and count >= self.ceiling
        return min(by_count, self.rarity.bits(skeleton)) if at_least else by_count


_PLACE_SHARE = 1 / 100  # of persons who give one place, where places are not counted
