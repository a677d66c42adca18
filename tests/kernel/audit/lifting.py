"""Lifting the triggers of the audit log, as only somebody with the database in hand could.

Tests that flush the database between them (`django_db(transaction=True)`, live servers) need it too: flushing deletes leaves, which
the triggers refuse. `let_flush_empty_the_log` sees to that for a whole run.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.test import TransactionTestCase

TABLES = ("audit_auditleaf", "audit_auditcheckpoint")


@contextmanager
def triggers_lifted() -> Iterator[None]:
    """Within the block leaves and checkpoints can be changed and removed."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            undo = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in TABLES]
        else:
            marks = ", ".join(["%s"] * len(TABLES))
            cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({marks})", TABLES)
            found = cursor.fetchall()
            for name, _ in found:
                cursor.execute(f'DROP TRIGGER "{name}"')
            undo = [sql for _, sql in found]
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in undo:
                cursor.execute(statement)


def forget_checkpoints() -> None:
    """What the node of the tests keeps outside the database of a log that was emptied would say, rightly, that it was replaced.

    A test with a node of its own takes all of that with it.
    """
    from amana.kernel.sealed.keystore import _opened

    home = Path(os.environ["AMANA_HOME"])
    if (kept := _opened.get((os.getpid(), home / "keys"))) is not None:
        kept.remember_checkpoint("")
    (home / "audit" / "checkpoints.txt").unlink(missing_ok=True)


@contextmanager
def let_flush_empty_the_log() -> Iterator[None]:
    """While this is in force, the flush after a transactional test lifts the triggers first. May be nested."""
    flush = TransactionTestCase._fixture_teardown

    def lifted(self: TransactionTestCase) -> None:
        with triggers_lifted():
            flush(self)
        forget_checkpoints()

    TransactionTestCase._fixture_teardown = lifted
    try:
        yield
    finally:
        TransactionTestCase._fixture_teardown = flush
