"""A node takes over a directory only if its governance signed it, it is not past its date, fits together and is not older."""

import hashlib
import json
import shutil
import socketserver
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import SimpleHTTPRequestHandler
from uuid import UUID

import pytest

from amana.contexts.exchange import directory
from amana.contexts.exchange.directory import bundle, making, signing, trusted, verifying
from amana.contexts.exchange.directory.errors import (
    DeskKeyMissing,
    DirectoryExpired,
    DirectoryMissing,
    DirectoryRefused,
    DirectoryRolledBack,
    DirectoryStale,
    DirectoryTampered,
    DirectoryUnreadable,
    DirectoryUnsigned,
    EntryRefused,
    OwnNodeUnlisted,
    RootOther,
    RootUnknown,
    UnknownDesk,
)
from amana.contexts.exchange.directory.making import NewDesk, public_key
from amana.contexts.exchange.directory.signing import Quorum
from amana.node import checks
from tests.contexts.exchange.directory.region import MAJI, NODES, region

pytestmark = pytest.mark.usefixtures("node")
NOW = datetime.now(UTC)
FAR = datetime(2100, 1, 1, tzinfo=UTC)


def bundle_at(path, files):
    bundle.write_bundle(path, files)
    return str(path)


def folder_at(path, files):
    bundle.write_folder(path, files)
    return str(path)


@pytest.fixture
def made():
    return region()


@pytest.fixture
def first(made, tmp_path):
    """The node trusts the first edition."""
    made.install()
    return made


def later(made, version=2, **how):
    return region(governance=made.governance, version=version, **how)


def take(files, tmp_path):
    return trusted.take_over(bundle_at(tmp_path / "next.json", files))


def refusal(files, tmp_path, kind=DirectoryRefused):
    """What taking over these files is refused with; nothing may have changed by it."""
    before = trusted.trusted_file().read_bytes()
    with pytest.raises(kind) as caught:
        take(files, tmp_path)
    assert trusted.trusted_file().read_bytes() == before
    assert caught.value.message()
    return type(caught.value)


# where it comes from


@pytest.mark.parametrize("kind", ["bundle", "folder", "web"])
def test_a_directory_comes_in_one_file_in_a_folder_or_from_the_web(made, tmp_path, kind):
    served = folder_at(tmp_path / "published", made.files)
    where = {"bundle": bundle_at(tmp_path / "d.json", made.files), "folder": served, "web": ""}[kind]

    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=served)

        def log_message(self, *_):
            pass

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        taken = trusted.take_over(where or f"http://127.0.0.1:{server.server_address[1]}", fingerprint=verifying.fingerprint(made.files))
        server.shutdown()
    assert taken == made.directory == directory.current()


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"format": "amana-directory-bundle/1", "files": {}}', b"[" * 10_000])
def test_what_is_no_directory_is_called_that(tmp_path, content):
    if content is not None:
        (tmp_path / "x").write_bytes(content)
    with pytest.raises(DirectoryUnreadable):
        trusted.take_over(str(tmp_path / "x"), fingerprint="00")


# the first time


def test_without_a_directory_nothing_is_known():
    with pytest.raises(DirectoryMissing):
        directory.current()
    assert directory.own_desks() == ()


def test_the_first_directory_needs_the_fingerprint_that_governance_reads_aloud(made, tmp_path):
    where = bundle_at(tmp_path / "d.json", made.files)
    with pytest.raises(RootUnknown):
        trusted.take_over(where)
    with pytest.raises(RootOther):
        trusted.take_over(where, fingerprint=verifying.fingerprint(region().files))
    with pytest.raises(DirectoryMissing):
        directory.current()
    trusted.take_over(where, fingerprint=verifying.fingerprint(made.files).upper().replace(" ", "  "))
    assert directory.current() == made.directory


def test_of_an_older_governance_a_new_node_need_not_hear(made, tmp_path):
    """Its keys may have been stolen long ago; the fingerprint is that of the newest root."""
    turned = with_other_keys(made, [making._private()])
    where = bundle_at(tmp_path / "d.json", turned)
    with pytest.raises(RootOther):
        trusted.take_over(where, fingerprint=verifying.fingerprint(made.files))
    assert trusted.take_over(where, fingerprint=verifying.fingerprint(turned)).version == 2


# afterwards


def test_a_newer_edition_takes_the_place_of_the_older_one_and_stands_in_the_log(first, tmp_path):
    from amana.kernel.audit.models import AuditEntry

    newer = later(first, agreements=())
    assert take(newer.files, tmp_path) == directory.current() == newer.directory
    names = [json.loads(entry.text)["name"] for entry in AuditEntry.objects.order_by("index")]
    assert names.count("exchange.directory_taken_over") == 2
    take(newer.files, tmp_path)
    assert AuditEntry.objects.count() == len(names)


def test_a_running_process_goes_by_the_newer_edition_at_once(first, tmp_path):
    assert directory.current().agreements
    take(later(first, agreements=()).files, tmp_path)
    assert directory.current().agreements == ()


