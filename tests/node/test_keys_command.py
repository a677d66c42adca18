"""A node as an operator makes it, and `amana keys passphrase` on one that keeps its own passphrase in a file."""

import json
import os
import subprocess

import pytest

from amana.kernel.sealed.passphrase import LEAST_CHARACTERS
from tests.kill.nodes import CLI, ROOT

NEW = "nine cranes over the hills"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """An empty node that nobody gave a passphrase, so that it made its own."""
    place = tmp_path_factory.mktemp("own") / "node"
    done = amana(place, "init", "--name", "Haven", "--country", "ET")
    assert done.returncode == 0, done.stderr
    return place


def amana(home, *words, **given):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AMANA_")}
    environment = {**kept, "AMANA_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), **given}
    command = [*CLI, *words]
    return subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def said_of_the_passphrase(home, tmp_path):
    amana(home, "audit", "export", str(tmp_path / "log.jsonl"))
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [json.loads(line["text"]) for line in lines if line.get("text")]
    return [text["kind"] for text in texts if text["name"] == "keys.change_passphrase"]


def test_a_new_node_keeps_the_time_of_its_state_or_the_one_it_is_given(home, tmp_path):
    assert 'time_zone = "Africa/Addis_Ababa"' in (home / "node.toml").read_text(encoding="utf-8")
    refused = amana(tmp_path / "elsewhere", "init", "--country", "ES", "--time-zone", "Europe/Atlantis")
    assert refused.returncode == 1
    assert "Europe/Rome" in refused.stderr
    assert not (tmp_path / "elsewhere").exists()
    made = amana(tmp_path / "elsewhere", "init", "--country", "ES", "--time-zone", "Europe/Madrid")
    assert made.returncode == 0, made.stderr
    assert 'time_zone = "Europe/Madrid"' in (tmp_path / "elsewhere" / "node.toml").read_text(encoding="utf-8")


def test_a_short_passphrase_is_refused_and_nothing_changes(home, tmp_path):
    before = (home / "passphrase").read_text()
    done = amana(home, "keys", "passphrase", AMANA_NEW_PASSPHRASE="x" * (LEAST_CHARACTERS - 1))
    assert done.returncode == 1
    assert "keys.passphrase_too_short" in done.stderr
    assert (home / "passphrase").read_text() == before
    assert said_of_the_passphrase(home, tmp_path) == []


def test_without_a_terminal_and_a_new_passphrase_the_command_says_what_is_missing(home):
    done = amana(home, "keys", "passphrase")
    assert done.returncode == 1
    assert "keys.passphrase_missing" in done.stderr


def test_a_change_is_in_the_log_and_the_node_opens_by_itself_afterwards(home, tmp_path):
    old = (home / "passphrase").read_text().strip()
    done = amana(home, "keys", "passphrase", AMANA_NEW_PASSPHRASE=NEW)
    assert done.returncode == 0, done.stderr
    assert (home / "passphrase").read_text().strip() == NEW
    assert said_of_the_passphrase(home, tmp_path) == ["system"]
    assert amana(home, "audit", "verify").returncode == 0
    refused = amana(home, "audit", "verify", AMANA_PASSPHRASE=old)
    assert refused.returncode == 1
    assert "keys.passphrase_wrong" in refused.stderr
