"""Fixtures of imports: a service with its people, and sheets as offices keep them."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.contexts.persons.people import Shelter


@pytest.fixture
def shelter(db: None) -> "Shelter":
    """Two services and who works there."""
    from tests.contexts.persons.people import a_shelter

    return a_shelter()
