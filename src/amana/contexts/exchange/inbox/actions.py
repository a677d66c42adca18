"""Opening: a desk's message is unsealed and handed to the context that receives its kind, exactly once."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.utils import timezone

from amana.contexts.exchange import identities, limits, receipts, storage, wiring
from amana.contexts.exchange.errors import RejectedMessage
from amana.contexts.exchange.forgetting import forget_received
from amana.contexts.exchange.inbox.places import head_of
from amana.contexts.exchange.models import Received, ThreadHead
from amana.contexts.exchange.terms import InState, MessageId, ThreadId
from amana.contexts.exchange.values import Incoming, ReceivedAttachment
from amana.engines.sealing.envelope import EnvelopeRefused, OpenedStream, ReceiptKind, decode, open_stream
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import action, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.ids import OrganisationId

TO_OPEN = (InState.ARRIVED, InState.HELD)
MOST_DEPTH = 16
MOST_PAYLOAD = 1 << 20


def _arrived(message: int, *args: object, **kwargs: object) -> Resource:
    row = Received.objects.select_related("organisation").filter(pk=message).first()
    if row is None:
        raise NotFound
    return record_resource("Envelope", row.message, organisation=OrganisationId(row.organisation.ref) if row.organisation else None)


@action("exchange.open", kind=Kind.WRITE, on="Envelope", resource=_arrived)
def open_message(message: int, *, access: Access) -> bool:
    """Open one message that arrived and hand it on, in one transaction with its receipt; False if that was done meanwhile.

    message  row number in the inbox
    Raises RejectedMessage for one that is refused; nothing of what the receiver did stays then.
    """
    row = Received.objects.select_for_update().get(pk=message)
    head = head_of(row.thread, row.sender, row.recipient)
    record(message=str(row.message), digest=bytes(row.digest).hex(), sender=row.sender, kind=row.kind)
    if row.state not in TO_OPEN:
        return False
    row.gap = row.sequence != head.sequence + 1 and not _all_between_refused(row, head)
    receive = wiring.receiver_of(row.kind)
    if receive is None:
        raise RejectedMessage("exchange.unknown_kind")
    if timezone.now() >= row.expires_at:
        raise RejectedMessage("time.expired")
    try:
        receive(_incoming(row, access))
    except EnvelopeRefused as refusal:
        raise RejectedMessage(refusal.code) from None
    row.state, row.state_at, row.code, row.next_try_at = InState.OPENED, timezone.now(), "", None
    row.save(update_fields=["state", "state_at", "code", "next_try_at", "gap"])
    advance(row, head)
    receipts.give(row, ReceiptKind.OPENED, by=row.recipient)
    forget_received(row)
    record(gap=row.gap)
    return True


def advance(row: Received, head: ThreadHead) -> None:
    """Note that the thread has come as far as this message, and past refused ones behind it; those that waited for it are due."""
    if row.sequence > head.sequence:
        head.sequence, head.digest = row.sequence, row.digest
    side = Received.objects.filter(thread=row.thread, sender=row.sender)
    while (after := side.filter(sequence=head.sequence + 1, state=InState.REFUSED).first()) is not None:
        head.sequence, head.digest = after.sequence, after.digest
    head.save(update_fields=["sequence", "digest"])
    side.filter(state=InState.HELD).update(next_try_at=timezone.now())


def must_wait(pk: int) -> bool:
    """Whether an earlier message of the thread is still to come, and there is time to wait for it. Notes what the wait is for."""
    now = timezone.now()
    with transaction.atomic():
        row = Received.objects.select_for_update().get(pk=pk)
        head = head_of(row.thread, row.sender, row.recipient)
        until = row.arrived_at + min(limits.HOLD, (row.expires_at - row.arrived_at) / 2)
        if row.sequence <= head.sequence + 1 or now >= until or _all_between_refused(row, head):
            return False
        row.state, row.next_try_at, row.code = InState.HELD, until, "exchange.waits_for_earlier"
        row.save(update_fields=["state", "next_try_at", "code"])
    return True


def _all_between_refused(row: Received, head: ThreadHead) -> bool:
    """Whether whatever lies between the thread's head and this message was refused, so that nothing is missing."""
    between = Received.objects.filter(thread=row.thread, sender=row.sender, sequence__gt=head.sequence, sequence__lt=row.sequence)
    missing = row.sequence - head.sequence - 1
    return missing >= 0 and between.count() == missing and not between.exclude(state=InState.REFUSED).exists()


def _incoming(row: Received, access: Access) -> Incoming:
    """Unseal a message for its receiver. Raises EnvelopeRefused."""
    opening = _opened(row)
    return Incoming(
        message=MessageId(row.message),
        thread=ThreadId(row.thread),
        sequence=row.sequence,
        kind=row.kind,
        purpose=row.purpose,
        sender=row.sender,
        recipient=row.recipient,
        created=row.created_at,
        expires=row.expires_at,
        arrived=row.arrived_at,
        digest=bytes(row.digest),
        payload=_payload(opening),
        attachments=tuple(
            ReceivedAttachment(name=entry.name, media_type=entry.media_type, size=entry.size, chunks=partial(_file, row, number))
            for number, entry in enumerate(opening.attachments)
        ),
        gap=row.gap,
        access=access,
    )


def _opened(row: Received) -> OpenedStream:
    """The envelope, opened and wholly checked: attachments too, before anything of it is used. Raises EnvelopeRefused."""
    digest = bytes(row.digest)
    opening = open_stream(storage.kept(digest), identities.opening_keys(row.recipient))
    if opening.finish() != digest:
        raise RejectedMessage("open.other_digest")
    return opening


def _payload(opening: OpenedStream) -> dict[str, object]:
    found = decode(opening.payload, max_bytes=MOST_PAYLOAD, max_depth=MOST_DEPTH)
    if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
        raise RejectedMessage("exchange.no_message")
    return {str(key): value for key, value in found.items()}


def _file(row: Received, number: int) -> Iterator[bytes]:
    """One attachment's bytes, opened again from the beginning."""
    opening = open_stream(storage.kept(bytes(row.digest)), identities.opening_keys(row.recipient))
    for at, (_entry, pieces) in enumerate(opening.files()):
        if at == number:
            yield from pieces
            return
