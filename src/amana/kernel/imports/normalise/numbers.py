"""Whole numbers and coordinates."""

import re

from amana.kernel.imports.cells import Cell
from amana.kernel.imports.normalise.texts import one_line, plain_digits
from amana.kernel.imports.normalise.values import Unreadable

_ONE_NUMBER = re.compile(r"^\D*?(\d{1,9})(?:[.,]0+)?\D*$")
_DECIMAL = re.compile(r"^([+-]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*([NSEWO])?$", re.IGNORECASE)


def read_whole(cell: Cell) -> int:
    """Read a count: 3, 3.0, "3 children", "٣". Raises Unreadable."""
    if isinstance(cell, bool):
        raise Unreadable("number.unknown")
    if isinstance(cell, int | float):
        if cell < 0 or cell != int(cell):
            raise Unreadable("number.unknown")
        return int(cell)
    text = plain_digits(one_line(str(cell)))
    found = _ONE_NUMBER.match(text)
    if found is None or "-" in text[: found.start(1)]:
        raise Unreadable("number.unknown")
    return int(found.group(1))


def read_degrees(cell: Cell, *, most: int) -> float:
    """Read a latitude (most=90) or longitude (most=180) in decimal degrees. Raises Unreadable."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        value = float(cell)
    else:
        found = _DECIMAL.match(plain_digits(one_line(str(cell))))
        if found is None:
            raise Unreadable("degrees.unknown", most=most)
        value = float(found.group(1).replace(",", "."))
        if (found.group(2) or "").upper() in ("S", "W", "O"):
            value = -value
    if not -most <= value <= most:
        raise Unreadable("degrees.unknown", most=most)
    return value


def looks_like_number(text: str) -> bool:
    return bool(re.match(r"^[+-]?\d+(?:[.,]\d+)?$", plain_digits(text.strip())))
