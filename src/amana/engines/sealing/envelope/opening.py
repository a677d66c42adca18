"""Opening an envelope at the desk it is for, or at the desk that sent it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from amana.engines.sealing.envelope.content import SALT_BYTES, AttachmentEntry, commitment, read_manifest
from amana.engines.sealing.envelope.desk_keys import DeskSecrets
from amana.engines.sealing.envelope.header import Head, Header
from amana.engines.sealing.envelope.refusals import EnvelopeRefused, Refusal
from amana.engines.sealing.envelope.sizes import LENGTH_BYTES, MAX_MANIFEST_BYTES, padded_size
from amana.engines.sealing.envelope.source import Source
from amana.engines.sealing.envelope.stream import open_chunks
from amana.engines.sealing.envelope.verifying import SigningKeys, check_end, signing_key_of
from amana.engines.sealing.envelope.wraps import read_wraps, unwrap

Keys = DeskSecrets | Sequence[DeskSecrets]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedAttachment:
    """An attachment in memory."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An opened envelope, wholly checked."""

    header: Header
    digest: bytes
    payload: bytes
    attachments: tuple[OpenedAttachment, ...]


class OpenedStream:
    """An envelope being opened: header, payload and the list of attachments are here, the attachments come by `files`.

    The payload is the one the header commits to. The rest of the envelope, and the signature if it is asked for, is checked when
    `files` or `finish` has come to its end; until then keep nothing.
    """

    __slots__ = ("_body", "_signing", "_source", "attachments", "digest", "header", "payload")

    def __init__(self, chunks: Iterable[bytes], keys: Keys, *, signing_keys: SigningKeys | None = None) -> None:
        self._source = Source(chunks)
        head = Head.read(self._source)
        self.header = head.header
        self._signing = None if signing_keys is None else signing_key_of(head.header, signing_keys)
        wraps = read_wraps(self._source)
        key = unwrap(wraps, (keys,) if isinstance(keys, DeskSecrets) else keys, head_hash=head.hash)
        size_class = head.header.size_class
        self._body = _Body(open_chunks(self._source, key=key, head_hash=head.hash, size_class=size_class), padded_size(size_class))
        self.payload, self.attachments = self._beginning()
        self.digest: bytes | None = None

    def files(self) -> Iterator[tuple[AttachmentEntry, Iterator[bytes]]]:
        """Each attachment with its bytes, in order; a file left unread is passed over, and checked all the same.

        Raises EnvelopeRefused, also at the end of the bytes of a file that is not the one of the manifest.
        """
        for entry in self.attachments:
            pieces = self._pieces(entry)
            yield entry, pieces
            for _ in pieces:
                pass
        self._end()

    def finish(self) -> bytes:
        """Read what is left without giving it out, check it, and return the digest of the envelope. Raises EnvelopeRefused."""
        if self.digest is None:
            for _ in self.files():
                pass
        return self._checked_digest()

    def _beginning(self) -> tuple[bytes, tuple[AttachmentEntry, ...]]:
        salt = self._body.take(SALT_BYTES)
        size = int.from_bytes(self._body.take(LENGTH_BYTES), "big")
        if size > MAX_MANIFEST_BYTES:
            raise EnvelopeRefused(Refusal.MANIFEST)
        written = self._body.take(size)
        manifest = read_manifest(written)
        if sum(entry.size for entry in manifest.attachments) + manifest.payload_size > self._body.left:
            raise EnvelopeRefused(Refusal.MANIFEST)
        payload = self._body.take(manifest.payload_size)
        if commitment(salt, written, payload) != self.header.commitment:
            raise EnvelopeRefused(Refusal.COMMITMENT)
        return payload, manifest.attachments

    def _pieces(self, entry: AttachmentEntry) -> Iterator[bytes]:
        hashed = sha256()
        for piece in self._body.pieces(entry.size):
            hashed.update(piece)
            yield piece
        if hashed.digest() != entry.sha256:
            raise EnvelopeRefused(Refusal.ATTACHMENT)

    def _end(self) -> None:
        for piece in self._body.pieces(self._body.left):
            if piece.strip(b"\x00"):
                raise EnvelopeRefused(Refusal.PADDING)
        self.digest = check_end(self._source, self._signing)

    def _checked_digest(self) -> bytes:
        if self.digest is None:
            raise EnvelopeRefused(Refusal.TRUNCATED)
        return self.digest


def open_stream(chunks: Iterable[bytes], keys: Keys, *, signing_keys: SigningKeys | None = None) -> OpenedStream:
    """Begin to open an envelope that comes in pieces; see `open_envelope`. Raises EnvelopeRefused."""
    return OpenedStream(chunks, keys, signing_keys=signing_keys)


def open_envelope(data: bytes, *, keys: Keys, signing_keys: SigningKeys | None = None) -> Opened:
    """Open an envelope with the keys of a desk.

    keys           the desk's present and former keys; the first one it was sealed to is used
    signing_keys   checks the sender's signature too. Without it these bytes must have been through `verify` before (compare the
                   digest): anyone can seal to a public key, and only the signature says who did

    Times are not checked: what arrived in time may be read later. Raises EnvelopeRefused.
    """
    opening = open_stream((data,), keys, signing_keys=signing_keys)
    attachments = tuple(
        OpenedAttachment(name=entry.name, media_type=entry.media_type, data=b"".join(pieces)) for entry, pieces in opening.files()
    )
    return Opened(header=opening.header, digest=opening.finish(), payload=opening.payload, attachments=attachments)


class _Body:
    """The opened pieces, taken in lengths of one's own; `left` is how many bytes of the padded content are still to come."""

    __slots__ = ("_at", "_chunks", "_piece", "left")

    def __init__(self, chunks: Iterator[bytes], size: int) -> None:
        self._chunks = chunks
        self._piece = b""
        self._at = 0
        self.left = size

    def take(self, length: int) -> bytes:
        return b"".join(self.pieces(length))

    def pieces(self, length: int) -> Iterator[bytes]:
        """The next bytes in pieces. Raises EnvelopeRefused if the content is shorter."""
        if length > self.left:
            raise EnvelopeRefused(Refusal.MANIFEST)
        wanted = length
        while wanted:
            if self._at == len(self._piece):
                self._piece, self._at = next(self._chunks), 0
            piece = self._piece[self._at : self._at + wanted]
            self._at += len(piece)
            self.left -= len(piece)
            wanted -= len(piece)
            yield piece
