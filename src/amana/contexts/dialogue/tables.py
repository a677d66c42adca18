"""Reference tables that the dialogue reads, and their rows as choices."""

from collections.abc import Callable
from typing import Final

from amana.kernel.locale.names import country_choices
from amana.kernel.vocabulary import queries as vocabulary
from amana.kernel.vocabulary.errors import TableNotLoaded
from amana.kernel.vocabulary.values import Row

MEMBERS: Final = "members"
PRIORITIES: Final = "priorities"
DOMAINS: Final = "jvap_domains"
INSTRUMENTS: Final = "instruments"
INDICATORS: Final = "indicators"
MEETINGS: Final = "meetings"
PLANS: Final = "national_plans"

Choices = list[tuple[str, str]]


def rows(table: str) -> tuple[Row, ...]:
    """The rows of a table; none where this node has not loaded it."""
    try:
        return vocabulary.rows(table)
    except TableNotLoaded:
        return ()


def known(table: str) -> frozenset[str]:
    """The codes of a table."""
    return frozenset(row.code for row in rows(table))


def named(table: str, *, said: Callable[[Row], str] | None = None) -> Choices:
    """The rows of a table as choices: code and name in the reader's language."""
    word = said or (lambda row: f"{row.code}: {row.text('name')}")
    return [(row.code, word(row)) for row in rows(table)]


def priority_names() -> dict[str, str]:
    """The ten priorities by code, in the reader's language."""
    return {row.code: row.text("name") for row in rows(PRIORITIES)}


def domain_names() -> dict[str, str]:
    """The five domains of the Joint Valletta Action Plan by code."""
    return {row.code: row.text("name") for row in rows(DOMAINS)}


def states() -> tuple[str, ...]:
    """The states of the dialogue, alpha-2, also those that have left."""
    return tuple(row.code for row in rows(MEMBERS) if len(row.code) == 2)


def state_choices() -> Choices:
    """The same with their names, in the alphabet of the reader's language."""
    return list(country_choices(states())) if states() else []
