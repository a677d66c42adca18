"""A backup holds everything, shows nothing, and comes back whole or not at all."""

import os
import sqlite3
from pathlib import Path

import pyrage
import pytest
from django.db import connection

from amana.kernel.audit.entries import Entry
from amana.kernel.audit.log import append, append_all
from amana.kernel.audit.models import AuditEntry, AuditLeaf
from amana.kernel.audit.verify import verify_node
from amana.kernel.backup import backup as making
from amana.kernel.backup import content
from amana.kernel.backup.archive import open_archive, write_archive
from amana.kernel.backup.backup import HEADER, MANIFEST, SIGNATURE, backup
from amana.kernel.backup.errors import (
    BackupOfAnotherNode,
    BackupOfAnotherVersion,
    BackupUnreadable,
    NodeIsRunning,
    NodeNotEmpty,
)
from amana.kernel.backup.restore import restore
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.errors import FileErased
from amana.kernel.sealed.file_keystore import FileKeyStore
from amana.kernel.sealed.keystore import use_keystore
from tests.kernel.sealed.canaries import CANARIES, archive_bytes, database_bytes, files_under, sightings
from tests.kernel.sealed.keystores import CHEAP, PASSPHRASE, fresh_keystore

sqlite_only = pytest.mark.skipif(bool(os.environ.get("AMANA_DATABASE_URL")), reason="only SQLite has a file to put in place")


def members(world):
    with open_archive(world.archive, identity=world.keystore.backup_identity()) as found:
        return list(found)


def test_everything_comes_back_as_it_was(world):
    numbers = [world.record(f"record {n}").number for n in range(3)]
    before, texts = world.rows(), world.texts()
    made = backup(world.archive)
    assert made.bytes == world.archive.stat().st_size
    world.record("after the backup")
    Organisation.objects.update(name="Renamed")
    report = restore(world.archive, replace=True)
    assert world.rows() == before
    assert world.texts() == texts == {number: f"record {n}" for n, number in enumerate(numbers)}
    assert (report.made_at, report.rows, report.erased) == (made.made_at, made.rows, 0)
    assert world.record("and on").number not in numbers


def test_the_log_says_that_it_was_set_back_and_still_holds(world):
    world.record("one")
    backup(world.archive)
    append_all([Entry(kind="action", name="test.later")] * 1200)
    assert verify_node().ok
    known = AuditLeaf.objects.count()
    report = restore(world.archive, replace=True)
    assert report.set_back == (known, AuditLeaf.objects.count() - 1)
    assert AuditEntry.objects.order_by("-index").first().name == "backup.restore"
    checked = verify_node()
    assert checked.ok, checked.problems
    assert checked.restored == (report.set_back,)
    append_all([Entry(kind="action", name="test.later")] * 1200)
    assert verify_node().ok


def test_a_lost_node_comes_back_from_bundle_and_backup(world, tmp_path, settings):
    world.record("one")
    texts = world.texts()
    bundle = world.keystore.export_bundle("bundle words")
    backup(world.archive)
    settings.AMANA_HOME = tmp_path / "new-home"
    with use_keystore(FileKeyStore.from_bundle(settings.AMANA_HOME / "keys", bundle, "bundle words", PASSPHRASE, cost=CHEAP)) as keystore:
        restore(world.archive, replace=True)
        assert world.texts() == texts
        assert verify_node().ok
        assert keystore.last_checkpoint()


def test_a_file_erased_after_the_backup_stays_erased(world):
    erased, kept = world.record("to be forgotten"), world.record("to be kept")
    backup(world.archive)
    world.keystore.destroy_file_keys([erased.ref])
    report = restore(world.archive, replace=True)
    assert report.erased == 1
    assert world.states() == {erased.number: "erased", kept.number: "open"}
    with pytest.raises(FileErased):
        world.texts()
    world.keystore.import_bundle(world.keystore.export_bundle("words"), "words")
    with pytest.raises(FileErased):
        world.keystore.file_key(erased.ref)


