"""Tests meet a node of their own, each process another one, never a node that someone works with."""

import tempfile
from pathlib import Path

from django.conf import settings

from amana.kernel.sealed.keystore import KeyStore, get_keystore


def test_the_node_lies_in_a_temporary_folder() -> None:
    assert settings.AMANA_HOME.parent == Path(tempfile.gettempdir()).resolve()


def test_the_key_store_is_the_one_made_for_the_tests(keystore: KeyStore) -> None:
    assert get_keystore() is keystore
