from datetime import timedelta

import pytest
from django.utils import timezone

from amana.kernel.sealed.keystore import use_keystore
from tests.kernel.audit.lifting import let_flush_empty_the_log
from tests.kernel.sealed.keystores import fresh_keystore


@pytest.fixture(scope="session", autouse=True)
def flushes_empty_the_log():
    with let_flush_empty_the_log():
        yield


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
