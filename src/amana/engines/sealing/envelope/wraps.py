"""The wraps: the content key of one envelope, sealed once for each desk key that may open it (HPKE, RFC 9180, base mode).

On the wire an array of [key id, sealed key]. HPKE's info binds each to the head and to the keys of the desk, so a wrap taken out of
one envelope opens nothing in another.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from amana.engines.sealing.envelope.canonical import decode, encode
from amana.engines.sealing.envelope.desk_keys import KEY_ID_BYTES, DeskPublic, DeskSecrets
from amana.engines.sealing.envelope.refusals import EnvelopeRefused, Refusal
from amana.engines.sealing.envelope.sizes import LENGTH_BYTES, MAX_WRAPS, MAX_WRAPS_BYTES, TAG_BYTES
from amana.engines.sealing.envelope.source import Source

CONTENT_KEY_BYTES = 32
ENCAPSULATION_BYTES = 1120  # ML-KEM-768 ciphertext (1088) and X25519 public key (32)
SEALED_KEY_BYTES = ENCAPSULATION_BYTES + CONTENT_KEY_BYTES + TAG_BYTES
_LABEL = b"amana-envelope/1 wrap\x00"
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class Wrap:
    """The content key for one desk key."""

    key_id: bytes
    sealed: bytes


def wrap_for(recipients: Sequence[DeskPublic], content_key: bytes, *, head_hash: bytes) -> bytes:
    """The wraps as they stand in the envelope, with their length before them. Raises EnvelopeRefused for no, many or equal desks."""
    if not 1 <= len(recipients) <= MAX_WRAPS or len({desk.key_id for desk in recipients}) < len(recipients):
        raise EnvelopeRefused(Refusal.CONTENT_RECIPIENTS)
    wraps = [[desk.key_id, _SUITE.encrypt(content_key, desk.sealing_key(), info=_info(head_hash, desk))] for desk in recipients]
    written = encode(wraps)
    return len(written).to_bytes(LENGTH_BYTES, "big") + written


def read_wraps(source: Source) -> tuple[Wrap, ...]:
    """Read the wraps of an envelope. Raises EnvelopeRefused."""
    size = int.from_bytes(source.take(LENGTH_BYTES), "big")
    if size > MAX_WRAPS_BYTES:
        raise EnvelopeRefused(Refusal.TOO_LARGE)
    rows = decode(source.take(size), max_bytes=MAX_WRAPS_BYTES, max_depth=2)
    if not isinstance(rows, list) or not 1 <= len(rows) <= MAX_WRAPS:
        raise EnvelopeRefused(Refusal.WRAPS_FORM)
    wraps = []
    for row in rows:
        if not isinstance(row, list) or len(row) != 2:
            raise EnvelopeRefused(Refusal.WRAPS_FORM)
        key_id, sealed = row
        if not isinstance(key_id, bytes) or not isinstance(sealed, bytes) or (len(key_id), len(sealed)) != (KEY_ID_BYTES, SEALED_KEY_BYTES):
            raise EnvelopeRefused(Refusal.WRAPS_FORM)
        wraps.append(Wrap(key_id, sealed))
    if len({wrap.key_id for wrap in wraps}) < len(wraps):
        raise EnvelopeRefused(Refusal.WRAPS_DUPLICATE)
    return tuple(wraps)


def unwrap(wraps: Sequence[Wrap], keys: Sequence[DeskSecrets], *, head_hash: bytes) -> bytes:
    """The content key, from the first of these keys for which there is a wrap. Raises EnvelopeRefused if none opens."""
    by_id = {wrap.key_id: wrap for wrap in wraps}
    for secrets in keys:
        public = secrets.public()
        wrap = by_id.get(public.key_id)
        if wrap is None:
            continue
        try:
            key = _SUITE.decrypt(wrap.sealed, secrets.opening_key(), info=_info(head_hash, public))
        except (InvalidTag, ValueError):
            raise EnvelopeRefused(Refusal.WRAP) from None
        if len(key) != CONTENT_KEY_BYTES:
            raise EnvelopeRefused(Refusal.WRAP)
        return key
    raise EnvelopeRefused(Refusal.NO_WRAP)


def _info(head_hash: bytes, desk: DeskPublic) -> bytes:
    return _LABEL + head_hash + desk.fingerprint
