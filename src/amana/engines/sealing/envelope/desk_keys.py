"""The keys of a desk: one pair to sign with (Ed25519, RFC 8032), one to be sealed to (ML-KEM-768 with X25519, for HPKE).

Raw bytes in and out, so that a key store can keep them and a directory can print them:

signing      private 32 bytes, public 32 bytes
encryption   private 96 bytes: ML-KEM-768 seed (64, FIPS 203: d, z) and X25519 private key (32, RFC 7748)
             public 1216 bytes: ML-KEM-768 encapsulation key (1184) and X25519 public key (32)
"""

import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey

KEY_ID_BYTES = 16
SIGNING_BYTES = 32
_SEED_BYTES, _ENCAPSULATION_BYTES, _CURVE_BYTES = 64, 1184, 32
ENCRYPTION_PRIVATE_BYTES = _SEED_BYTES + _CURVE_BYTES
ENCRYPTION_PUBLIC_BYTES = _ENCAPSULATION_BYTES + _CURVE_BYTES
_DESK_LABEL = b"amana-desk-key/1"
_SIGNER_LABEL = b"amana-signing-key/1"


def signer_id(signing: bytes) -> bytes:
    """The sixteen bytes by which a header names the public signing key it is signed with."""
    return sha256(_SIGNER_LABEL + signing).digest()[:KEY_ID_BYTES]


def signed_by(signing: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the owner of a public signing key signed these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(signing).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class DeskPublic:
    """The public keys of a desk, as the directory prints them. Raises ValueError for lengths or bytes that are no keys."""

    signing: bytes
    encryption: bytes
    fingerprint: bytes = field(init=False, repr=False, compare=False)  # SHA-256 over both keys

    def __post_init__(self) -> None:
        if len(self.signing) != SIGNING_BYTES or len(self.encryption) != ENCRYPTION_PUBLIC_BYTES:
            raise ValueError("a desk has a signing key of 32 bytes and an encryption key of 1216")
        object.__setattr__(self, "fingerprint", sha256(_DESK_LABEL + self.signing + self.encryption).digest())
        self.sealing_key()

    @property
    def key_id(self) -> bytes:
        """The sixteen bytes by which a wrap names the key it is for."""
        return self.fingerprint[:KEY_ID_BYTES]

    def sealing_key(self) -> MLKEM768X25519PublicKey:
        """The key HPKE seals to."""
        lattice = MLKEM768PublicKey.from_public_bytes(self.encryption[:_ENCAPSULATION_BYTES])
        return MLKEM768X25519PublicKey(lattice, X25519PublicKey.from_public_bytes(self.encryption[_ENCAPSULATION_BYTES:]))


@dataclass(frozen=True, slots=True, repr=False)
class DeskSecrets:
    """The private keys of a desk. Shows nothing of them when printed. Raises ValueError for lengths that are no keys."""

    signing_private: bytes
    encryption_private: bytes

    def __post_init__(self) -> None:
        if len(self.signing_private) != SIGNING_BYTES or len(self.encryption_private) != ENCRYPTION_PRIVATE_BYTES:
            raise ValueError("a desk has a signing key of 32 bytes and an encryption key of 96")

    def __repr__(self) -> str:
        return "DeskSecrets(...)"

    @classmethod
    def generate(cls) -> Self:
        """Fresh, independent keys."""
        return cls(secrets.token_bytes(SIGNING_BYTES), secrets.token_bytes(ENCRYPTION_PRIVATE_BYTES))

    def public(self) -> DeskPublic:
        """What others may know."""
        lattice = MLKEM768PrivateKey.from_seed_bytes(self.encryption_private[:_SEED_BYTES]).public_key().public_bytes_raw()
        curve = X25519PrivateKey.from_private_bytes(self.encryption_private[_SEED_BYTES:]).public_key().public_bytes_raw()
        return DeskPublic(self._signer().public_key().public_bytes_raw(), lattice + curve)

    def sign(self, message: bytes) -> bytes:
        """Sign with the desk's signing key: 64 bytes."""
        return self._signer().sign(message)

    def opening_key(self) -> MLKEM768X25519PrivateKey:
        """The key HPKE opens with."""
        lattice = MLKEM768PrivateKey.from_seed_bytes(self.encryption_private[:_SEED_BYTES])
        return MLKEM768X25519PrivateKey(lattice, X25519PrivateKey.from_private_bytes(self.encryption_private[_SEED_BYTES:]))

    def _signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.signing_private)
