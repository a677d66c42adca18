"""The chair periods of the members table."""

from amana.contexts.dialogue import tables
from amana.contexts.dialogue.chairs.rules import ChairPeriod, in_order, read_periods
from amana.kernel.errors import NotFound


def periods() -> tuple[ChairPeriod, ...]:
    """Every chair period that is known, in order."""
    found = [period for row in tables.rows(tables.MEMBERS) for period in read_periods(row.code, row["chair_periods"])]
    return in_order(found)


def period(key: str) -> ChairPeriod:
    """One of them by its key. Raises NotFound."""
    found = next((each for each in periods() if each.key == key), None)
    if found is None:
        raise NotFound
    return found
