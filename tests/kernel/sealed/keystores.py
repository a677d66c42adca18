"""Key stores for tests: real ones in a folder of their own, whose passphrase costs next to nothing to try."""

from pathlib import Path

from amana.engines.sealing.derive import Cost
from amana.kernel.sealed.file_keystore import FileKeyStore

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "seven herons over the lake"


def fresh_keystore(folder: Path) -> FileKeyStore:
    """A new key store under `folder`, unlocked."""
    return FileKeyStore.initialise(folder, PASSPHRASE, origin="node.example/audit", cost=CHEAP)
