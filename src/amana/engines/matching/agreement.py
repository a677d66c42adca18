"""How two units of a name agree, whatever their scripts and spellings."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from .latin import fold
from .parts import readings_of
from .sounds import Reading, vowel_conflict
from .values import Level
from .words import THEOPHORIC_FIRST

# How much of a name's rarity an agreement of each level is worth.
WORTH = {Level.SAME: 1.0, Level.SOUNDS_SAME: 0.95, Level.SOUNDS_ALIKE: 0.6, Level.NEAR: 0.45, Level.DIFFERS: 0.0}

_SAME_VOWELS = 0.4
_LIKE_VOWELS = 1.2
_CONFUSED = frozenset(
    frozenset(pair) for pair in ("KJ", "KH", "TD", "SX", "XJ", "BF", "MN", "ST", "SD", "JY", "LR", "HA", "YA", "WA", "SJ", "KX")
)


@lru_cache(maxsize=400_000)
def agreement(first: str, second: str) -> tuple[Level, str]:
    """Compare two units by the word each is read as: (level, the skeleton they share; "" if they differ).

    sounds same   one skeleton, vowels that do not contradict
    sounds alike  one skeleton, other vowels (Hassan, Hussein)
    near          one consonant off in a skeleton long enough to bear it, or consonants often confused
    """
    if first == second:
        return Level.SAME, _skeleton_of(first)
    ones, others = readings_of(first), readings_of(second)
    shared = [(vowel_conflict(one, other), one.skeleton) for one in ones for other in others if one.skeleton == other.skeleton]
    if not shared:
        if any(_near(one, other) for one in ones[:2] for other in others[:2]):
            return Level.NEAR, max(ones[0].skeleton, others[0].skeleton, key=lambda each: (len(each), each))
        return Level.DIFFERS, ""
    conflict, skeleton = min(shared)
    if conflict < _SAME_VOWELS:
        # Accents, apostrophes and capitals make no other spelling.
        return Level.SAME if fold(first) == fold(second) != "" else Level.SOUNDS_SAME, skeleton
    return Level.SOUNDS_ALIKE if conflict < _LIKE_VOWELS else Level.NEAR, skeleton


def _skeleton_of(word: str) -> str:
    readings = readings_of(word)
    return readings[0].skeleton if readings else ""


def _near(one: Reading, other: Reading) -> bool:
    """A slip of one consonant. In a compound the slip must be small within its second member: Abd-al-Rahman, Abd-al-Rahim."""
    if abs(len(one.skeleton) - len(other.skeleton)) > 1:
        return False
    first, second = _without_common_prefix(one.skeleton, other.skeleton)
    longest = max(len(first), len(second))
    if longest < 3 or OSA.distance(first, second, score_cutoff=1) > 1:
        return False
    if len(first) == len(second):
        swapped = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
        confused = len(swapped) == 1 and frozenset(swapped[0]) in _CONFUSED
        if longest == 3 and not confused:
            return False
        return vowel_conflict(one, other) < (0.9 if confused else 0.5)
    return longest >= 4 and first[0] == second[0]


def _without_common_prefix(first: str, second: str) -> tuple[str, str]:
    if first[:3] == second[:3] == "ABD" and min(len(first), len(second)) > 3:
        return first[3:], second[3:]
    if min(len(first), len(second)) >= 5 and first[:3] == second[:3] and first[:3] in THEOPHORIC_FIRST:
        return first[3:], second[3:]
    return first, second
