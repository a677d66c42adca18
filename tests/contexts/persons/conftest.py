"""Fixtures of the register. The people themselves stand in `people.py`, which needs Django to be set up."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.contexts.persons.people import Shelter


@pytest.fixture
def shelter(db: None) -> "Shelter":
    """Two services and who works there."""
    from tests.contexts.persons.people import a_shelter

    return a_shelter()
