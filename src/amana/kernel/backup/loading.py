"""Filling the tables from an archive, inside one transaction."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import DatabaseError, connection

from amana.kernel.backup.content import cleared_models, stored_models, tables
from amana.kernel.backup.errors import BackupUnreadable
from amana.kernel.backup.values import TO_POSTGRESQL, TO_SQLITE, converted

AUDIT_TABLES = ("audit_auditleaf", "audit_auditcheckpoint")  # whose triggers refuse to be emptied


class Loader:
    """Takes the members of an archive. `rows` counts what came into each table."""

    def __init__(self, stated: list[dict[str, Any]]) -> None:
        self._columns = {table["name"]: [(column, kind) for column, kind in table["columns"]] for table in stated}
        if {table.name: [tuple(c) for c in table.columns] for table in tables()} != self._columns:
            raise BackupUnreadable(what="tables")
        self.rows: dict[str, int] = {}

    def load(self, member: str, content: bytes) -> int:
        """Load one member; gives the number of rows. Raises BackupUnreadable if it is none."""
        folder, _, rest = member.partition("/")
        table = rest.rpartition("/")[0]
        if folder != "tables" or table not in self._columns:
            raise BackupUnreadable(what=member)
        converts = TO_POSTGRESQL if connection.vendor == "postgresql" else TO_SQLITE
        kinds = [converts[kind] for _, kind in self._columns[table]]
        rows = [converted(json.loads(line), kinds) for line in content.split(b"\n")]
        names = ", ".join(connection.ops.quote_name(column) for column, _ in self._columns[table])
        target = connection.ops.quote_name(table)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {target} ({names}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(kinds))
                cursor.executemany(f"INSERT INTO {target} ({names}) VALUES ({marks})", rows)  # noqa: S608  columns of ours
        self.rows[table] = self.rows.get(table, 0) + len(rows)
        return len(rows)


@contextmanager
def loading(stated: list[dict[str, Any]]) -> Iterator[Loader]:
    """Empty all tables, take the rows, and check that every reference in them leads somewhere."""
    loader = Loader(stated)
    with _guards_lifted():  # references are checked at the end of a transaction, so the order of tables does not matter
        _emptied()
        try:
            yield loader
            connection.check_constraints()
        except DatabaseError:
            raise BackupUnreadable(what="rows") from None  # the database's own message would quote values
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), stored_models()):
            cursor.execute(statement)


def _emptied() -> None:
    names = [connection.ops.quote_name(model._meta.db_table) for model in cleared_models()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)}")
            return
        for name in names:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608  a table of ours


@contextmanager
def _guards_lifted() -> Iterator[None]:
    """On PostgreSQL, lift the log's triggers and the floor from the tables' owner, in this transaction only.

    COPY does not work under row-level security. Nobody else sees the tables meanwhile: emptying them locks them.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(relname) FROM pg_class WHERE relforcerowsecurity AND relnamespace = current_schema()::regnamespace"
        )
        forced = [row[0] for row in cursor.fetchall()]
        for table in forced:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        for table in AUDIT_TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks outstanding cannot be altered
        for table in AUDIT_TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        for table in forced:
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
