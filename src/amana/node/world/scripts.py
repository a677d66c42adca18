"""How a clerk writes down, in his own script, a name he hears: plain letter-for-letter habits, on purpose no better.

Kept apart from the matching engine's tables, so that a search is never tested against its own spelling.
"""

from __future__ import annotations

import re

_SYLLABLE_BASE = {
    "h": 0x1200, "l": 0x1208, "m": 0x1218, "r": 0x1228, "s": 0x1230, "sh": 0x1238, "q": 0x1240, "b": 0x1260, "v": 0x1268,
    "t": 0x1270, "ch": 0x1278, "n": 0x1290, "ny": 0x1298, "k": 0x12A8, "kh": 0x12B8, "w": 0x12C8, "z": 0x12D8, "zh": 0x12E0,
    "y": 0x12E8, "d": 0x12F0, "j": 0x1300, "g": 0x1308, "th": 0x1230, "ts": 0x1338, "f": 0x1348, "p": 0x1350, "gh": 0x1308,
    "dh": 0x12F0, "ph": 0x1348, "x": 0x1200, "c": 0x12A8,
}  # fmt: skip
_ORDER = {"e": 0, "u": 1, "i": 2, "a": 3, "o": 6, "": 5}
_VOWEL_SIGN = {"a": "አ", "e": "ኤ", "i": "ኢ", "o": "ኦ", "u": "ኡ"}
_LATIN_SOUND = re.compile(r"sh|ch|ny|kh|zh|th|ts|gh|dh|ph|[b-df-hj-np-tv-z]|[aeiou]")

_ARABIC_CONSONANT = {
    "h": "ه", "l": "ل", "m": "م", "r": "ر", "s": "س", "sh": "ش", "q": "ق", "b": "ب", "v": "ف", "t": "ت", "ch": "تش", "n": "ن",
    "ny": "ني", "k": "ك", "kh": "خ", "w": "و", "z": "ز", "zh": "ج", "y": "ي", "d": "د", "j": "ج", "g": "ق", "th": "ث",
    "ts": "تس", "f": "ف", "p": "ب", "gh": "غ", "dh": "د", "ph": "ف", "x": "ح", "c": "ع",
}  # fmt: skip
_ARABIC_LONG = {"a": "ا", "i": "ي", "o": "و", "u": "و", "e": ""}
_GEEZ_CONSONANTS = [
    "h", "l", "h", "m", "s", "r", "s", "sh", "q", "q", "kh", "kh", "b", "v", "t", "ch", "kh", "h", "n", "ny", "", "k", "k", "kh",
    "kh", "w", "", "z", "zh", "y", "d", "d", "j", "g", "g", "g", "t", "ch", "p", "ts", "ts", "f", "p",
]  # fmt: skip
_GEEZ_VOWELS = ["e", "u", "i", "a", "e", "", "o", "ua"]


def to_geez(latin: str) -> str:
    """A Latin spelling in Ge'ez letters, doubled letters written once."""
    sounds = _LATIN_SOUND.findall(re.sub(r"(.)\1", r"\1", latin.lower()))
    out = []
    place = 0
    while place < len(sounds):
        sound = sounds[place]
        if sound in _VOWEL_SIGN:
            out.append(_VOWEL_SIGN[sound])
            place += 1
            continue
        vowel = sounds[place + 1] if place + 1 < len(sounds) and sounds[place + 1] in _VOWEL_SIGN else ""
        out.append(chr(_SYLLABLE_BASE[sound] + _ORDER[vowel]))
        place += 2 if vowel else 1
    return "".join(out)


def geez_to_latin(geez: str) -> str:
    """Ge'ez letters sounded out in Latin ones, a short i left out."""
    out = []
    for letter in geez:
        row, order = divmod(ord(letter) - 0x1200, 8)
        if 0 <= row < len(_GEEZ_CONSONANTS):
            consonant = _GEEZ_CONSONANTS[row]
            vowel = _GEEZ_VOWELS[order] if consonant or order else "a"
            out.append(consonant + ("i" if not consonant and not vowel else vowel))
    return "".join(out)


def to_arabic(latin: str, *, all_vowels: bool) -> str:
    """A Latin spelling in Arabic letters; a careful clerk writes every a, i and u long, a quick one only some."""
    sounds = _LATIN_SOUND.findall(re.sub(r"(.)\1", r"\1", latin.lower()))
    out = []
    last = len(sounds) - 1
    for place, sound in enumerate(sounds):
        if sound not in _ARABIC_LONG:
            out.append(_ARABIC_CONSONANT[sound])
        elif place == 0:
            out.append("إ" if sound in "ei" else "أ")
        elif place == last:
            out.append({"a": "ا", "e": "ي", "i": "ي", "o": "و", "u": "و"}[sound])
        elif sound in "iou" or all_vowels:
            out.append(_ARABIC_LONG[sound])
    return "".join(out)
