"""One moment of the database, read while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from amana.kernel.access.terms import Purpose
from amana.kernel.backup.content import Table

FIRST_ROWS, MOST_ROWS = 16, 2000  # read at once
MOST_BYTES = 4 << 20  # about so many are in memory at once, whether rows are short or pieces of large files


@contextmanager
def snapshot() -> Iterator["Snapshot"]:
    """A second connection that sees the database as it is now until the block ends, whatever is written meanwhile."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            if own.vendor == "postgresql":
                cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                # Under the floor a connection without a purpose sees no row; the node's own work sees all of them.
                cursor.execute("SELECT set_config('amana.purpose', %s, false)", [Purpose.MAINTENANCE.value])
            else:
                cursor.execute("BEGIN DEFERRED")
                cursor.execute("SELECT count(*) FROM sqlite_master")  # the moment is that of the first reading
                cursor.fetchall()
        yield Snapshot(own)
    finally:
        own.close()


class Snapshot:
    """Reads tables as they were at one moment."""

    def __init__(self, own: BaseDatabaseWrapper) -> None:
        self._own = own

    def count(self, table: Table) -> int:
        """How many rows a table has."""
        with self._own.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {self._quoted(table.name)}")  # noqa: S608  a table of ours
            return int(cursor.fetchone()[0])

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """The rows of a table in order of its key, values as the database gives them."""
        columns = ", ".join(self._quoted(name) for name, _ in table.columns)
        order = ", ".join(self._quoted(name) for name in table.key)
        with self._own.chunked_cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM {self._quoted(table.name)} ORDER BY {order}")  # noqa: S608 - only placeholders and words of our own are put in
            count = FIRST_ROWS
            while rows := cursor.fetchmany(count):
                mean = sum(_length(value) for row in rows for value in row) // len(rows) + 1
                count = max(1, min(MOST_ROWS, 2 * count, MOST_BYTES // mean))
                yield from rows

    def _quoted(self, name: str) -> str:
        return str(self._own.ops.quote_name(name))


def _length(value: object) -> int:
    return len(value) if isinstance(value, bytes | memoryview | str) else 8
