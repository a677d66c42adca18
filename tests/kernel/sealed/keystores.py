"""Key stores for tests: real ones in a folder of their own, whose passphrase costs next to nothing to try."""

from pathlib import Path
from uuid import UUID

from amana.engines.sealing.derive import Cost
from amana.kernel.ids import new_id
from amana.kernel.sealed.file_keystore import FileKeyStore

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "seven herons over the lake"


def fresh_keystore(folder: Path) -> FileKeyStore:
    """A new key store under `folder`, unlocked."""
    return FileKeyStore.initialise(folder, PASSPHRASE, origin="node.example/audit", cost=CHEAP)


def again(folder: Path, passphrase: str = PASSPHRASE) -> FileKeyStore:
    """The key store of a folder, unlocked once more, as another process does."""
    return FileKeyStore.unlock(folder, passphrase)


def files(count: int) -> list[UUID]:
    """Refs of so many new files."""
    return [new_id() for _ in range(count)]


def bytes_on_disk(folder: Path) -> bytes:
    """Everything that lies in a folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))
