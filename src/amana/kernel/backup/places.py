"""Where a restore puts its tables until it is certain: on SQLite a file of its own, on PostgreSQL the transaction."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from amana.kernel.backup.errors import NodeIsRunning
from amana.kernel.sealed.durable import sync_folder

SECONDS_TO_STOP = 2  # how long other processes may take to let go of the database


@contextmanager
def replaced_database() -> Iterator[None]:
    """Within the block the default database is the one to fill; it takes the old one's place when the block ends well.

    Raises NodeIsRunning while others have the SQLite file open.
    """
    if connection.vendor == "postgresql":
        yield
        return
    name = connection.settings_dict["NAME"]
    path = Path(name)
    beside = path.with_name(f"{path.name}.restoring")
    connection.close()
    _remove(beside)
    with _alone_with(path):
        connection.settings_dict["NAME"] = beside
        try:
            yield
            call_command("createcachetable", verbosity=0)
            connection.close()  # the last connection moves the write-ahead log into the file
            _on_disk(beside)
            beside.replace(path)
            sync_folder(path.parent)
        finally:
            connection.close()
            connection.settings_dict["NAME"] = name
            _remove(beside)


@contextmanager
def _alone_with(path: Path) -> Iterator[None]:
    """Keep everybody else out of a database file until the block ends."""
    if not path.exists():
        yield
        return
    guard = sqlite3.connect(path, timeout=SECONDS_TO_STOP, isolation_level=None)
    try:
        try:
            # Leaving write-ahead mode needs every other connection to be closed, and takes its two side files away.
            guard.execute("PRAGMA journal_mode=DELETE")
            guard.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise NodeIsRunning from None
        yield
    finally:
        guard.close()


def _on_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
