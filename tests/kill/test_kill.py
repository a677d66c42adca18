"""SIGKILL in the middle of saving and of importing: what was acknowledged is there, nothing is half there, nothing is there twice.

The database server in the middle of other work stands beside this (test_database_killed.py). Killing the process in the middle of key
rotation, backup and restore stands with those (tests/kernel/sealed, tests/kernel/backup), killing a bare writer of the log with the log
(tests/kernel/audit).
"""

import random
import threading
import time

import pytest

from tests.kill.nodes import Node, kill, sound, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240), pytest.mark.xdist_group("kill")]
ROWS = 4000  # eight transactions: the worker is killed twice among them
chance = random.Random(7)


class Saving:
    """A program that saves one statement after the other, and remembers what was acknowledged."""

    def __init__(self, node: Node, first: int) -> None:
        self.node, self.next = node, first
        self.acknowledged: dict[int, str] = {}
        self.asked: list[int] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._save)

    def __enter__(self) -> "Saving":
        self._thread.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self._over.set()
        self._thread.join(timeout=60)

    def _save(self) -> None:
        while not self._over.is_set():
            number, self.next = self.next, self.next + 1
            self.asked.append(number)
            if fact := self.node.add_fact(number):
                self.acknowledged[number] = fact

    def everything_is_there_once(self) -> None:
        """Repeat every request, as a program does that is not sure; then each has happened exactly once.

        What was acknowledged and lost would happen anew here, and get another ref.
        """
        again = {number: self.node.add_fact(number) for number in self.asked}
        assert all(again.values())
        assert again.items() >= self.acknowledged.items()
        assert len(set(again.values())) == len(self.asked)
        assert set(again.values()) <= set(sound(self.node)["refs"])


def test_the_web_server_is_killed_while_a_program_saves(node):
    first = 0
    for _ in range(2):
        web = node.serve()
        with Saving(node, first) as saving:
            wait_until(lambda now=saving: len(now.acknowledged) >= 5)
            time.sleep(chance.uniform(0, 0.1))
            kill(web)
        web = node.serve()
        saving.everything_is_there_once()
        kill(web)
        first = saving.next


def test_the_worker_is_killed_while_it_imports(node):
    before = sound(node)
    asked = node.inside("sheet", str(ROWS), "10_000")
    imported = 0
    for _ in range(2):
        worker = node.start("worker", "--until-empty")
        wait_until(lambda before_it=imported: node.rows_done(asked["job"]) > before_it)
        time.sleep(chance.uniform(0, 0.2))
        kill(worker)
        state = sound(node)
        imported = state["rows"][asked["run"]].get("committed", 0)
        assert state["persons"] - before["persons"] == state["cases"] - before["cases"] == imported
        assert node.rows_done(asked["job"]) <= imported < ROWS
        node.inside("silent", asked["job"])
    node.amana("worker", "--until-empty")
    state = sound(node)
    assert state["rows"][asked["run"]] == {"committed": ROWS}
    assert state["persons"] - before["persons"] == state["cases"] - before["cases"] == ROWS
    assert state["jobs"][asked["job"]] == "done"


@pytest.mark.postgres
def test_the_database_is_killed_while_a_program_saves(node, server):
    web = node.serve()
    with Saving(node, 100_000) as saving:
        for _ in range(2):
            known = len(saving.acknowledged)
            wait_until(lambda known=known: len(saving.acknowledged) >= known + 5)
            time.sleep(chance.uniform(0, 0.1))
            server.kill()
            time.sleep(0.3)
            server.start()
        known = len(saving.acknowledged)
        # the same web server goes on by itself
        wait_until(lambda: len(saving.acknowledged) >= known + 5)
    saving.everything_is_there_once()
    kill(web)
