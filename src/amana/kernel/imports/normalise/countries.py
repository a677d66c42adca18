"""Countries by ISO 3166-1 code (two or three letters), by their CLDR names in seven languages, by nationality adjectives."""

from functools import lru_cache

import icu
from babel import Locale
from rapidfuzz.distance import DamerauLevenshtein

from amana.kernel.imports.columns.keys import key
from amana.kernel.imports.normalise.splitting import split_known
from amana.kernel.imports.normalise.values import Noted, Reading, Unreadable
from amana.kernel.imports.tables import spellings
from amana.kernel.locale.names import NO_COUNTRIES

LANGUAGES = ("en", "fr", "ar", "am", "ti", "so", "sw", "it")
NEAR_FROM = 6


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    """Folded name -> code. Codes win over names, the spelling table over CLDR."""
    english = Locale.parse("en").territories
    codes = [code for code in map(str, english) if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES]
    table: dict[str, str] = {}
    for code in codes:
        table[key(code)] = code
        table.setdefault(key(icu.Locale("", code).getISO3Country()), code)
    table.update(spellings("countries"))
    for language in LANGUAGES:
        names = Locale.parse(language).territories
        for code in codes:
            if code in names:
                table.setdefault(key(names[code]), code)
    table.pop("", None)
    return table


@lru_cache(maxsize=20_000)
def read(text: str) -> str:
    """The code of one country named exactly, or "" """
    return _table().get(key(text), "")


@lru_cache(maxsize=20_000)
def read_countries(text: str, *, several: bool) -> Reading:
    """Read one country or several. Raises Unreadable."""
    codes, unknown = split_known(text, _table().get)
    found, noted = list(codes), []
    for piece in unknown:
        near = _near(key(piece))
        if not near:
            raise Unreadable("country.unknown")
        found.append(near)
        noted.append(Noted(code="choice.near", data={"read_as": Locale.parse("en").territories[near]}))
    unique = tuple(dict.fromkeys(found))
    if several:
        return Reading(value=unique or None, noted=tuple(noted))
    if len(unique) > 1:
        raise Unreadable("choice.several")
    return Reading(value=unique[0] if unique else None, noted=tuple(noted))


@lru_cache(maxsize=5_000)
def _near(text: str) -> str:
    if len(text) < NEAR_FROM:
        return ""
    found = {
        code
        for known, code in _table().items()
        if len(known) >= NEAR_FROM and DamerauLevenshtein.distance(text, known, score_cutoff=1) <= 1
    }
    return found.pop() if len(found) == 1 else ""