def test_an_older_edition_is_refused(first, tmp_path):
    take(later(first, 3).files, tmp_path)
    assert refusal(later(first, 2).files, tmp_path) is DirectoryRolledBack


def test_an_edition_that_keeps_its_number_but_says_something_else_is_not_taken_over(first, tmp_path):
    other = later(first, version=1, agreements=())
    assert issubclass(refusal(other.files, tmp_path), DirectoryRefused)
    assert directory.current().agreements


def test_a_directory_past_its_date_is_refused(first, tmp_path):
    old = later(first, at=NOW - timedelta(days=40), lasts=timedelta(days=30))
    assert refusal(old.files, tmp_path) is DirectoryStale


def test_a_frozen_timestamp_is_refused_though_all_else_is_fresh(first, tmp_path):
    edition = later(first)
    quorum_keys = first.governance
    snapshot = next(raw for name, raw in edition.files.items() if name.endswith("snapshot.json"))
    frozen = signing.sign(signing.timestamp(2, NOW - timedelta(hours=1), snapshot, 2), quorum_keys)
    assert refusal({**edition.files, "metadata/timestamp.json": frozen}, tmp_path) is DirectoryStale


def test_a_directory_that_ran_out_is_shown_but_not_gone_by(tmp_path):
    short = region(at=NOW, lasts=timedelta(hours=1))
    bundle.write_bundle(trusted.trusted_file(), short.files)
    assert directory.current()
    gone = region(at=NOW - timedelta(days=2), lasts=timedelta(days=1))
    bundle.write_bundle(trusted.trusted_file(), gone.files)
    with pytest.raises(DirectoryExpired):
        directory.current()
    assert directory.latest() == gone.directory


def test_parts_of_two_editions_do_not_go_together(first, tmp_path):
    two, three = later(first, 2), later(first, 3, agreements=())
    for part in ("snapshot", "targets", "directory"):
        mixed = {name: raw for name, raw in two.files.items() if part not in name} | {
            name: raw for name, raw in three.files.items() if part in name
        }
        renamed = {name.replace("metadata/3.", "metadata/2."): raw for name, raw in mixed.items()}
        assert refusal(renamed, tmp_path) in {DirectoryTampered, DirectoryUnreadable, DirectoryRolledBack}


def test_a_changed_document_is_refused(first, tmp_path):
    edition = later(first)
    [name] = [name for name in edition.files if name.startswith("targets/")]
    forged = edition.files[name].replace(b'"KE"', b'"XX"')
    assert forged != edition.files[name]
    assert refusal({**edition.files, name: forged}, tmp_path) is DirectoryTampered


@pytest.mark.parametrize("part", ["timestamp", "snapshot", "targets"])
def test_a_part_that_nobody_of_the_governance_signed_is_refused(first, tmp_path, part):
    strangers = later(first, agreements=()).files
    forged = making.signed(later(first).directory, [making._private()])
    mixed = {name: (forged[name] if part in name and name in forged else raw) for name, raw in strangers.items()}
    assert refusal(mixed, tmp_path) in {DirectoryUnsigned, DirectoryTampered}


def test_a_missing_part_is_refused(first, tmp_path):
    edition = later(first).files
    for name in edition:
        if not name.endswith("root.json"):
            assert refusal({other: raw for other, raw in edition.items() if other != name}, tmp_path) is DirectoryUnreadable


def test_fewer_signatures_than_the_threshold_are_refused(tmp_path):
    keys = [making._private() for _ in range(3)]
    made = region(governance=keys, threshold=2)
    made.install()
    edition = replace(made.directory, version=2)
    one_of_three = signing_by(edition, keys[:1], Quorum(keys=tuple(public_key(key) for key in keys), threshold=2))
    assert refusal(one_of_three, tmp_path) is DirectoryUnsigned
    two_of_three = signing_by(edition, keys[1:], Quorum(keys=tuple(public_key(key) for key in keys), threshold=2))
    # its root differs in its signatures only, which the node need not fetch again
    assert take(two_of_three, tmp_path).version == 2


def signing_by(edition, keys, quorum):
    """The files of an edition, every part signed by these keys and under a root of this quorum."""
    files = dict(making.signed(edition, keys))
    del files["metadata/1.root.json"]
    files["metadata/1.root.json"] = signing.sign(signing.root(1, FAR, governance=quorum, freshness=quorum), keys)
    return files


def with_other_keys(made, keys, *, signers=None):
    """A second edition after governance changed its keys: the new root is signed by the old and the new ones."""
    quorum = Quorum(keys=tuple(public_key(key) for key in keys), threshold=len(keys))
    signers = [*made.governance, *keys] if signers is None else signers
    second = signing.sign(signing.root(2, FAR, governance=quorum, freshness=quorum), signers)
    files = dict(making.signed(replace(made.directory, version=2), keys, threshold=len(keys)))
    return {**files, "metadata/1.root.json": made.files["metadata/1.root.json"], "metadata/2.root.json": second}


