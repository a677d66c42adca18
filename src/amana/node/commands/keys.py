"""`amana keys`: rotating the desk key, changing the passphrase, carrying all keys in a bundle.

What is asked for is written to the log before it is done: an entry about something that a crash then prevented says more than a change
of which the log knows nothing.
"""

import argparse
import getpass
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from amana.node.commands.progress import ProgressLine
from amana.node.commands.starting import PASSPHRASE, open_node, passphrase_is_given, require_node, start_django
from amana.node.home import home

if TYPE_CHECKING:
    from amana.kernel.errors import AmanaError


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    keys = parsers.add_parser("keys", help="the key store")
    whats = keys.add_subparsers(dest="what", metavar="WHAT", required=True)
    whats.add_parser("rotate", help="wrap all file keys under a new desk key").set_defaults(run=_rotate)
    whats.add_parser(
        "passphrase", help="change the passphrase; the new one is asked for, or read from AMANA_NEW_PASSPHRASE_FILE or AMANA_NEW_PASSPHRASE"
    ).set_defaults(run=_passphrase)
    for what, run, says in (
        ("export", _export, "write all keys into a bundle with a passphrase of its own"),
        ("import", _import, "bring lost keys back from a bundle"),
    ):
        carried = whats.add_parser(what, help=says)
        carried.add_argument("file", type=Path, help="the bundle")
        carried.set_defaults(run=run)


def _rotate(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.kernel.sealed.keystore import get_keystore

    _say("keys.rotate")
    print(f"Desk key number {get_keystore().rotate_desk_key(ProgressLine())} is in use; the one before is destroyed.")
    return 0


def _passphrase(arguments: argparse.Namespace) -> int:
    """Change the passphrase, in the keys and in the file it lies in."""
    require_node()
    given = passphrase_is_given()
    start_django()
    from amana.kernel.errors import AmanaError
    from amana.kernel.sealed.file_keystore import FileKeyStore
    from amana.kernel.sealed.keystore import get_keystore, keys_folder, use_keystore
    from amana.kernel.sealed.passphrase import find_passphrase, new_passphrase

    if given:
        get_keystore()  # ends a change that was cut off, so that the file says the present one
    present = find_passphrase(prompt="Present passphrase of the key store: ")
    store = FileKeyStore.unlock(keys_folder(), present)
    with use_keystore(store):
        wanted, files = new_passphrase(), _files_with(present)
        _say("keys.change_passphrase", files=len(files))
        try:
            store.change_passphrase(wanted, files=files)
        except AmanaError as failure:
            _say_refused("keys.change_passphrase", failure)
            raise
    for file in files:
        print(f"{file} holds the new passphrase.")
    if os.environ.get("AMANA_PASSPHRASE"):
        print("AMANA_PASSPHRASE still says the old one: change it before the next start.")
    print("The passphrase is changed. What runs keeps running; the next start needs the new one. Write it down and lock it away.")
    return 0


def _files_with(passphrase: str) -> list[Path]:
    """The files the node would read the passphrase from, as far as they hold the present one."""
    from amana.kernel.sealed.passphrase import read

    found: dict[Path, None] = {}
    for file in _read_at_start():
        if file.is_file() and read(file) == passphrase:
            found[file] = None
    return list(found)


def _read_at_start() -> Iterable[Path]:
    if named := os.environ.get("AMANA_PASSPHRASE_FILE"):
        yield Path(named)
    yield home().path / PASSPHRASE


def _export(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.kernel.sealed.durable import write_whole
    from amana.kernel.sealed.keystore import get_keystore

    passphrase = _bundle_passphrase()
    _say("keys.export")
    write_whole(arguments.file, get_keystore().export_bundle(passphrase))
    print(f"Written to {arguments.file}. Keep it apart from the backups, and destroy every older one: they open what was erased since.")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.kernel.sealed.keystore import get_keystore

    bundle, passphrase = arguments.file.read_bytes(), _bundle_passphrase()
    _say("keys.import")
    print(f"{get_keystore().import_bundle(bundle, passphrase)} keys brought back.")
    return 0


def _bundle_passphrase() -> str:
    return os.environ.get("AMANA_BUNDLE_PASSPHRASE") or getpass.getpass("Passphrase of the bundle: ")


def _say(name: str, **detail: object) -> None:
    from amana.kernel.audit.entries import Entry, EntryKind
    from amana.kernel.audit.log import append

    append(Entry(kind=EntryKind.SYSTEM.value, name=name, detail=detail))


def _say_refused(name: str, failure: "AmanaError") -> None:
    from amana.kernel.audit.entries import Entry, EntryKind
    from amana.kernel.audit.log import append

    append(Entry(kind=EntryKind.SYSTEM.value, name=name).refused(failure.code, {}))
