"""A shelter with a desk in a directory, in a folder of its own."""

import pytest


@pytest.fixture
def alone(tmp_path, settings, db, keystore):
    """The shelter on a node without a directory."""
    from amana.kernel.organisations.models import Organisation
    from amana.kernel.sealed.keystore import use_keystore
    from tests.contexts.exchange.shown.letters import Desks
    from tests.contexts.persons.people import a_shelter

    settings.AMANA_HOME = tmp_path / "node"
    with use_keystore(keystore):
        yield Desks(shelter=a_shelter(), haven=Organisation.objects.get(name="Haven"))
        for secret in keystore.desk_secrets():
            keystore.destroy_desk_secret(secret.ref)


@pytest.fixture
def desks(alone, keystore):
    """The shelter's desk, known to three other nodes."""
    from tests.contexts.exchange.shown.letters import install

    install(keystore, alone.haven)
    return alone
