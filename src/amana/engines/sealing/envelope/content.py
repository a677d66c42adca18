"""What is inside: a salt, a manifest, the payload, the attachments, and zeros up to the size class.

    salt 32 | length of the manifest, 4 | manifest | payload | attachments one after the other | zeros

The manifest is canonical CBOR: {1: length of the payload, 2: [[name, media type, size, SHA-256], ...]}. The header's commitment is
SHA-256 over everything before the attachments; it goes through the manifest to their hashes, so the header commits to the whole
content, and two recipients of one envelope cannot be shown two different ones.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeGuard

from amana.engines.sealing.envelope.canonical import decode, encode
from amana.engines.sealing.envelope.refusals import EnvelopeRefused, Refusal
from amana.engines.sealing.envelope.sizes import LENGTH_BYTES, MAX_ATTACHMENTS, MAX_ATTACHMENTS_BYTES, MAX_MANIFEST_BYTES, MAX_PAYLOAD_BYTES

SALT_BYTES = 32
MAX_NAME_BYTES = 255
_PAYLOAD, _ATTACHMENTS = 1, 2
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}", re.ASCII)
_LEAST_PRINTABLE, _DELETE = " ", "\x7f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file to travel along. `chunks` gives its bytes from the start each time it is called; sealing calls it twice."""

    name: str
    media_type: str
    size: int
    chunks: Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentEntry:
    """What the manifest says of an attachment."""

    name: str
    media_type: str
    size: int
    sha256: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What follows it, and how long it is."""

    payload_size: int
    attachments: tuple[AttachmentEntry, ...]

    def to_bytes(self) -> bytes:
        """The manifest as canonical CBOR."""
        rows = [[entry.name, entry.media_type, entry.size, entry.sha256] for entry in self.attachments]
        return encode({_PAYLOAD: self.payload_size, _ATTACHMENTS: rows})

    def content_size(self) -> int:
        """The length of the content before it is filled up."""
        files = sum(entry.size for entry in self.attachments)
        return SALT_BYTES + LENGTH_BYTES + len(self.to_bytes()) + self.payload_size + files


def manifest_of(payload: bytes, attachments: Sequence[Attachment]) -> Manifest:
    """Describe a content, reading each attachment once. Raises EnvelopeRefused if it cannot travel."""
    if len(payload) > MAX_PAYLOAD_BYTES or len(attachments) > MAX_ATTACHMENTS:
        raise EnvelopeRefused(Refusal.CONTENT_TOO_LARGE)
    if sum(attachment.size for attachment in attachments) > MAX_ATTACHMENTS_BYTES:
        raise EnvelopeRefused(Refusal.CONTENT_TOO_LARGE)
    entries = tuple(_entry_of(attachment) for attachment in attachments)
    if len({entry.name for entry in entries}) < len(entries):
        raise EnvelopeRefused(Refusal.CONTENT_ATTACHMENT)
    return Manifest(payload_size=len(payload), attachments=entries)


def read_manifest(data: bytes) -> Manifest:
    """Read a manifest strictly. Raises EnvelopeRefused."""
    found = decode(data, max_bytes=MAX_MANIFEST_BYTES, max_depth=3)
    if not isinstance(found, dict) or list(found) != [_PAYLOAD, _ATTACHMENTS]:
        raise EnvelopeRefused(Refusal.MANIFEST)
    size, rows = found.values()
    if not _whole_up_to(size, MAX_PAYLOAD_BYTES) or not isinstance(rows, list) or len(rows) > MAX_ATTACHMENTS:
        raise EnvelopeRefused(Refusal.MANIFEST)
    entries = tuple(_entry_from(row) for row in rows)
    if len({entry.name for entry in entries}) < len(entries) or sum(entry.size for entry in entries) > MAX_ATTACHMENTS_BYTES:
        raise EnvelopeRefused(Refusal.MANIFEST)
    return Manifest(payload_size=size, attachments=entries)


def commitment(salt: bytes, manifest: bytes, payload: bytes) -> bytes:
    """What the header says about the content: binding, and silent to whoever does not know the salt."""
    return sha256(salt + len(manifest).to_bytes(LENGTH_BYTES, "big") + manifest + payload).digest()


def can_be_named(name: str, media_type: str) -> bool:
    """Whether an attachment may be called so: a plain file name without a path or control characters, and a media type (RFC 6838)."""
    return (
        0 < len(name.encode(errors="surrogatepass")) <= MAX_NAME_BYTES
        and name not in {".", ".."}
        and all(letter >= _LEAST_PRINTABLE and letter != _DELETE and letter not in "/\\" for letter in name)
        and bool(_MEDIA_TYPE.fullmatch(media_type))
    )


def _entry_of(attachment: Attachment) -> AttachmentEntry:
    if attachment.size < 0 or not can_be_named(attachment.name, attachment.media_type):
        raise EnvelopeRefused(Refusal.CONTENT_ATTACHMENT)
    hashed, size = sha256(), 0
    for chunk in attachment.chunks():
        size += len(chunk)
        if size > attachment.size:
            break
        hashed.update(chunk)
    if size != attachment.size:
        raise EnvelopeRefused(Refusal.CONTENT_ATTACHMENT)
    return AttachmentEntry(name=attachment.name, media_type=attachment.media_type, size=size, sha256=hashed.digest())


def _entry_from(row: object) -> AttachmentEntry:
    if not isinstance(row, list) or len(row) != 4:
        raise EnvelopeRefused(Refusal.MANIFEST)
    name, media_type, size, digest = row
    if not isinstance(name, str) or not isinstance(media_type, str) or not can_be_named(name, media_type):
        raise EnvelopeRefused(Refusal.MANIFEST)
    if not _whole_up_to(size, MAX_ATTACHMENTS_BYTES) or not isinstance(digest, bytes) or len(digest) != 32:
        raise EnvelopeRefused(Refusal.MANIFEST)
    return AttachmentEntry(name=name, media_type=media_type, size=size, sha256=digest)


def _whole_up_to(value: object, most: int) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
