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


@pytest.fixture(autouse=True)
def each_test_may_log_its_own_refusals() -> None:
    """How much of what strangers bring is logged is counted by the minute, and tests are quicker than that."""
    from amana.contexts.exchange.door import rates

    rates._logged.clear()
    rates._came.clear()