def test_the_erased_file_cannot_be_read_from_the_archive_with_all_the_keys_that_are_left(world):
    erased = world.record("to be forgotten")
    backup(world.archive)
    key = world.keystore.file_key(erased.ref)
    world.keystore.destroy_file_keys([erased.ref])
    left = b"".join(content for _, content in [*archive_bytes(world.archive, world.keystore.backup_identity()), *files_under(world.home)])
    assert key not in left
    assert key.hex().encode() not in left


def test_neither_backup_nor_anything_it_leaves_shows_a_canary(world, monkeypatch, tmp_path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    for canary in CANARIES:
        world.record(canary)
    backup(world.archive)
    left = [
        *archive_bytes(world.archive, world.keystore.backup_identity()),
        *database_bytes(),
        *files_under(world.home, temporary, world.archive.parent),
    ]
    assert sightings(CANARIES, left) == []
    assert sightings(["Shelter"], [(str(world.archive), world.archive.read_bytes())]) == []
    assert sightings(["Shelter"], archive_bytes(world.archive, world.keystore.backup_identity())), "the archive holds no rows"
    assert list(temporary.iterdir()) == []
    assert [path.name for path in world.archive.parent.iterdir() if "unfinished" in path.name] == []


def test_keys_indexes_and_sessions_are_left_out(world):
    file = world.record("one")
    wrap = next(iter(world.keystore._wraps.find([file.ref]))).wrap
    backup(world.archive)
    names = {name.split("/")[1] for name, _ in members(world) if name.startswith("tables/")}
    assert "files_file" in names
    assert not {"persons_namekey", "django_session", "usersessions_usersession"} & names
    assert not any(wrap in content for _, content in archive_bytes(world.archive, world.keystore.backup_identity()))


def test_indexes_are_made_again(world, monkeypatch):
    world.record("one")
    backup(world.archive)
    seen = []
    monkeypatch.setitem(content._rebuilds, "persons.NameKey", lambda: seen.append(world.states()))
    restore(world.archive, replace=True)
    assert len(seen) == 1
    assert list(seen[0].values()) == ["open"]


def test_an_index_that_nobody_can_make_again_stops_the_restore_before_it_begins(world, monkeypatch):
    backup(world.archive)
    monkeypatch.delitem(content._rebuilds, "persons.NameKey")
    with pytest.raises(LookupError, match="NameKey"):
        restore(world.archive, replace=True)


def test_a_backup_is_of_one_moment_though_the_node_works_on(world):
    for n in range(3):
        world.record(f"record {n}")
    before = world.rows()
    backup(world.archive, progress=lambda done, total: world.record("meanwhile"))
    assert len(world.rows()["files_file"]) > 3
    restore(world.archive, replace=True)
    assert world.rows() == before
    assert verify_node().ok


def test_a_backup_that_fails_leaves_the_last_one_in_place(world, monkeypatch):
    backup(world.archive)
    before = world.archive.read_bytes()

    def broken(table, moment):
        raise OSError(28, "No space left on device")
        yield

    monkeypatch.setattr(making, "_parts", broken)
    with pytest.raises(OSError, match="No space"):
        backup(world.archive)
    assert world.archive.read_bytes() == before
    assert list(world.archive.parent.glob(".*")) == []


# what a restore refuses


def refused(world, error, **more):
    """The restore fails with this error, and nothing changed."""
    before, log = world.rows(), AuditLeaf.objects.count()
    with pytest.raises(error):
        restore(world.archive, **{"replace": True, **more})
    assert world.rows() == before
    assert AuditLeaf.objects.count() == log
    assert verify_node().ok


def test_records_are_not_replaced_unasked(world):
    backup(world.archive)
    refused(world, NodeNotEmpty, replace=False)


def test_the_backup_of_another_node_is_refused(world, tmp_path):
    with use_keystore(fresh_keystore(tmp_path / "other")):
        backup(world.archive)
    with pytest.raises(BackupOfAnotherNode):
        restore(world.archive, replace=True)


@pytest.mark.parametrize("damage", ["cut", "cut at the start", "flipped", "added", "emptied", "not there"])
def test_a_damaged_backup_is_refused(world, damage):
    world.record("one")
    backup(world.archive)
    raw = bytearray(world.archive.read_bytes())
    if damage == "flipped":
        raw[len(raw) // 2] ^= 1
    changed = {"cut": raw[:-40], "cut at the start": raw[:300], "flipped": raw, "added": raw + b"x", "emptied": b"", "not there": None}[
        damage
    ]
    world.archive.unlink()
    if changed is not None:
        world.archive.write_bytes(bytes(changed))
    refused(world, BackupUnreadable)


@pytest.mark.parametrize(
    "forgery", ["a row changed", "a table left out", "a table doubled", "no manifest", "no signature", "no header", "a stranger's path"]
)
def test_an_archive_that_somebody_else_encrypted_to_us_is_refused(world, forgery):
    """Encrypting needs only the recipient, which is no secret; what counts is the signature."""
    world.record("one")
    backup(world.archive)
    found = members(world)
    at = next(n for n, (name, _) in enumerate(found) if "organisations_organisation" in name)
    forged = {
        "a row changed": [*found[:at], (found[at][0], found[at][1].replace(b"Shelter", b"Cellars")), *found[at + 1 :]],
        "a table left out": [*found[:at], *found[at + 1 :]],
        "a table doubled": [*found[: at + 1], found[at], *found[at + 1 :]],
        "no manifest": [member for member in found if member[0] != MANIFEST],
        "no signature": [member for member in found if member[0] != SIGNATURE],
        "no header": [member for member in found if member[0] != HEADER],
        "a stranger's path": [*found[:at], ("tables/../../etc/passwd/1.jsonl", b"[]"), *found[at:]],
    }[forgery]
    write_archive(world.archive, forged, recipient=world.keystore.backup_recipient())
    refused(world, BackupUnreadable)


def test_an_archive_of_another_version_is_refused(world, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(making, "applied_migrations", lambda: ["files.0099_of_the_future"])
        backup(world.archive)
    refused(world, BackupOfAnotherVersion)


def test_a_backup_whose_log_was_tampered_with_before_is_refused(world, monkeypatch):
    append(Entry(kind="action", name="test.one"))
    before = AuditEntry.objects.get(index=0)
    AuditEntry.objects.filter(index=0).update(name="test.other")
    backup(world.archive)
    before.save()
    refused(world, BackupUnreadable)


@sqlite_only
def test_a_running_node_is_not_replaced(world, monkeypatch):
    backup(world.archive)
    monkeypatch.setattr("amana.kernel.backup.places.SECONDS_TO_STOP", 0.1)
    other = sqlite3.connect(connection.settings_dict["NAME"])
    other.execute("SELECT count(*) FROM files_file").fetchall()
    refused(world, NodeIsRunning)
    other.close()
    restore(world.archive, replace=True)


@sqlite_only
def test_nothing_is_left_beside_the_database(world):
    backup(world.archive)
    name = Path(connection.settings_dict["NAME"])
    name.with_name(f"{name.name}.restoring").write_bytes(b"left by a kill")
    restore(world.archive, replace=True)
    connection.close()
    assert [path.name for path in name.parent.glob(f"{name.name}*") if "restoring" in path.name] == []


def test_the_archive_is_plain_age_and_tar(world):
    backup(world.archive)
    identity = pyrage.x25519.Identity.from_str(world.keystore.backup_identity())
    plain = pyrage.decrypt(world.archive.read_bytes(), [identity])
    assert plain[:2] == b"\x1f\x8b"
    names = [name for name, _ in members(world)]
    assert (names[0], *names[-2:]) == (HEADER, MANIFEST, SIGNATURE)
