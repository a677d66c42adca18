"""The header of an envelope: everything the way needs to know about a message, and nothing of what it says.

It travels in the clear and is signed with the rest. The prefix, its length and its bytes together are the head; SHA-256 of the head
binds wraps and body to it.
"""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from amana.engines.sealing.envelope.canonical import encode
from amana.engines.sealing.envelope.desk_keys import KEY_ID_BYTES
from amana.engines.sealing.envelope.fields import Fields
from amana.engines.sealing.envelope.refusals import EnvelopeRefused, Refusal
from amana.engines.sealing.envelope.sizes import LENGTH_BYTES, MAX_HEADER_BYTES, MAX_SIZE_CLASS, PREFIX_BYTES
from amana.engines.sealing.envelope.source import Source

# the first byte is no text and the line ends are of two kinds, so a carrier that takes it for text is noticed at once (as in PNG)
PREFIX = b"\x89AME\r\n\x1a\x01"
PROFILE = 1  # HPKE (MLKEM768-X25519, HKDF-SHA256, AES-256-GCM), chunks with AES-256-GCM, Ed25519
DIGEST_BYTES = 32

_PROFILE, _SENDER, _RECIPIENT, _MESSAGE, _THREAD, _SEQUENCE, _PREVIOUS = 1, 2, 3, 4, 5, 6, 7
_CREATED, _EXPIRES, _KIND, _PURPOSE, _SIZE_CLASS, _COMMITMENT, _SIGNER = 8, 9, 10, 11, 12, 13, 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Who sends what kind of message to whom, as which of the thread, and until when it is worth reading.

    sender, recipient      addresses of desks: node/desk
    message, thread        the business message (also when it is sealed again) and the conversation
    sequence, previous     1, 2, ... for each thread and sender; digest of the sender's previous envelope, None for the first
    created, expires       Unix seconds
    kind, purpose          codes
    size_class, commitment, signer   filled in by sealing
    """

    sender: str
    recipient: str
    message: UUID
    thread: UUID
    sequence: int
    previous: bytes | None
    created: int
    expires: int
    kind: str
    purpose: str
    size_class: int = 0
    commitment: bytes = bytes(DIGEST_BYTES)
    signer: bytes = bytes(KEY_ID_BYTES)

    def to_bytes(self) -> bytes:
        """The header as canonical CBOR. Raises EnvelopeRefused if nobody would accept it, ValueError if it cannot be written."""
        fields: dict[int, object] = {
            _PROFILE: PROFILE,
            _SENDER: self.sender,
            _RECIPIENT: self.recipient,
            _MESSAGE: self.message.bytes,
            _THREAD: self.thread.bytes,
            _SEQUENCE: self.sequence,
            _PREVIOUS: self.previous,
            _CREATED: self.created,
            _EXPIRES: self.expires,
            _KIND: self.kind,
            _PURPOSE: self.purpose,
            _SIZE_CLASS: self.size_class,
            _COMMITMENT: self.commitment,
            _SIGNER: self.signer,
        }
        if self.previous is None:
            del fields[_PREVIOUS]
        written = encode(fields)
        header_from_bytes(written)
        return written


def header_from_bytes(data: bytes) -> Header:
    """Read a header strictly. Raises EnvelopeRefused."""
    known = range(_PROFILE, _SIGNER + 1)
    fields = Fields.read(data, known=known, optional={_PREVIOUS}, profile=PROFILE, max_bytes=MAX_HEADER_BYTES)
    header = Header(
        sender=fields.desk(_SENDER),
        recipient=fields.desk(_RECIPIENT),
        message=fields.uuid(_MESSAGE),
        thread=fields.uuid(_THREAD),
        sequence=fields.whole(_SEQUENCE, 1, (1 << 31) - 1),
        previous=fields.octets(_PREVIOUS, DIGEST_BYTES) if fields.has(_PREVIOUS) else None,
        created=fields.instant(_CREATED),
        expires=fields.instant(_EXPIRES),
        kind=fields.code(_KIND),
        purpose=fields.code(_PURPOSE),
        size_class=fields.whole(_SIZE_CLASS, 0, 255),
        commitment=fields.octets(_COMMITMENT, DIGEST_BYTES),
        signer=fields.octets(_SIGNER, KEY_ID_BYTES),
    )
    if (header.sequence == 1) != (header.previous is None):
        raise EnvelopeRefused(Refusal.SEQUENCE)
    if header.expires <= header.created:
        raise EnvelopeRefused(Refusal.DATES)
    if header.size_class > MAX_SIZE_CLASS:
        raise EnvelopeRefused(Refusal.SIZE_CLASS)
    return header


@dataclass(frozen=True, slots=True)
class Head:
    """A header with the bytes it stood in; `hash` is what binds the rest to it."""

    header: Header
    raw: bytes  # prefix, length and header
    hash: bytes

    @classmethod
    def of(cls, header: Header) -> "Head":
        """The head of an envelope to be sealed. Raises like `Header.to_bytes`."""
        written = header.to_bytes()
        raw = PREFIX + len(written).to_bytes(LENGTH_BYTES, "big") + written
        return cls(header, raw, sha256(raw).digest())

    @classmethod
    def read(cls, source: Source) -> "Head":
        """Read the head from the beginning of an envelope. Raises EnvelopeRefused."""
        prefix = source.take(PREFIX_BYTES)
        if prefix != PREFIX:
            raise EnvelopeRefused(Refusal.UNKNOWN_FORMAT)
        length = source.take(LENGTH_BYTES)
        size = int.from_bytes(length, "big")
        if size > MAX_HEADER_BYTES:
            raise EnvelopeRefused(Refusal.TOO_LARGE)
        written = source.take(size)
        raw = prefix + length + written
        return cls(header_from_bytes(written), raw, sha256(raw).digest())


def read_header(first_bytes: bytes) -> Header:
    """The header of an envelope of which only the beginning has come; FIRST_BYTES are always enough.

    Nothing is verified yet but its form. Raises EnvelopeRefused.
    """
    return Head.read(Source((first_bytes,))).header
