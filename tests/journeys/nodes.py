"""The nodes of the demonstration region as a newcomer starts them, each in a folder of its own, with its real web server and worker."""

import os
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amana.node.demo_nodes import CARE, SHELTER
from amana.node.demo_nodes import DemoNode as Described
from tests.kill.nodes import CLI, ROOT, free_port, kill, wait_until

PERSONS = 40
CODE_SECONDS = 30.0
END_SECONDS = 60.0
TOO_LATE_SECONDS = 15.0  # a loaded machine may need long from asking for a code to reading it


@dataclass(slots=True)
class DemoNode:
    """A demonstration node; `database_url` is "" for SQLite."""

    home: Path
    port: int
    database_url: str = ""
    described: Described = CARE

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def make(self) -> None:
        """Accounts for every role and a few invented people; then a port that is free here."""
        self.amana("demo-make", self.described.key, "--persons", str(PERSONS))
        settings = self.home / "node.toml"
        text, changed = re.subn(r"(?m)^port = \d+$", f"port = {self.port}", settings.read_text(encoding="utf-8"))
        assert changed == 1
        settings.write_text(text, encoding="utf-8")

    def start(self) -> "subprocess.Popen[bytes]":
        """Web server and worker; comes back when the node answers."""
        with (self.home / "up.log").open("wb") as said:
            child = subprocess.Popen(
                [*CLI, "up", "--no-browser"], cwd=ROOT, env=self.environment(), stdout=said, stderr=said, start_new_session=True
            )
        try:
            wait_until(self.answers)
        except BaseException:
            end(child)
            raise
        return child

    def answers(self) -> bool:
        import urllib.request

        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def amana(self, *words: str) -> str:
        """What one of the node's own commands prints."""
        return self.run(*CLI, *words)

    def run(self, *words: str) -> str:
        done = subprocess.run(words, cwd=ROOT, env=self.environment(), capture_output=True, check=False, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def password(self, username: str) -> str:
        """The password the newcomer was shown."""
        lines = (self.home / "demo-accounts.txt").read_text(encoding="utf-8").splitlines()
        return next(line.split()[2] for line in lines if line.split()[:2] == [username, "password"])

    def code(self, username: str) -> str:
        """The six digits an authenticator app shows now; near the end of their half minute, the next ones."""
        left = CODE_SECONDS - time.time() % CODE_SECONDS
        if left < TOO_LATE_SECONDS:
            time.sleep(left)
        return self.amana("demo-code", username).split()[0]

    def hire(self, username: str, name: str, role: str) -> str:
        """A colleague with a new account; gives the one-time password."""
        said = self.amana("user", "add", username, "--name", name, "--organisation", SHELTER, "--role", role)
        found = re.search(rf"password for {username}: (\S+)", said)
        assert found, said
        return found.group(1)

    def environment(self) -> dict[str, str]:
        """The environment of the tests, turned to this node; its passphrase lies in its own folder."""
        own = {
            "AMANA_HOME": str(self.home),
            "AMANA_DATABASE_URL": self.database_url,
            "AMANA_PROFILE": self.described.profile,
            "DJANGO_SETTINGS_MODULE": "amana.node.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        }
        kept = {key: value for key, value in os.environ.items() if not key.startswith("AMANA_")}
        return {**kept, **own}


def end(child: "subprocess.Popen[bytes]") -> None:
    """Ask `amana up` to end: its processes have sessions of their own, so that only it can end them all."""
    child.terminate()
    try:
        child.wait(timeout=END_SECONDS)
    except subprocess.TimeoutExpired:
        kill(child)
        raise


@contextmanager
def demo_node(folder: Path, database_url: str, described: Described = CARE) -> Iterator[DemoNode]:
    """A node of the region that runs until the block ends."""
    node = made_node(folder, database_url, described)
    with started(node):
        yield node


def made_node(folder: Path, database_url: str, described: Described) -> DemoNode:
    """A node of the region that does not run yet."""
    node = DemoNode(home=folder, port=free_port(), database_url=database_url, described=described)
    node.make()
    return node


@contextmanager
def started(node: DemoNode) -> Iterator[None]:
    """A node that runs until the block ends."""
    child = node.start()
    try:
        yield
    finally:
        end(child)


def join(nodes: Sequence[DemoNode]) -> None:
    """Let nodes go by one directory and tell each other the story of the demonstration, as `up --demo` does. The first lies first."""
    first = nodes[0].home
    for node in (*nodes, *nodes):  # twice: what one wrote, another answers, and the first hears of it
        node.amana("demo-join", node.described.key, str(first))


def digits(secret: str) -> str:
    """What an authenticator app shows now for a secret as it stands on the page (RFC 6238, base 32)."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def plain(value: Any) -> str:
    """A text without the marks that keep directions apart."""
    return re.sub("[\u2066-\u2069\u200e\u200f]", "", str(value))
