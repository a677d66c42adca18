"""Keys survive a kill at any moment of a rotation, and what was acknowledged stays."""

import random
from uuid import UUID

import pytest

from amana.kernel.ids import new_id
from amana.kernel.sealed.file_keystore import FileKeyStore
from tests.kernel.sealed.keystores import PASSPHRASE, fresh_keystore
from tests.kernel.sealed.killing import run_and_kill

pytestmark = pytest.mark.usefixtures("transactional_db")  # only because a fork closes the database's connections


def unlocked(folder):
    return FileKeyStore.unlock(folder, PASSPHRASE)


def test_a_rotation_killed_again_and_again_loses_no_key(tmp_path):
    folder = tmp_path / "keys"
    store, refs = fresh_keystore(folder), [new_id() for _ in range(6000)]
    store.create_file_keys(refs)
    keys = dict(store.file_keys(refs))
    store.close()
    chance, killed, unfinished = random.Random(7), 0, 0

    def rotate(tell):
        while True:
            unlocked(folder).rotate_desk_key(lambda done, total: tell(f"{done}"))

    for _ in range(8):
        killed += run_and_kill(rotate, after=chance.uniform(0.05, 0.5)).was_killed
        again = unlocked(folder)
        unfinished += again.status().rotation_unfinished
        assert again.file_keys(refs) == keys
        again.close()
    assert killed == 8
    assert unfinished > 0, "no kill hit the middle of a rotation"
    again = unlocked(folder)
    again.rotate_desk_key()
    assert not again.status().rotation_unfinished
    assert again.file_keys(refs) == keys
    assert {wrap.desk_key for wrap in again._wraps.find(refs)} == {again.status().desk_key}


def test_keys_and_erasures_that_were_acknowledged_survive_a_kill(tmp_path):
    folder = tmp_path / "keys"
    fresh_keystore(folder).close()

    def work(tell):
        store = unlocked(folder)
        for number in range(10**6):
            ref = new_id()
            store.create_file_keys([ref])
            tell(f"made {ref} {store.file_key(ref).hex()}")
            if number % 3 == 0:
                store.destroy_file_keys([ref])
                tell(f"gone {ref}")

    for after in (0.15, 0.25, 0.4):
        told = [line.split() for line in run_and_kill(work, after=after).told]
        gone = {UUID(words[1]) for words in told if words[0] == "gone"}
        made = {UUID(words[1]): bytes.fromhex(words[2]) for words in told if words[0] == "made"}
        store = unlocked(folder)
        assert len(made) > 3
        assert store.destroyed(gone) == gone
        assert not store.file_keys(gone)
        last = UUID(told[-1][1])  # may have been destroyed without being told
        kept = {ref: key for ref, key in made.items() if ref not in gone and ref != last}
        assert store.file_keys(kept) == kept
        store.close()
