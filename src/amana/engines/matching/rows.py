"""A record from a row of texts, as sheets and the benchmark give it: one mapping of field to text, in which every field may be empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

import phonenumbers

from .parts import read_name
from .values import Birth, Name, NamePart, Record, Role, Sighting

# What a row may hold. A whole name, or its links in fields of their own (then `name` is a further way it was written).
FIELDS = (
    "name", "given", "father", "grandfather", "nickname", "sex", "birth",
    "nationality", "place", "phones", "documents", "country", "reported",
)  # fmt: skip
_LINKS = (("given", Role.GIVEN), ("father", Role.FATHER), ("grandfather", Role.GRANDFATHER))
_SEVERAL = re.compile(r"[;|\n]+")
_SEXES = {
    "f": "Feminine", "female": "Feminine", "feminine": "Feminine", "femme": "Feminine", "féminin": "Feminine", "أنثى": "Feminine",
    "m": "Masculine", "male": "Masculine", "masculine": "Masculine", "homme": "Masculine", "masculin": "Masculine", "ذكر": "Masculine",
}  # fmt: skip
_RANGE = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4})")


class RowUnreadable(ValueError):
    """A field of a row does not hold what it should. `field` and `text` say which and what."""

    code = "matching.row_unreadable"

    def __init__(self, field: str, text: str) -> None:
        super().__init__(f"{field}: {text}")
        self.field, self.text = field, text


def record_from(row: Mapping[str, str], *, region: str = "") -> Record:
    """The record a row gives. `region` is the state by whose habit national telephone numbers are read, unless `country` says another.

    Raises `RowUnreadable` for a date that is none. Unknown words for sex say nothing; a number that cannot be read is kept by its digits.
    """
    country = row.get("country", "").strip().upper()
    return Record(
        names=tuple(_names(row)),
        phones=tuple(_phone(each, country or region) for each in _several(row.get("phones", ""))),
        documents=tuple(_several(row.get("documents", ""))),
        birth=_birth(row.get("birth", "").strip()),
        sex=_SEXES.get(row.get("sex", "").strip().casefold(), ""),
        nationalities=tuple(each.upper() for each in _several(row.get("nationality", ""))),
        places=tuple(_several(row.get("place", ""))),
        seen=_seen(row.get("reported", "").strip(), country),
    )


def _names(row: Mapping[str, str]) -> Iterator[Name]:
    nickname = row.get("nickname", "").strip()
    extra = (NamePart(nickname, Role.NICKNAME),) if nickname else ()
    links = tuple(NamePart(text, role) for field, role in _LINKS if (text := row.get(field, "").strip()))
    whole = row.get("name", "").strip()
    if links:
        yield Name(parts=links + extra)
        if whole and sorted(whole.split()) != sorted(" ".join(part.text for part in links).split()):
            yield read_name(whole)
    elif whole:
        read = read_name(whole)
        yield Name(parts=read.parts + extra)
    elif extra:
        yield Name(parts=extra)


def _several(text: str) -> list[str]:
    return [each.strip() for each in _SEVERAL.split(text) if each.strip()]


def _phone(text: str, region: str) -> str:
    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return text
    return f"{number.country_code}{number.national_number}"


def _birth(text: str) -> Birth:
    if not text:
        return Birth.unknown()
    between = _RANGE.fullmatch(text)
    try:
        if between:
            return Birth.between(int(between[1]), int(between[2]))
        if text.isdecimal() and len(text) == 4:
            return Birth.in_year(int(text))
        return Birth.on(date.fromisoformat(text))
    except ValueError as wrong:
        raise RowUnreadable("birth", text) from wrong


def _seen(text: str, country: str) -> tuple[Sighting, ...]:
    if not text or not country:
        return ()
    try:
        return (Sighting(date.fromisoformat(text), country),)
    except ValueError as wrong:
        raise RowUnreadable("reported", text) from wrong
