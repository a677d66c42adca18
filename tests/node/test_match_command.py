"""`amana match`, as somebody runs it on lists of their own: without a node, in their language, and told what they get."""

import os
import subprocess

import pytest

from tests.kill.nodes import CLI, ROOT
from tests.node.linking.lists import PEOPLE, as_csv, table


@pytest.fixture
def amana(tmp_path):
    def amana(*words, **more):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AMANA_", "LC_", "LANG"))}
        environment = {**kept, "AMANA_HOME": str(tmp_path / "no-node"), "PYTHONPATH": str(ROOT / "src"), **more}
        done = subprocess.run([*CLI, "match", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert not (tmp_path / "no-node").exists()
        assert "Traceback" not in done.stderr
        return done

    return amana


def test_a_list_is_linked_and_what_was_read_and_written_is_told(amana, tmp_path):
    done = amana("link", str(as_csv(tmp_path / "list.csv")), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    for part in ("list.csv (csv, utf-8): 4 records", "Father's name: Father's name", "Left aside: Remarks", "Writing the report"):
        assert part in done.stderr
    assert "These files hold personal data." in done.stdout
    (pair,) = table(tmp_path / "out" / "pairs.csv")
    assert {pair["record_a"], pair["record_b"]} == {"1", "2"}
    assert pair["scripts"] == "Ethi-Latn"


def test_a_fault_is_told_in_the_language_of_the_terminal_with_row_and_remedy(amana, tmp_path):
    rows = (*PEOPLE, ("5", "Semhar", "Tesfay", "", "soon", "", "", ""))
    done = amana("link", str(as_csv(tmp_path / "list.csv", rows)), "--out", str(tmp_path / "out"), LANG="fr_FR.UTF-8")
    assert done.returncode == 1
    assert "list.csv, ligne 6" in done.stderr
    assert "--skip-bad" in done.stderr
    assert not (tmp_path / "out").exists()


def test_words_that_do_not_fit_are_refused(amana, tmp_path):
    people = str(as_csv(tmp_path / "list.csv"))
    assert amana("link", people).returncode == 2
    assert "none of the fields" in amana("link", people, "--out", str(tmp_path / "out"), "--map", "height=Village").stderr
    assert "There is no file none.csv" in amana("link", "none.csv", "--out", str(tmp_path / "out")).stderr
    done = amana("calibrate", "--reviewed", people, "--out", str(tmp_path / "new.json"))
    assert done.returncode == 1
    assert "there is no column bits" in done.stderr
    assert not (tmp_path / "new.json").exists()
