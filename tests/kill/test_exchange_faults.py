"""The fault run in short: two real nodes over a line that fails every fifth time, killed and short of disk in between.

The long one, with ten thousand messages, is benchmarks/exchange_faults.py.
"""

from pathlib import Path

import pytest

from benchmarks.exchange.line import FAULTS
from benchmarks.exchange.rig import run
from tests.kill.databases import two_databases

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def test_nothing_is_lost_or_doubled_over_a_bad_line_between_nodes_that_die(tmp_path: Path) -> None:
    with two_databases("faults") as urls:
        done = run(tmp_path, messages=100, bad=0.25, kill_every=6.0, seed=11, urls=urls, most_seconds=600)
    assert done.problems() == []
    assert done.kills + done.full_disks > 0
    assert len(done.faults) >= len(FAULTS) // 2  # the line was as bad as it was asked to be
