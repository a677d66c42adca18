"""Reads names in Arabic letters. Short vowels are not written, so a gap without a letter says nothing about its vowel.

Hamza seats, ta marbuta, alif maqsura and the Persian letters fall together; jim is also read hard (Egypt, and Eritrean
names written in Arabic), tha and the interdentals also as stops (Sudan).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice, product

from .words import NOT_ARTICLE_ARABIC

_MAX_READINGS = 4
_DOUBLED = re.compile("ل{2,}")  # of the article and of Allah; any other doubled letter is two consonants
_PROTHETIC = re.compile("^[اإ](?=س[طتكقفب])")  # Istifanos, Iskandar
_NOT_LETTERS = re.compile("[\u0640\u0610-\u061a\u06d6-\u06ed]")

_LETTERS: dict[str, tuple[str, ...]] = {
    "ب": ("B",), "پ": ("B",), "ڤ": ("B",), "ت": ("T",), "ث": ("S", "T"), "ج": ("J", "K"), "چ": ("X",), "ح": ("H",), "خ": ("K",),
    "د": ("D",), "ذ": ("S", "D"), "ر": ("R",), "ز": ("S",), "ژ": ("J",), "س": ("S",), "ش": ("X",), "ص": ("S",), "ض": ("D",),
    "ط": ("T",), "ظ": ("S", "D"), "غ": ("K",), "ف": ("F",), "ق": ("K",), "ك": ("K",), "ک": ("K",), "گ": ("K",), "ل": ("L",),
    "م": ("M",), "ن": ("N",), "ه": ("H",), "ھ": ("H",), "ة": ("a",), "ى": ("a",), "ا": ("a:",), "أ": ("a",), "إ": ("i",),
    "آ": ("a",), "ٱ": ("a",), "ء": ("?",), "ؤ": ("u",), "ئ": ("i",), "ع": ("?",), "و": ("W:",), "ي": ("Y:",), "ی": ("Y:",),
    "\u064e": ("a",), "\u064f": ("u",), "\u0650": ("i",), "\u064b": ("a",), "\u064c": ("u",), "\u064d": ("i",),
}  # fmt: skip
_INITIAL = {"ا": "?", "أ": "?", "إ": "?", "آ": "a", "ع": "?", "ٱ": "?", "ء": "?"}
_GLIDES = {"و": "W", "ي": "Y", "ی": "Y"}
_CONSONANTS = frozenset("BFMTDSXJKHNLR")


def sounds(text: str) -> tuple[str, ...]:
    """The readings of one word in Arabic letters, most likely first, at most four; () if it holds no Arabic letter."""
    word = _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text))
    word = _DOUBLED.sub("ل", "".join(letter for letter in word if letter in _LETTERS))
    if not word:
        return ()
    word = _without_article(word)
    if "تش" in word:
        return (*_spelled(word.replace("تش", "چ")), *_spelled(word))[:_MAX_READINGS]  # ch, or t and sh of Teshome
    if "تس" in word:
        return (*_spelled(word), *_spelled(word.replace("تس", "ص")))[:_MAX_READINGS]  # t and s of Tesfay, or ts of Tsegaye
    return _spelled(word)


def _spelled(word: str) -> tuple[str, ...]:
    word = _PROTHETIC.sub("", word)
    if word.startswith(("اي", "إي", "او", "أو")) and len(word) > 2:
        word = word[0] + word[2:]  # a seat and its long vowel are one vowel: ايمان, اوغبا
    choices = [_LETTERS[letter] for letter in word]
    first, last = word[0], word[-1]
    if word.endswith("اة"):
        choices[-1] = ("T", "")  # Najat, Hayat
    if first in _INITIAL:
        choices[0] = (_INITIAL[first],)
    elif first in _GLIDES:
        choices[0] = (_GLIDES[first],)
    if last in "هھ" and len(word) > 1:
        choices[-1] = ("H?",)  # often a ta marbuta without its dots
    return tuple(dict.fromkeys(_with_gaps("".join(each)) for each in islice(product(*choices), _MAX_READINGS)))


def _without_article(word: str) -> str:
    if not word.startswith("ال") or word in NOT_ARTICLE_ARABIC or len(word) < 5:
        return word
    return word[2:]


def _with_gaps(sounds: str) -> str:
    """Put an unwritten vowel wherever two consonants meet, and spell out the glides that may be vowels."""
    out: list[str] = []
    for place, sound in enumerate(sounds):
        if place and sound in _CONSONANTS and sounds[place - 1] in _CONSONANTS:
            out.append("?")
        out.append(sound)
    return "".join(out)
