"""The public halves of a desk's key pair and their id, as the envelope engine makes them of what the key store holds."""

from uuid import UUID

from amana.engines.sealing.envelope import DeskPublic, DeskSecrets
from amana.kernel.sealed.keyring import DeskSecret

SIGNING_BYTES = 32  # Ed25519
ENCRYPTION_BYTES = 1184 + 32  # ML-KEM-768, then X25519
_ids: dict[UUID, bytes] = {}


def key_id(signing: bytes, encryption: bytes) -> bytes:
    """The id of a key pair, as envelopes name it. Raises ValueError for bytes that are no keys."""
    return DeskPublic(signing, encryption).key_id


def public_halves(secret: DeskSecret) -> tuple[bytes, bytes]:
    """The public signing and encryption keys of a key pair."""
    public = DeskSecrets(secret.signing, secret.encryption).public()
    return public.signing, public.encryption


def key_id_of(secret: DeskSecret) -> bytes:
    """The id of a key pair of which the private halves are at hand; worked out once for each, without keeping the halves."""
    if secret.ref not in _ids:
        _ids[secret.ref] = key_id(*public_halves(secret))
    return _ids[secret.ref]
