"""How two units of a name agree, whatever their scripts and spellings.

Between Latin and Arabic or Ge'ez letters the spelling itself decides (`spelling.py`), with the skeletons as a second witness. Between all
others the skeletons and vowels do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from . import parts, spelling
from .latin import fold
from .letters import Script
from .parts import readings_of
from .short_forms import NOT_KNOWN, Known, known
from .sounds import SKELETON_LETTERS, Reading, vowel_conflict
from .spelling import Spelled, spelled
from .values import Level
from .words import EQUIVALENT_SKELETONS, THEOPHORIC_FIRST

# How much of a name's rarity an agreement of each level is worth.
WORTH = {Level.SAME: 1.0, Level.SOUNDS_SAME: 0.95, Level.SOUNDS_ALIKE: 0.6, Level.SHORT_FORM: 0.5, Level.NEAR: 0.45, Level.DIFFERS: 0.0}

_SAME_VOWELS = 0.4
_LIKE_VOWELS = 1.2
# In bits: what one skeleton adds to a spelling, what a clear clash of vowels takes away, and the least that makes one name. Ge'ez writes
# its vowels, so a clash of vowels says more there.
_ONE_SKELETON = 3.0
_VOWEL_CLASH = {Script.ARABIC: 4.0, Script.ETHIOPIC: 8.0}
_ENOUGH = 0.0
# Between Arabic and Latin, by the letters of the shorter side: one odd letter costs a name of three most of its bits, and names of eight
# letters and more seldom come so near by chance. In between less is asked of nobody: names of our region are near each other there.
# (letters at most, the least that makes one name)
_ENOUGH_ARABIC = ((3, -3.0), (7, 0.0), (spelling.LONGEST, -3.0))
_UNWRITTEN_LETTERS = 2  # a name of so many letters more in Latin is no longer name
_SURE = 4.0
_HOPELESS = -12.0
# One value for nearly all pairs, so that a batch of millions keeps no copies of it.
_DIFFERENT = (Level.DIFFERS, "", False)
_NONE: Sequence[tuple[float, str]] = ()
_DIFFERS = _DIFFERENT[:2]
# How much vowels may clash in a name of so many consonants that stands alone: the shorter, the oftener two names agree by chance.
_BORNE_ALONE = {1: 0.3, 2: 0.4, 3: 0.8}
_LONG_SKELETON = 4
_LONG_FOR_A_SLIP = 5
# Names that languages write apart: Yishak, Isaac.
_KNOWN = frozenset(each for each in EQUIVALENT_SKELETONS.values() if len(each) > 2)
_CONFUSED = frozenset(
    frozenset(pair) for pair in ("KJ", "KH", "TD", "SX", "XJ", "BF", "MN", "ST", "SD", "JY", "LR", "HA", "YA", "WA", "SJ", "KX")
)
_BITS = {letter: 1 << place for place, letter in enumerate(f"{SKELETON_LETTERS}WYA")}
_OTHER_LETTER = 1 << len(_BITS)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word made ready: its spelling, readings, their skeletons, and which letters the first two skeletons hold."""

    spelled: Spelled
    readings: tuple[Reading, ...]
    skeletons: frozenset[str]
    likeliest: tuple[tuple[Reading, int], ...]
    known: Known


@lru_cache(maxsize=200_000)
def _word(text: str) -> _Word:
    readings = readings_of(text)
    likeliest = tuple((each, _letters(each.skeleton)) for each in readings[:2])
    return _Word(spelled(text), readings, frozenset(each.skeleton for each in readings), likeliest, known(text, readings))


def _letters(skeleton: str) -> int:
    held = 0
    for letter in skeleton:
        held |= _BITS.get(letter, _OTHER_LETTER)
    return held


@lru_cache(maxsize=400_000)
def agreement(first: str, second: str) -> tuple[Level, str]:
    """Compare two units by the word each is read as: (level, the skeleton they share; "" if they differ).

    sounds same   one name in another spelling or script
    sounds alike  one skeleton, other vowels (Hassan, Hussein), or one name in another script as far as letters can tell
    short form    one is a known short or pet form of the other
    near          one consonant off in a skeleton long enough to bear it, or consonants often confused
    """
    judged = _judged(first, second)
    return _DIFFERS if judged is _DIFFERENT else judged[:2]


def stands_alone(first: str, second: str) -> bool:
    """Whether two units are one name even if nothing else is given. Short names agree by chance too easily to be guessed at."""
    _level, _skeleton, alone = _judged(first, second)
    return alone


