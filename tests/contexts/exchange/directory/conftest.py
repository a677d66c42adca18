"""A node of its own folder for each test that takes over a directory, and the parties of a ceremony."""

import pytest


@pytest.fixture
def node(tmp_path, settings, db, keystore):
    """A node that has no directory yet; the key store is that of the tests."""
    settings.AMANA_HOME = tmp_path / "node"
    from amana.kernel.sealed.keystore import use_keystore

    with use_keystore(keystore):
        yield settings.AMANA_HOME


@pytest.fixture(scope="module")
def three():
    """Amina, Bruno and Chala, two of whom have to sign."""
    from amana.contexts.exchange.directory.ceremony.governance import GovernanceKey

    return tuple(GovernanceKey.fresh(name) for name in ("Amina", "Bruno", "Chala"))


@pytest.fixture
def maji():
    """A node as it asks to be listed."""
    from tests.contexts.exchange.directory.ceremonies import Installation

    return Installation()
