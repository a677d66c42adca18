"""Taking several choices out of one cell: `;` `|` line breaks, commas, slashes, or spaces between codes as XLSForm writes them.

Labels may hold those marks themselves ("Water supply; sewerage, waste management"), so neighbouring pieces are joined again as long
as the whole is known. Keys ignore marks, which makes the joined pieces comparable with the label.
"""

import re
from collections.abc import Callable, Sequence

from amana.kernel.imports.columns.keys import key

Lookup = Callable[[str], str | None]  # folded text -> code

STRONG = re.compile(r"[;|\n\r؛]+")
WEAK = re.compile(r"[;|\n\r؛,،/+&]+|\s+(?:and|et|و)\s+")
SPACES = re.compile(r"[;|\n\r؛,،/+&\s]+")
LONGEST = 24  # pieces of one label


def split_known(text: str, lookup: Lookup) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes in a text, in order and without doubles, and the pieces that are none, at the division that leaves fewest unknown."""
    if code := lookup(key(text)):
        return (code,), ()
    attempts = [_joined([piece.strip() for piece in mark.split(text) if key(piece)], lookup) for mark in (STRONG, WEAK, SPACES)]
    codes, unknown = min(attempts[:2], key=lambda attempt: len(attempt[1]))
    if unknown and not attempts[2][1]:
        codes, unknown = attempts[2]
    return tuple(dict.fromkeys(codes)), tuple(unknown)


def _joined(pieces: Sequence[str], lookup: Lookup) -> tuple[list[str], list[str]]:
    codes, unknown, at = [], [], 0
    while at < len(pieces):
        for length in range(min(LONGEST, len(pieces) - at), 0, -1):
            if code := lookup("".join(key(piece) for piece in pieces[at : at + length])):
                codes.append(code)
                at += length
                break
        else:
            unknown.append(pieces[at])
            at += 1
    return codes, unknown