def _judged(first: str, second: str) -> tuple[Level, str, bool]:
    if first == second:
        return Level.SAME, _skeleton_of(first), True
    one, other = _word(first), _word(second)
    shared = _NONE if one.skeletons.isdisjoint(other.skeletons) else _shared(one, other)
    if not shared and one.known is not NOT_KNOWN and other.known is not NOT_KNOWN and one.known.meets(other.known):
        return Level.SHORT_FORM, _longer(one, other), True
    bits = spelling.bits(one.spelled, other.spelled)
    if bits is not None:
        return _between_scripts(bits, shared, one, other)
    if not shared:
        if _is_near(one, other):
            return Level.NEAR, _longer(one, other), _both_long(one, other)
        return _DIFFERENT
    conflict, skeleton = min(shared)
    if conflict < _SAME_VOWELS:
        # Accents, apostrophes and capitals make no other spelling.
        return (Level.SAME if fold(first) == fold(second) != "" else Level.SOUNDS_SAME), skeleton, True
    if conflict < _LIKE_VOWELS:
        return Level.SOUNDS_ALIKE, skeleton, skeleton in _KNOWN or conflict <= _BORNE_ALONE.get(len(skeleton), _LIKE_VOWELS)
    return Level.NEAR, skeleton, len(skeleton) >= _LONG_FOR_A_SLIP


def _between_scripts(bits: float, shared: Sequence[tuple[float, str]], one: _Word, other: _Word) -> tuple[Level, str, bool]:
    conflict, skeleton = min(shared) if shared else (0.0, "")
    same_vowels = conflict < _SAME_VOWELS
    if bits >= _HOPELESS:
        script = Script.ETHIOPIC if Script.ETHIOPIC in (one.spelled.script, other.spelled.script) else Script.ARABIC
        over = bits - (_ENOUGH if script is Script.ETHIOPIC else _enough_arabic(one, other))
        if shared:
            over += _ONE_SKELETON - _VOWEL_CLASH[script] * conflict
        if over >= 0.0 or (shared and _telling(skeleton, conflict)):
            same = same_vowels if shared else over >= _SURE
            return (Level.SOUNDS_SAME if same else Level.SOUNDS_ALIKE), skeleton or _longer(one, other), True
    if shared:
        # The letters do not bear the sounds out: worth something beside other names that agree, and nothing alone.
        return (Level.SOUNDS_ALIKE if same_vowels else Level.NEAR), skeleton, False
    if _is_near(one, other):
        return Level.NEAR, _longer(one, other), False
    return _DIFFERENT


def _enough_arabic(one: _Word, other: _Word) -> float:
    latin, arabic = (one, other) if one.spelled.script is Script.LATIN else (other, one)
    letters = min(latin.spelled.size, arabic.spelled.size + _UNWRITTEN_LETTERS)
    return next((enough for most, enough in _ENOUGH_ARABIC if letters <= most), _ENOUGH)


def _telling(skeleton: str, conflict: float) -> bool:
    """Whether sounds in common are enough, though the letters are unusual: many consonants, or a name that languages write apart."""
    return conflict < (_LIKE_VOWELS if skeleton in _KNOWN else _SAME_VOWELS) and (len(skeleton) >= _LONG_SKELETON or skeleton in _KNOWN)


def _shared(one: _Word, other: _Word) -> list[tuple[float, str]]:
    return [
        (vowel_conflict(mine, theirs), mine.skeleton)
        for mine in one.readings
        for theirs in other.readings
        if mine.skeleton == theirs.skeleton
    ]


def _longer(one: _Word, other: _Word) -> str:
    return max(one.readings[0].skeleton, other.readings[0].skeleton, key=lambda each: (len(each), each))


def _both_long(one: _Word, other: _Word) -> bool:
    """Whether both have so many consonants that a slip is likelier than another name."""
    return all(max(map(len, word.skeletons)) >= _LONG_FOR_A_SLIP for word in (one, other))


def _skeleton_of(word: str) -> str:
    readings = readings_of(word)
    return readings[0].skeleton if readings else ""


def _is_near(one: _Word, other: _Word) -> bool:
    for mine, held in one.likeliest:
        for theirs, their_held in other.likeliest:
            # One slip changes at most two of the letters that are held; asked first, for most pairs end here.
            if (held ^ their_held).bit_count() <= 2 and _near(mine, theirs):
                return True
    return False


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


def forget() -> None:
    """Empty the caches, which hold single name parts (never whole names) in the memory of the process."""
    agreement.cache_clear()
    _word.cache_clear()
    spelled.cache_clear()
    parts.forget()
