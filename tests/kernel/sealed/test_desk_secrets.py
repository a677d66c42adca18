"""The key store keeps the key pairs of exchange desks: random, sealed, in the bundle, and gone when they are destroyed."""

import json
import random
import shutil
from base64 import b64encode
from uuid import UUID

import pytest

from amana.engines.sealing.box import seal
from amana.kernel.ids import new_id
from amana.kernel.sealed import keyring
from amana.kernel.sealed.file_keystore import FileKeyStore
from amana.kernel.sealed.keyring import Lock
from tests.kernel.sealed.keystores import CHEAP, PASSPHRASE, again, bytes_on_disk, files, fresh_keystore
from tests.kernel.sealed.killing import run_and_kill

SHELTER = UUID(int=7)


def test_a_desk_has_the_same_key_pair_after_unlocking_again(store, folder):
    made = store.make_desk_secret("protection", SHELTER)
    assert (len(made.signing), len(made.encryption)) == (32, 96)
    assert made.organisation == SHELTER
    assert again(folder).desk_secrets("protection") == (made,)
    assert again(folder).desk_secrets("police") == ()


def test_a_new_key_pair_comes_first_and_the_old_one_stays_until_it_is_destroyed(store, folder):
    old, new = store.make_desk_secret("protection", SHELTER), store.make_desk_secret("protection", SHELTER)
    assert not {old.signing, old.encryption} & {new.signing, new.encryption}
    assert store.desk_secrets() == (new, old)
    assert store.destroy_desk_secret(old.ref)
    assert not store.destroy_desk_secret(old.ref)
    assert again(folder).desk_secrets() == (new,)


def test_a_running_process_sees_a_key_pair_that_another_one_made(store, folder):
    assert store.desk_secrets() == ()
    made = again(folder).make_desk_secret("protection", SHELTER)
    assert store.desk_secrets() == (made,)
    again(folder).destroy_desk_secret(made.ref)
    assert store.desk_secrets() == ()


def test_a_running_process_keeps_its_key_pairs_when_the_passphrase_changes(store, folder):
    made = store.make_desk_secret("protection", SHELTER)
    again(folder).change_passphrase("nine cranes over the hills")
    assert store.desk_secrets() == (made,)
    assert again(folder, "nine cranes over the hills").desk_secrets() == (made,)


def test_no_private_half_stands_in_the_files_or_in_what_is_printed(store, folder):
    made = store.make_desk_secret("protection", SHELTER)
    for half in (made.signing, made.encryption):
        assert half not in bytes_on_disk(folder)
        assert b64encode(half) not in bytes_on_disk(folder)
        assert repr(half) not in repr(made)


def test_rotating_the_key_of_the_node_leaves_the_key_pairs_of_its_desks(store, folder):
    store.create_file_keys(files(10))
    made = store.make_desk_secret("protection", SHELTER)
    store.rotate_desk_key()
    assert again(folder).desk_secrets() == (made,)


def test_a_lost_node_gets_its_desks_back_from_the_bundle(store, tmp_path):
    made = store.make_desk_secret("protection", SHELTER)
    assert store.status().bundle_lacks_keys
    bundle = store.export_bundle("bundle words")
    assert not store.status().bundle_lacks_keys
    back = FileKeyStore.from_bundle(tmp_path / "new", bundle, "bundle words", PASSPHRASE, cost=CHEAP)
    assert back.desk_secrets() == again(tmp_path / "new").desk_secrets() == (made,)


def test_an_old_bundle_brings_back_a_lost_key_pair_and_no_destroyed_one(store, folder, tmp_path):
    shutil.copytree(folder, tmp_path / "set-back")
    gone, kept = store.make_desk_secret("protection", SHELTER), store.make_desk_secret("protection", SHELTER)
    old = store.export_bundle("words")
    store.destroy_desk_secret(gone.ref)
    assert store.status().bundle_still_opens_erased_files
    store.import_bundle(old, "words")
    assert store.desk_secrets() == (kept,)
    back = again(tmp_path / "set-back")
    back.import_bundle(old, "words")
    assert back.desk_secrets() == (kept, gone)
    back.import_bundle(store.export_bundle("words"), "words")
    assert back.desk_secrets() == (kept,)


def test_a_keyring_from_before_there_were_exchange_desks_still_opens(store, folder):
    lock = Lock.fresh(PASSPHRASE, CHEAP)
    keyring.save(folder, store._secrets, lock)
    document = json.loads((folder / keyring.KEYRING).read_text())
    content = json.loads(store._secrets.to_json())
    del content["desk_secrets"], content["desks_gone"]
    public = store._secrets.public()
    document["sealed"] = b64encode(seal(lock.key, json.dumps(content).encode(), associated=keyring._bound(public))).decode()
    (folder / keyring.KEYRING).write_text(json.dumps(document))
    opened = again(folder)
    assert opened.desk_secrets() == ()
    assert opened.make_desk_secret("protection", SHELTER) == again(folder).desk_secrets()[0]


@pytest.mark.usefixtures("transactional_db")  # only because a fork closes the database's connections
def test_key_pairs_that_were_acknowledged_survive_a_kill_among_rotations(tmp_path):
    folder = tmp_path / "keys"
    refs = [new_id() for _ in range(500)]
    fresh_keystore(folder).create_file_keys(refs)
    keys = dict(again(folder).file_keys(refs))
    chance = random.Random(5)

    def work(tell):
        store = again(folder)
        while True:
            made = store.make_desk_secret("protection", SHELTER)
            tell(f"made {made.ref} {made.signing.hex()}")
            store.rotate_desk_key()
            if chance.random() < 0.3:
                store.destroy_desk_secret(made.ref)
                tell(f"gone {made.ref}")

    told, unsure = [], set()
    for _ in range(4):
        told += [line.split() for line in run_and_kill(work, after=chance.uniform(0.15, 0.4)).told]
        # The last one of each life may have been destroyed without being told.
        unsure |= {words[1] for words in told[-1:]}
        gone = {words[1] for words in told if words[0] == "gone"}
        here = {str(secret.ref): secret.signing.hex() for secret in again(folder).desk_secrets()}
        made = {words[1]: words[2] for words in told if words[0] == "made"}
        assert {ref: key for ref, key in made.items() if ref not in gone | unsure}.items() <= here.items()
        assert not gone & set(here)
        assert again(folder).file_keys(refs) == keys
    assert len(told) > 5
