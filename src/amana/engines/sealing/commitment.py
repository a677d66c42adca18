"""What a log's leaf says about its entry: a salted commitment. With text and salt erased the leaf stays and tells nothing."""

import hmac
import secrets
from hashlib import sha256

from amana.engines.sealing.merkle import leaf_hash

SALT_BYTES = 32


def new_salt() -> bytes:
    """A fresh salt, long enough that nobody can guess an erased text by trying."""
    return secrets.token_bytes(SALT_BYTES)


def commitment(salt: bytes, text: bytes) -> bytes:
    """HMAC-SHA-256 of the text under its salt: binding while the salt is known, silent once it is gone."""
    return hmac.digest(salt, text, sha256)


def committed_leaf(salt: bytes, text: bytes) -> bytes:
    """The leaf hash of a committed text."""
    return leaf_hash(commitment(salt, text))
