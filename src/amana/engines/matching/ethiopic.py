"""Reads names in Ge'ez letters (Amharic, Tigrinya, Tigre) by the arithmetic of the Unicode block: eight orders to a row."""

from __future__ import annotations

from .letters import basic_ethiopic

_FIRST = 0x1200
_ROWS = (
    "H", "L", "H", "M", "S", "R", "S", "X", "K", "K", "K", "K", "B", "B", "T", "X",
    "H", "H", "N", "N", "", "K", "K", "K", "K", "W", "", "S", "J", "Y", "D", "D",
    "J", "K", "K", "K", "T", "X", "B", "S", "S", "F", "B",
)  # fmt: skip
# By order: a (first), u, i, a, e, none or a short i (sixth), o, wa. The first order is written a or e in Latin.
_ORDERS = ("e", "u", "i", "a", "e", "?", "u", "Wa")
_BARE_VOWEL_ORDERS = ("a", "u", "i", "a", "e", "i", "u", "a")
_GUTTURALS = frozenset({0, 2, 16})  # their first order is a plain a
_SIXTH_Y = 0x12ED
_ARTICLE_SEATS = frozenset("አኣእኤኢ")
_MAX_READINGS = 2


def sounds(text: str) -> tuple[str, ...]:
    """The readings of one word in Ge'ez letters, at most two; () if it holds none."""
    letters = basic_ethiopic(text)
    if not letters:
        return ()
    out: list[str] = []
    for letter in letters:
        row, order = divmod(ord(letter) - _FIRST, 8)
        consonant = _ROWS[row]
        if not consonant:
            out.append(_BARE_VOWEL_ORDERS[order])
        elif order == 0 and row in _GUTTURALS:
            out.append(consonant + "a")
        else:
            out.append(consonant + _ORDERS[order])
    spelled = "".join(out)
    # A sixth-order letter at the end carries no vowel; elsewhere it may.
    spelled = spelled.removesuffix("?")
    if letters[0] in _ARTICLE_SEATS and letters[1:2] == "ል" and len(letters) > 3:
        return (spelled, spelled[spelled.index("L") + 1 :].lstrip("?"))  # the Arabic article, or the first letters of Almaz
    if ord(letters[0]) == _SIXTH_Y:
        return (spelled, "i" + spelled.lstrip("Y?"))[:_MAX_READINGS]
    return (spelled,)
