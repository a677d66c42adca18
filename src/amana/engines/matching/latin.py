"""Reads names in Latin letters, whichever of the region's spelling habits wrote them.

Somali and Oromo (c, x, q, dh, doubled vowels), Ethiopian and Eritrean English (ts, gh, q), Italian (gh, sci, initial i and u as
glides), French (ou, dj, ch), Swahili, and the English press. Where a letter has two values both readings are given.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice, product

from .words import NOT_ARTICLE_LATIN, SOMALI_AYN

_MARKS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "e", "ǝ": "e", "ɛ": "e", "ɔ": "o"})
_DOUBLED = re.compile(r"([a-z])\1+")
_ARTICLE = re.compile(r"^[ae]l(?=[b-df-hj-np-tv-z])")
_BEFORE_E_OR_I = re.compile(r"s?ch?(?=[ei])")
_SOFT_G = re.compile(r"gi(?=[aou])")
_MEDIAL_W = re.compile(r"(?<=[aei])o?u(?=[aeio])")
_MAX_READINGS = 4

# Longest first: the first entry that fits at a place is taken.
_LETTERS: dict[str, tuple[str, ...]] = {
    "tsch": ("X",), "sch": ("X",), "tch": ("X",), "dsh": ("J",),
    "sh": ("X",), "ch": ("X",), "dj": ("J",), "zh": ("J",), "kh": ("K",), "gh": ("K",), "ph": ("F",), "ck": ("K",),
    "th": ("T", "S"), "dh": ("D", "S"), "ts": ("S", "TS"), "tz": ("S", "TS"), "ou": ("u",),
    "b": ("B",), "d": ("D",), "f": ("F",), "g": ("K",), "h": ("H",), "j": ("J",), "k": ("K",), "l": ("L",),
    "m": ("M",), "n": ("N",), "p": ("B",), "q": ("K",), "r": ("R",), "s": ("S",), "t": ("T",), "v": ("B",), "w": ("W",),
    "x": ("H",), "y": ("Y",), "z": ("S",), "a": ("a",), "e": ("e",), "i": ("i",), "o": ("u",), "u": ("u",),
}  # fmt: skip


def fold(text: str) -> str:
    """Lower case, without accents or apostrophes."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_MARKS))
    return "".join(letter for letter in plain if "a" <= letter <= "z")


def sounds(text: str) -> tuple[str, ...]:
    """The readings of one word in Latin letters, most likely first, at most four; () if it holds no letter a to z."""
    word = fold(text)
    if not word:
        return ()
    forms = [word]
    if _ARTICLE.match(word) and len(word) > 5 and not word.startswith(NOT_ARTICLE_LATIN):
        forms.append(word[2:])
    found: dict[str, None] = {}
    for form in forms:
        choices = _choices(form)
        found.update(dict.fromkeys("".join(each) for each in islice(product(*choices), _MAX_READINGS)))
    return tuple(found)[:_MAX_READINGS]


def _choices(word: str) -> list[tuple[str, ...]]:
    long_vowels = bool(re.search(r"aa|ee|ii|oo|uu", word))
    oromo = word.endswith(("aa", "ee", "ii", "oo", "uu")) or ("ph" in word and long_vowels)  # Somali writes no long vowel at the end
    somali_ayn = word in SOMALI_AYN
    word = _initial_glide(_DOUBLED.sub(r"\1", word))
    choices: list[tuple[str, ...]] = []
    place = 0
    while place < len(word):
        if word[place] == "c" and word[place : place + 2] not in ("ch", "ck"):
            choices.append(_c(word, place, somali_ayn=somali_ayn, long_vowels=long_vowels))
            place += 1
            continue
        width = next(width for width in (4, 3, 2, 1) if word[place : place + width] in _LETTERS)
        values = _LETTERS[word[place : place + width]]
        if word[place : place + 2] == "ye" or word[place : place + 2] == "yi":
            # Yihdego, Ihdego; Yishak, Ishak: the sixth-order y is heard or not.
            values = ("Y", "") if place == 0 else ("Y",)
        if oromo and word[place] == "x":
            values = ("T", "H")  # Xiruu
        elif oromo and width == 2 and word.startswith("ph", place):
            values = ("B", "F")  # Phaawuloos
        italian = _italian(word, place)
        if italian:
            values, width = italian
        choices.append(values)
        place += width
    return choices


def _italian(word: str, place: int) -> tuple[tuple[str, ...], int] | None:
    """Letters that Italian offices use otherwise: (values, how many letters); the other habit's value stands beside theirs."""
    if _BEFORE_E_OR_I.match(word, place):
        if word.startswith("sch", place):
            return ("SK", "X"), 3  # Ghebremeschel
        if word.startswith("ch", place):
            return ("X", "K"), 2  # Chernet; Chidane
        if word.startswith("sc", place):
            return ("X",), 2  # Scewit
    if _SOFT_G.match(word, place):
        return ("K", "J"), 2  # Giorgis; Giama
    if word.endswith("sc") and place == len(word) - 2:
        return ("X", "SK"), 2  # Negasc
    return None


def _initial_glide(word: str) -> str:
    """Italian and French write i, u, ou for y, w before a vowel: Iohannes, Ueldu, Ouolde, Haua."""
    word = _MEDIAL_W.sub("w", word)
    if re.match(r"i[aeou]", word):
        return "y" + word[1:]
    if re.match(r"ou[aeio]", word):
        return "w" + word[2:]
    if re.match(r"u[aeio]", word):
        return "w" + word[1:]
    return word


def _c(word: str, place: int, *, somali_ayn: bool, long_vowels: bool) -> tuple[str, ...]:
    """Somali c is the throat sound and drops out; Oromo c is ch; elsewhere c is k, or s before e and i."""
    if somali_ayn:
        return ("",)
    following = word[place + 1 : place + 2]
    if following and following not in "aeiou":
        return ("K",)
    if long_vowels:
        return ("", "X") if following else ("", "K")
    if re.match(r"ci[aou]", word[place : place + 3]):
        return ("X", "S", "")  # Lucia
    return ("", "S") if following and following in "ei" else ("K", "")
