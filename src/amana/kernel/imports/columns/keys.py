"""Headings made comparable: case, spaces, underscores, accents, Arabic spelling variants, numbering and asterisks do not count."""

import re
import unicodedata
from functools import lru_cache

# Variants that decomposition leaves apart: the ends of Arabic words, Persian letters on Arabic keyboards, the joined vowels of French.
_LETTERS = str.maketrans({"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا", "ـ": None, "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ß": "ss"})
_NUMBERING = re.compile(r"^\s*(?:q(?:uestion)?\.?\s*)?\(?\d{1,3}(?:\.\d{1,3})*\s*[a-z]?\s*[.):\-–]\s*(?=\D)", re.IGNORECASE)
_HINT = re.compile(r"\s*[(\[{<][^)\]}>]*[)\]}>]\s*")
_INSIDE = re.compile(r"[(\[{<]([^)\]}>]+)[)\]}>]")
_LANGUAGE_TAG = re.compile(r"::?\s*(?:english|français|francais|arabic|العربية|[a-z]{2})(?:\s*\([a-z]{2}\))?\s*$", re.IGNORECASE)
_TWO_LANGUAGES = re.compile(r"\s*[/|\n\r•·–—]\s*|\s+-\s+")
_PATH = re.compile(r"[/.:>\\]|\s>\s|-")
_LAST_NUMBER = re.compile(r"[\s_#-]*\(?\d{1,2}\)?$")


@lru_cache(maxsize=50_000)
def key(text: str) -> str:
    """The letters and digits of a text alone, folded. Two headings with one key are the same heading."""
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return "".join(sign for sign in folded if sign.isalnum() and not unicodedata.combining(sign))


def readings(text: str) -> tuple[str, ...]:
    """The keys under which one heading may be known, surest first: as it stands, without numbering and hints, its parts, its last step."""
    bare = _LANGUAGE_TAG.sub("", text.strip(" *:;.?\t\r\n\u200f\u200e"))
    found = [text, bare, _NUMBERING.sub("", bare)]
    unhinted = _HINT.sub(" ", found[-1])
    found.append(unhinted)
    found += _INSIDE.findall(text)
    found += _TWO_LANGUAGES.split(unhinted)
    found.append(_LAST_NUMBER.sub("", unhinted))
    keys = [key(part) for part in found]
    return tuple(dict.fromkeys(part for part in keys if part))


def steps(text: str) -> tuple[tuple[str, str], ...]:
    """The ways to divide a heading into a path and its last step: `group/vic_MethodsOfControl/DebtBondage`, longest last step first."""
    return tuple((text[: cut.start()], text[cut.end() :]) for cut in _PATH.finditer(text) if text[cut.end() :].strip())


def without_number(text: str) -> str:
    """The key of a heading without the number at its end: "Phone 2" and "Phone" are alike."""
    return key(_LAST_NUMBER.sub("", text))
