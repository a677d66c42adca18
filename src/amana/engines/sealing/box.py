"""Sealing one value with AES-256-GCM, bound to the place where it stands.

A sealed value is `format byte | 12-byte nonce | ciphertext | 16-byte tag`. The nonce is random: with one data key per file the
2^32 values after which random nonces become unsafe (NIST SP 800-38D, 8.3) are out of reach.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from amana.engines.sealing.errors import UnknownFormat, UnsealFailed

FORMAT = b"\x01"  # AES-256-GCM, 96-bit nonce, 128-bit tag
KEY_BYTES = 32
NONCE_BYTES = 12
OVERHEAD = 1 + NONCE_BYTES + 16
_PAD_MARK = b"\x80"


def new_key() -> bytes:
    """A fresh 256-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def place(*parts: str | bytes | int) -> bytes:
    """Name the place a value is sealed for. Each part carries its length, so ("ab", "c") and ("a", "bc") differ."""
    named = bytearray()
    for part in parts:
        raw = part if isinstance(part, bytes) else str(part).encode()
        named += len(raw).to_bytes(4, "big") + raw
    return bytes(named)


def seal(key: bytes, plaintext: bytes, *, associated: bytes) -> bytes:
    """Seal a value under a 32-byte key, for the place named by `associated` (see `place`).

    returns  OVERHEAD bytes more than the plaintext
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, plaintext, FORMAT + associated)


def unseal(key: bytes, sealed: bytes, *, associated: bytes) -> bytes:
    """Open a sealed value.

    Raises UnknownFormat if this is no sealed value of a known format, and UnsealFailed if the key, the value or the place is not
    the one it was sealed with: which of the three cannot be told.
    """
    if len(sealed) < OVERHEAD or sealed[:1] != FORMAT:
        raise UnknownFormat("not a sealed value of a known format")
    try:
        return AESGCM(key).decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], FORMAT + associated)
    except InvalidTag:
        raise UnsealFailed("wrong key, changed value or wrong place") from None


def wrap_key(wrapping: bytes, key: bytes, *, associated: bytes) -> bytes:
    """Seal a key under another key. GCM rather than AES-KW, because a wrap must not open for another owner than the one it names."""
    return seal(wrapping, key, associated=associated)


def unwrap_key(wrapping: bytes, wrap: bytes, *, associated: bytes) -> bytes:
    """Open a wrapped key; raises like `unseal`, and UnsealFailed if what was wrapped is no key."""
    key = unseal(wrapping, wrap, associated=associated)
    if len(key) != KEY_BYTES:
        raise UnsealFailed("the wrap holds no key")
    return key


def pad(plaintext: bytes, *, block: int = 16) -> bytes:
    """Fill up to a whole number of blocks (ISO/IEC 7816-4), so that the length of a name does not show which name it is."""
    marked = plaintext + _PAD_MARK
    return marked + b"\x00" * (-len(marked) % block)


def unpad(padded: bytes) -> bytes:
    """Undo `pad`. Raises UnsealFailed if there is no padding mark."""
    stripped = padded.rstrip(b"\x00")
    if not stripped.endswith(_PAD_MARK):
        raise UnsealFailed("the padding mark is missing")
    return stripped[:-1]
