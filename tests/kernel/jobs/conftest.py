"""Somebody at work, in a database that a worker may leave and come back to."""

import pytest

from tests.kernel.audit.lifting import let_flush_empty_the_log


@pytest.fixture(scope="session", autouse=True)
def flushes_empty_the_log():
    with let_flush_empty_the_log():
        yield


@pytest.fixture
def worker_of_haven(transactional_db):
    """Sara, who opened her purpose today."""
    from tests.kernel.jobs.counting import at_work

    return at_work()
