"""The invented dialogue, for all tests of this folder."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.contexts.dialogue.a_dialogue import World


@pytest.fixture
def world(db: None) -> "World":
    """A secretariat, two states and their people."""
    from tests.contexts.dialogue.a_dialogue import build

    return build()
