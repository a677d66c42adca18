"""Cleaning text and digits before anything is read from them."""

import re
import unicodedata

_KEPT_CONTROLS = frozenset("\n\t")
_JOINERS = frozenset("\u200c\u200d")  # they change letters in Arabic and Indic scripts; all other format signs are invisible noise


def clean(text: str) -> str:
    """Canonical form, no control or direction signs, no outer or doubled spaces; line breaks stay."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " " and unicodedata.is_normalized("NFC", text):
        return text.replace("_x000D_", "")  # nearly all cells: what is printable has no signs to take away
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", ""))
    kept = "".join(" " if sign == "\u00a0" else sign for sign in normal if _keeps(sign))
    lines = [" ".join(line.split()) for line in kept.split("\n")]
    return "\n".join(lines).strip()


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def plain_digits(text: str) -> str:
    """The text with digits of every script as 0 to 9: ١٩٩٨ becomes 1998."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _keeps(sign: str) -> bool:
    category = unicodedata.category(sign)
    if category == "Cc":
        return sign in _KEPT_CONTROLS
    if category == "Cf":
        return sign in _JOINERS
    return category not in ("Cs", "Co", "Cn")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
