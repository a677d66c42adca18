"""Languages by ISO 639-2 code (terminological), also from two-letter codes and CLDR names in seven languages."""

from functools import lru_cache

import icu
from babel import Locale

from amana.kernel.imports.columns.keys import key
from amana.kernel.imports.normalise.values import Reading, Unreadable
from amana.kernel.imports.tables import spellings

NAMED_IN = ("en", "fr", "ar", "am", "ti", "so", "sw", "it")


@lru_cache(maxsize=5_000)
def read_language(text: str) -> Reading:
    """Read one language. Raises Unreadable."""
    if code := _table().get(key(text)):
        return Reading(value=code)
    raise Unreadable("language.unknown")


def is_language(text: str) -> bool:
    return key(text) in _table()


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    named = {tag: names for tag in NAMED_IN for names in [Locale.parse(tag).languages]}
    codes = [code for code in map(str, named["en"]) if code.isalpha() and len(code) in (2, 3)]
    for code in codes:
        three = icu.Locale(code).getISO3Language()
        if three:
            table[key(code)] = three
            table.setdefault(key(three), three)
    table.update(spellings("languages"))
    for names in named.values():
        for code in codes:
            if code in names and (three := icu.Locale(code).getISO3Language()):
                table.setdefault(key(names[code]), three)
    table.pop("", None)
    return table
