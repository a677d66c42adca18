"""The key store: who holds the keys of this node, behind an interface narrow enough for a hardware store.

Whoever needs a key asks `get_keystore()`. The file keys never lie in the main database, so destroying one erases its file there and
in every backup of it. A key is on the disk before the record that needs it is committed; a key whose record never came is an orphan
and does no harm.
"""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings

from amana.kernel.sealed.keyring import DeskSecret

Progress = Callable[[int, int], None]
KnownFiles = Callable[[Sequence[UUID]], Iterable[UUID]]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyStoreStatus:
    """What an operator should know. Times are in UTC; absent means never."""

    keys: int
    desk_key: int
    rotation_unfinished: bool
    erasures: int
    last_erasure_at: datetime | None
    exported_at: datetime | None
    erasures_at_export: int | None
    keys_made_since_export: int

    @property
    def bundle_still_opens_erased_files(self) -> bool:
        """Whether a bundle exported before the last erasure may lie around: it must be replaced and destroyed."""
        return self.erasures_at_export is not None and self.erasures_at_export < self.erasures

    @property
    def bundle_lacks_keys(self) -> bool:
        """Whether files would be lost if the node's disk failed now."""
        return self.keys_made_since_export > 0


class KeyStore(Protocol):
    """What every back end can do. Keys are 32 bytes; all methods are safe in several threads and processes."""

    @property
    def origin(self) -> str:
        """The name under which this node signs its audit log."""

    def create_file_keys(self, refs: Iterable[UUID]) -> None:
        """Make keys for files, on the disk before this returns. A file that has one keeps it. Raises FileErased."""

    def file_keys(self, refs: Iterable[UUID]) -> Mapping[UUID, bytes]:
        """The keys of these files; files without one are left out."""

    def file_key(self, ref: UUID) -> bytes:
        """The key of one file. Raises FileErased, FileKeyMissing."""

    def destroy_file_keys(self, refs: Iterable[UUID]) -> int:
        """Destroy keys for good; says how many there were. May be repeated."""

    def destroyed(self, refs: Iterable[UUID] | None = None) -> set[UUID]:
        """Which of these files were erased; without an argument, all that ever were."""

    def index_key(self, column: str) -> bytes:
        """The blind-index key of one column."""

    def named_secret(self, name: str) -> bytes:
        """A 32-byte secret for one purpose, the same each time."""

    def sign(self, data: bytes) -> bytes:
        """An Ed25519 signature with the audit key."""

    def public_key(self) -> bytes:
        """The public half of the audit key, 32 bytes."""

    def backup_recipient(self) -> str:
        """The age recipient backups are encrypted to."""

    def backup_identity(self) -> str:
        """The age identity that opens them."""

    def remember_checkpoint(self, note: str) -> None:
        """Keep the newest signed checkpoint of the audit log, outside the database it is about."""

    def last_checkpoint(self) -> str | None:
        """The checkpoint kept last."""

    def make_desk_secret(self, desk: str, organisation: UUID, kind: str = "") -> DeskSecret:
        """A new key pair for an exchange desk of an organisation, on the disk before this returns. Those before it stay."""

    def desk_secrets(self, desk: str | None = None) -> tuple[DeskSecret, ...]:
        """The key pairs of one exchange desk or of all, newest first; also what another process has just made."""

    def destroy_desk_secret(self, ref: UUID) -> bool:
        """Destroy a key pair for good: what was sealed to it alone can never be read again. Says whether there was one."""

    def rotate_desk_key(self, progress: Progress | None = None) -> int:
        """Wrap all file keys under a new desk key and forget the old one; takes up an interrupted rotation. Gives its number."""

    def sweep_orphans(self, known: KnownFiles, *, older_than_seconds: int) -> int:
        """Remove keys whose files were never recorded; says how many. Keys that were spared stay."""

    def spare_present_keys(self) -> None:
        """Never sweep a key that is here now: the records are being set back, and a newer backup may follow."""

    def export_bundle(self, passphrase: str) -> bytes:
        """Everything needed to open this node's backups elsewhere, sealed under a passphrase of its own."""

    def import_bundle(self, bundle: bytes, passphrase: str) -> int:
        """Bring back keys this store lost; says how many. What was erased here stays erased. Raises BundleRefused."""

    def status(self) -> KeyStoreStatus:
        """What an operator should know."""


_lock = threading.Lock()
_opened: dict[tuple[int, Path], KeyStore] = {}
_in_use: list[KeyStore] = []


def keys_folder() -> Path:
    """Where this node keeps its keys."""
    return _keys_of(str(settings.AMANA_HOME))


@lru_cache(maxsize=16)
def _keys_of(home: str) -> Path:
    return Path(home) / "keys"  # asked for with every sealed value; making the path took as long as finding the key


def get_keystore() -> KeyStore:
    """This node's key store, unlocked once per process. Raises KeysMissing, PassphraseMissing, PassphraseWrong, KeysDamaged."""
    if _in_use:
        return _in_use[-1]
    from amana.kernel.sealed.file_keystore import FileKeyStore

    place = (os.getpid(), keys_folder())
    with _lock:
        if place not in _opened:
            _opened[place] = FileKeyStore.find(place[1])
        return _opened[place]


def create_keystore(home: Path) -> KeyStore:
    """Make the keys of a new node under its folder, with the passphrase `first_passphrase` gives.

    Raises KeysExist, PassphraseMissing, PassphrasesDiffer, PassphraseTooShort.
    """
    from amana.kernel.sealed.file_keystore import FileKeyStore
    from amana.kernel.sealed.passphrase import first_passphrase

    store = FileKeyStore.initialise(home / "keys", first_passphrase())
    with _lock:
        _opened[os.getpid(), home / "keys"] = store
    return store


def keystore_from_bundle(home: Path, bundle: bytes, bundle_passphrase: str) -> KeyStore:
    """Make the keys of a lost node again in an empty folder, from its exported bundle; `first_passphrase` gives the new one.

    Raises KeysExist, PassphraseWrong, BundleRefused, PassphraseMissing, PassphrasesDiffer, PassphraseTooShort.
    """
    from amana.kernel.sealed.file_keystore import FileKeyStore
    from amana.kernel.sealed.passphrase import first_passphrase

    store = FileKeyStore.from_bundle(home / "keys", bundle, bundle_passphrase, first_passphrase())
    with _lock:
        _opened[os.getpid(), home / "keys"] = store
    return store


def is_unlocked() -> bool:
    """Whether this process holds the keys, without asking for a passphrase."""
    return bool(_in_use) or (os.getpid(), keys_folder()) in _opened


@contextmanager
def use_keystore(keystore: KeyStore) -> Iterator[KeyStore]:
    """Make this the process-wide store for a while: for commands that unlock it themselves, and for tests."""
    _in_use.append(keystore)
    try:
        yield keystore
    finally:
        _in_use.remove(keystore)
