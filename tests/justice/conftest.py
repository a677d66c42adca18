"""A justice node alone: its profile must not stand beside care, so these tests run in a process of their own.

`tests/contexts/investigations/test_justice_node_alone.py` starts it in each run; by hand: AMANA_TEST_PROFILE=justice pytest tests/justice
"""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.justice.a_unit import Unit

collect_ignore_glob = [] if os.environ.get("AMANA_PROFILE") == "justice" else ["test_*.py"]


@pytest.fixture
def unit(db: None) -> "Iterator[Unit]":
    """A police unit with a desk, its people, and the shelter's desk in the hands of the test."""
    from tests.justice.a_unit import a_unit

    with a_unit() as made:
        yield made
