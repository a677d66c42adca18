"""Names of countries and languages in the reader's language, from CLDR."""

from collections.abc import Iterable
from functools import lru_cache

import icu
from babel import Locale

from amana.kernel.locale.formats import language_now

Choices = tuple[tuple[str, str], ...]


def country_name(code: str, language: str = "") -> str:
    """Give the name of a country by its ISO 3166-1 alpha-2 code; the code itself where CLDR has no name."""
    return _countries(language or language_now()).get(code.upper(), code)


def language_name(code: str, language: str = "") -> str:
    """Give the name of a language by its BCP 47 or ISO 639-2 code ("am", "amh"); the code itself where CLDR has no name."""
    names = _languages(language or language_now())
    short = icu.Locale(code).getLanguage()
    return names.get(code.replace("-", "_"), names.get(short, code))


def country_choices(codes: Iterable[str] = (), language: str = "") -> Choices:
    """Give countries in the alphabet of the language; all of ISO 3166-1 unless codes are given."""
    return _sorted_countries(tuple(codes), language or language_now())


def language_choices(codes: Iterable[str], language: str = "") -> Choices:
    """Give languages in the alphabet of the language they are named in."""
    language = language or language_now()
    return in_order(((code, language_name(code, language)) for code in codes), language)


def in_order(choices: Iterable[tuple[str, str]], language: str) -> Choices:
    """Sort choices by their text as a dictionary of that language would."""
    collator = icu.Collator.createInstance(icu.Locale(language))
    return tuple(sorted(choices, key=lambda choice: collator.getSortKey(choice[1])))


# CLDR also names groupings and outlying places that are no countries, and continents by three digits.
NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "CP", "DG", "EA", "IC", "AC", "TA", "CQ"})


@lru_cache(maxsize=16)
def _sorted_countries(codes: tuple[str, ...], language: str) -> Choices:
    names = _countries(language)
    wanted = codes or tuple(code for code in names if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES)
    return in_order(((code, names.get(code.upper(), code)) for code in wanted), language)


@lru_cache(maxsize=16)
def _countries(language: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in _locale(language).territories.items()}


@lru_cache(maxsize=16)
def _languages(language: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in _locale(language).languages.items()}


def _locale(language: str) -> Locale:
    return Locale.parse(language.replace("-", "_"))
