"""The chair periods, as the law's list of members has them."""

from amana.contexts.dialogue import tables
from amana.contexts.dialogue.chairs.rules import ChairPeriod, in_order
from amana.contexts.law import facade as law
from amana.kernel.errors import NotFound


def periods() -> tuple[ChairPeriod, ...]:
    """Every chair period that is known, in order; none on a node that has not loaded its tables."""
    if not tables.rows(tables.MEMBERS):
        return ()
    return in_order(_period(member.state, term) for member in law.states() for term in member.chairs)


def period(key: str) -> ChairPeriod:
    """One of them by its key. Raises NotFound."""
    found = next((each for each in periods() if each.key == key), None)
    if found is None:
        raise NotFound
    return found


def _period(state: str, term: law.ChairPeriod) -> ChairPeriod:
    until = (term.end.year, term.end.month or None) if term.end else None
    return ChairPeriod(since=(term.start.year, term.start.month or None), state=state, until=until, note=term.note)
