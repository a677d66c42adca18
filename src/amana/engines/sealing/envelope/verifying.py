"""Verifying an envelope without opening it: what the door of a node does, which has no desk's private key.

Form, size, times and the sender's signature over every byte are checked here; only what is inside is left to the desk.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from amana.engines.sealing.envelope.desk_keys import signed_by, signer_id
from amana.engines.sealing.envelope.header import Head, Header
from amana.engines.sealing.envelope.refusals import EnvelopeRefused, Refusal
from amana.engines.sealing.envelope.sizes import CHUNK_BYTES, SIGNATURE_BYTES, body_size
from amana.engines.sealing.envelope.source import Source
from amana.engines.sealing.envelope.wraps import Wrap, read_wraps
from amana.engines.sealing.envelope.writing import SIGNATURE_LABEL

SKEW_SECONDS = 300  # how far ahead of ours another node's clock may be

SigningKeys = Callable[[str], Sequence[bytes]]
"""Address of a desk or node -> the public signing keys it may sign with, none if it is unknown."""
DeskKeyIds = Callable[[str], Collection[bytes]]
"""Address of a desk -> the ids of the keys that may be sealed to for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """An envelope whose form and signature are good: its header, its digest, and the ids of the keys it is sealed to."""

    header: Header
    digest: bytes
    key_ids: tuple[bytes, ...]


def verify(
    chunks: Iterable[bytes],
    *,
    signing_keys: SigningKeys,
    desk_keys: DeskKeyIds | None = None,
    now: int | None = None,
    max_body: int | None = None,
) -> Verified:
    """Check a whole envelope, taking it piece by piece and keeping none of it.

    signing_keys   asked with the sender's address: the keys valid for it, none if it is unknown
    desk_keys      asked with both addresses, if given: nobody else than these two desks may have been sealed to
    now            Unix seconds, if given: the envelope must not have expired, nor come from more than SKEW_SECONDS ahead
    max_body       refuse larger bodies before they are read

    The checks run in this order: head, times, size, sender and signer, form of the wraps, length, signature, keys of the wraps. Raises
    EnvelopeRefused.
    """
    source = Source(chunks)
    head = Head.read(source)
    if now is not None:
        check_times(head.header, now)
    size = body_size(head.header.size_class)
    if max_body is not None and size > max_body:
        raise EnvelopeRefused(Refusal.TOO_LARGE)
    signing = signing_key_of(head.header, signing_keys)
    wraps = read_wraps(source)
    for at in range(0, size, CHUNK_BYTES):
        source.take(min(CHUNK_BYTES, size - at))
    digest = check_end(source, signing)
    if desk_keys is not None:  # last, since only the signature shows that it was the sender who sealed to a stranger
        check_wraps(head.header, wraps, desk_keys)
    return Verified(header=head.header, digest=digest, key_ids=tuple(wrap.key_id for wrap in wraps))


def check_times(header: Header, now: int) -> None:
    """Raise EnvelopeRefused if an envelope has expired, or was made in what is still the future."""
    if now >= header.expires:
        raise EnvelopeRefused(Refusal.EXPIRED)
    if header.created > now + SKEW_SECONDS:
        raise EnvelopeRefused(Refusal.FROM_THE_FUTURE)


def signing_key_of(header: Header, signing_keys: SigningKeys) -> bytes:
    """The public key a header names as its signer's, out of those its sender may sign with. Raises EnvelopeRefused."""
    known = signing_keys(header.sender)
    if not known:
        raise EnvelopeRefused(Refusal.SENDER_UNKNOWN)
    for signing in known:
        if signer_id(signing) == header.signer:
            return signing
    raise EnvelopeRefused(Refusal.SIGNER_UNKNOWN)


def check_wraps(header: Header, wraps: Sequence[Wrap], desk_keys: DeskKeyIds) -> None:
    """Raise EnvelopeRefused if the content is sealed to any other desk than the two of the header."""
    allowed = {*desk_keys(header.recipient), *desk_keys(header.sender)}
    if any(wrap.key_id not in allowed for wrap in wraps):
        raise EnvelopeRefused(Refusal.WRAPS_STRANGER)


def check_end(source: Source, signing: bytes | None) -> bytes:
    """Read the signature, check it if its key is given, and that nothing follows: the digest. Raises EnvelopeRefused."""
    signed = SIGNATURE_LABEL + source.hash.digest()
    signature = source.take(SIGNATURE_BYTES)
    source.end()
    if signing is not None and not signed_by(signing, signature, signed):
        raise EnvelopeRefused(Refusal.SIGNATURE)
    return source.hash.digest()
