"""Writing the statements of many new persons at once: seven a person, the widest part of an import."""

from collections.abc import Sequence
from datetime import datetime

from amana.contexts.persons.models import Person, PersonFact
from amana.contexts.persons.values import Statement
from amana.kernel.sealed.inserting import insert_sealed


def insert_statements(first: Sequence[tuple[Person, tuple[Statement, ...]]], *, recorded_at: datetime, recorded_by: int | None) -> None:
    """Seal and insert the first statements of persons. Raises KeyError for a person whose file has no key."""
    rows = [
        (person.file_id, person.file.ref, {"person": person.pk, "content": statement.written()})
        for person, statements in first
        for statement in statements
    ]
    insert_sealed(PersonFact, rows, every={"recorded_at": recorded_at, "recorded_by": recorded_by})
