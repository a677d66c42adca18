"""Where the passphrase of the key store comes from: a file, the environment, or the person at the terminal.

A passphrase that lies in a file is changed in three steps, each on the disk before the next: the new one is written beside the file,
the keys are sealed under it, and it takes the file's place. Whoever finds that the file no longer opens the keys looks beside it, so a
crash between the steps locks nobody out.
"""

import getpass
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from amana.kernel.sealed.durable import sync_folder, write_whole
from amana.kernel.sealed.errors import PassphraseFileFixed, PassphraseMissing, PassphrasesDiffer, PassphraseTooShort

FILE = "AMANA_PASSPHRASE_FILE"
VALUE = "AMANA_PASSPHRASE"  # a variable's name
NEW_FILE = "AMANA_NEW_PASSPHRASE_FILE"
NEW_VALUE = "AMANA_NEW_PASSPHRASE"
LEAST_CHARACTERS = 12  # a short one is guessed in spite of Argon2id; four random words are longer


def find_passphrase(*, prompt: str = "Passphrase of the key store: ") -> str:
    """The passphrase, from `AMANA_PASSPHRASE_FILE`, `AMANA_PASSPHRASE` or, at a terminal, by asking.

    A line end after the passphrase in the file is not part of it. Raises PassphraseMissing if there is none.
    """
    return _given(FILE, VALUE) or _asked(prompt)


def first_passphrase() -> str:
    """The passphrase of a key store that is being made: as `find_passphrase`, but asked twice. Raises also PassphraseTooShort."""
    return long_enough(_given(FILE, VALUE) or _asked_twice())


def new_passphrase() -> str:
    """What the passphrase shall be from now on: from `AMANA_NEW_PASSPHRASE_FILE`, `AMANA_NEW_PASSPHRASE`, or asked twice.

    Raises PassphraseMissing, PassphrasesDiffer, PassphraseTooShort.
    """
    return long_enough(_given(NEW_FILE, NEW_VALUE) or _asked_twice())


def long_enough(passphrase: str) -> str:
    """The passphrase, if it is no shorter than it may be. Raises PassphraseTooShort."""
    if len(passphrase) < LEAST_CHARACTERS:
        raise PassphraseTooShort(characters=LEAST_CHARACTERS)
    return passphrase


def passphrases_beside() -> Iterator[str]:
    """What else may open the keys when the file's passphrase does not: one that a change left beside it, or has put there just now."""
    file = os.environ.get(FILE)
    if not file:
        return
    for path in (beside(Path(file)), Path(file)):
        try:
            yield read(path)
        except OSError:
            continue


def read(path: Path) -> str:
    """The passphrase in a file."""
    return path.read_text(encoding="utf-8").rstrip("\r\n")


def beside(file: Path) -> Path:
    """Where the new passphrase lies while it is not yet in its place. A link is followed: what it points to is what changes."""
    real = file.resolve()
    return real.with_name(f"{real.name}.new")


def lay_beside(file: Path, passphrase: str) -> None:
    """First step of a change; whoever could read the file can read the new one. Raises PassphraseFileFixed where that cannot be done."""
    new = beside(file)
    try:
        readers = file.stat()
        write_whole(new, f"{passphrase}\n".encode())
        if hasattr(os, "chown"):
            os.chown(new, readers.st_uid, readers.st_gid)
        new.chmod(stat.S_IMODE(readers.st_mode))
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise PassphraseFileFixed(file=str(file)) from None


def put_in_place(file: Path) -> None:
    """Last step of a change. May be repeated: another process may have taken it already."""
    try:
        beside(file).replace(file.resolve())
    except FileNotFoundError:
        return
    sync_folder(file.resolve().parent)


def _given(file: str, value: str) -> str:
    """A passphrase from the environment; "" if it names none. Raises PassphraseMissing for a file that cannot be read or is empty."""
    if not os.environ.get(file):
        return os.environ.get(value, "")
    try:
        found = read(Path(os.environ[file]))
    except OSError:
        raise PassphraseMissing from None
    if not found:
        raise PassphraseMissing
    return found


def _asked(prompt: str) -> str:
    found = getpass.getpass(prompt) if sys.stdin is not None and sys.stdin.isatty() else ""
    if not found:
        raise PassphraseMissing
    return found


def _asked_twice() -> str:
    found = _asked("New passphrase of the key store: ")
    if getpass.getpass("The same again: ") != found:
        raise PassphrasesDiffer
    return found
