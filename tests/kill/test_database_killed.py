"""SIGKILL to the PostgreSQL server in the middle of an import, of a key rotation and of a backup: the node goes on by itself, or says what
to do; what was acknowledged is there, and nothing that is half done can be taken for whole.
"""

import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.kill.databases import Server
from tests.kill.nodes import START_SECONDS, Node, kill, sound, standing_still, wait_until

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(240), pytest.mark.xdist_group("kill")]
ROWS = 1100  # three transactions
KEYS = 20_000
chance = random.Random(11)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code and what it said of it."""

    code: int
    said: str


def cut_off(node: Node, server: Server, *words: str, once: Callable[[], bool], killed_too: bool = False) -> Ended:
    """Start a command and kill the server once it is in the middle; with `killed_too`, the command as well."""
    with tempfile.TemporaryFile() as heard:
        command = node.start(*words, hearing=heard.fileno())
        until = time.monotonic() + START_SECONDS
        while not once():
            assert command.poll() is None, "it ended before it was in the middle"
            assert time.monotonic() < until, "it never came to the middle"
            time.sleep(0.001)
        with standing_still(command):
            server.kill()
            if killed_too:
                kill(command)
        code = command.wait(timeout=START_SECONDS)
        heard.seek(0)
        return Ended(code, heard.read().decode())


def test_the_server_is_killed_while_a_worker_imports(node, server):
    before = sound(node)
    asked = node.inside("sheet", str(ROWS), "0")
    worker = node.start("worker")
    for attempt in (1, 2):
        wait_until(lambda this=attempt: node.attempts(asked["job"]) == this)
        if attempt == 1:
            wait_until(lambda: node.rows_done(asked["job"]) > 0)
        time.sleep(chance.uniform(0, 0.4))
        server.kill()
        wait_until(lambda this=attempt: node.said().count("database not reachable") >= this + 1)  # at the second loss pauses are longer
        server.start()
    wait_until(lambda: node.is_done(asked["job"]))
    assert worker.poll() is None, "the worker ended"
    kill(worker)
    assert node.said().count("database lost") == node.said().count("database back") == 2
    state = sound(node)
    assert state["rows"][asked["run"]] == {"committed": ROWS}
    assert state["persons"] - before["persons"] == state["cases"] - before["cases"] == ROWS


def test_the_server_is_killed_while_the_keys_are_rotated(node, server):
    node.inside("keys", str(KEYS))
    ((old, keys),) = node.keys_under_each_desk_key().items()

    def in_the_middle() -> bool:
        return len(node.keys_under_each_desk_key()) == 2

    # The command and the server go: some keys are under the new desk key, some under the old one, and all of them open.
    cut_off(node, server, "keys", "rotate", once=in_the_middle, killed_too=True)
    half = node.keys_under_each_desk_key()
    assert set(half) == {old, old + 1}
    # Without the server the log cannot tell of a rotation, so there is none.
    refused = node.try_amana("keys", "rotate")
    assert (refused.returncode, "The database went away, or does not answer" in refused.stderr) == (1, True)
    assert "Traceback" not in refused.stderr
    assert node.keys_under_each_desk_key() == half
    server.start()
    state = sound(node)
    # The server alone goes: what was begun ends whole.
    ended = cut_off(node, server, "keys", "rotate", once=lambda: node.keys_under_each_desk_key().get(old, 0) < half[old])
    assert ended.code == 0, ended.said
    assert node.keys_under_each_desk_key() == {old + 1: keys}
    server.start()
    assert sound(node) == {**state, "log_size": state["log_size"] + 1}


def test_the_server_is_killed_while_a_backup_is_made(node, server, tmp_path):
    archive = tmp_path / "backup.age"
    before = sound(node)
    unfinished = archive.with_name(f".{archive.name}.unfinished")

    ended = cut_off(node, server, "backup", str(archive), once=unfinished.exists)
    assert ended.code == 1
    assert "The database went away, or does not answer" in ended.said
    assert "Traceback" not in ended.said
    assert list(tmp_path.iterdir()) == []
    server.start()

    node.amana("backup", str(archive))
    whole = archive.read_bytes()
    # In the middle of the next one: the last whole one stays, and brings everything back.
    assert cut_off(node, server, "backup", str(archive), once=unfinished.exists).code == 1
    assert [path.name for path in tmp_path.iterdir()] == [archive.name]
    assert archive.read_bytes() == whole
    server.start()
    node.amana("restore", str(archive), "--yes")
    assert sound(node) == {
        **before,
        "log_size": before["log_size"] + 1,
    }  # the log says that it was set back; the backup knew nothing of itself
