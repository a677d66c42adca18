"""Making envelopes piece by piece, also ones that nobody honest would make. Nothing here checks anything.

`Draft` holds the parts as plain values; change what you like, then `draft.build()`. What is not changed is as it should be, up to the
signature, so that each attack is refused for one reason.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import cbor2
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from amana.engines.sealing.envelope import DeskPublic, DeskSecrets, Header, signer_id

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
PREFIX = bytes.fromhex("89414d450d0a1a01")
CHUNK = 65_536
File = tuple[str, str, bytes]


def length(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big")


def padded(size_class: int) -> int:
    return (8 + size_class % 8) << (9 + size_class // 8)


@dataclass(kw_only=True)
class Draft:
    """An envelope not yet put together."""

    header: Header
    recipients: Sequence[DeskPublic]
    signer: DeskSecrets
    payload: bytes = b"{}"
    files: Sequence[File] = ()
    size_class: int | None = None
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    # what may be done to the parts on the way
    fields: Callable[[dict[int, object]], object] = lambda fields: fields
    header_bytes: Callable[[bytes], bytes] = lambda raw: raw
    manifest: Callable[[bytes], bytes] = lambda raw: raw
    content: Callable[[bytes], bytes] = lambda raw: raw  # after the commitment was made, before it is filled up
    padding: Callable[[bytes], bytes] = lambda raw: raw
    wraps: Callable[[list[list[bytes]]], object] = lambda rows: rows
    wraps_bytes: Callable[[bytes], bytes] = lambda raw: raw
    head_hash: Callable[[bytes], bytes] = lambda digest: digest  # what wraps and body are bound to
    chunks: Callable[[list[bytes]], list[bytes]] = lambda sealed: sealed
    nonce: Callable[[int, bool], bytes] = lambda number, last: number.to_bytes(11, "big") + bytes([last])
    signed: Callable[[bytes], bytes] = lambda message: message
    signature: Callable[[bytes], bytes] = lambda signature: signature

    def build(self) -> bytes:
        """The bytes of the envelope."""
        rows = [[name, media_type, len(data), sha256(data).digest()] for name, media_type, data in self.files]
        manifest = self.manifest(cbor2.dumps({1: len(self.payload), 2: rows}, canonical=True))
        beginning = self.salt + length(manifest) + manifest + self.payload
        size = len(beginning) + sum(len(data) for _, _, data in self.files)
        size_class = next(at for at in range(126) if padded(at) >= size) if self.size_class is None else self.size_class
        head = self._head(size_class, sha256(beginning).digest())
        bound = self.head_hash(sha256(head).digest())
        content = self.content(beginning + b"".join(data for _, _, data in self.files))
        content += self.padding(bytes(padded(size_class) - len(content)))
        rows = [[desk.key_id, self.wrapped(desk, bound)] for desk in self.recipients]
        wraps = self.wraps_bytes(cbor2.dumps(self.wraps(rows), canonical=True))
        unsigned = head + length(wraps) + wraps + b"".join(self.chunks(self._chunks(content, bound)))
        message = self.signed(b"amana-envelope/1 signature\x00" + sha256(unsigned).digest())
        return unsigned + self.signature(self.signer.sign(message))

    def wrapped(self, desk: DeskPublic, bound: bytes, *, key: bytes | None = None) -> bytes:
        """The content key, or another one, sealed for a desk."""
        return SUITE.encrypt(key or self.key, desk.sealing_key(), info=b"amana-envelope/1 wrap\x00" + bound + desk.fingerprint)

    def _head(self, size_class: int, commitment: bytes) -> bytes:
        header = self.header
        fields: dict[int, object] = {
            1: 1,
            2: header.sender,
            3: header.recipient,
            4: header.message.bytes,
            5: header.thread.bytes,
            6: header.sequence,
            7: header.previous,
            8: header.created,
            9: header.expires,
            10: header.kind,
            11: header.purpose,
            12: size_class,
            13: commitment,
            14: signer_id(self.signer.public().signing),
        }
        if header.previous is None:
            del fields[7]
        raw = self.header_bytes(cbor2.dumps(self.fields(fields), canonical=True))
        return PREFIX + length(raw) + raw

    def _chunks(self, content: bytes, bound: bytes) -> list[bytes]:
        pieces = [content[at : at + CHUNK] for at in range(0, len(content), CHUNK)]
        return [AESGCM(self.key).encrypt(self.nonce(at, at == len(pieces) - 1), piece, bound) for at, piece in enumerate(pieces)]
