"""Receipts: what this node and its desks say of messages that came, and what others say of those that were sent.

A receipt is signed, names the digest of the envelope, and counts once however often it comes. A desk's receipts travel back as the
messages came; what the door says is also its answer.
"""

from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from amana.contexts.exchange import identities, wiring
from amana.contexts.exchange.errors import ReceiptRefused
from amana.contexts.exchange.models import KeptReceipt, Outgoing, Received
from amana.contexts.exchange.terms import ON_ITS_WAY, Direction, MessageId, OutState
from amana.engines.sealing.envelope import EnvelopeRefused, Receipt, ReceiptKind, read_receipt, sign_receipt
from amana.kernel.audit.entries import Entry, EntryKind
from amana.kernel.audit.log import append

OF_THE_DOOR = frozenset({ReceiptKind.DELIVERED, ReceiptKind.REFUSED})
NOTHING = UUID(int=0)  # of an envelope whose header cannot be read
UNKNOWN_DIGEST = bytes(32)  # of one that was refused before all of it had come

# What ends a delivery in the eyes of the sender; later receipts of the desk change the outcome, not the delivery.
_DELIVERED_BY = frozenset(ReceiptKind) - {ReceiptKind.REFUSED}


def of_door(kind: ReceiptKind, *, message: UUID, thread: UUID, digest: bytes, code: str = "") -> bytes:
    """What the door of this node says of one envelope, signed by the node. Nothing is kept."""
    receipt = Receipt(
        message=message, digest=digest, thread=thread, kind=kind, code=code, by=identities.own_node(), at=int(timezone.now().timestamp())
    )
    return sign_receipt(receipt, identities.node_signature)


def give_at_door(row: Received, kind: ReceiptKind, *, code: str = "", answered: bool) -> bytes:
    """The door's first receipt for a message, kept to be given again. `answered`: the sender hears it as the answer to its delivery."""
    signed = of_door(kind, message=row.message, thread=row.thread, digest=bytes(row.digest), code=code)
    _keep_given(row, signed, kind, code, by=identities.own_node(), acknowledged=answered)
    return signed


def first_of_door(row: Received) -> KeptReceipt | None:
    """The receipt that the door gave for a message when it first came."""
    given = KeptReceipt.objects.filter(direction=Direction.OUT, message=row.message, digest=row.digest, by=identities.own_node())
    return given.order_by("id").first()


def give(row: Received, kind: ReceiptKind, *, code: str = "", by: str) -> None:
    """A desk's receipt for a message that came; it travels to the sender's node. The same said twice is said once."""
    said = KeptReceipt.objects.filter(direction=Direction.OUT, message=row.message, by=by, kind=kind.value, code=code)
    if said.exists():
        return
    receipt = Receipt(
        message=row.message,
        digest=bytes(row.digest),
        thread=row.thread,
        kind=kind,
        code=code,
        by=by,
        at=int(timezone.now().timestamp()),
    )
    _keep_given(row, sign_receipt(receipt, identities.signer(by).sign), kind, code, by=by, acknowledged=False)


def _keep_given(row: Received, signed: bytes, kind: ReceiptKind, code: str, *, by: str, acknowledged: bool) -> None:
    now = timezone.now()
    KeptReceipt.objects.create(
        direction=Direction.OUT,
        identity=sha256(signed).digest(),
        message=row.message,
        thread=row.thread,
        digest=row.digest,
        kind=kind.value,
        code=code,
        by=by,
        at=now,
        kept_at=now,
        partner=row.partner,
        signed=signed,
        acknowledged=acknowledged,
    )


def take_in(signed: bytes) -> bool:
    """Believe a receipt for a message this node sent; says whether it was new. It is stored, told and written to the log at once.

    Raises ReceiptRefused with a code: a bad signature, a message nobody sent, another digest, a desk that was not asked.
    """
    identity = sha256(signed).digest()
    if KeptReceipt.objects.filter(direction=Direction.IN, identity=identity).exists():
        return False
    try:
        receipt = read_receipt(signed, signing_keys=identities.signing_keys)
    except EnvelopeRefused as refusal:
        raise ReceiptRefused(refusal.code) from None
    try:
        with transaction.atomic():
            row = _checked(receipt)
            _keep_got(receipt, signed, identity, row.partner)
            _note(row, receipt)
            _tell(row, receipt)
    except IntegrityError:  # the same receipt came twice at once
        return False
    return True


def _checked(receipt: Receipt) -> Outgoing:
    row = Outgoing.objects.select_for_update().filter(message=receipt.message).first()
    if row is None or row.state == OutState.RECALLED:
        raise ReceiptRefused("receipt.of_no_message")
    if bytes(row.digest) != receipt.digest or row.thread != receipt.thread:
        raise ReceiptRefused("receipt.of_another_envelope")
    if receipt.by not in (row.recipient, row.partner):
        raise ReceiptRefused("receipt.by_a_stranger")
    if receipt.by == row.partner and receipt.kind not in OF_THE_DOOR:
        raise ReceiptRefused("receipt.not_for_a_node_to_give")
    if receipt.by == row.recipient and receipt.kind is ReceiptKind.DELIVERED:
        raise ReceiptRefused("receipt.not_for_a_desk_to_give")
    return row


def _keep_got(receipt: Receipt, signed: bytes, identity: bytes, partner: str) -> None:
    KeptReceipt.objects.create(
        direction=Direction.IN,
        identity=identity,
        message=receipt.message,
        thread=receipt.thread,
        digest=receipt.digest,
        kind=receipt.kind.value,
        code=receipt.code,
        by=receipt.by,
        at=datetime.fromtimestamp(receipt.at, UTC),
        kept_at=timezone.now(),
        partner=partner,
        signed=signed,
    )


def _note(row: Outgoing, receipt: Receipt) -> None:
    now, at = timezone.now(), datetime.fromtimestamp(receipt.at, UTC)
    detail = {
        "message": str(row.message),
        "digest": bytes(row.digest).hex(),
        "partner": row.partner,
        "by": receipt.by,
        "kind": receipt.kind.value,
    }
    fields: set[str] = set()
    by_door = receipt.by == row.partner
    if receipt.kind in _DELIVERED_BY and row.state != OutState.DELIVERED:
        # A desk's receipt shows delivery too, where the door's was lost.
        row.state, row.state_at, row.last_code = OutState.DELIVERED, now, ""
        fields |= {"state", "state_at", "last_code"}
        append(Entry(kind=EntryKind.SYSTEM.value, name="exchange.delivered", detail=detail))
    if by_door and receipt.kind is ReceiptKind.REFUSED and row.state in (*ON_ITS_WAY, OutState.EXPIRED):
        row.state, row.state_at, row.last_code = OutState.REFUSED, now, receipt.code
        fields |= {"state", "state_at", "last_code"}
        append(Entry(kind=EntryKind.SYSTEM.value, name="exchange.refused", outcome=receipt.code, detail=detail))
    if not by_door:
        if row.outcome_at is None or at >= row.outcome_at:
            row.outcome, row.outcome_code, row.outcome_at = receipt.kind.value, receipt.code, at
            fields |= {"outcome", "outcome_code", "outcome_at"}
        append(Entry(kind=EntryKind.SYSTEM.value, name="exchange.receipt", outcome=receipt.code, detail=detail))
    if fields:
        row.save(update_fields=sorted(fields))


def _tell(row: Outgoing, receipt: Receipt) -> None:
    hear = wiring.hearer_of_receipts(row.kind)
    if hear is not None:
        hear(MessageId(row.message), receipt)
