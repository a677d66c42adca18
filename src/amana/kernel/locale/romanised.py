"""A line in Latin letters beside a name in another script, for readers who do not read it. For display alone: nothing is matched by it."""

from functools import lru_cache

import icu

# Marks that hardly anybody reads are dropped, letters are not.
_RULES = "Any-Latin; NFD; [:Nonspacing Mark:] Remove; NFC"


def romanised(text: str) -> str:
    """The text in Latin letters as ICU writes it (CLDR's rules); "" where it stands in Latin letters already."""
    found = _romaniser().transliterate(text)
    return "" if found == _romaniser_of_marks().transliterate(text) else str(found)


@lru_cache(maxsize=1)
def _romaniser() -> icu.Transliterator:
    return icu.Transliterator.createInstance(_RULES)


@lru_cache(maxsize=1)
def _romaniser_of_marks() -> icu.Transliterator:
    return icu.Transliterator.createInstance(_RULES.removeprefix("Any-Latin; "))
