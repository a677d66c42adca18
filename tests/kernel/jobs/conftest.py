"""Somebody at work, in a database that a worker may leave and come back to."""

import pytest


@pytest.fixture
def worker_of_haven(transactional_db):
    """Sara, who opened her purpose today."""
    from tests.kernel.jobs.counting import at_work

    return at_work()
