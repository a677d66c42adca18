"""What a justice node does is tried in a process of its own, because its profile must not stand beside care."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.timeout(1200)  # a whole run of its own, beside others
@pytest.mark.parametrize("folder", ["tests/justice"])
def test_a_justice_node_alone_keeps_its_specifications(folder):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DJANGO_", "AMANA_PROFILE"))}
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", folder, "-q", "-p", "no:cacheprovider"],
        cwd=ROOT,
        env={**inherited, "AMANA_TEST_PROFILE": "justice"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
