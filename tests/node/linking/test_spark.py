"""Spark gives the same bytes as this machine alone."""

import os
import subprocess

import pytest

from amana.node.linking.errors import NoSpark
from amana.node.linking.spark import require_spark
from tests.kill.nodes import CLI, ROOT
from tests.node.linking.lists import content, linked, world


def test_without_spark_it_is_said_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr("amana.node.linking.spark.find_spec", lambda name: None)
    people = world(tmp_path / "world", records=50)
    with pytest.raises(NoSpark) as refused:
        linked(tmp_path / "out", people, engine="spark")
    assert "setup --with spark" in refused.value.advice()


@pytest.mark.slow
@pytest.mark.skipif(bool(os.environ.get("AMANA_TEST_DATABASE_URL")), reason="touches no database: shown in the run on SQLite")
def test_spark_on_this_machine_gives_the_same_bytes(tmp_path):
    try:
        require_spark()
    except NoSpark as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(missing.message())
        pytest.skip(f"{missing.message()} {missing.advice()}")
    people = world(tmp_path / "world", records=400)
    linked(tmp_path / "local", people)
    environment = {**os.environ, "AMANA_HOME": str(tmp_path / "no-node"), "PYTHONPATH": str(ROOT / "src")}
    words = ["match", "link", str(people), "--out", str(tmp_path / "spark"), "--engine", "spark", "--spark-master", "local[2]"]
    done = subprocess.run([*CLI, *words, "--language", "en"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert content(tmp_path / "spark") == content(tmp_path / "local")
    assert {path.name for path in (tmp_path / "spark" / ".work").iterdir()} == {"key", "lock", "done"}
