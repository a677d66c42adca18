"""Recognising the encoding of a text file: mark at the start, zero bytes, strict UTF-8, then the likeliest of the old code pages.

Old code pages cannot be told apart for certain. Each candidate is scored by how much its letters look like words people write (one
script per word, no control signs, no capital inside a word); the choice is named in the preview and can be changed there.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from charset_normalizer import from_bytes

from amana.kernel.imports.errors import TextNotReadable

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In order of how often they are met in the offices this is for; the first wins a tie.
CODE_PAGES = ("cp1252", "cp1256", "iso8859_6", "iso8859_15", "mac_roman", "cp850", "cp720", "cp864", "mac_arabic", "cp1250", "cp1254")
SAMPLE = 200_000
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = ("LATIN", "ARABIC", "ETHIOPIC", "CYRILLIC", "GREEK", "HEBREW")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text and how it was read. `certain` is False where another code page was possible."""

    text: str
    encoding: str
    certain: bool


def looks_like_text(content: bytes) -> bool:
    """Tell a text in any encoding from other bytes: few control signs once UTF-16 is accounted for."""
    if content.startswith(tuple(mark for mark, _ in MARKS)) or _wide(content):
        return True
    head = content[:8192]
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
    return controls <= len(head) // 100 and b"\x00\x00\x00" not in head


def decode(content: bytes, *, encoding: str = "") -> Decoded:
    """Turn bytes into text. Raises TextNotReadable if nothing fits, or if the encoding the user named does not."""
    if encoding:
        return Decoded(text=_strict(content, encoding), encoding=encoding, certain=True)
    for mark, name in MARKS:
        if content.startswith(mark):
            return Decoded(text=_strict(content, name), encoding=name, certain=True)
    if name := _wide(content):
        return Decoded(text=_strict(content, name), encoding=name, certain=True)
    try:
        return Decoded(text=content.decode("utf-8"), encoding="utf-8", certain=True)
    except UnicodeDecodeError as first:
        if _is_utf8_but_for_few(content, first):
            raise TextNotReadable from first
    name = _likeliest(content)
    return Decoded(text=_strict(content, name), encoding=name, certain=False)


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError, UnicodeError) as failure:
        raise TextNotReadable from failure


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: every second byte of ordinary text is zero (or the page number of its script)."""
    head = content[:2000]
    if len(head) < 4:
        return ""
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > len(odd) * 0.4 and even.count(0) < len(even) * 0.05:
        return "utf-16-le"
    if even.count(0) > len(even) * 0.4 and odd.count(0) < len(odd) * 0.05:
        return "utf-16-be"
    return ""


def _is_utf8_but_for_few(content: bytes, first: UnicodeDecodeError) -> bool:
    """A UTF-8 file cut in the middle of a letter, or with a few broken bytes: guessing a code page would garble all the rest."""
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    wide = sum(ord(letter) > 0x7F for letter in text) - broken
    return wide >= 20 * broken and first.start > 0


def _likeliest(content: bytes) -> str:
    sample = content[:SAMPLE]
    guess = from_bytes(sample).best()
    candidates = [*CODE_PAGES]
    if guess is not None and guess.encoding not in (*candidates, "ascii", "utf_8"):
        candidates.append(guess.encoding)
    scores = {}
    for name in candidates:
        try:
            scores[name] = _plausibility(sample.decode(name))
        except (UnicodeDecodeError, LookupError):
            continue
    if not scores:
        raise TextNotReadable
    return max(scores, key=lambda name: scores[name])


def _plausibility(text: str) -> float:
    """Points per non-ASCII sign: letters in words of one script count for, symbols, controls and mixed words against."""
    points, signs = 0.0, 0
    for sign in text:
        if sign > "\x7f":
            signs += 1
            category = unicodedata.category(sign)
            points -= 2.0 if category in ("Cc", "Cn", "Co") else 1.0 if category[0] in "SZ" else 0.3 if category[0] == "P" else 0.0
    for word in _WORD.findall(text):
        wide = sum(letter > "\x7f" for letter in word)
        if wide:
            points += wide * _word_points(word)
    return points / max(signs, 1)


def _word_points(word: str) -> float:
    scripts = {_script(letter) for letter in word}
    if len(scripts) > 1 or "" in scripts:
        return -1.0
    if "LATIN" in scripts:
        inner_capital = any(before.islower() and after.isupper() for before, after in pairwise(word))
        wide = sum(letter > "\x7f" for letter in word)
        # a Latin word is mostly plain letters; one made of accents alone is another script misread
        return -0.6 if inner_capital or (wide > 1 and wide * 2 > len(word)) else 1.0 if word.lower() != word.upper() else 0.2
    if "ARABIC" in scripts:
        return 1.0 if len(word) > 1 and _common_arabic(word) else 0.2
    return 0.8


def _common_arabic(word: str) -> bool:
    """Alef, lam, ya, mim, waw, nun or ra stand in almost every Arabic word; a misread one is made of rarer letters."""
    common = sum(letter in "اليمونرةتبعدسأإآىهـح" for letter in word)
    forms = any("\ufb50" <= letter <= "\ufeff" for letter in word)
    return common * 2 >= len(word) and not forms


def _script(letter: str) -> str:
    try:
        name = unicodedata.name(letter)
    except ValueError:
        return ""
    return next((script for script in _SCRIPTS if name.startswith(script)), "OTHER")
