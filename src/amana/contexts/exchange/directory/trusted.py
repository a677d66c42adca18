"""The copy of the directory that this node trusts: `AMANA_HOME/directory/trusted.json`, verified whenever it is read.

The file is replaced as a whole and only by a directory that passed TUF's workflow against it, so it never goes back. Which node of the
directory this one is, its own signing key says; nothing in the configuration can claim otherwise.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from amana.contexts.exchange.directory import desk_keys, verifying
from amana.contexts.exchange.directory.bundle import METADATA, Files, read_bundle, write_bundle
from amana.contexts.exchange.directory.errors import (
    DeskKeyMissing,
    DirectoryExpired,
    DirectoryMissing,
    OwnNodeUnlisted,
    RootOther,
    RootUnknown,
    UnknownDesk,
)
from amana.contexts.exchange.directory.sources import held, source
from amana.contexts.exchange.directory.values import Desk, Directory, Node
from amana.kernel.audit.entries import Entry, EntryKind
from amana.kernel.audit.log import append
from amana.kernel.ids import OrganisationId
from amana.kernel.sealed.keyring import DeskSecret
from amana.kernel.sealed.keystore import get_keystore

TRUSTED = "trusted.json"
_read: dict[Path, tuple[tuple[int, int], Directory]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDesk:
    """A desk of this node, with the organisation of this node whose desk it is."""

    desk: Desk
    organisation: OrganisationId


def trusted_file() -> Path:
    """Where the trusted copy lies."""
    return Path(settings.AMANA_HOME) / "directory" / TRUSTED


def current() -> Directory:
    """The directory this node goes by. Raises DirectoryMissing, DirectoryExpired, a kind of DirectoryRefused."""
    directory = latest()
    if datetime.now(UTC) >= directory.expires:
        raise DirectoryExpired(until=directory.expires.strftime("%Y-%m-%d %H:%M UTC"))
    return directory


def latest() -> Directory:
    """The directory taken over last, even if it is past its date: for showing it, and for checking what arrived in its time.

    Raises DirectoryMissing, a kind of DirectoryRefused.
    """
    file = trusted_file()
    try:
        stated = file.stat()
    except OSError:
        raise DirectoryMissing from None
    stamp = (stated.st_ino, stated.st_mtime_ns)
    kept = _read.get(file)
    if kept is None or kept[0] != stamp:
        kept = _read[file] = (stamp, verifying.verified(read_bundle(file)))
    return kept[1]


def take_over(where: str, *, fingerprint: str = "") -> Directory:
    """Take over the directory from a folder, a bundle file or an address, if it is newer than what this node has, or as new.

    fingerprint  of its newest root, needed the first time; spaces and capitals do not matter

    Raises a kind of DirectoryRefused or EntryRefused, RootUnknown, RootOther. What the node had before then stays.
    """
    fetcher, address = source(where)
    file = trusted_file()
    if file.is_file():
        before = read_bundle(file)
    elif not fingerprint:
        raise RootUnknown
    else:
        before = first_trust(verifying.roots_at(fetcher, address), fingerprint)
    return keep(verifying.taken_over(before, fetcher, address))


def keep(files: Files) -> Directory:
    """Make files that were verified the trusted copy. A change stands in the audit log, with the versions and no keys."""
    directory = verifying.verified(files)
    file = trusted_file()
    if not file.is_file() or read_bundle(file) != files:
        write_bundle(file, files)
        detail = {"version": directory.version, "nodes": len(directory.nodes), "desks": len(directory.desks), "expires": directory.expires}
        append(Entry(kind=EntryKind.SYSTEM.value, name="exchange.directory_taken_over", detail=detail))
    return directory


def keep_first(files: Files) -> Directory:
    """Take over a directory that was made on this machine, so that its root needs no fingerprint: for demonstrations and tests."""
    fetcher, address = held(files)
    root = {name: raw for name, raw in files.items() if name.endswith(".root.json")}
    return keep(verifying.taken_over(root, fetcher, address))


def first_trust(roots: Files, fingerprint: str) -> Files:
    """The newest of these roots, if it has the fingerprint that somebody was told. Raises RootOther."""
    if "".join(fingerprint.split()).lower() != verifying.fingerprint(roots).replace(" ", ""):
        raise RootOther
    newest = max(roots, key=lambda name: int(name.removeprefix(f"{METADATA}/").partition(".")[0]))
    return {newest: roots[newest]}


# this node in it


def own_node() -> Node:
    """This node as the directory lists it. Raises DirectoryMissing, OwnNodeUnlisted."""
    node = latest().node_signed_by(get_keystore().public_key())
    if node is None:
        raise OwnNodeUnlisted
    return node


def own_desks() -> tuple[OwnDesk, ...]:
    """The desks of this node for which the directory lists a key that this node holds. Empty if it has no directory or is not in it."""
    try:
        node, directory = own_node(), latest()
    except (DirectoryMissing, OwnNodeUnlisted):
        return ()
    held = ((desk, _held_secrets(desk)) for desk in directory.desks_of(node.id))
    return tuple(OwnDesk(desk=desk, organisation=OrganisationId(secrets[0].organisation)) for desk, secrets in held if secrets)


def desk_secrets(address: str) -> DeskSecret:
    """The key pair with which a desk of this node signs now. Raises UnknownDesk, OwnNodeUnlisted, DirectoryMissing, DeskKeyMissing."""
    desk, at = _own(address), datetime.now(UTC)
    good = {key.key_id for key in latest().good_keys(address, at)}
    for secret in _held_secrets(desk):
        if desk_keys.key_id_of(secret) in good:
            return secret
    raise DeskKeyMissing(desk=address)


def all_desk_secrets(address: str) -> tuple[DeskSecret, ...]:
    """Every key pair of a desk of this node, newest first: what was sealed to an old one is opened with it.

    Raises UnknownDesk, OwnNodeUnlisted, DirectoryMissing.
    """
    return get_keystore().desk_secrets(_own(address).name)


def _own(address: str) -> Desk:
    desk = latest().desk(address)
    if desk.node != own_node().id:
        raise UnknownDesk(desk=address)
    return desk


def _held_secrets(desk: Desk) -> list[DeskSecret]:
    """The key pairs this node holds of those the directory lists for a desk, newest first."""
    listed = {key.key_id for key in desk.keys}
    return [secret for secret in get_keystore().desk_secrets(desk.name) if desk_keys.key_id_of(secret) in listed]
