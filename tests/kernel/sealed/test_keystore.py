"""The key store keeps what it promised, and forgets what it was told to forget."""

import json
import threading
from uuid import UUID, uuid4

import pytest

from amana.kernel.ids import new_id
from amana.kernel.sealed import keyring
from amana.kernel.sealed.errors import (
    FileErased,
    FileKeyMissing,
    KeysDamaged,
    KeysExist,
    KeysMissing,
    PassphraseWrong,
)
from amana.kernel.sealed.file_keystore import CACHED_KEYS
from amana.kernel.sealed.keystore import get_keystore, use_keystore
from tests.kernel.sealed.keystores import PASSPHRASE, again, bytes_on_disk, files, fresh_keystore


def test_keys_are_there_after_unlocking_again(store, folder):
    refs = files(3)
    store.create_file_keys(refs)
    keys = store.file_keys(refs)
    assert len(set(keys.values())) == 3
    assert all(len(key) == 32 for key in keys.values())
    assert again(folder).file_keys(refs) == keys


def test_other_secrets_are_the_same_each_time_and_differ_by_name(store, folder):
    other = again(folder)
    assert store.index_key("name") == other.index_key("name") != store.index_key("phone")
    assert store.named_secret("name") == other.named_secret("name") != store.index_key("name")
    assert store.public_key() == other.public_key()
    assert store.sign(b"x") == other.sign(b"x")
    assert store.backup_identity() == other.backup_identity()
    assert store.origin == other.origin == "node.example/audit"


def test_two_nodes_share_no_secret(tmp_path):
    one, other = fresh_keystore(tmp_path / "one"), fresh_keystore(tmp_path / "other")
    assert one.public_key() != other.public_key()
    assert one.index_key("name") != other.index_key("name")
    assert one.backup_recipient() != other.backup_recipient()


def test_the_wrong_passphrase_opens_nothing(store, folder):
    with pytest.raises(PassphraseWrong):
        again(folder, "seven herons over the sea")


@pytest.mark.parametrize("name", ["origin", "public_key", "backup_recipient"])
def test_swapping_what_stands_in_the_clear_is_noticed(store, folder, tmp_path, name):
    document = json.loads((folder / keyring.KEYRING).read_text())
    document[name] = json.loads((tmp_path / "keys" / keyring.KEYRING).read_text())[name] + "x"
    (folder / keyring.KEYRING).write_text(json.dumps(document))
    with pytest.raises(PassphraseWrong):
        again(folder)


@pytest.mark.parametrize("broken", ["", "[]", "{}", '{"format": 99}', '{"format": 1, "lock": {"name": "none"}}'])
def test_a_damaged_keyring_is_called_that(store, folder, broken):
    (folder / keyring.KEYRING).write_text(broken)
    with pytest.raises(KeysDamaged):
        again(folder)


def test_a_folder_without_keys_and_one_with_keys_are_told_apart(store, folder, tmp_path):
    with pytest.raises(KeysMissing):
        again(tmp_path / "elsewhere")
    with pytest.raises(KeysExist):
        fresh_keystore(folder)


def test_neither_keys_nor_passphrase_stand_in_the_files(store, folder):
    refs = files(20)
    store.create_file_keys(refs)
    on_disk = bytes_on_disk(folder)
    for secret in (*store.file_keys(refs).values(), store.index_key("name"), store.backup_identity().encode(), PASSPHRASE.encode()):
        assert secret not in on_disk


def test_the_files_are_for_this_user_alone(store, folder):
    store.create_file_keys(files(1))
    assert {oct(path.stat().st_mode & 0o077) for path in folder.iterdir()} == {"0o0"}


def test_making_a_key_twice_keeps_the_first(store):
    ref = new_id()
    store.create_file_keys([ref])
    key = store.file_key(ref)
    store.create_file_keys([ref, new_id()])
    assert store.file_key(ref) == key


