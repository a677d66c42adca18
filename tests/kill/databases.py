"""A database server that can be killed. Unlike the cluster of other tests it acknowledges only what it has written down."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from tools import postgres

# The test cluster may answer before the log is written; a node's database may not, and here that is what is shown.
ACKNOWLEDGED_MEANS_WRITTEN = "&options=" + quote("-c synchronous_commit=on")


@dataclass(frozen=True, slots=True)
class Server:
    """A running PostgreSQL; `address` is its URL."""

    address: str

    @property
    def url(self) -> str:
        return self.address + ACKNOWLEDGED_MEANS_WRITTEN

    @property
    def home(self) -> Path:
        return Path(parse_qs(urlsplit(self.address).query)["host"][0])

    @property
    def runs(self) -> bool:
        return _lives(self._postmaster())

    def _postmaster(self) -> int:
        return int((self.home / "data" / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])

    def kill(self) -> None:
        """SIGKILL to the server and every process of it."""
        postmaster = self._postmaster()
        victims = [postmaster, *_children_of(postmaster)]
        for victim in victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
        until = time.monotonic() + 20
        while any(_lives(victim) for victim in victims) and time.monotonic() < until:
            time.sleep(0.02)

    def start(self) -> None:
        """Start it again; it repairs itself from its log."""
        programs = postgres.programs()
        assert programs is not None
        # Its number may still be taken by a dead process that nobody has buried (containers); `kill` has seen to it that none lives.
        for lock in (self.home / "data" / "postmaster.pid", *self.home.glob(".s.PGSQL.*")):
            lock.unlink(missing_ok=True)
        options = " ".join([f"-k {self.home}", *(f"-c {setting}" for setting in postgres.SETTINGS)])
        words = [str(programs / "pg_ctl"), "-D", str(self.home / "data"), "-l", str(self.home / "log"), "-w", "-o", options, "start"]
        as_owner = ["runuser", "-u", postgres.OWNER_IF_ROOT, "--"] if os.geteuid() == 0 else []
        subprocess.run([*as_owner, *words], cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


@contextlib.contextmanager
def two_databases(name: str) -> Iterator[tuple[str, str]]:
    """Addresses of two new databases on the server of this run, for two nodes; "" for SQLite in the nodes' folders.

    Processes that run tests side by side have each their own.
    """
    address = os.environ["AMANA_DATABASE_URL"]
    if not address:
        yield "", ""
        return
    import psycopg

    name += os.environ.get("PYTEST_XDIST_WORKER", "")
    both = f"{name}_one", f"{name}_two"
    with psycopg.connect(address, autocommit=True) as connection:
        for one in both:
            connection.execute(f"DROP DATABASE IF EXISTS {one} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {one}")
    head, _, query = address.partition("?")
    base = head.rpartition("/")[0]
    first, second = (f"{base}/{one}?{query}" for one in both)
    yield first, second


def _children_of(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            if int(fields[1]) == parent:
                found.append(int(stat.parent.name))
    return found


def _lives(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
