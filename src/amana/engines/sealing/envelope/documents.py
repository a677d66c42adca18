"""Small signed documents, receipts and requests alike: prefix, body, signature of 64 bytes over label, prefix and body."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from amana.engines.sealing.envelope.desk_keys import signed_by
from amana.engines.sealing.envelope.refusals import EnvelopeRefused, Refusal
from amana.engines.sealing.envelope.sizes import PREFIX_BYTES, SIGNATURE_BYTES


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """A document whose signature is not checked yet, since the body says who must have signed it."""

    body: bytes
    signed: bytes
    signature: bytes

    def check(self, keys: Sequence[bytes]) -> None:
        """Raise EnvelopeRefused unless one of these public keys signed it."""
        if not keys:
            raise EnvelopeRefused(Refusal.SENDER_UNKNOWN)
        if not any(signed_by(key, self.signature, self.signed) for key in keys):
            raise EnvelopeRefused(Refusal.SIGNATURE)


def write_signed(body: bytes, *, prefix: bytes, label: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """The document, signed."""
    return prefix + body + sign(label + prefix + body)


def read_signed(data: bytes, *, prefix: bytes, label: bytes, max_bytes: int) -> SignedDocument:
    """Take a document apart. Raises EnvelopeRefused."""
    if len(data) > max_bytes:
        raise EnvelopeRefused(Refusal.TOO_LARGE)
    if len(data) < PREFIX_BYTES + SIGNATURE_BYTES:
        raise EnvelopeRefused(Refusal.TRUNCATED)
    if data[:PREFIX_BYTES] != prefix:
        raise EnvelopeRefused(Refusal.UNKNOWN_FORMAT)
    body = data[PREFIX_BYTES:-SIGNATURE_BYTES]
    return SignedDocument(body, label + data[:-SIGNATURE_BYTES], data[-SIGNATURE_BYTES:])