def test_a_file_without_a_key_is_not_an_erased_file(store):
    ref = new_id()
    assert store.file_keys([ref]) == {}
    with pytest.raises(FileKeyMissing):
        store.file_key(ref)


def test_an_erased_file_stays_erased(store, folder):
    ref, kept = files(2)
    store.create_file_keys([ref, kept])
    assert store.destroy_file_keys([ref]) == 1
    assert store.destroy_file_keys([ref]) == 0
    for opened in (store, again(folder)):
        with pytest.raises(FileErased):
            opened.file_key(ref)
        assert opened.destroyed() == {ref} == opened.destroyed([ref, kept])
        assert opened.file_key(kept)
    with pytest.raises(FileErased):
        store.create_file_keys([ref])


def test_a_destroyed_key_is_gone_for_other_processes_and_threads_that_had_read_it(store, folder):
    ref = new_id()
    store.create_file_keys([ref])
    other = again(folder)
    assert other.file_key(ref)
    seen = []
    read, destroyed = threading.Event(), threading.Event()

    def reader():
        seen.append(store.file_keys([ref]))
        read.set()
        destroyed.wait(10)
        seen.append(store.file_keys([ref]))
        store.close()

    thread = threading.Thread(target=reader)
    thread.start()
    assert read.wait(10)
    store.destroy_file_keys([ref])
    destroyed.set()
    thread.join(10)
    assert [len(found) for found in seen] == [1, 0]
    assert other.file_keys([ref]) == {}


@pytest.mark.parametrize("make", [uuid4, new_id], ids=["scattered", "in order"])
def test_no_byte_of_a_destroyed_wrap_stays_in_the_files(store, folder, make):
    refs = [make() for _ in range(3000)]
    for at in range(0, 3000, 500):
        store.create_file_keys(refs[at : at + 500])
    wraps = {wrap.ref: wrap.wrap for wrap in store._wraps.find(refs)}
    assert all(wraps[ref] in bytes_on_disk(folder) for ref in refs[:3])
    gone = refs[::7]
    for at in range(0, len(gone), 100):
        store.destroy_file_keys(gone[at : at + 100])
    on_disk = bytes_on_disk(folder)
    assert [ref for ref in gone if wraps[ref] in on_disk or wraps[ref][1:33] in on_disk] == []
    assert all(wraps[ref] in on_disk for ref in refs[1:4])


def test_only_a_bounded_number_of_keys_is_held_in_memory(store):
    refs = files(CACHED_KEYS + 500)
    store.create_file_keys(refs)
    assert len(store.file_keys(refs)) == len(refs)
    assert len(store._cache()) == CACHED_KEYS
    assert store.file_key(refs[0])


def test_orphans_are_swept_and_recorded_or_young_keys_are_not(store):
    orphan, recorded, young = files(3)
    store.create_file_keys([orphan, recorded])
    assert store.sweep_orphans(lambda refs: [], older_than_seconds=3600) == 0
    assert store.sweep_orphans(lambda refs: [recorded], older_than_seconds=0) == 1
    store.create_file_keys([young])
    assert set(store.file_keys([orphan, recorded, young])) == {recorded, young}
    assert store.destroyed() == set()


def test_keys_that_were_there_when_the_records_were_set_back_are_never_swept(store):
    """The next backup that is restored may be a newer one, whose files these keys open."""
    refs = files(3)
    store.create_file_keys(refs)
    store.spare_present_keys()
    assert store.sweep_orphans(lambda refs: [], older_than_seconds=-5) == 0
    assert set(store.file_keys(refs)) == set(refs)


def test_records_set_back_in_the_middle_of_a_sweep_lose_no_key(store, folder):
    refs = files(3)
    store.create_file_keys(refs)

    def set_back_meanwhile(_):
        again(folder).spare_present_keys()
        return []

    assert store.sweep_orphans(set_back_meanwhile, older_than_seconds=0) == 0
    assert set(store.file_keys(refs)) == set(refs)


