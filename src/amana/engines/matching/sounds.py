"""The alphabet every script is read into, and the two things read off it: consonant skeleton and vowel colours.

A reading is a string of sounds. Capitals are consonant classes, chosen wide enough that spelling habits of the region fall
together (Sudanese g for q, Somali s for z, Arabic b for p); small letters are vowels.

    B b p v   F f ph   M   T t th   D d dh   S s z ts   X sh ch   J j dj zh   K k q g gh kh   H h   N   L   R   W   Y
    a   e (between a and i: also Ge'ez first and fifth order)   i   u (o and u)   ? (a vowel the script does not write)
    :   the vowel before is long, in Arabic letters
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .words import EQUIVALENT_SKELETONS

INITIAL_VOWEL = "A"
SKELETON_LETTERS = "BFMTDSXJKHNLR"

# Colours of the vowels heard in one gap between consonants, as bits, so that a gap can hold several.
COLOUR = {"a": 1, "e": 2, "i": 4, "u": 8}
UNWRITTEN = 16  # a short vowel, or none, in a script that does not write it
HEARD_H = 32
LONG = 64  # a long vowel in a script that writes no others
_VOWELS = frozenset("aeiu?")
_ANY_VOWEL = sum(COLOUR.values())
_DIPHTHONGS = frozenset({COLOUR["e"] | COLOUR["i"], COLOUR["a"] | COLOUR["i"]})
_GLIDES = {"W": COLOUR["u"], "Y": COLOUR["i"], "H": HEARD_H}

_ABD_ARTICLE = re.compile(r"^ABDL+(?=.)")
_DIN_ARTICLE = re.compile(r"^(.{2,}?)L*DN$")
_PROTHETIC = re.compile(r"^[ei]S\??(?=[TKFB])")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name part.

    skeleton  consonant classes; a leading A stands for any initial vowel
    colours   one bit set of vowel colours per gap: before, between and after the consonants of the skeleton
    """

    skeleton: str
    colours: tuple[int, ...]


@lru_cache(maxsize=200_000)
def reading(sounds: str) -> Reading:
    """Reduce sounds to the skeleton and its vowel gaps. Sounds without any consonant or vowel give an empty skeleton.

    h is heard or dropped at will inside a word (Mohamed, Moamed), w and y turn into vowels (Dawit, Daud), so only an initial
    one counts, unless fewer than two letters would remain (Hawa, Taha).
    """
    sounds = _PROTHETIC.sub("S", sounds)  # Estifanos, Stefanos; Iskandar, Skander
    if not sounds:
        return Reading("", (0,))
    full = _consonants(sounds, weak="")
    skeleton, colours = full if len(full[0]) >= 2 else _consonants(sounds.removesuffix(":").removesuffix("Y"), weak="HWY")
    tidy = _without_articles(skeleton)
    if len(tidy) != len(skeleton):
        # The gaps of a dropped article are not compared; the tail stays aligned, which is where most vowels differ.
        head = len(colours) - len(tidy) - 1
        colours = colours[:1] + colours[1 + head :]
    return Reading(EQUIVALENT_SKELETONS.get(tidy, tidy), colours)


def _consonants(sounds: str, *, weak: str) -> tuple[str, tuple[int, ...]]:
    letters: list[str] = []
    gaps: list[int] = [0]
    for place, sound in enumerate(sounds):
        if sound in _VOWELS:
            if place == 0:
                letters.append(INITIAL_VOWEL)
                gaps.append(0)
            gaps[-1] |= COLOUR.get(sound, UNWRITTEN)
        elif sound == ":":
            gaps[-1] |= LONG
        elif sound in "HWY" and place and sound not in weak:
            # A glide colours its gap: Dawit beside Daud, Tsehay beside Tsehai.
            gaps[-1] |= _GLIDES[sound]
        else:
            letters.append(sound)
            gaps.append(0)
    return "".join(letters), tuple(gaps)


def _without_articles(skeleton: str) -> str:
    """Abd-al-Rahman, Abdurrahman, Abdirahman to one form; Nur-al-Din, Nureddin, Nuradin too."""
    if skeleton.startswith("ABDL"):
        return _ABD_ARTICLE.sub("ABD", skeleton) if skeleton.strip("L") != "ABD" else "ABDL"
    found = _DIN_ARTICLE.match(skeleton)
    return found.group(1) + "DN" if found else skeleton


def vowel_conflict(first: Reading, second: Reading) -> float:
    """How far the vowels of two readings with one skeleton contradict each other: 0 not at all, about 1 per clear clash.

    A gap is compared only where both scripts write it. e stands between a and i; at the end of a word, a against no
    vowel divides men's names from women's (Amin, Amina) and o against a does not (Somali Xaliimo, Halima).
    """
    if len(first.colours) != len(second.colours):
        return 0.0
    clash = 0.0
    last = len(first.colours) - 1
    for place, (one, other) in enumerate(zip(first.colours, second.colours, strict=True)):
        if one == other:
            continue
        clash += _ending_clash(one, other) if place == last else _gap_clash(one, other)
    return clash


def _gap_clash(one: int, other: int) -> float:
    clash = 0.0
    if (one ^ other) & HEARD_H:
        clash = 0.4  # Yohannes, Yonas
        one, other = one & ~HEARD_H, other & ~HEARD_H
    if not one or not other:
        return clash
    if (one | other) & UNWRITTEN:
        return clash + _short_against_long(one, other)
    if _widen(one) & _widen(other) & _ANY_VOWEL:
        return clash
    return clash + (0.7 if (one | other) & COLOUR["u"] else 0.5)


def _short_against_long(one: int, other: int) -> float:
    """A gap left unwritten holds a short vowel: not the long one of Hussein (written) in the place of Hassan's."""
    written = other if one & UNWRITTEN else one
    if written & UNWRITTEN:
        return 0.0
    if written & LONG:
        return 0.6 if UNWRITTEN in (one, other) else 0.0
    return 0.4 if written in _DIPHTHONGS else 0.0


def _ending_clash(one: int, other: int) -> float:
    one, other = one & _ANY_VOWEL | one & UNWRITTEN, other & _ANY_VOWEL | other & UNWRITTEN
    if one == other or (one | other) & UNWRITTEN:
        return 0.0
    if not one or not other:
        # Only a clear final a makes another name; a mute e, a short i or u is a habit of spelling.
        return 0.8 if (one | other) == COLOUR["a"] else 0.2
    if {one, other} == {COLOUR["a"], COLOUR["e"]}:
        return 0.4  # Abebe is a man, Abeba a woman; Fatme and Fatima are one name
    if _widen(one) & _widen(other):
        return 0.0
    return 0.2 if (one | other) & COLOUR["a"] else 0.4


def _widen(colours: int) -> int:
    return colours | COLOUR["a"] | COLOUR["i"] if colours & COLOUR["e"] else colours
