"""Posting: the act by which a message is sealed and stands in the outbox."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from django.utils import timezone

from amana.contexts.exchange import directory as directory_of
from amana.contexts.exchange import identities, limits, receipts, storage
from amana.contexts.exchange.carriage.partners import is_under_way
from amana.contexts.exchange.directory import Directory, OwnDesk
from amana.contexts.exchange.directory.terms import ROUTES
from amana.contexts.exchange.errors import NoAnswerPossible, NotSent
from amana.contexts.exchange.models import Outgoing, Received, ThreadHead
from amana.contexts.exchange.outbox.guarding import guarded
from amana.contexts.exchange.terms import Direction, InState, MessageId, OutState, ThreadId
from amana.contexts.exchange.values import Posted
from amana.engines.sealing.envelope import Attachment, EnvelopeRefused, Header, ReceiptKind, encode, seal_into
from amana.kernel.access.opening import user_of
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import action, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.ids import FileId, OrganisationId, new_id
from amana.kernel.organisations.models import Organisation

# What a desk says of a message besides `delivered` and `opened`, which the node says by itself.
ANSWERS = frozenset(ReceiptKind) - {ReceiptKind.DELIVERED, ReceiptKind.OPENED}


def _from_desk(**given: object) -> Resource:
    own = _own(str(given["sender"]))
    return record_resource("Envelope", new_id(), organisation=own.organisation)


def _own(address: str) -> OwnDesk:
    own = identities.own_desk(address)
    if own is None:
        raise NotSent("exchange.not_our_desk")
    return own


@action("exchange.post", kind=Kind.WRITE, on="Envelope", resource=_from_desk)
def post(
    *,
    kind: str,
    sender: str,
    recipient: str,
    purpose: str,
    payload: Mapping[str, object],
    about: FileId | None = None,
    thread: ThreadId | None = None,
    attachments: Sequence[Attachment] = (),
    expires: datetime,
    access: Access,
) -> Posted:
    """Seal a message and put it into the outbox, in the transaction of the act that calls this. Nothing has left when this raises.

    sender, recipient  addresses of desks; the sender is a desk of the organisation at work
    payload            what the message says, by the schema of its kind; the guard looks at exactly these bytes
    about              the file it tells of; needed for every kind about a person
    thread             the conversation it belongs to; absent for a new one

    Raises NotSent, DirectoryMissing, DirectoryExpired, OwnNodeUnlisted, DeskKeyMissing, Refused.
    """
    now, directory, own = timezone.now(), directory_of.current(), _own(sender)
    if not now < expires <= now + limits.LONGEST_LIFE:
        raise NotSent("exchange.expiry")
    _allowed(directory, sender, recipient, kind, purpose, now)
    content = _bytes_of(payload)
    told = guarded(
        content,
        kind=kind,
        purpose=purpose,
        recipient=directory.desk(recipient),
        about=about,
        home_state=own.desk.state,
        attachments=attachments,
    )
    head = _next_place(thread or ThreadId(new_id()), sender, recipient)
    header = Header(
        sender=sender,
        recipient=recipient,
        message=new_id(),
        thread=head.thread,
        sequence=head.sequence + 1,
        previous=bytes(head.digest) if head.digest is not None else None,
        created=int(now.timestamp()),
        expires=int(expires.timestamp()),
        kind=kind,
        purpose=purpose,
    )
    digest, size = _sealed(directory, header, content, attachments, now)
    head.sequence, head.digest = header.sequence, digest
    head.save(update_fields=["sequence", "digest"])
    Outgoing.objects.create(
        message=header.message,
        thread=header.thread,
        sequence=header.sequence,
        previous=header.previous,
        digest=digest,
        size=size,
        kind=kind,
        purpose=purpose,
        sender=sender,
        recipient=recipient,
        partner=directory.desk(recipient).node,
        about=about,
        organisation=Organisation.objects.filter(ref=own.organisation).first(),
        posted_by=user_of(access) if access.user else None,
        posted_at=now,
        state_at=now,
        expires_at=expires,
    )
    record(
        message=str(header.message), digest=digest.hex(), kind=kind, sender=sender, recipient=recipient, purpose=purpose,
        categories=list(told), about=str(about or ""), payload=sha256(content).hexdigest(),
    )  # fmt: skip
    return Posted(message=MessageId(header.message), thread=ThreadId(header.thread), digest=digest)


def _allowed(directory: Directory, sender: str, recipient: str, kind: str, purpose: str, now: datetime) -> None:
    sending = directory.may_send(sender, recipient, kind, purpose, now)
    if not sending:
        raise NotSent(sending.code)
    budget = sending.agreement.budget_per_day if sending.agreement and kind in ROUTES else None
    if budget is not None:
        sent = Outgoing.objects.filter(sender=sender, recipient=recipient, kind__in=ROUTES, posted_at__gt=now - limits.DAY)
        if sent.count() >= budget:
            raise NotSent("exchange.budget_used")


def _bytes_of(payload: Mapping[str, object]) -> bytes:
    try:
        return encode(payload)
    except (TypeError, ValueError):
        raise NotSent("exchange.not_writable") from None


def _next_place(thread: ThreadId, sender: str, recipient: str) -> ThreadHead:
    """The sender's side of the thread, locked until the transaction ends. A thread joins two desks and never a third."""
    ThreadHead.objects.get_or_create(direction=Direction.OUT, thread=thread, sender=sender, defaults={"counterpart": recipient})
    head = ThreadHead.objects.select_for_update().get(direction=Direction.OUT, thread=thread, sender=sender)
    theirs = ThreadHead.objects.filter(direction=Direction.IN, thread=thread, counterpart=sender).exclude(sender=recipient)
    if head.counterpart != recipient or theirs.exists():
        raise NotSent("exchange.thread_of_others")
    return head


