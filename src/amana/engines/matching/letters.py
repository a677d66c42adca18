"""One plain form of the letters of a word, for counting which letters of one script stand for which of another.

Nothing is read as a sound here: that is what `sounds.py` is for. Letters that a reader of the script takes for one (hamza seats, the
Ge'ez rows that sound alike, Persian and Arabic kaf) become one; marks that change a letter's sound (č, ş, ğ) stay.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache


class Script(StrEnum):
    """A script that names of the region are written in."""

    LATIN = "latin"
    ARABIC = "arabic"
    ETHIOPIC = "ethiopic"


# Latin letters that are more than a letter with an accent: the mark, or what the letter stands for, is kept.
_KEPT = str.maketrans({
    "č": "č", "ć": "č", "ĉ": "č", "š": "š", "ş": "š", "ș": "š", "ś": "š", "ŝ": "š", "ž": "ž", "ż": "ž", "ź": "ž", "ç": "ç", "ğ": "ğ",
    "ĝ": "ğ", "ǧ": "ğ", "ñ": "ñ", "ń": "ñ", "ł": "ł", "đ": "đ", "ı": "ı", "ö": "ö", "ø": "ö", "ü": "ü", "ţ": "ţ", "ț": "ţ", "ß": "ss",
    "æ": "ae", "œ": "oe", "þ": "th", "ð": "dh", "ə": "a", "ǝ": "e", "ɛ": "e", "ɔ": "o", "ħ": "h", "ḫ": "kh", "ḵ": "kh", "ẖ": "kh",
    "ġ": "gh", "ḡ": "gh", "ṯ": "th", "ḏ": "dh",
})  # fmt: skip
_MARKED = frozenset("čšžçğñłđıöüţ")
_DOUBLED_CONSONANT = re.compile(r"([^aeiou])\1+")
_TRIPLED_VOWEL = re.compile(r"([aeiou])\1{2,}")
_LATIN_ARTICLE = re.compile(r"^(?:al|el|ul|il|at|as|ash|ar|ad|az|an|ath|es|er|ed|en|et|ez|l)[-'’ ](?=..)")
_WOMANS_FAMILY_NAME = re.compile(r"^(.{3,})ov\u00e1$")
_JOINED_ARTICLE = re.compile(r"^[ae]l(?=[^aeiou]....*)")

_ARABIC_ONE = str.maketrans("أإآٱیکھہۀێۆڕڵەڨڭڜۇۈېۋ", "ااااي" + "كهههيورلهگگشوويو")
_ARABIC = frozenset("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءؤئپچژگڤ")
_ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")

_INNER_ARTICLE = re.compile("(?<=..)ال(?=[تثدذرزسشصضطظن]..)")
_SERVANT_OF = re.compile("^عبدال(?=..)")  # the article is left out where the Latin side is read without it
_INNER_MAQSURA = re.compile("ى(?=.)")  # inside a word it can only be a ya
_SEAT_OF_A_VOWEL = re.compile("^ئ(?=[اويهى])")  # Uyghur begins every vowel with one
_SEATS = str.maketrans({"ؤ": "و", "ئ": None})  # Persian and Urdu: Lucknow ends in waw with a hamza

_GEEZ = re.compile("[\u1200-\u135a\u1380-\u138f\u2d80-\u2dde\uab01-\uab2e]")
_GEEZ_FIRST = 0x1200
_GEEZ_ROWS = 43
_LABIALISED = {0x1248: 0x1240, 0x1258: 0x1250, 0x1288: 0x1280, 0x12B0: 0x12A8, 0x12C0: 0x12B8, 0x1310: 0x1308}
_SOUNDS_LIKE = {0x1220: 0x1230, 0x1280: 0x1210, 0x12D0: 0x12A0, 0x1340: 0x1338}  # rows of one sound: ሠ ሰ, ኀ ሐ, ዐ አ, ፀ ጸ
_VOWEL_ORDERS = {"A": 0, "U": 1, "I": 2, "AA": 3, "EE": 4, "E": 5, "O": 6, "OA": 6}
_CONSONANTS = {
    "H": 0x1200, "L": 0x1208, "HH": 0x1210, "M": 0x1218, "SZ": 0x1220, "R": 0x1228, "S": 0x1230, "SH": 0x1238, "Q": 0x1240, "QH": 0x1250,
    "QY": 0x1240, "B": 0x1260, "V": 0x1268, "T": 0x1270, "C": 0x1278, "X": 0x1280, "N": 0x1290, "NY": 0x1298, "K": 0x12A8, "KX": 0x12B8,
    "KY": 0x12A8, "XY": 0x12B8, "W": 0x12C8, "Z": 0x12D8, "ZH": 0x12E0, "ZZ": 0x12D8, "Y": 0x12E8, "D": 0x12F0, "DD": 0x12F8, "DZ": 0x12D8,
    "J": 0x1300, "G": 0x1308, "GG": 0x1318, "GY": 0x1308, "TH": 0x1320, "TTH": 0x1320, "DDH": 0x12F0, "SS": 0x1338,
    "CH": 0x1328, "CC": 0x1278, "CCH": 0x1328, "CCHH": 0x1328,
    "GLOTTAL ": 0x12A0, "BB": 0x1260, "PH": 0x1330, "TS": 0x1338, "TZ": 0x1340, "F": 0x1348, "P": 0x1350,
}  # fmt: skip
_WITH_Y = {"ፘ": "ርያ", "ፙ": "ምያ", "ፚ": "ፍያ"}
_NAMED = re.compile(r"ETHIOPIC SYLLABLE (?:SEBATBEIT )?([B-DF-HJ-NP-TV-Z]*?|GLOTTAL )(W?)(AA|A|U|I|EE|E|OA|O)$")


def script_of(word: str) -> Script | None:
    """The one script of a word; None if it holds letters of none of the three, or of more than one."""
    found = {script for script, letters in _EXPRESSIONS.items() if letters.search(word)}
    return found.pop() if len(found) == 1 else None


def latin_letters(word: str) -> tuple[str, ...]:
    """The word in plain letters, doubled consonants written once.

    Further forms: without its Arabic article, and without the ending that Czech and Slovak papers give a woman's family name.
    """
    low = unicodedata.normalize("NFC", word.lower())
    whole = _plain_latin(low)
    family = _WOMANS_FAMILY_NAME.match(low)
    if family:
        return whole, _plain_latin(family.group(1))
    article = _LATIN_ARTICLE.match(low)
    if article:
        return whole, _plain_latin(low[article.end() :])
    return (whole, whole[2:]) if _JOINED_ARTICLE.match(whole) else (whole,)


def _plain_latin(low: str) -> str:
    kept = low.translate(_KEPT)
    out = [letter for each in kept for letter in (each if each in _MARKED else unicodedata.normalize("NFKD", each))]
    plain = "".join(letter for letter in out if "a" <= letter <= "z" or letter in _MARKED)
    return _TRIPLED_VOWEL.sub(r"\1\1", _DOUBLED_CONSONANT.sub(r"\1", plain))


def arabic_letters(word: str) -> tuple[str, ...]:
    """The consonants and long vowels of the word, points and tatweel left out; without its article as a second form."""
    plain = unicodedata.normalize("NFKC", word).translate(_ARABIC_ONE)
    whole = _SEAT_OF_A_VOWEL.sub("", "".join(letter for letter in plain if letter in _ARABIC))
    whole = _INNER_MAQSURA.sub("ي", whole)
    forms = [whole]
    if whole.startswith("ال") and len(whole) > 3:
        forms.append(whole[2:])
    else:
        # Within a compound the l of the article is heard as the letter that follows: Salah ad-Din, Abd ar-Rahman.
        forms += [_INNER_ARTICLE.sub("ا", whole), _SERVANT_OF.sub("عبد", whole)]
    forms += [form.translate(_SEATS) for form in forms]
    return tuple(form for form in dict.fromkeys(forms) if form) or (whole,)


def ethiopic_letters(word: str) -> tuple[str, ...]:
    """Two characters to a syllable: the consonant's sixth form and the number of its order, 1 to 7. ኰ is written ክው1, ሏ is ልው4."""
    return ("".join(_syllable(letter) for letter in basic_ethiopic(word)),)


