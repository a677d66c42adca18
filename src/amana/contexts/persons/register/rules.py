"""When a search entitles to register, and what a registration must hold."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from amana.contexts.persons.terms import FactKind, NoValue
from amana.contexts.persons.values import Statement

SEARCH_COUNTS_FOR = timedelta(minutes=30)  # long enough for a first talk, short enough that nobody else registers meanwhile

# What a person can be told from another by.
TELLING = frozenset({FactKind.NAME, FactKind.PHONE, FactKind.DOCUMENT})


def search_counts(made_at: datetime, *, at: datetime) -> bool:
    """Whether a search made at one moment entitles to register at another."""
    return made_at <= at <= made_at + SEARCH_COUNTS_FOR


def can_be_found_again(statements: Iterable[Statement]) -> bool:
    """Whether anything in a registration would let a later search find the person."""
    return any(s.kind in TELLING and not isinstance(s.value, NoValue) for s in statements)
