"""The fault run in short: two real nodes over a line that fails every fifth time, killed and short of disk in between.

The long one, with ten thousand messages, is benchmarks/exchange_faults.py.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.exchange.line import FAULTS
from benchmarks.exchange.rig import run

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@contextlib.contextmanager
def two_databases(address: str) -> Iterator[tuple[str, str]]:
    """Two databases of a server, or SQLite in the nodes' folders."""
    if not address:
        yield "", ""
        return
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        for name in ("one", "two"):
            connection.execute(f"DROP DATABASE IF EXISTS rig_{name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE rig_{name}")
    head, _, query = address.partition("?")
    base = head.rpartition("/")[0]
    yield f"{base}/rig_one?{query}", f"{base}/rig_two?{query}"


def test_nothing_is_lost_or_doubled_over_a_bad_line_between_nodes_that_die(tmp_path: Path) -> None:
    import os

    with two_databases(os.environ["AMANA_DATABASE_URL"]) as urls:
        done = run(tmp_path, messages=100, bad=0.25, kill_every=6.0, seed=11, urls=urls, most_seconds=600)
    assert done.problems() == []
    assert done.kills + done.full_disks > 0
    assert len(done.faults) >= len(FAULTS) // 2  # the line was as bad as it was asked to be
