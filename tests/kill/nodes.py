"""A node of its own, with real processes that can be killed: web server, worker, and on PostgreSQL the database server."""

import contextlib
import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parents[2]
CLI = (sys.executable, "-m", "amana.node.cli")
START_SECONDS = 120.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Node:
    """One node in a folder. `database_url` is "" for SQLite."""

    home: Path
    database_url: str = ""
    port: int = field(default_factory=free_port)
    token: str = ""
    person: str = ""
    children: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def make(self) -> None:
        """An empty node, and Sara in it."""
        self.amana("init", "--name", "Haven", "--country", "ET", "--port", str(self.port))
        made = self.inside("people")
        self.token, self.person = made["token"], made["person"]

    def amana(self, *words: str) -> None:
        """Run the node's own command to its end."""
        done = self.try_amana(*words)
        assert done.returncode == 0, done.stderr

    def try_amana(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run the node's own command to its end, whatever that is."""
        return subprocess.run([*CLI, *words], cwd=ROOT, env=self.environment(), capture_output=True, check=False, text=True)

    def inside(self, *words: str) -> dict[str, Any]:
        """Do something inside the node (`inside.py`)."""
        command = [sys.executable, "-m", "tests.kill.inside", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment(), capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        answer: dict[str, Any] = json.loads(done.stdout.decode().splitlines()[-1])
        return answer

    def start(self, *words: str, hearing: int = subprocess.DEVNULL) -> "subprocess.Popen[bytes]":
        """Start `amana WORDS` in a process group of its own, so that it can be killed with all its children at once.

        hearing  where what it says on standard error goes
        """
        command = [*CLI, *words]
        child = subprocess.Popen(
            command, cwd=ROOT, env=self.environment(), stdout=subprocess.DEVNULL, stderr=hearing, start_new_session=True
        )
        self.children.append(child)
        return child

    def serve(self) -> "subprocess.Popen[bytes]":
        """Start the web server and wait until it answers."""
        child = self.start("serve")
        wait_until(lambda: self.ask("GET", "/healthz")[0] == 200)
        return child

    def ask(self, method: str, path: str, body: object = None, *, key: str = "") -> tuple[int, bytes]:
        """One request; status 0 where no answer came."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", "Idempotency-Key": key or "none"}
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read()
        except (OSError, http.client.HTTPException):  # no answer, or one that ended in the middle
            return 0, b""

    def add_fact(self, number: int) -> str:
        """Record one statement; gives its ref, or "" where nobody acknowledged it."""
        phone = {"kind": "phone", "value": {"number": f"+2517{number:08d}"}, "source": "told_by_person"}
        status, answer = self.ask("POST", f"/api/v1/persons/{self.person}/facts", {"statement": phone}, key=f"fact-{number}")
        return str(json.loads(answer)["fact"]) if status == 201 else ""

    def rows_done(self, job: str) -> int:
        """How far work in the background is, read past the program."""
        return int(self._of_job(job, "done"))

    def attempts(self, job: str) -> int:
        """How often a job was begun, read past the program."""
        return int(self._of_job(job, "attempts"))

    def is_done(self, job: str) -> bool:
        """Whether work in the background came to its end, read past the program."""
        return bool(self._of_job(job, "state") == "done")

    def keys_under_each_desk_key(self) -> dict[int, int]:
        """How many file keys are wrapped under which desk key, read past the program."""
        with contextlib.closing(sqlite3.connect(f"file:{self.home / 'keys' / 'wraps.sqlite3'}?mode=ro", uri=True, timeout=20)) as wraps:
            return dict(wraps.execute("select desk_key, count(*) from file_key group by desk_key"))

    def said(self) -> list[str]:
        """The events in the node's log, in order."""
        return [json.loads(line)["event"] for line in (self.home / "logs" / "node.log").read_text(encoding="utf-8").splitlines()]

    def _of_job(self, job: str, column: str) -> Any:
        query = f"select {column} from jobs_job where ref = "
        if self.database_url:
            import psycopg

            with psycopg.connect(self.database_url) as connection:
                return connection.execute(query + "%s", [job]).fetchone()[0]  # type: ignore[index,arg-type]
        with contextlib.closing(sqlite3.connect(f"file:{self.home / 'amana.sqlite3'}?mode=ro", uri=True, timeout=20)) as connection:
            return connection.execute(query + "?", [UUID(job).hex]).fetchone()[0]

    def environment(self) -> dict[str, str]:
        own = {
            "AMANA_HOME": str(self.home),
            "AMANA_DATABASE_URL": self.database_url,
            "AMANA_PASSPHRASE": "a passphrase that opens nothing but tests",
            "AMANA_PROFILE": "care",
            "DJANGO_SETTINGS_MODULE": "amana.node.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        }
        return {**os.environ, **own}

    def end(self) -> None:
        """End whatever still runs."""
        for child in self.children:
            kill(child)


def kill(child: "subprocess.Popen[bytes]") -> None:
    """SIGKILL, to the process and all it started: no goodbye."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait(timeout=30)


@contextlib.contextmanager
def standing_still(child: "subprocess.Popen[bytes]") -> Iterator[None]:
    """A process that does not move while the block lasts, and goes on where it was."""
    os.killpg(child.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGCONT)


def wait_until(holds: Callable[[], bool], *, seconds: float = START_SECONDS) -> None:
    """Wait until something holds; fails when it does not in time."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.02)


def sound(node: Node) -> dict[str, Any]:
    """The state of the node, after asking everything that must hold whatever was killed."""
    state = node.inside("state")
    assert state["log"] == []
    assert state["doubled"] == []
    assert state["without_key"] == 0
    assert state["without_statements"] == 0
    assert state["cards"] == state["persons"]
    return state


@contextlib.contextmanager
def node_in(folder: Path, database_url: str) -> Iterator[Node]:
    """A node with Sara in it, whose processes end with the block."""
    node = Node(home=folder, database_url=database_url)
    try:
        node.make()
        yield node
    finally:
        node.end()
