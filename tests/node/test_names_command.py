"""`amana names compare`, as somebody runs it on a spreadsheet of their own: without a node, and with nothing written on a fault."""

import json
import os
import subprocess

import pytest

from tests.kill.nodes import CLI, ROOT

TABLE = 'id\ta\tb\n1\tOsman\tعثمان\n2\tAli "Dheere" Omar\tCali Cumar\n3\t\tHana\n'


@pytest.fixture
def amana(tmp_path):
    def amana(*words):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AMANA_")}
        environment = {**kept, "AMANA_HOME": str(tmp_path / "no-node"), "PYTHONPATH": str(ROOT / "src")}
        done = subprocess.run([*CLI, "names", "compare", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert not (tmp_path / "no-node").exists()
        return done

    return amana


def test_two_names_are_compared_with_reasons(amana):
    said = json.loads(amana("Selamawit Tesfaye", "ሰላማዊት ተስፋዬ", "--json").stdout)
    assert said["verdict"] == "same"
    assert [part["level"] for part in said["parts"]] == ["sounds_same", "sounds_same"]
    assert any("sounds the same" in sentence for sentence in said["explanation"])


def test_a_table_gets_score_verdict_and_explanation_and_keeps_its_own_columns(amana, tmp_path):
    (tmp_path / "pairs.tsv").write_text(TABLE, encoding="utf-8")
    done = amana("--pairs", str(tmp_path / "pairs.tsv"), "--out", str(tmp_path / "out.tsv"))
    assert done.returncode == 0, done.stderr
    heading, *rows = [line.split("\t") for line in (tmp_path / "out.tsv").read_text(encoding="utf-8").splitlines()]
    assert heading == ["id", "a", "b", "score", "verdict", "explanation"]
    assert [row[4] for row in rows] == ["same", "same", "different"]
    assert rows[1][1] == 'Ali "Dheere" Omar'
    assert float(rows[2][3]) == 0.0
    assert rows[2][5] == "There is no name to compare on one side."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a\tname\nX\tY\n", "no column b"),
        (b"a\tb\nX\tY\nZ\n", "Row 3: 1 cells"),
        ("a\tb\nHawa\tحواء\n".encode("cp1256"), "not in UTF-8"),
        (b"a\tb\tscore\nX\tY\t1\n", "is there already"),
        (b"", "no column a and no column b"),
    ],
)
def test_a_faulty_table_is_refused_with_row_and_remedy_and_nothing_is_written(amana, tmp_path, content, words):
    (tmp_path / "pairs.tsv").write_bytes(content)
    (tmp_path / "out.tsv").write_text("what was there before", encoding="utf-8")
    done = amana("--pairs", str(tmp_path / "pairs.tsv"), "--out", str(tmp_path / "out.tsv"))
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out.tsv").read_text(encoding="utf-8") == "what was there before"
    assert {path.name for path in tmp_path.iterdir()} == {"pairs.tsv", "out.tsv"}


def test_a_table_that_is_not_there_and_words_that_do_not_fit_are_said(amana, tmp_path):
    assert "cannot be read" in amana("--pairs", str(tmp_path / "none.tsv")).stderr
    assert amana("Osman").returncode == 2
    assert amana("Osman", "Othman", "--pairs", "x.tsv").returncode == 2
