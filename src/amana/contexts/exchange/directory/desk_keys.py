"""The public halves of a desk's key pair: their lengths, their id, and how they follow from what the key store holds."""

import hashlib
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from amana.kernel.sealed.keyring import DeskSecret

SIGNING_BYTES = 32  # Ed25519
ENCRYPTION_BYTES = 1184 + 32  # ML-KEM-768, then X25519
KEY_ID_BYTES = 16
_ids: dict[UUID, bytes] = {}
_SEED_BYTES = 64  # of an ML-KEM key (FIPS 203, 7.1)


def key_id(signing: bytes, encryption: bytes) -> bytes:
    """The id of a key pair: the beginning of a hash over both public halves, so that no two pairs share one."""
    return hashlib.sha256(b"amana-desk-key/1" + signing + encryption).digest()[:KEY_ID_BYTES]


def public_halves(secret: DeskSecret) -> tuple[bytes, bytes]:
    """The public signing and encryption keys of a key pair."""
    seed, x25519 = secret.encryption[:_SEED_BYTES], secret.encryption[_SEED_BYTES:]
    encryption = (
        MLKEM768PrivateKey.from_seed_bytes(seed).public_key().public_bytes_raw()
        + X25519PrivateKey.from_private_bytes(x25519).public_key().public_bytes_raw()
    )
    return Ed25519PrivateKey.from_private_bytes(secret.signing).public_key().public_bytes_raw(), encryption


def key_id_of(secret: DeskSecret) -> bytes:
    """The id of a key pair of which the private halves are at hand; worked out once for each, without keeping the halves."""
    if secret.ref not in _ids:
        _ids[secret.ref] = key_id(*public_halves(secret))
    return _ids[secret.ref]
