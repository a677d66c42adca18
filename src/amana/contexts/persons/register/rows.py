"""Writing the statements of many new persons at once.

Seven statements a person make this the widest part of an import. Django builds and checks a model for each row and asks for the key of
each value, which takes longer than the sealing itself; here keys are asked for once and rows written by one statement of SQL. Only new
rows come here. What is written opens as every other row does (tests/contexts/persons/test_registering.py).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from amana.contexts.persons.models import Person, PersonFact
from amana.contexts.persons.values import Statement
from amana.engines.sealing.envelope import pad, place, seal
from amana.kernel.ids import new_id
from amana.kernel.sealed.attributes import KEY_VERSION
from amana.kernel.sealed.keystore import get_keystore

COLUMNS = ("ref", "file", "person", "content", "recorded_at", "recorded_by")


def insert_statements(first: Sequence[tuple[Person, tuple[Statement, ...]]], *, recorded_at: datetime, recorded_by: int | None) -> None:
    """Seal and insert the first statements of persons. Raises KeyError for a person whose file has no key."""
    fields: dict[str, Any] = {name: PersonFact._meta.get_field(name) for name in COLUMNS}
    content, table = fields["content"], PersonFact._meta.db_table
    at = fields["recorded_at"].get_db_prep_save(recorded_at, connection)
    keys = get_keystore().file_keys([person.file.ref for person, _said in first])
    rows = []
    for person, statements in first:
        key, file, row = keys[person.file.ref], person.file_id, person.pk
        for statement in statements:
            ref = new_id()
            where = place(table, content.column, ref.bytes, KEY_VERSION)
            sealed = seal(key, pad(content.encode(statement.written())), associated=where)
            rows.append((ref if connection.features.has_native_uuid_field else ref.hex, file, row, sealed, at, recorded_by))
    quoted = ", ".join(connection.ops.quote_name(field.column) for field in fields.values())
    sql = f"INSERT INTO {table} ({quoted}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608  names of our own columns
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)