def test_governance_can_change_its_keys_if_the_old_ones_sign_too(first, tmp_path):
    keys = [making._private(), making._private()]
    assert take(with_other_keys(first, keys), tmp_path).version == 2
    after = with_other_keys(first, keys)
    assert {"metadata/1.root.json", "metadata/2.root.json"} <= set(bundle.read_bundle(trusted.trusted_file()))
    # what the keys before it sign no longer counts
    assert refusal(later(first, 3).files | {name: raw for name, raw in after.items() if "root" in name}, tmp_path) is DirectoryUnsigned


@pytest.mark.parametrize("which", ["only the new ones", "only the old ones"])
def test_new_keys_that_one_side_did_not_sign_are_refused(first, tmp_path, which):
    keys = [making._private()]
    signers = keys if which == "only the new ones" else first.governance
    assert refusal(with_other_keys(first, keys, signers=signers), tmp_path) is DirectoryUnsigned


def test_what_governance_signed_but_must_not_say_is_refused_all_the_same(first, tmp_path):
    """A police desk on a care node: no signature makes that right."""
    version, raw = 2, making.document.write(first.directory).replace(b'"kind": "protection"', b'"kind": "police"')
    targets = signing.sign(signing.targets(version, FAR, raw), first.governance)
    snapshot = signing.sign(signing.snapshot(version, FAR, targets, version), first.governance)
    timestamp = signing.sign(signing.timestamp(version, FAR, snapshot, version), first.governance)
    files = signing.named({}, [("targets", 2, targets), ("snapshot", 2, snapshot), ("timestamp", 2, timestamp)], raw)
    assert issubclass(refusal({**files, "metadata/1.root.json": first.files["metadata/1.root.json"]}, tmp_path, EntryRefused), EntryRefused)


def test_a_trusted_copy_that_was_changed_on_the_disk_is_noticed(first):
    file = trusted.trusted_file()
    file.write_bytes(file.read_bytes().replace(rb"\"KE\"", rb"\"XX\""))
    with pytest.raises(DirectoryTampered):
        directory.current()


# this node and its desks


def test_a_node_finds_itself_by_its_key_and_its_desks_by_the_key_pairs_it_holds(node, keystore):
    shelter = UUID(int=7)
    old, new = keystore.make_desk_secret("intake", shelter), keystore.make_desk_secret("intake", shelter)
    mine = replace(MAJI, signing=keystore.public_key(), desks=(NewDesk("intake", secrets=(old,)), NewDesk("clinic")))
    region((mine, *NODES[1:]), ()).install()
    assert directory.own_node().id == "et-maji"
    assert [(own.desk.address, own.organisation) for own in directory.own_desks()] == [("et-maji/intake", shelter)]
    assert directory.desk_secrets("et-maji/intake") == old
    assert trusted.all_desk_secrets("et-maji/intake") == (new, old)
    with pytest.raises(DeskKeyMissing):
        directory.desk_secrets("et-maji/clinic")
    for elsewhere in ("ke-imara/protection", "et-maji/nobody"):
        with pytest.raises(UnknownDesk):
            directory.desk_secrets(elsewhere)


def test_the_doctor_sees_coming_that_the_directory_or_a_key_ends(node, keystore):
    made = keystore.make_desk_secret("evening", UUID(int=7))
    mine = replace(MAJI, signing=keystore.public_key(), desks=(NewDesk("evening", secrets=(made,)),))
    assert checks._directory(NOW) == []
    region((mine, *NODES[1:]), (), at=NOW, lasts=timedelta(days=30)).install()
    assert checks._directory(NOW) == []
    [soon] = checks._directory(NOW + timedelta(days=21))
    assert "is valid only until" in soon
    late = checks._directory(NOW + timedelta(days=3 * 365))
    assert "was valid only until" in late[0]
    assert "amana desk rotate evening" in late[1]


def test_a_node_that_the_directory_does_not_list_has_no_desks(first):
    assert directory.own_desks() == ()
    with pytest.raises(OwnNodeUnlisted):
        directory.own_node()


def test_a_folder_published_over_an_older_one_can_be_read_at_any_moment(first, tmp_path):
    where = folder_at(tmp_path / "published", first.files)
    newer = later(first)
    partly = dict(list(newer.files.items()))
    stamp = partly.pop("metadata/timestamp.json")
    bundle.write_folder(tmp_path / "published", partly)
    assert trusted.take_over(where).version == 1
    bundle.write_folder(tmp_path / "published", {"metadata/timestamp.json": stamp})
    assert trusted.take_over(where).version == 2
    shutil.rmtree(tmp_path / "published")


def test_the_fingerprint_is_read_in_groups_of_four():
    made = region()
    groups = verifying.fingerprint(made.files).split()
    assert [len(group) for group in groups] == [4] * 16
    assert hashlib.sha256(verifying.Metadata.from_bytes(verifying.newest_root_file(made.files)).signed_bytes).hexdigest() == "".join(groups)
