"""A key bundle brings a lost node back, and never what was erased."""

import shutil

import pytest

from amana.kernel.ids import new_id
from amana.kernel.sealed.errors import (
    BundleRefused,
    FileErased,
    KeysExist,
    PassphraseWrong,
)
from amana.kernel.sealed.file_keystore import FileKeyStore
from amana.kernel.sealed.keystore import get_keystore, is_unlocked, keystore_from_bundle
from tests.kernel.sealed.keystores import CHEAP, PASSPHRASE, again, bytes_on_disk, files, fresh_keystore


def test_a_node_rebuilt_from_its_bundle_keeps_the_keys_whose_backup_is_still_to_come(store, tmp_path):
    refs = files(3)
    store.create_file_keys(refs)
    rebuilt = FileKeyStore.from_bundle(tmp_path / "rebuilt", store.export_bundle("bundle words"), "bundle words", PASSPHRASE, cost=CHEAP)
    assert rebuilt.sweep_orphans(lambda refs: [], older_than_seconds=-5) == 0
    assert set(rebuilt.file_keys(refs)) == set(refs)


def test_a_lost_node_comes_back_from_its_bundle(store, tmp_path):
    refs = files(10)
    store.create_file_keys(refs)
    store.destroy_file_keys(refs[:2])
    store.remember_checkpoint("note")
    bundle = store.export_bundle("bundle words")
    back = FileKeyStore.from_bundle(tmp_path / "new", bundle, "bundle words", "new words", cost=CHEAP)
    assert back.file_keys(refs) == store.file_keys(refs)
    assert back.destroyed() == set(refs[:2])
    assert back.last_checkpoint() == "note"
    assert back.public_key() == store.public_key()
    assert back.index_key("name") == store.index_key("name")
    assert back.backup_identity() == store.backup_identity()
    assert again(tmp_path / "new", "new words").file_keys(refs) == store.file_keys(refs)


def test_importing_an_older_bundle_brings_back_lost_keys_but_no_erased_file(store):
    lost, erased, kept = files(3)
    store.create_file_keys([lost, erased, kept])
    keys = dict(store.file_keys([lost, kept]))
    bundle = store.export_bundle("words")
    store.destroy_file_keys([erased])
    store._wraps.discard([lost], made_before=2**40)
    store.rotate_desk_key()
    assert store.import_bundle(bundle, "words") == 1
    assert store.file_keys([lost, erased, kept]) == keys


def test_a_bundle_that_knows_of_an_erasure_destroys_the_key_in_a_store_that_was_set_back(store, folder, tmp_path):
    erased, kept = files(2)
    store.create_file_keys([erased, kept])
    shutil.copytree(folder, tmp_path / "set-back")
    store.destroy_file_keys([erased])
    bundle = store.export_bundle("words")
    back = again(tmp_path / "set-back")
    assert erased in back.file_keys([erased])  # in use, and remembered
    [wrap] = [one.wrap for one in back._wraps.find([erased])]
    assert back.import_bundle(bundle, "words") == 0
    assert set(back.file_keys([erased, kept])) == {kept}
    assert back.destroyed() == {erased}
    with pytest.raises(FileErased):
        back.file_key(erased)
    assert wrap not in bytes_on_disk(tmp_path / "set-back")
    assert back.status().erasures == 1


def test_bundles_that_are_not_ours_are_refused(store, tmp_path):
    bundle = fresh_keystore(tmp_path / "other").export_bundle("words")
    with pytest.raises(BundleRefused):
        store.import_bundle(bundle, "words")
    with pytest.raises(PassphraseWrong):
        store.import_bundle(store.export_bundle("words"), "other words")
    for junk in (b"", b"{}\n", b'{"format": "amana-key-bundle/1"}\nxx', bundle[:40]):
        with pytest.raises(BundleRefused):
            store.import_bundle(junk, "words")


def test_a_bundle_shows_no_key(store):
    refs = files(5)
    store.create_file_keys(refs)
    bundle = store.export_bundle("words")
    assert not any(key in bundle for key in store.file_keys(refs).values())


# the process-wide store


def test_a_lost_node_s_store_is_made_from_its_bundle_and_in_use_at_once(store, tmp_path, monkeypatch, settings):
    ref = new_id()
    store.create_file_keys([ref])
    monkeypatch.setenv("AMANA_PASSPHRASE", "new words for it")
    settings.AMANA_HOME = tmp_path / "new"
    made = keystore_from_bundle(settings.AMANA_HOME, store.export_bundle("bundle words"), "bundle words")
    assert get_keystore() is made
    assert is_unlocked()
    assert made.file_key(ref) == store.file_key(ref)
    assert again(settings.AMANA_HOME / "keys", "new words for it").file_key(ref) == store.file_key(ref)
    with pytest.raises(KeysExist):
        keystore_from_bundle(settings.AMANA_HOME, store.export_bundle("bundle words"), "bundle words")
