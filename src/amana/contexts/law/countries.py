"""ISO 3166-1 codes: tables of treaties use three letters, the node two.

The European Union has "EU" (exceptionally reserved) and "EUE" (used by UN bodies).
"""

from functools import lru_cache

import icu

UNION = ("EU", "EUE")


@lru_cache(maxsize=1)
def _by_alpha3() -> dict[str, str]:
    found = {icu.Locale("", code).getISO3Country(): code for code in icu.Locale.getISOCountries()}
    return {**found, UNION[1]: UNION[0]}


def alpha2(code: str) -> str | None:
    """The two letters of a three-letter code; None for one that is none."""
    return _by_alpha3().get(code.strip().upper())


@lru_cache(maxsize=512)
def alpha3(code: str) -> str:
    """The three letters of a two-letter code; the code itself where there are none."""
    return next((three for three, two in _by_alpha3().items() if two == code), code)