def _sealed(directory: Directory, header: Header, content: bytes, attachments: Sequence[Attachment], now: datetime) -> tuple[bytes, int]:
    """Seal for the recipient's desk and the sender's own; gives digest and size of what is kept."""
    keys = [*identities.sealing_keys(directory, header.recipient, now), *identities.sealing_keys(directory, header.sender, now)]
    try:
        with storage.spool() as file:
            sealed = seal_into(
                file.write, header, content, recipients=keys, signer=identities.signer(header.sender), attachments=attachments
            )
            storage.keep(sealed.digest, file, sealed.size)
    except EnvelopeRefused as refusal:
        raise NotSent(refusal.code) from None
    return sealed.digest, sealed.size


def _to_answer(message: MessageId, *args: object, **kwargs: object) -> Resource:
    row = _received(message)
    return record_resource("Envelope", row.message, organisation=OrganisationId(row.organisation.ref) if row.organisation else None)


def _received(message: MessageId) -> Received:
    row = Received.objects.select_related("organisation").filter(message=message).first()
    if row is None:
        raise NotFound
    return row


@action("exchange.answer", kind=Kind.WRITE, on="Envelope", resource=_to_answer)
def answer(message: MessageId, kind: ReceiptKind, *, code: str = "", access: Access) -> None:
    """Say, signed by the desk, what became of a message that came: accepted, refused, more needed, done, withdrawn, erased.

    The same said twice is said once. Raises NoAnswerPossible, NotFound.
    """
    row = _received(message)
    if kind not in ANSWERS or row.state != InState.OPENED:
        raise NoAnswerPossible
    record(message=str(message), digest=bytes(row.digest).hex(), answer=kind.value, code=code)
    receipts.give(row, kind, code=code, by=row.recipient)


def _sent(message: MessageId, *args: object, **kwargs: object) -> Resource:
    row = Outgoing.objects.select_related("organisation").filter(message=message).first()
    if row is None:
        raise NotFound
    return record_resource("Envelope", row.message, organisation=OrganisationId(row.organisation.ref) if row.organisation else None)


@action("exchange.recall", kind=Kind.WRITE, on="Envelope", resource=_sent)
def recall(message: MessageId, *, access: Access) -> bool:
    """Stop a message that has not left: True if nothing of it left, False if it may have, so that a withdrawal has to follow it.

    If nothing was written after it, its place in the thread is free again, so that the other side sees no gap.
    """
    node = Outgoing.objects.values_list("partner", flat=True).get(message=message)
    underway = is_under_way(node)
    row = Outgoing.objects.select_for_update().get(message=message)
    stopped = row.state == OutState.WAITING and row.attempts == 0 and not underway
    if stopped:
        row.state, row.state_at = OutState.RECALLED, timezone.now()
        row.save(update_fields=["state", "state_at"])
        storage.forget(bytes(row.digest))
        _free_place(row)
    record(message=str(message), digest=bytes(row.digest).hex(), stopped=stopped)
    return stopped


def _free_place(row: Outgoing) -> None:
    """Take the thread back by one place, unless a later message names this one as the one before it."""
    last = ThreadHead.objects.filter(direction=Direction.OUT, thread=row.thread, sender=row.sender, digest=row.digest)
    last.update(sequence=row.sequence - 1, digest=row.previous)
