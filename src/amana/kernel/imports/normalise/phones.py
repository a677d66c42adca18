"""Telephone numbers, in E.164 form where they are valid, as written where they are not."""

import re

import phonenumbers

from amana.kernel.imports.cells import Cell, as_text
from amana.kernel.imports.normalise.texts import one_line, plain_digits
from amana.kernel.imports.normalise.values import Noted, Reading, Unreadable

_SEVERAL = re.compile(r"\s*(?:[;,/|\n]|\s(?:or|ou|and|et|أو)\s)\s*")
FEWEST_DIGITS = 5


def read_phone(cell: Cell, *, country: str) -> Reading:
    """Read a telephone number; further ones in the cell are kept under "others".

    country  where numbers without an international prefix are taken to be from; "" for nowhere
    Raises Unreadable where there are hardly any digits.
    """
    text = plain_digits(as_text(cell).replace("\u2060", ""))
    pieces = [piece for piece in _SEVERAL.split(text.strip()) if len(re.sub(r"\D", "", piece)) >= FEWEST_DIGITS]
    if not pieces:
        raise Unreadable("phone.unknown")
    numbers = [_number(piece, country) for piece in pieces]
    first, valid = numbers[0]
    beside: dict[str, object] = {"others": [number for number, _ in numbers[1:]]} if len(numbers) > 1 else {}
    noted = () if valid else (Noted(code="phone.as_written"),)
    return Reading(value=first, beside=beside, noted=noted)


def looks_like_phone(text: str) -> bool:
    digits = re.sub(r"\D", "", plain_digits(text))
    return FEWEST_DIGITS <= len(digits) <= 16 and len(digits) * 2 > len(text)


def _number(piece: str, country: str) -> tuple[str, bool]:
    text = one_line(piece).strip("'")
    if text.startswith("00"):
        text = f"+{text[2:]}"
    attempts = [(text, country or None)]
    if not text.startswith("+") and not text.startswith("0"):
        attempts.append((f"+{text}", None))  # a spreadsheet took the plus sign away
    if not text.startswith(("+", "0")) and country:
        attempts.append((f"0{text}", country))  # ... or the leading zero
    for number, region in attempts:
        try:
            parsed = phonenumbers.parse(number, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164), True
    return text, False
