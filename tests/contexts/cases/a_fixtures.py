"""The fixture of the tests on screening, identification and consent; imported by each of them by name."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.contexts.cases.a_world import World


@pytest.fixture
def world(db: None) -> "World":
    """A shelter, an authority, and three people they work with."""
    from tests.contexts.cases.a_world import build

    return build()
