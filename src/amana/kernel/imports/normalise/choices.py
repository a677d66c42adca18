"""Values from a code list, written as code or as label, in any of the known spellings, or nearly so."""

from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from amana.kernel.imports.columns.keys import key
from amana.kernel.imports.fields import Field
from amana.kernel.imports.normalise.splitting import split_known
from amana.kernel.imports.normalise.values import Noted, Reading, Unreadable

NEAR_FROM = 6  # letters; shorter codes are too close to each other
SHOWN_CHOICES = 6
_tables: dict[str, dict[str, str]] = {}


def read_choices(text: str, field: Field, *, several: bool) -> Reading:
    """Read one choice or several.

    An entry outside an open list becomes Other and its words are kept under "other". Where one was asked and several stand, all are
    given back. Raises Unreadable with what the list offers.
    """
    codes, unknown = split_known(text, _table(field).get)
    found = list(codes)
    noted: list[Noted] = []
    others: list[str] = []
    for piece in unknown:
        if near := _near(key(piece), field):
            found.append(near)
            noted.append(Noted(code="choice.near", data={"read_as": _label(field, near)}))
        elif field.open_list:
            others.append(piece)
        else:
            offered = ", ".join(code.label for code in field.codes[:SHOWN_CHOICES])
            raise Unreadable("choice.unknown", offered=offered)
    if others:
        if "Other" in {code.code for code in field.codes}:
            found.append("Other")
        noted.append(Noted(code="choice.other", data={}))
    unique = tuple(dict.fromkeys(found))
    beside = {"other": "; ".join(others)} if others else {}
    if several:
        return Reading(value=unique or None, beside=beside, noted=tuple(noted))
    if len(unique) > 1:
        raise Unreadable("choice.several")
    return Reading(value=unique[0] if unique else None, beside=beside, noted=tuple(noted))


def codes_in(text: str, field: Field) -> tuple[str, ...]:
    """The codes a text names exactly, or nothing if any part of it is none."""
    codes, unknown = split_known(text, _table(field).get)
    return () if unknown else codes


def _table(field: Field) -> dict[str, str]:
    if field.name not in _tables:
        table: dict[str, str] = {}
        for code in field.codes:
            table.setdefault(key(code.code), code.code)
        for code in field.codes:
            for text in (code.label, *code.spellings):
                table.setdefault(key(text), code.code)
        _tables[field.name] = table
    return _tables[field.name]


def _label(field: Field, wanted: str) -> str:
    return next(code.label for code in field.codes if code.code == wanted)


def _near(text: str, field: Field) -> str:
    if len(text) < NEAR_FROM:
        return ""
    allowed = 1 if len(text) < 12 else 2
    found = {code for known, code in _table(field).items() if _distance(text, known, allowed) <= allowed}
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=20_000)
def _distance(text: str, known: str, allowed: int) -> int:
    if len(known) < NEAR_FROM or abs(len(text) - len(known)) > allowed:
        return allowed + 1
    return DamerauLevenshtein.distance(text, known, score_cutoff=allowed)