def test_a_key_store_that_never_said_what_to_spare_spares_what_it_holds(store):
    refs = files(3)
    store.create_file_keys(refs)
    with store._wraps.writing() as connection:
        connection.execute("DELETE FROM state WHERE name = 'spared_before'")
    assert store.sweep_orphans(lambda refs: [], older_than_seconds=-5) == 0


def test_rotation_changes_every_wrap_and_no_key(store, folder):
    refs = files(2500)
    store.create_file_keys(refs)
    before = store.file_keys(refs)
    old = {wrap.wrap for wrap in store._wraps.find(refs)}
    seen = []
    assert store.rotate_desk_key(lambda done, total: seen.append((done, total))) == 2
    assert seen[-1] == (2500, 2500)
    assert {wrap.desk_key for wrap in store._wraps.find(refs)} == {2}
    assert not old & {wrap.wrap for wrap in store._wraps.find(refs)}
    assert again(folder).file_keys(refs) == before
    assert list(again(folder)._secrets.desk_keys) == [2]


def test_a_process_that_did_not_see_the_rotation_goes_on(store, folder):
    other, (first, second) = again(folder), files(2)
    store.create_file_keys([first])
    store.rotate_desk_key()
    assert other.file_key(first)
    other.create_file_keys([second])
    assert again(folder).file_key(second) == other.file_key(second)


def test_keys_made_during_a_rotation_are_kept(store, folder):
    refs, late = files(2500), files(30)
    store.create_file_keys(refs)
    other, waiting = again(folder), list(late)
    store.rotate_desk_key(lambda *_: other.create_file_keys([waiting.pop()]))
    assert len(waiting) < 30
    made = late[len(waiting) :]
    assert set(again(folder).file_keys(made)) == set(made)


def test_the_passphrase_can_be_changed(store, folder):
    ref = new_id()
    store.create_file_keys([ref])
    store.change_passphrase("nine cranes")
    with pytest.raises(PassphraseWrong):
        again(folder)
    assert again(folder, "nine cranes").file_key(ref) == store.file_key(ref)
    store.rotate_desk_key()
    assert again(folder, "nine cranes").file_key(ref)


def test_the_last_checkpoint_is_remembered(store, folder):
    assert store.last_checkpoint() is None
    store.remember_checkpoint("one")
    store.remember_checkpoint("two")
    assert again(folder).last_checkpoint() == "two"


# the bundle in the safe


def test_the_status_says_when_a_new_bundle_is_due(store):
    ref, later = files(2)
    assert store.status().exported_at is None
    store.create_file_keys([ref])
    assert store.status().bundle_lacks_keys
    store.export_bundle("words")
    status = store.status()
    assert not status.bundle_lacks_keys
    assert not status.bundle_still_opens_erased_files
    store.create_file_keys([later])
    assert store.status().keys_made_since_export == 1
    store.destroy_file_keys([ref])
    status = store.status()
    assert status.bundle_still_opens_erased_files
    assert (status.erasures, status.erasures_at_export, status.keys) == (1, 0, 1)
    assert status.last_erasure_at is not None
    store.export_bundle("words")
    assert not store.status().bundle_still_opens_erased_files


def test_a_store_can_be_put_in_use_for_a_while(store):
    with use_keystore(store):
        assert get_keystore() is store
    assert get_keystore() is not store


def test_errors_name_files_and_nothing_else(store):
    ref = UUID(int=7)
    with pytest.raises(FileKeyMissing) as raised:
        store.file_key(ref)
    assert str(raised.value) == "file.key_missing"
    assert raised.value.data == {"file": str(ref)}


def test_showing_secrets_or_locks_shows_nothing(store):
    shown = repr(store._secrets) + repr(store._lock)
    assert store.backup_identity() not in shown
    assert repr(store._secrets.index_root) not in shown
    assert repr(store._lock.key) not in shown
