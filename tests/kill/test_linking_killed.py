"""SIGKILL in the middle of linking lists: started again it goes on, and the result is the same to the byte."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from amana.node.linking import linking
from benchmarks.matching.world import write
from tests.kill.nodes import ROOT
from tests.node.linking.lists import content, linked

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(os.environ.get("AMANA_TEST_DATABASE_URL")), reason="touches no database: shown in the run on SQLite"),
]
KILLS = 5
chance = random.Random(11)


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    write(folder, 400, 5)
    return folder / "records.csv"


@pytest.fixture(scope="module")
def undisturbed(people, tmp_path_factory):
    out = tmp_path_factory.mktemp("result") / "out"
    linked(out, people)
    return content(out)


def start(people, out):
    environment = {**os.environ, "AMANA_HOME": str(out.parent / "no-node"), "PYTHONPATH": str(ROOT / "src")}
    environment.setdefault("DJANGO_SETTINGS_MODULE", "amana.node.settings")
    return subprocess.Popen([sys.executable, "-m", "tests.kill.linking", str(people), str(out)], cwd=ROOT, env=environment)


def test_a_killed_piece_of_work_goes_on_where_it_was_and_ends_the_same(people, undisturbed, tmp_path):
    out = tmp_path / "out"
    kept = 0
    for _ in range(KILLS):
        process = start(people, out)
        wanted = kept + chance.randint(1, 12)
        while process.poll() is None and len(list((out / ".work").glob("*"))) < wanted:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.02))
        process.kill()
        process.wait(timeout=60)
        kept = len(list((out / ".work").glob("*")))
    assert start(people, out).wait(timeout=100) == 0
    assert content(out) == undisturbed


def test_it_may_stop_at_every_step_of_writing(people, undisturbed, tmp_path, monkeypatch):
    """A stop right before and right after each file takes its place, those of the result among them."""
    monkeypatch.setattr(linking, "PART", 2000)
    monkeypatch.setattr(linking, "TOLD_AT_ONCE", 200)
    really, left = Path.replace, []

    def replace(path, target):
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt
        done = really(path, target)
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(Path, "replace", replace)
    stops = 1
    while True:
        out = tmp_path / str(stops)
        left[:] = [stops]
        try:
            linked(out, people)
        except KeyboardInterrupt:
            left[:] = [-1]
            linked(out, people)
            assert content(out) == undisturbed, stops
            stops += 3
            continue
        break
    assert stops > 20
