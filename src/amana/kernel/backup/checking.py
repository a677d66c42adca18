"""Reading an archive through before anything is touched: is it whole, genuine, and from this node."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from amana.engines.sealing.checkpoint import verifier_key
from amana.kernel.backup.archive import Member, open_archive
from amana.kernel.backup.backup import FORMAT, HEADER, MANIFEST, SIGNATURE, signed_part
from amana.kernel.backup.errors import BackupOfAnotherNode, BackupUnreadable
from amana.kernel.sealed.keystore import KeyStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What an archive says it holds, signed by this node."""

    version: str
    made_at: datetime
    migrations: list[str]
    tables: list[dict[str, Any]]
    members: dict[str, str]
    rows: dict[str, int]


def checked(archive: Path, keystore: KeyStore) -> Contents:
    """Read the whole archive and hold it against its signed manifest. Raises BackupUnreadable, BackupOfAnotherNode."""
    seen: dict[str, str] = {}
    header, closing = b"", {MANIFEST: b"", SIGNATURE: b""}
    with open_archive(archive, identity=keystore.backup_identity()) as members:
        for name, content in members:
            if name in seen or (closing[MANIFEST] and name != SIGNATURE):
                raise BackupUnreadable(what=name)
            if name in closing:
                closing[name] = content
                continue
            seen[name] = sha256(content).hexdigest()
            header = content if name == HEADER else header
    try:
        signer = Ed25519PublicKey.from_public_bytes(keystore.public_key())
        stated, told = json.loads(header), json.loads(closing[MANIFEST])
        if stated["verifier_key"] != verifier_key(keystore.origin, keystore.public_key()):
            raise BackupOfAnotherNode
        signer.verify(closing[SIGNATURE], signed_part(closing[MANIFEST]))
        if stated["format"] != FORMAT or told["members"] != seen:
            raise BackupUnreadable(what=MANIFEST)
        return Contents(
            version=stated["version"],
            made_at=datetime.fromisoformat(stated["made_at"]),
            migrations=stated["migrations"],
            tables=stated["tables"],
            members=told["members"],
            rows=told["rows"],
        )
    except (InvalidSignature, ValueError, KeyError, TypeError):
        raise BackupUnreadable(what=MANIFEST) from None


def rows_of(archive: Path, contents: Contents, keystore: KeyStore) -> Iterator[Member]:
    """The members that hold rows, each still the one that was checked. Raises BackupUnreadable."""
    with open_archive(archive, identity=keystore.backup_identity()) as members:
        for name, content in members:
            if name in (HEADER, MANIFEST, SIGNATURE):
                continue
            if contents.members.get(name) != sha256(content).hexdigest():
                raise BackupUnreadable(what=name)
            yield name, content
