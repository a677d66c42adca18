import pytest

from amana.kernel.sealed.keystore import use_keystore
from tests.kernel.sealed.keystores import fresh_keystore


@pytest.fixture
def own_home(tmp_path, settings):
    """A folder of this test's own in the place of AMANA_HOME."""
    settings.AMANA_HOME = tmp_path / "home"
    return settings.AMANA_HOME


@pytest.fixture
def own_keystore(own_home):
    """A key store for this test alone, in use."""
    with use_keystore(fresh_keystore(own_home / "keys")) as store:
        yield store
