import gc
from datetime import timedelta

import pytest
from django.utils import timezone

from amana.kernel.sealed.keystore import use_keystore
from tests.kernel.sealed.keystores import fresh_keystore


@pytest.fixture(scope="session", autouse=True)
def index_can_be_rebuilt():
    from amana.contexts.persons.facade import rebuild_index
    from amana.kernel.backup.content import register_rebuild

    register_rebuild("persons.NameKey", rebuild_index)


@pytest.fixture
def world(tmp_path, settings, transactional_db):
    """A small node of its own: home, keys, and records in the database."""
    from tests.kernel.backup.worlds import World

    settings.AMANA_HOME = tmp_path / "home"
    with use_keystore(fresh_keystore(settings.AMANA_HOME / "keys")) as keystore:
        made = World(keystore=keystore, home=settings.AMANA_HOME, archive=tmp_path / "node.age")
        made.holder(opened_at=timezone.now(), until=timezone.now() + timedelta(hours=1))
        yield made


@pytest.fixture(autouse=True)
def nobody_else_has_the_database_open() -> None:
    """Close what the server of earlier page tests left open in this process: a restore demands to be alone with the file."""
    from django.db import connection
    from django.db.backends.base.base import BaseDatabaseWrapper

    # `isinstance` would ask lazy objects for their class, and so wake them
    for other in [found for found in gc.get_objects() if issubclass(type(found), BaseDatabaseWrapper)]:
        if other is not connection._connections[other.alias] and other.connection is not None:
            other.inc_thread_sharing()
            other.close()
