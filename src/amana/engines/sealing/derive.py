"""Keys made from other secrets: from a passphrase, from a root secret, and the keyed numbers a blind index stores."""

import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from amana.engines.sealing.box import KEY_BYTES

INDEX_BITS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one guess at a passphrase costs. The default is RFC 9106, section 4, second recommended option."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


def key_from_passphrase(passphrase: str, *, salt: bytes, cost: Cost) -> bytes:
    """A 32-byte key from a passphrase with Argon2id (RFC 9106): slow and memory-hard, so that guessing is dear."""
    argon = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    return argon.derive(passphrase.encode())


def subkey(root: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose from a root secret (HKDF-SHA-256, RFC 5869). Different purposes give unrelated keys."""
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(root)


def blind_index(key: bytes, value: str, *, bits: int = INDEX_BITS) -> int:
    """The number under which a value can be found by whoever holds the key, and which tells nobody else anything.

    key      up to 64 bytes, one per column, so that equal values in two columns do not meet
    bits     1 to 64; fewer make several values share a number, which hides how often a common value occurs
    returns  a signed 64-bit integer (keyed BLAKE2b, RFC 7693), ready for a bigint column

    Raises ValueError for bits outside that range.
    """
    if not 1 <= bits <= INDEX_BITS:
        raise ValueError("bits must be between 1 and 64")
    digest = hashlib.blake2b(value.encode(), key=key, digest_size=8).digest()
    number = int.from_bytes(digest, "big") >> (INDEX_BITS - bits)
    return number - (1 << INDEX_BITS) if number >= 1 << (INDEX_BITS - 1) else number
