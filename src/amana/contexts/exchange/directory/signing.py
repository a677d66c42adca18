"""Making the signed metadata round a directory document (TUF roles root, targets, snapshot and timestamp).

Governance keys sign root and targets, each with its threshold: who may sign, and what the directory says. Snapshot and timestamp say which
edition is the newest and for how long; they are renewed more often, so one key may be enough for them. Root keeps all four sets of keys.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from securesystemslib.signer import CryptoSigner, SSlibKey
from tuf.api.metadata import Key, Metadata, MetaFile, Role, Root, Snapshot, TargetFile, Targets, Timestamp

from amana.contexts.exchange.directory.bundle import DOCUMENT, METADATA, TARGETS

GOVERNANCE = (Root.type, Targets.type)
FRESHNESS = (Snapshot.type, Timestamp.type)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """Whose signatures a role needs: public Ed25519 keys (32 bytes each), and how many of them must sign."""

    keys: tuple[bytes, ...]
    threshold: int


def root(version: int, expires: datetime, *, governance: Quorum, freshness: Quorum) -> Metadata[Root]:
    """A root, still without signatures. Raises ValueError for a threshold that can never, or always, be met."""
    roles: dict[str, Role] = {}
    keys: dict[str, Key] = {}
    for names, quorum in ((GOVERNANCE, governance), (FRESHNESS, freshness)):
        public = [tuf_key(key) for key in quorum.keys]
        if not 1 <= quorum.threshold <= len({key.keyid for key in public}):
            raise ValueError("a threshold is at least one and at most the number of different keys")
        keys.update({key.keyid: key for key in public})
        roles.update({name: Role([key.keyid for key in public], quorum.threshold) for name in names})
    return Metadata(Root(version=version, expires=_whole(expires), keys=keys, roles=roles, consistent_snapshot=True))


def targets(version: int, expires: datetime, document: bytes) -> Metadata[Targets]:
    """The signed list of contents, which is one document; still without signatures."""
    target = TargetFile.from_data(DOCUMENT, document, ["sha256"])
    return Metadata(Targets(version=version, expires=_whole(expires), targets={DOCUMENT: target}))


def snapshot(version: int, expires: datetime, signed_targets: bytes, targets_version: int) -> Metadata[Snapshot]:
    """Which list of contents belongs to the newest edition, with its hash."""
    meta = {"targets.json": MetaFile.from_data(targets_version, signed_targets, ["sha256"])}
    return Metadata(Snapshot(version=version, expires=_whole(expires), meta=meta))


def timestamp(version: int, expires: datetime, signed_snapshot: bytes, snapshot_version: int) -> Metadata[Timestamp]:
    """Which edition is the newest, and until when nobody needs to ask again."""
    return Metadata(
        Timestamp(version=version, expires=_whole(expires), snapshot_meta=MetaFile.from_data(snapshot_version, signed_snapshot, ["sha256"]))
    )


def sign(metadata: Metadata[Any], keys: Iterable[bytes]) -> bytes:
    """The file of a part, signed with these private keys (32 bytes each) beside the signatures it has."""
    for key in keys:
        metadata.sign(CryptoSigner(Ed25519PrivateKey.from_private_bytes(key)), append=True)
    return metadata.to_bytes()


def tuf_key(public: bytes) -> SSlibKey:
    """A public Ed25519 key as TUF writes it; its `keyid` names it."""
    return SSlibKey.from_crypto(Ed25519PublicKey.from_public_bytes(public))


def named(roots: Mapping[int, bytes], parts: Sequence[tuple[str, int, bytes]], document: bytes) -> dict[str, bytes]:
    """The files of an edition under their names. `parts` are snapshot and targets with their versions, and the timestamp."""
    files = {f"{METADATA}/{version}.{Root.type}.json": raw for version, raw in roots.items()}
    for role, version, raw in parts:
        files[f"{METADATA}/{role}.json" if role == Timestamp.type else f"{METADATA}/{version}.{role}.json"] = raw
    files[f"{TARGETS}/{hashlib.sha256(document).hexdigest()}.{DOCUMENT}"] = document
    return files


def _whole(expires: datetime) -> datetime:
    """To the second, and in the one time zone that TUF takes."""
    return expires.astimezone(UTC).replace(microsecond=0)
