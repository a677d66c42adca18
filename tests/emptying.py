"""Emptying the tables after a test that commits, although the audit log lets nobody delete from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

LOG_TABLES = ("audit_auditleaf", "audit_auditcheckpoint", "audit_auditentry")


def let_tests_empty_the_log() -> None:
    """Set the log's triggers aside while, and only while, Django's own flush between tests runs."""
    ops: Any = connection.ops
    flush = ops.execute_sql_flush

    def execute_sql_flush(sql_list: list[str]) -> Any:
        with _without_triggers():
            return flush(sql_list)

    ops.execute_sql_flush = execute_sql_flush


@contextmanager
def _without_triggers() -> Iterator[None]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            yield
            for _, sql in triggers:
                cursor.execute(sql)
            return
        tables = [table for table in LOG_TABLES if table in connection.introspection.table_names(cursor)]
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        yield
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
