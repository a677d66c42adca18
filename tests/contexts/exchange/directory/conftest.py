"""A node of its own folder for each test that takes over a directory."""

import pytest


@pytest.fixture
def node(tmp_path, settings, db, keystore):
    """A node that has no directory yet; the key store is that of the tests."""
    settings.AMANA_HOME = tmp_path / "node"
    from amana.kernel.sealed.keystore import use_keystore

    with use_keystore(keystore):
        yield settings.AMANA_HOME
