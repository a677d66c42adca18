"""Receipts: a desk or node says, signed, what became of one envelope. A refusal is a receipt too.

On the wire: prefix, canonical CBOR map, signature (Ed25519) of the desk's or the node's key over both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from amana.engines.sealing.envelope.canonical import encode
from amana.engines.sealing.envelope.documents import read_signed, write_signed
from amana.engines.sealing.envelope.fields import Fields
from amana.engines.sealing.envelope.header import DIGEST_BYTES
from amana.engines.sealing.envelope.refusals import EnvelopeRefused, Refusal
from amana.engines.sealing.envelope.verifying import SigningKeys

PREFIX = b"\x89AMR\r\n\x1a\x01"
LABEL = b"amana-receipt/1 signature\x00"
MAX_RECEIPT_BYTES = 1024
_MESSAGE, _DIGEST, _THREAD, _KIND, _CODE, _BY, _AT = range(1, 8)


class ReceiptKind(StrEnum):
    """What became of a message."""

    DELIVERED = "delivered"  # the node has it and will not lose it
    OPENED = "opened"  # the desk has opened it
    ACCEPTED = "accepted"
    REFUSED = "refused"  # by the door or by the desk; the code says why
    MORE_NEEDED = "more_needed"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of one envelope.

    message, thread   as its header says; zeros if a refused envelope had no readable one
    digest            SHA-256 over the bytes of the envelope as they came
    code              why, or more exactly what; empty if there is nothing to add
    by, at            desk or node that says so; Unix seconds
    """

    message: UUID
    digest: bytes
    thread: UUID
    kind: ReceiptKind
    code: str
    by: str
    at: int


def sign_receipt(receipt: Receipt, sign: Callable[[bytes], bytes]) -> bytes:
    """A receipt as bytes, signed with `sign` (64 bytes, Ed25519). Raises EnvelopeRefused for one nobody would accept."""
    body = encode(
        {
            _MESSAGE: receipt.message.bytes,
            _DIGEST: receipt.digest,
            _THREAD: receipt.thread.bytes,
            _KIND: receipt.kind,
            _CODE: receipt.code,
            _BY: receipt.by,
            _AT: receipt.at,
        }
    )
    _receipt_from(body)
    return write_signed(body, prefix=PREFIX, label=LABEL, sign=sign)


def read_receipt(data: bytes, *, signing_keys: SigningKeys) -> Receipt:
    """Read a receipt and check that the desk or node it names signed it. Raises EnvelopeRefused."""
    document = read_signed(data, prefix=PREFIX, label=LABEL, max_bytes=MAX_RECEIPT_BYTES)
    receipt = _receipt_from(document.body)
    document.check(signing_keys(receipt.by))
    return receipt


def _receipt_from(body: bytes) -> Receipt:
    fields = Fields.read(body, known=range(_MESSAGE, _AT + 1), max_bytes=MAX_RECEIPT_BYTES)
    message, digest, thread = fields.uuid(_MESSAGE), fields.octets(_DIGEST, DIGEST_BYTES), fields.uuid(_THREAD)
    kind = fields.code(_KIND)
    if kind not in set(ReceiptKind):
        raise EnvelopeRefused(Refusal.FIELD_CODE)
    return Receipt(
        message=message,
        digest=digest,
        thread=thread,
        kind=ReceiptKind(kind),
        code=fields.code_or_empty(_CODE),
        by=fields.desk_or_node(_BY),
        at=fields.instant(_AT),
    )
