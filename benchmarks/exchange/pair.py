"""Two nodes with real processes, made from nothing: each with a desk, a directory that lists both, and a line in front of it."""

import contextlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.exchange.line import Line

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120.0
SERVE = "from granian.constants import Interfaces as I; from granian.server import Server; import sys; Server('benchmarks.exchange.application:application', address='127.0.0.1', port=int(sys.argv[1]), interface=I.WSGI, workers=1, blocking_threads=8, log_enabled=False, websockets=False).serve()"  # noqa: E501


@dataclass(slots=True)
class RigNode:
    """One node in a folder; `database_url` is "" for SQLite."""

    name: str
    home: Path
    database_url: str = ""
    port: int = 0
    skew: float = 0.0
    real: bool = False
    process: "subprocess.Popen[bytes] | None" = None

    def make(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        made = self.amana("init", "--name", self.name, "--country", "ET" if self.real else "XX", "--port", str(self.port))
        if made.returncode:
            raise RuntimeError(made.stderr)

    def amana(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return self._run([sys.executable, "-m", "amana.node.cli", *words])

    def inside(self, *words: str) -> dict[str, Any]:
        done = self._run([sys.executable, "-m", "benchmarks.exchange.inside", *words])
        if done.returncode:
            raise RuntimeError(done.stderr)
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return answer

    def beside(self, *words: str) -> "subprocess.Popen[bytes]":
        """Do something inside the node while it runs."""
        command = [sys.executable, "-m", "benchmarks.exchange.inside", *words]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment(), stdout=subprocess.DEVNULL)

    def _run(self, command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command, cwd=ROOT, env=self.environment(), capture_output=True, check=False, text=True, start_new_session=True
        )

    def start(self) -> None:
        """Start the server with its couriers, and wait until it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(self.port)],
            cwd=ROOT,
            env=self.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.1)
        raise RuntimeError(f"{self.name} did not start")

    def kill(self) -> None:
        """SIGKILL to the node and all it started: no goodbye."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=30)
            self.process = None

    def counts(self, query: str) -> dict[str, int]:
        """Pairs of a word and a number, read past the program."""
        if self.database_url:
            import psycopg

            with psycopg.connect(self.database_url) as connection:
                return {str(word): int(number) for word, number in connection.execute(query).fetchall()}  # type: ignore[arg-type]
        with contextlib.closing(sqlite3.connect(f"file:{self.home / 'amana.sqlite3'}?mode=ro", uri=True, timeout=20)) as connection:
            return {str(word): int(number) for word, number in connection.execute(query).fetchall()}

    def outcomes(self) -> dict[str, int]:
        """How many sent messages there are by what the other desk said last."""
        return self.counts("select outcome, count(*) from exchange_outgoing group by outcome")

    def dies(self, *, within: float = START_SECONDS) -> bool:
        """Whether the node ends by itself in time; it can be started again then."""
        if self.process is None:
            return False
        try:
            self.process.wait(timeout=within)
        except subprocess.TimeoutExpired:
            return False
        self.process = None
        return True

    def waiting(self) -> int:
        """How many receipts the other node has not acknowledged."""
        query = "select 'n', count(*) from exchange_keptreceipt where direction = 'out' and not acknowledged"
        return self.counts(query)["n"]

    def environment(self) -> dict[str, str]:
        own = {
            "AMANA_HOME": str(self.home),
            "AMANA_DATABASE_URL": self.database_url,
            "AMANA_PASSPHRASE": "a passphrase that opens nothing but tests",
            "AMANA_PROFILE": "care",
            "AMANA_RIG_SKEW": str(self.skew),
            "AMANA_RIG_REAL": "1" if self.real else "",
            "DJANGO_SETTINGS_MODULE": "amana.node.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        }
        return {**os.environ, **own}


@dataclass(slots=True)
class Pair:
    """Two nodes, `one` and `two`, each behind a line of its own."""

    nodes: tuple[RigNode, RigNode]
    lines: list[Line] = field(default_factory=list)

    @property
    def faults(self) -> dict[str, int]:
        return dict(sum((line.faults for line in self.lines), start=self.lines[0].faults.__class__()))

    def all_opened(self, each: int) -> bool:
        """Whether everything posted was opened at its desk, and every receipt is where it belongs."""
        opened = [node.outcomes().get("opened", 0) for node in self.nodes]
        return opened == [each, each] and not any(node.waiting() for node in self.nodes)


@contextlib.contextmanager
def a_pair(folder: Path, *, bad: float, seed: int, urls: tuple[str, str] = ("", ""), real: bool = False) -> Iterator[Pair]:
    """Make both nodes and the lines, trust one directory, start them; all ends with the block.

    real   the guard, the receivers and the pauses of the product, and desks of one state, so that a referral goes its whole way
    """
    one = RigNode("one", folder / "one", urls[0], real=real)
    two = RigNode("two", folder / "two", urls[1], real=real)
    pair = Pair((one, two))
    try:
        for number, node in enumerate(pair.nodes):
            node.make()
            pair.lines.append(Line(node.port, bad=bad, seed=seed + number))
        bundle = folder / "directory.json"
        listed = [{"name": node.name, "url": line.url, **node.inside("keys")} for node, line in zip(pair.nodes, pair.lines, strict=True)]
        one.inside("directory", json.dumps(listed), str(bundle), "ET" if real else "XX")
        for node in pair.nodes:
            node.inside("trust", str(bundle))
            node.start()
        yield pair
    finally:
        for node in pair.nodes:
            node.kill()
        for line in pair.lines:
            line.close()
