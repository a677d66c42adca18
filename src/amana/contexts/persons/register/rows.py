"""Writing the statements of many new persons at once.

Six statements a person make this the widest part of an import. Django builds and checks a model for each row, which takes as long as
all sealing, so these rows are written by one statement of SQL. Only new rows come here, and the columns are those of `PersonFact`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import connection

from amana.contexts.persons.models import Person, PersonFact
from amana.contexts.persons.values import Statement
from amana.kernel.files.models import File
from amana.kernel.ids import new_id
from amana.kernel.sealed.fields import SealedModel

COLUMNS = ("ref", "file", "person", "content", "recorded_at", "recorded_by")


@dataclass(frozen=True, slots=True)
class _Row:
    """As much of a row as sealing asks for: its name, and the file whose key is used."""

    ref: UUID
    file: File


def insert_statements(first: Iterable[tuple[Person, Iterable[Statement]]], *, recorded_at: datetime, recorded_by: int | None) -> None:
    """Seal and insert the first statements of persons."""
    fields: dict[str, Any] = {name: PersonFact._meta.get_field(name) for name in COLUMNS}
    content = fields["content"]
    at = fields["recorded_at"].get_db_prep_save(recorded_at, connection)
    rows = []
    for person, statements in first:
        for statement in statements:
            row = _Row(new_id(), person.file)
            sealed = content.get_db_prep_save(content.sealed(cast("SealedModel", row), statement.written()), connection)
            rows.append((fields["ref"].get_db_prep_save(row.ref, connection), person.file_id, person.pk, sealed, at, recorded_by))
    quoted = ", ".join(connection.ops.quote_name(field.column) for field in fields.values())
    sql = f"INSERT INTO {PersonFact._meta.db_table} ({quoted}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608  names of our own columns
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)
