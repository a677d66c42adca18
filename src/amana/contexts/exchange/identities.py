"""Keys as the envelope engine takes them, out of directory and key store: who this node and its desks are, and who the others are."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from django.utils import timezone

from amana.contexts.exchange import directory as directory_of
from amana.contexts.exchange.directory import Directory, OwnDesk, trusted
from amana.contexts.exchange.directory.errors import UnknownDesk
from amana.engines.sealing.envelope import DeskPublic, DeskSecrets
from amana.kernel.sealed.keyring import DeskSecret
from amana.kernel.sealed.keystore import get_keystore


def own_node() -> str:
    """The id of this node. Raises DirectoryMissing, OwnNodeUnlisted."""
    return directory_of.own_node().id


def node_signature(data: bytes) -> bytes:
    """An Ed25519 signature of this node."""
    return get_keystore().sign(data)


def own_desk(address: str) -> OwnDesk | None:
    """A desk of this node whose key it holds, or None."""
    return next((own for own in directory_of.own_desks() if own.desk.address == address), None)


def signer(address: str) -> DeskSecrets:
    """The key pair with which a desk of this node signs now. Raises what `directory.desk_secrets` raises."""
    return _engine(directory_of.desk_secrets(address))


def opening_keys(address: str) -> list[DeskSecrets]:
    """Every key pair of a desk of this node, newest first."""
    return [_engine(secret) for secret in trusted.all_desk_secrets(address)]


def sealing_keys(directory: Directory, address: str, at: datetime) -> list[DeskPublic]:
    """The newest key to seal to for a desk; none if it has no good one."""
    return [public(key.signing, key.encryption) for key in directory.good_keys(address, at)[:1]]


def key_ids(directory: Directory, address: str) -> list[bytes]:
    """The ids of all keys that may have been sealed to for a desk; older ones count too, for what was sealed just before a change."""
    try:
        desk = directory.desk(address)
    except UnknownDesk:
        return []
    return [public(key.signing, key.encryption).key_id for key in desk.keys]


def signing_keys(by: str) -> Sequence[bytes]:
    """The public keys whose signature counts now for a desk or a node; none if it is unknown or revoked."""
    directory, now = directory_of.current(), timezone.now()
    return directory.signing_keys(by, now) if "/" in by else directory.node_signing_keys(by, now)


@lru_cache(maxsize=512)
def public(signing: bytes, encryption: bytes) -> DeskPublic:
    """The public keys of a desk; checking them takes a while, so it is done once."""
    return DeskPublic(signing, encryption)


def _engine(secret: DeskSecret) -> DeskSecrets:
    return DeskSecrets(secret.signing, secret.encryption)
