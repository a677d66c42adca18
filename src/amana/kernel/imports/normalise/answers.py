"""Answers without a value, and answers that are yes or no, in the languages of the region."""

from collections.abc import Mapping
from functools import lru_cache

from amana.kernel.imports.columns.keys import key
from amana.kernel.imports.normalise.values import Unreadable
from amana.kernel.imports.tables import spellings
from amana.kernel.imports.terms import Missing

_DASHES = frozenset("-–—_./\\…* ")
_QUESTIONS = frozenset("?؟ ")
LONGEST = 60  # letters of the longest spelling, with room for marks


@lru_cache(maxsize=1)
def _reasons() -> Mapping[str, Missing]:
    reasons = {reason.value: reason for reason in Missing}
    return {spelling: reasons[code] for spelling, code in spellings("answers").items() if code in reasons}


def missing(text: str) -> Missing | None:
    """Why there is no value, if that is what the text says. A dash says nothing at all and is no answer."""
    if text and set(text) <= _QUESTIONS:
        return Missing.UNKNOWN
    if len(text) > LONGEST:
        return None
    return _reasons().get(key(text))


def says_nothing(text: str) -> bool:
    return set(text) <= _DASHES


def yes_or_no(text: str) -> bool:
    """Read a tick. Raises Unreadable."""
    if text.strip() in ("✓", "✔", "☑", "☒", "✗", "✘", "☐"):
        return text.strip() in ("✓", "✔", "☑", "☒")
    found = spellings("answers").get(key(text))
    if found not in ("yes", "no"):
        raise Unreadable("boolean.unknown")
    return found == "yes"
