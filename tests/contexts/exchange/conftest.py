"""Fixtures of the exchange. The region itself stands in `a_region.py`, which needs Django to be set up."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.contexts.exchange.a_region import Region


@pytest.fixture
def region(db: None) -> "Iterator[Region]":
    """This node with a desk, and another node in the test's hands."""
    from tests.contexts.exchange.a_region import a_region

    with a_region() as made:
        yield made
