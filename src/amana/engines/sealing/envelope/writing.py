"""Sealing an envelope: head, wraps, body, signature, in the order in which they are written."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from amana.engines.sealing.envelope.content import SALT_BYTES, Attachment, Manifest, commitment, manifest_of
from amana.engines.sealing.envelope.desk_keys import DeskPublic, DeskSecrets, signer_id
from amana.engines.sealing.envelope.header import Head, Header
from amana.engines.sealing.envelope.refusals import EnvelopeRefused, Refusal
from amana.engines.sealing.envelope.sizes import LENGTH_BYTES, size_class_of
from amana.engines.sealing.envelope.stream import ChunkWriter
from amana.engines.sealing.envelope.wraps import CONTENT_KEY_BYTES, wrap_for

SIGNATURE_LABEL = b"amana-envelope/1 signature\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What was written: the header as completed, the digest of the whole envelope and its length."""

    header: Header
    digest: bytes
    size: int


def seal(
    header: Header, payload: bytes, *, recipients: Sequence[DeskPublic], signer: DeskSecrets, attachments: Sequence[Attachment] = ()
) -> bytes:
    """Seal a small message, in memory; otherwise like `seal_into`."""
    written = bytearray()
    seal_into(written.extend, header, payload, recipients=recipients, signer=signer, attachments=attachments)
    return bytes(written)


def seal_into(
    write: Callable[[bytes], object],
    header: Header,
    payload: bytes,
    *,
    recipients: Sequence[DeskPublic],
    signer: DeskSecrets,
    attachments: Sequence[Attachment] = (),
) -> Sealed:
    """Seal a message and hand its bytes to `write`, piece after piece; no more than a piece of an attachment is in memory.

    header       size class, commitment and signer are filled in here
    recipients   the keys of the recipient desk and of the sender's own, so that it can read what it sent; 1 to 16
    signer       the sender desk

    Raises EnvelopeRefused for what nobody would accept. What was written until then is no envelope: throw it away.
    """
    manifest = manifest_of(payload, attachments)
    manifest_bytes, salt, key = manifest.to_bytes(), secrets.token_bytes(SALT_BYTES), secrets.token_bytes(CONTENT_KEY_BYTES)
    completed = replace(
        header,
        size_class=size_class_of(manifest.content_size()),
        commitment=commitment(salt, manifest_bytes, payload),
        signer=signer_id(signer.public().signing),
    )
    head = Head.of(completed)
    out = _Hashing(write)
    out.write(head.raw)
    out.write(wrap_for(recipients, key, head_hash=head.hash))
    body = ChunkWriter(out.write, key=key, head_hash=head.hash, size_class=completed.size_class)
    body.write(salt + len(manifest_bytes).to_bytes(LENGTH_BYTES, "big") + manifest_bytes + payload)
    _write_attachments(body, manifest, attachments)
    body.close()
    out.write(signer.sign(SIGNATURE_LABEL + out.hash.digest()))
    return Sealed(header=completed, digest=out.hash.digest(), size=out.size)


def _write_attachments(body: ChunkWriter, manifest: Manifest, attachments: Sequence[Attachment]) -> None:
    """Write each attachment, and check that its bytes are still those the manifest describes. Raises EnvelopeRefused."""
    for entry, attachment in zip(manifest.attachments, attachments, strict=True):
        hashed = sha256()
        for chunk in attachment.chunks():
            hashed.update(chunk)
            body.write(chunk)
        if hashed.digest() != entry.sha256:
            raise EnvelopeRefused(Refusal.CONTENT_ATTACHMENT)


class _Hashing:
    """Hands bytes on, counts and hashes them."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write
        self.hash = sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        self.hash.update(data)
        self.size += len(data)
        self._write(data)
