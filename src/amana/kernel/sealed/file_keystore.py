"""The key store in files: a keyring sealed by a passphrase and a table of wrapped file keys (see `keyring.py`, `wraps.py`)."""

import os
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amana.engines.sealing.box import new_key, place, unwrap_key, wrap_key
from amana.engines.sealing.derive import Cost, subkey
from amana.engines.sealing.errors import SealingError
from amana.kernel.sealed import bundle as bundles
from amana.kernel.sealed import keyring
from amana.kernel.sealed.errors import BundleRefused, FileErased, FileKeyMissing, KeysDamaged, KeysExist, KeysMissing, PassphraseWrong
from amana.kernel.sealed.keyring import DeskSecret, Lock, Secrets
from amana.kernel.sealed.keystore import KeyStoreStatus, KnownFiles, Progress
from amana.kernel.sealed.passphrase import FILE, beside, find_passphrase, lay_beside, passphrases_beside, put_in_place, read
from amana.kernel.sealed.wraps import Wrap, WrapTable, destroy, insert, set_state

BATCH = 1000
CACHED_KEYS = 4096  # per thread: two thousand rows of a long list and some room; 128 kB of keys


class FileKeyStore:
    """A `KeyStore` in a folder. Make one with `initialise`, `unlock` or `from_bundle`."""

    def __init__(self, folder: Path, content: Secrets, lock: Lock) -> None:
        self._folder = folder
        self._lock = lock
        self._wraps = WrapTable(folder)
        self._cached = threading.local()
        self._take(content)
        self._seen = keyring.stamp(folder)

    def _take(self, content: Secrets) -> None:
        self._secrets = content
        self._signer = Ed25519PrivateKey.from_private_bytes(content.signing_key)
        self._subkeys: dict[str, bytes] = {}

    # making and opening

    @classmethod
    def initialise(cls, folder: Path, passphrase: str, *, origin: str | None = None, cost: Cost | None = None) -> Self:
        """Make the keys of a new node. Raises KeysExist.

        origin  the name under which the audit log is signed, without spaces; by default a random one
        """
        content = Secrets.fresh(origin or f"amana-node/{secrets.token_hex(8)}")
        return cls._create(folder, content, Lock.fresh(passphrase, cost or Cost()))

    @classmethod
    def from_bundle(cls, folder: Path, bundle: bytes, bundle_passphrase: str, passphrase: str, *, cost: Cost | None = None) -> Self:
        """Make the key store of a lost node again. Raises KeysExist, PassphraseWrong, BundleRefused."""
        opened = bundles.open_bundle(bundle, bundle_passphrase)
        store = cls._create(folder, opened.secrets, Lock.fresh(passphrase, cost or Cost()))
        store.import_bundle(bundle, bundle_passphrase)
        return store

    @classmethod
    def _create(cls, folder: Path, content: Secrets, lock: Lock) -> Self:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if (folder / keyring.KEYRING).exists():
            raise KeysExist
        store = cls(folder, content, lock)
        store._wraps.create()
        store._wraps.remember("desk_key", str(content.newest))
        store._wraps.remember("spared_before", "0")
        keyring.save(folder, content, lock)
        return store

    @classmethod
    def unlock(cls, folder: Path, passphrase: str | Callable[[], str]) -> Self:
        """Open the keys of this node. The passphrase may be a function, asked only if there are keys.

        Raises KeysMissing, PassphraseWrong, KeysDamaged.
        """
        if not (folder / keyring.KEYRING).is_file():
            raise KeysMissing
        content, lock = keyring.unlock(folder, passphrase if isinstance(passphrase, str) else passphrase())
        return cls(folder, content, lock)

    @classmethod
    def find(cls, folder: Path) -> Self:
        """Open the keys of this node with the passphrase it was given, and end a change of passphrase that was cut off.

        Raises KeysMissing, PassphraseMissing, PassphraseWrong, KeysDamaged.
        """
        try:
            return cls.unlock(folder, find_passphrase)
        except PassphraseWrong:
            for passphrase in passphrases_beside():
                try:
                    store = cls.unlock(folder, passphrase)
                except PassphraseWrong:
                    continue
                store.end_change(passphrase)
                return store
            raise

    def change_passphrase(self, passphrase: str, *, files: Sequence[Path] = ()) -> None:
        """Seal the keyring under another passphrase. Processes that run keep working until they end.

        files  where the present passphrase lies; they get the new one, in an order that locks nobody out (`passphrase.py`)

        Raises PassphraseFileFixed before anything was changed.
        """
        with self._wraps.writing():
            self._reload()
            lock = Lock.fresh(passphrase, self._lock.cost)
            for file in files:
                lay_beside(file, passphrase)
            keyring.save(self._folder, self._secrets, lock)
            self._lock = lock
            for file in files:
                put_in_place(file)

    def end_change(self, passphrase: str) -> None:
        """Put a passphrase that a cut-off change left beside its file into its place, where this process may."""
        file = Path(os.environ[FILE])
        with self._wraps.writing(), suppress(OSError):
            if read(beside(file)) == passphrase:
                put_in_place(file)

    def _reload(self) -> None:
        self._take(keyring.load(self._folder, self._lock))

    def close(self) -> None:
        """Close this thread's connection and forget its keys."""
        self._wraps.close()
        self._cached = threading.local()

    # file keys

    def create_file_keys(self, refs: Iterable[UUID]) -> None:
        now = int(time.time())
        with self._wraps.writing() as connection:
            number = int(self._wraps.state("desk_key", "0"))
            desk = self._desk_key(number)
            wraps = (Wrap(ref, number, wrap_key(desk, new_key(), associated=_owner(ref, number)), now) for ref in refs)
            made = int(self._wraps.state("made", "0")) + insert(connection, wraps)
            set_state(connection, "made", str(made))

    def file_keys(self, refs: Iterable[UUID]) -> dict[UUID, bytes]:
        cache = self._cache()
        wanted = list(dict.fromkeys(refs))
        found = {ref: cache[ref] for ref in wanted if ref in cache}
        if len(found) == len(wanted):
            return found
        for wrap in self._wraps.find([ref for ref in wanted if ref not in found]):
            found[wrap.ref] = cache[wrap.ref] = self._opened(wrap)
        while len(cache) > CACHED_KEYS:
            cache.popitem(last=False)
        return found

    def file_key(self, ref: UUID) -> bytes:
        if key := self.file_keys((ref,)).get(ref):
            return key
        if self._wraps.destroyed((ref,)):
            raise FileErased(file=str(ref))
        raise FileKeyMissing(file=str(ref))

    def destroy_file_keys(self, refs: Iterable[UUID]) -> int:
        return self._wraps.destroy(list(refs))

    def destroyed(self, refs: Iterable[UUID] | None = None) -> set[UUID]:
        return {ref for ref, _ in self._wraps.all_destroyed()} if refs is None else self._wraps.destroyed(list(refs))

    def sweep_orphans(self, known: KnownFiles, *, older_than_seconds: int) -> int:
        before, last, swept = int(time.time()) - older_than_seconds, b"", 0
        if not self._wraps.state("spared_before", ""):
            self.spare_present_keys()
        while wraps := self._wraps.after(last, BATCH):
            last = wraps[-1].ref.bytes
            old = [wrap.ref for wrap in wraps if wrap.made_at <= before]
            recorded = set(known(old)) if old else set()
            swept += self._wraps.discard([ref for ref in old if ref not in recorded], made_before=before)
        return swept

    def spare_present_keys(self) -> None:
        self._wraps.remember("spared_before", str(int(time.time()) + 1))

    def _cache(self) -> OrderedDict[UUID, bytes]:
        """This thread's keys, emptied as soon as any process has destroyed one."""
        erasures = self._wraps.erasures()
        if getattr(self._cached, "erasures", None) != erasures:
            self._cached.erasures, self._cached.keys = erasures, OrderedDict()
        keys: OrderedDict[UUID, bytes] = self._cached.keys
        return keys

    def _desk_key(self, number: int) -> bytes:
        if number not in self._secrets.desk_keys:
            self._reload()  # another process has begun a rotation
        if number not in self._secrets.desk_keys:
            raise KeysDamaged(what=f"desk key {number}")
        return self._secrets.desk_keys[number]

    def _opened(self, wrap: Wrap) -> bytes:
        try:
            return unwrap_key(self._desk_key(wrap.desk_key), wrap.wrap, associated=_owner(wrap.ref, wrap.desk_key))
        except SealingError:
            raise KeysDamaged(what=f"file key {wrap.ref}") from None

    # the other secrets

    @property
    def origin(self) -> str:
        return self._secrets.origin

    def index_key(self, column: str) -> bytes:
        return self._subkey(self._secrets.index_root, f"index/{column}")

    def named_secret(self, name: str) -> bytes:
        return self._subkey(self._secrets.secret_root, f"secret/{name}")

    def _subkey(self, root: bytes, purpose: str) -> bytes:
        if purpose not in self._subkeys:
            self._subkeys[purpose] = subkey(root, purpose)
        return self._subkeys[purpose]

    def sign(self, data: bytes) -> bytes:
        return self._signer.sign(data)

    def public_key(self) -> bytes:
        return self._signer.public_key().public_bytes_raw()

    def backup_recipient(self) -> str:
        return self._secrets.public()["backup_recipient"]

    def backup_identity(self) -> str:
        return self._secrets.backup_identity

    def remember_checkpoint(self, note: str) -> None:
        self._wraps.remember("checkpoint", note)

    def last_checkpoint(self) -> str | None:
        return self._wraps.state("checkpoint", "") or None

    # key pairs of exchange desks

    def make_desk_secret(self, desk: str, organisation: UUID, kind: str = "") -> DeskSecret:
        with self._wraps.writing() as connection:
            self._reload()
            secret = DeskSecret.fresh(desk, organisation, kind)
            self._replace(self._secrets.with_desk_secret(secret))
            set_state(connection, "made", str(int(self._wraps.state("made", "0")) + 1))  # a bundle from before lacks it
        return secret

    def desk_secrets(self, desk: str | None = None) -> tuple[DeskSecret, ...]:
        self._look_again()
        found = [secret for secret in self._secrets.desk_secrets if desk is None or secret.desk == desk]
        return tuple(sorted(found, key=lambda secret: secret.ref, reverse=True))

    def destroy_desk_secret(self, ref: UUID) -> bool:
        with self._wraps.writing() as connection:
            self._reload()
            content = self._secrets.without_desk_secret(ref)
            if len(content.desk_secrets) == len(self._secrets.desk_secrets):
                return False
            self._replace(content)
            set_state(connection, "erasures", str(int(self._wraps.state("erasures", "0")) + 1))  # a bundle from before still opens it
        return True

    def _replace(self, content: Secrets) -> None:
        """Write the keyring with other content; inside a write transaction, after a reload."""
        keyring.save(self._folder, content, self._lock)
        self._take(content)

    def _look_again(self) -> None:
        """Read the keyring if another process has written it. After a change of passphrase this process keeps what it knows."""
        stamp = keyring.stamp(self._folder)
        if stamp != self._seen:
            with suppress(PassphraseWrong):
                self._reload()
            self._seen = stamp

    # rotation and escrow

    def rotate_desk_key(self, progress: Progress | None = None) -> int:
        number = self._begin_rotation()
        total, done = self._wraps.count(below=number), 0
        while renewed := self._rewrap(number):
            done += renewed
            if progress:
                progress(min(done, total), total)
        with self._wraps.writing():
            # Keys are made in write transactions too and under the desk key that `state` names, so no older wrap can follow.
            if not self._wraps.count(below=number):
                self._reload()
                keyring.save(self._folder, self._secrets.with_only(self._secrets.newest), self._lock)
                self._reload()
        self._wraps.flush()
        return number

    def _begin_rotation(self) -> int:
        with self._wraps.writing() as connection:
            self._reload()
            if len(self._secrets.desk_keys) == 1:
                content = self._secrets.with_desk_key(self._secrets.newest + 1, new_key())
                keyring.save(self._folder, content, self._lock)  # on the disk before any wrap needs it
                self._take(content)
            set_state(connection, "desk_key", str(self._secrets.newest))
            return self._secrets.newest

    def _rewrap(self, number: int) -> int:
        with self._wraps.writing() as connection:
            wraps = self._wraps.after(b"", BATCH, below=number)
            desk = self._desk_key(number)
            renewed = [(number, wrap_key(desk, self._opened(wrap), associated=_owner(wrap.ref, number)), wrap.ref.bytes) for wrap in wraps]
            connection.executemany("UPDATE file_key SET desk_key = ?, wrap = ? WHERE ref = ?", renewed)
        return len(wraps)

    def export_bundle(self, passphrase: str) -> bytes:
        with self._wraps.writing() as connection:
            self._reload()
            now = int(time.time())
            sealed = bundles.seal_bundle(
                bundles.Bundle(
                    secrets=self._secrets,
                    desk_key=int(self._wraps.state("desk_key", "0")),
                    generation=int(self._wraps.state("erasures", "0")),
                    made_at=now,
                    wraps=tuple(self._wraps.everything()),
                    destroyed=tuple(self._wraps.all_destroyed()),
                    checkpoint=self._wraps.state("checkpoint", ""),
                ),
                Lock.fresh(passphrase, self._lock.cost),
            )
            set_state(connection, "exported_at", str(now))
            set_state(connection, "erasures_at_export", self._wraps.state("erasures", "0"))
            set_state(connection, "made_at_export", self._wraps.state("made", "0"))
        return sealed

    def import_bundle(self, bundle: bytes, passphrase: str) -> int:
        opened = bundles.open_bundle(bundle, passphrase)
        if opened.secrets.public() != self._secrets.public():
            raise BundleRefused
        return self._bring_back(opened)

    def _bring_back(self, opened: bundles.Bundle) -> int:
        with self._wraps.writing() as connection:
            number = int(self._wraps.state("desk_key", "0"))
            desk = self._desk_key(number)
            gone = {ref for ref, _ in (*opened.destroyed, *self._wraps.all_destroyed())}
            renewed: list[Wrap] = []
            for wrap in opened.wraps:
                if wrap.ref in gone:
                    continue
                try:
                    key = unwrap_key(opened.secrets.desk_keys[wrap.desk_key], wrap.wrap, associated=_owner(wrap.ref, wrap.desk_key))
                except (SealingError, KeyError):
                    raise BundleRefused from None
                renewed.append(Wrap(wrap.ref, number, wrap_key(desk, key, associated=_owner(wrap.ref, number)), wrap.made_at))
            brought = insert(connection, renewed)
            # What was erased elsewhere is erased here: a store that was set back may still hold its key.
            here = destroy(connection, opened.destroyed)
            erasures = max(opened.generation, int(self._wraps.state("erasures", "0")) + here)
            set_state(connection, "erasures", str(erasures))
            set_state(connection, "spared_before", str(int(time.time()) + 1))  # their records may come only now, with a backup
            self._reload()
            self._replace(self._secrets.with_desks_of(opened.secrets))
            if opened.checkpoint and not self._wraps.state("checkpoint", ""):
                set_state(connection, "checkpoint", opened.checkpoint)
        self._wraps.settle_destruction()
        return brought

    def status(self) -> KeyStoreStatus:
        self._reload()
        exported = self._wraps.state("exported_at", "")
        at_export = self._wraps.state("erasures_at_export", "")
        ends = [at for _, at in self._wraps.all_destroyed()]
        return KeyStoreStatus(
            keys=self._wraps.count(),
            desk_key=int(self._wraps.state("desk_key", "0")),
            rotation_unfinished=len(self._secrets.desk_keys) > 1,
            erasures=int(self._wraps.state("erasures", "0")),
            last_erasure_at=datetime.fromtimestamp(max(ends), UTC) if ends else None,
            exported_at=datetime.fromtimestamp(int(exported), UTC) if exported else None,
            erasures_at_export=int(at_export) if at_export else None,
            keys_made_since_export=int(self._wraps.state("made", "0")) - int(self._wraps.state("made_at_export", "0")),
        )


def _owner(ref: UUID, desk_key: int) -> bytes:
    return place("amana.file_key", ref.bytes, desk_key)
