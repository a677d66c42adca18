"""Where the wrapped file keys lie: `keys/wraps.sqlite3`, apart from the records and from every backup of them.

Several processes and threads use it at once. A wrap is on the disk before `add` returns. A destroyed wrap is overwritten
(`secure_delete`), also in the write-ahead log, and leaves a tombstone so that it cannot come back from an old bundle.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from amana.kernel.sealed.errors import FileErased, KeysDamaged

WRAPS = "wraps.sqlite3"
BUSY_SECONDS = 30
_IN_ONE_QUERY = 500  # SQLite before 3.32 takes at most 999 parameters

_SCHEMA = """
CREATE TABLE IF NOT EXISTS file_key (
    ref BLOB PRIMARY KEY, desk_key INTEGER NOT NULL, wrap BLOB NOT NULL, made_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_key_by_desk_key ON file_key (desk_key);
CREATE TABLE IF NOT EXISTS destroyed (ref BLOB PRIMARY KEY, destroyed_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


_inherited: list["_Held"] = []  # connections of a parent process: neither used nor closed here, which could disturb the parent


class _Held:
    """A connection that is closed with the thread that used it, and by no other process than its own."""

    __slots__ = ("connection", "process")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.process = os.getpid()

    def __del__(self, getpid: Callable[[], int] = os.getpid) -> None:
        # Bound above: when the interpreter ends, modules may be gone before this is.
        if self.process == getpid():
            self.connection.close()


@dataclass(frozen=True, slots=True)
class Wrap:
    """One file key, sealed under the desk key of this number."""

    ref: UUID
    desk_key: int
    wrap: bytes
    made_at: int


class WrapTable:
    """The table of wraps; one connection per thread and process."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / WRAPS
        self._local = threading.local()

    def create(self) -> None:
        """Make the tables, readable by this user alone."""
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
        self._connection().executescript(_SCHEMA)

    def _connection(self) -> sqlite3.Connection:
        held: _Held | None = getattr(self._local, "held", None)
        if held is not None and held.process == os.getpid():
            return held.connection
        if held is not None:
            _inherited.append(held)
        if not self._path.is_file():
            raise KeysDamaged(what=WRAPS)
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA temp_store=MEMORY")
        self._local.held = _Held(connection)
        self._local.seen, self._local.erasures = -1, -1
        return connection

    def close(self) -> None:
        """Close this thread's connection."""
        held: _Held | None = getattr(self._local, "held", None)
        if held is not None and held.process == os.getpid():
            held.connection.close()
            self._local.held = None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A write transaction: one writer at a time over all processes, on the disk when the block ends."""
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def erasures(self) -> int:
        """How many keys were ever destroyed here. Cheap enough to ask before each use of a cached key (some 3 us)."""
        connection = self._connection()
        seen = connection.execute("PRAGMA data_version").fetchone()[0]
        if seen != self._local.seen or self._local.erasures < 0:
            self._local.seen, self._local.erasures = seen, int(self.state("erasures", "0"))
        return int(self._local.erasures)

    def state(self, name: str, default: str) -> str:
        """A remembered value."""
        row = self._connection().execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else default

    def remember(self, name: str, value: str) -> None:
        """Remember a value, on the disk before this returns."""
        with self.writing() as connection:
            set_state(connection, name, value)

    def find(self, refs: Sequence[UUID]) -> Iterator[Wrap]:
        """The wraps of these files; those without one are left out."""
        for at in range(0, len(refs), _IN_ONE_QUERY):
            keys = [ref.bytes for ref in refs[at : at + _IN_ONE_QUERY]]
            marks = ",".join("?" * len(keys))
            rows = self._connection().execute(f"SELECT ref, desk_key, wrap, made_at FROM file_key WHERE ref IN ({marks})", keys)  # noqa: S608 - only placeholders and words of our own are put in
            yield from (Wrap(UUID(bytes=row[0]), *row[1:]) for row in rows.fetchall())

    def after(self, ref: bytes, limit: int, *, below: int | None = None) -> list[Wrap]:
        """The next wraps in order of ref; with `below`, only those under an older desk key."""
        older = "" if below is None else f"AND desk_key < {int(below)}"
        rows = self._connection().execute(
            f"SELECT ref, desk_key, wrap, made_at FROM file_key WHERE ref > ? {older} ORDER BY ref LIMIT ?",  # noqa: S608 - only placeholders and words of our own are put in
            (ref, limit),
        )
        return [Wrap(UUID(bytes=row[0]), *row[1:]) for row in rows.fetchall()]

    def count(self, *, below: int | None = None) -> int:
        """How many wraps there are; with `below`, under an older desk key."""
        where, values = ("", ()) if below is None else (" WHERE desk_key < ?", (below,))
        return int(self._connection().execute(f"SELECT count(*) FROM file_key{where}", values).fetchone()[0])  # noqa: S608 - only placeholders and words of our own are put in

    def destroyed(self, refs: Sequence[UUID]) -> set[UUID]:
        """Which of these were destroyed."""
        found: set[UUID] = set()
        for at in range(0, len(refs), _IN_ONE_QUERY):
            keys = [ref.bytes for ref in refs[at : at + _IN_ONE_QUERY]]
            marks = ",".join("?" * len(keys))
            rows = self._connection().execute(f"SELECT ref FROM destroyed WHERE ref IN ({marks})", keys)  # noqa: S608 - only placeholders and words of our own are put in
            found.update(UUID(bytes=row[0]) for row in rows)
        return found

    def all_destroyed(self) -> list[tuple[UUID, int]]:
        """Every tombstone: which file, and when (seconds since 1970)."""
        return [(UUID(bytes=ref), at) for ref, at in self._connection().execute("SELECT ref, destroyed_at FROM destroyed")]

    def destroy(self, refs: Iterable[UUID]) -> int:
        """Destroy wraps for good; says how many there were. Files without one are only marked, so that none can come later."""
        now = int(time.time())
        with self.writing() as connection:
            gone = destroy(connection, [(ref, now) for ref in refs])
            row = connection.execute("SELECT value FROM state WHERE name = 'erasures'").fetchone()
            set_state(connection, "erasures", str((int(row[0]) if row else 0) + gone))
        self.settle_destruction()
        return gone

    def settle_destruction(self) -> None:
        """After keys were destroyed: cached ones are not used again, and no byte of them waits in the write-ahead log."""
        self._local.erasures = -1  # our own writes do not change PRAGMA data_version
        self.flush()

    def discard(self, refs: Iterable[UUID], *, made_before: int) -> int:
        """Remove wraps of files that were never recorded: no erasure, so no tombstone. What was spared meanwhile stays."""
        gone = 0
        with self.writing() as connection:
            row = connection.execute("SELECT value FROM state WHERE name = 'spared_before'").fetchone()
            between = (int(row[0]) if row else made_before + 1, made_before)
            for ref in refs:
                this = (ref.bytes, *between)
                connection.execute("UPDATE file_key SET wrap = zeroblob(length(wrap)) WHERE ref = ? AND made_at BETWEEN ? AND ?", this)
                gone += connection.execute("DELETE FROM file_key WHERE ref = ? AND made_at BETWEEN ? AND ?", this).rowcount
        return gone

    def everything(self) -> Iterator[Wrap]:
        """All wraps, a thousand at a time."""
        last = b""
        while wraps := self.after(last, 1000):
            last = wraps[-1].ref.bytes
            yield from wraps

    def flush(self) -> bool:
        """Move the write-ahead log into the file and cut it to nothing. False if readers kept it busy until the end."""
        connection = self._connection()
        for _ in range(50):
            if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0:
                return True
            time.sleep(0.02)
        return False


def destroy(connection: sqlite3.Connection, files: Iterable[tuple[UUID, int]]) -> int:
    """Destroy wraps inside a write transaction, each with the moment of its tombstone; says how many there were."""
    gone = 0
    for ref, at in files:
        # Overwritten in place first: a page that is rebuilt while deleting must not carry the old bytes along.
        connection.execute("UPDATE file_key SET wrap = zeroblob(length(wrap)) WHERE ref = ?", (ref.bytes,))
        gone += connection.execute("DELETE FROM file_key WHERE ref = ?", (ref.bytes,)).rowcount
        connection.execute("INSERT OR IGNORE INTO destroyed VALUES (?, ?)", (ref.bytes, at))
    return gone


def set_state(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Remember a value inside a write transaction."""
    connection.execute("INSERT INTO state VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value))


def insert(connection: sqlite3.Connection, wraps: Iterable[Wrap]) -> int:
    """Add wraps inside a write transaction; says how many. A file that has one keeps it. Raises FileErased for an erased file."""
    rows = [(wrap.ref.bytes, wrap.desk_key, wrap.wrap, wrap.made_at) for wrap in wraps]
    for at in range(0, len(rows), _IN_ONE_QUERY):
        part = [row[0] for row in rows[at : at + _IN_ONE_QUERY]]
        gone = connection.execute(f"SELECT ref FROM destroyed WHERE ref IN ({','.join('?' * len(part))}) LIMIT 1", part).fetchone()  # noqa: S608 - only placeholders and words of our own are put in
        if gone:
            raise FileErased(file=str(UUID(bytes=gone[0])))
    return connection.executemany("INSERT OR IGNORE INTO file_key VALUES (?, ?, ?, ?)", rows).rowcount if rows else 0
