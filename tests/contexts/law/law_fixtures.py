"""The invented dialogue, built once for each module of tests; every test starts from it and leaves no trace in it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

    from tests.contexts.law.dialogue_world import Dialogue


@pytest.fixture(scope="module")
def built_world(django_db_setup: None, django_db_blocker: "DjangoDbBlocker", keystore: object) -> "Iterator[Dialogue]":
    """Loading all reference tables takes a second or two, so it happens once and is rolled back at the end."""
    from django.db import transaction

    from tests.contexts.law.dialogue_world import build

    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def world(built_world: "Dialogue", db: None) -> "Dialogue":
    """Offices of the dialogue and the claims of the reference table."""
    return built_world