@lru_cache(maxsize=1_000)
def _syllable(letter: str) -> str:
    row, order = divmod(ord(letter) - _GEEZ_FIRST, 8)
    row = _GEEZ_FIRST + 8 * row
    round_lips = row in _LABIALISED or (order == 7 and row != 0x12A0)
    row = _LABIALISED.get(row, row)
    consonant = chr(_SOUNDS_LIKE.get(row, row) + 5)
    if order == 7:
        order = 3
    return f"{consonant}ው{order + 1}" if round_lips else f"{consonant}{order + 1}"


def basic_ethiopic(word: str) -> str:
    """The Ge'ez letters of the word, those of the supplement and the extensions as letters of the basic block with the same sound."""
    return "".join(_basic(letter) for letter in word if _GEEZ.match(letter))


@lru_cache(maxsize=1_000)
def _basic(letter: str) -> str:
    if _GEEZ_FIRST <= ord(letter) < _GEEZ_FIRST + 8 * _GEEZ_ROWS:
        return letter if unicodedata.name(letter, "") else ""
    if letter in _WITH_Y:
        return _WITH_Y[letter]
    found = _NAMED.match(unicodedata.name(letter, ""))
    if not found:
        return ""
    consonant, round_lips, vowel = found.groups()
    order = _VOWEL_ORDERS[vowel]
    row = _CONSONANTS.get(consonant)
    if row is None:
        return chr(0x12A0 + order) if not consonant else ""
    return chr(row + 5) + chr(0x12C8 + order) if round_lips else chr(row + order)


_EXPRESSIONS = {Script.LATIN: re.compile("[A-Za-z\u00c0-\u02af\u1e00-\u1eff]"), Script.ARABIC: _ARABIC_LETTER, Script.ETHIOPIC: _GEEZ}
