"""The door's work: bytes in, a signed receipt out. Everything is verified before anything is kept.

    1. the bytes go to a temporary place, while their first kilobyte is looked at and their length bounded
    2. form, times, signature and the wraps are verified; no private key is needed
    3. the directory is asked whether this desk may write to that one
    4. one transaction: has it come before? then its first receipt again; else row, bytes, receipt and log entry together

A refusal is signed too. One that may be otherwise later (`LATER`) is not kept, and the sender tries again; one that stands is kept with
the message, where the signature showed whose it is.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import IO

import structlog
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from amana.contexts.exchange import directory as directory_of
from amana.contexts.exchange import identities, limits, receipts, storage
from amana.contexts.exchange.directory import Directory
from amana.contexts.exchange.directory.terms import ROUTES
from amana.contexts.exchange.door import rates
from amana.contexts.exchange.inbox.places import Misplaced, check_place
from amana.contexts.exchange.models import Received
from amana.contexts.exchange.terms import Carriage, InState
from amana.engines.sealing.envelope import FIRST_BYTES, EnvelopeRefused, Header, ReceiptKind, Refusal, Verified, read_header, verify
from amana.kernel.audit.entries import Entry, EntryKind
from amana.kernel.audit.log import append
from amana.kernel.errors import AmanaError
from amana.kernel.organisations.models import Organisation

log = structlog.get_logger(__name__)

# Refusals of the moment: the same bytes may be accepted later.
LATER = frozenset(
    {
        "exchange.busy",
        "exchange.too_fast",
        "exchange.too_slow",
        "exchange.disk_full",
        "exchange.budget_used",
        "exchange.not_now",
        "directory.expired",
        "directory.missing",
        "directory.own_node_unlisted",
        "directory.agreement_to_come",
        Refusal.FROM_THE_FUTURE.value,
        # Our directory may be older than theirs.
        Refusal.SENDER_UNKNOWN.value,
        Refusal.SIGNER_UNKNOWN.value,
        Refusal.WRAPS_STRANGER.value,
    }
)
# What the sender may have caused on purpose to disturb a thread is answered and logged, but takes no place in the thread.
_TAKES_NO_PLACE = frozenset(
    {
        "exchange.same_id_other_bytes",
        "exchange.sequence_reused",
        "exchange.wrong_previous",
        "exchange.thread_of_others",
        "exchange.follows_nothing",
        "exchange.not_our_desk",
        "exchange.not_from_here",
    }
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the door says: a signed receipt, and whether the message is in safe hands now."""

    receipt: bytes
    delivered: bool
    code: str = ""


class _Refused(Exception):
    """Inside the door: refuse with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def take_in(chunks: Iterable[bytes], *, carriage: Carriage, size: int | None = None) -> Answer:
    """Take in one envelope, whichever way it came. Never raises for what the bytes are: the answer says it, signed.

    size  how many bytes were announced, if any were
    Raises what the directory raises when this node cannot even sign as itself (DirectoryMissing, OwnNodeUnlisted).
    """
    identities.own_node()
    header: Header | None = None
    try:
        with storage.spool() as file:
            digest, length, header = _spooled(chunks, file, size)
            return _arrived(file, digest, length, header, carriage)
    except _Refused as refusal:
        return _unproven(refusal.code, header)
    except OSError:  # the disk is full or fails: nothing is half-written, and the sender keeps its copy
        return _unproven("exchange.disk_full", header)


def _spooled(chunks: Iterable[bytes], file: IO[bytes], announced: int | None) -> tuple[bytes, int, Header | None]:
    """Put the bytes aside; gives their digest and length, and the header if one can be read. Raises _Refused for too many."""
    if announced is not None and announced > limits.LARGEST_ENVELOPE:
        raise _Refused(Refusal.TOO_LARGE)
    if shutil.disk_usage(storage.folder()).free < (announced or 0) + limits.SPARE_DISK:
        raise _Refused("exchange.disk_full")
    hashed, length, first = sha256(), 0, b""
    for chunk in chunks:
        length += len(chunk)
        if length > limits.LARGEST_ENVELOPE:
            raise _Refused(Refusal.TOO_LARGE)
        if len(first) < FIRST_BYTES:
            first += chunk[: FIRST_BYTES - len(first)]
        hashed.update(chunk)
        file.write(chunk)
    try:
        header = read_header(first)
    except EnvelopeRefused:
        header = None  # said again, with its reason, when all of it is verified
    return hashed.digest(), length, header


def _arrived(file: IO[bytes], digest: bytes, length: int, header: Header | None, carriage: Carriage) -> Answer:
    try:
        directory = directory_of.current()
        verified = _verified(file, directory)
    except EnvelopeRefused as refusal:
        return _seen_before(header, digest) or _unproven(refusal.code, header, digest)
    except AmanaError as failure:
        return _unproven(failure.code, header, digest)
    try:
        _may_come(directory, verified.header, carriage)
        storage.keep_ahead(digest, file, length)
        return _kept(file, directory, verified, length, carriage)
    except _Refused as refusal:
        return _refused(verified, length, refusal.code, carriage)
    except DatabaseError as failure:
        log.warning("message not kept", code=type(failure).__name__)
        return Answer(_door(verified.header, digest, "exchange.not_now"), delivered=False, code="exchange.not_now")


def _verified(file: IO[bytes], directory: Directory) -> Verified:
    return verify(
        storage.read_through(file),
        signing_keys=identities.signing_keys,
        desk_keys=lambda address: identities.key_ids(directory, address),
        now=int(timezone.now().timestamp()),
    )


def _may_come(directory: Directory, header: Header, carriage: Carriage) -> None:
    """Ask what can be asked without the inbox. Raises _Refused."""
    if identities.own_desk(header.recipient) is None:
        raise _Refused("exchange.not_our_desk")
    here = directory.desk(header.sender).node == identities.own_node()
    if here != (carriage is Carriage.HERE):
        raise _Refused("exchange.not_from_here")  # a desk of this node never comes from outside
    if header.expires - header.created > limits.LONGEST_LIFE.total_seconds():
        raise _Refused("exchange.expiry")
    if not rates.allowed(directory.desk(header.sender).node):
        raise _Refused("exchange.too_fast")
    sending = directory.may_send(header.sender, header.recipient, header.kind, header.purpose, timezone.now())
    if not sending:
        raise _Refused(sending.code)


def _kept(file: IO[bytes], directory: Directory, verified: Verified, length: int, carriage: Carriage) -> Answer:
    """Row, bytes, receipt and log entry in one transaction; or the first receipt again."""
    header = verified.header
    try:
        with transaction.atomic():
            if before := _before(header, verified.digest):
                return before
            _within_budget(directory, header)
            try:
                check_place(header, verified.digest)
            except Misplaced as wrong:
                raise _Refused(wrong.code) from None
            row = _row(verified, length, carriage, directory)
            storage.keep(verified.digest, file, length)
            signed = receipts.give_at_door(row, ReceiptKind.DELIVERED, answered=carriage in (Carriage.PUSH, Carriage.HERE))
            append(Entry(kind=EntryKind.SYSTEM.value, name="exchange.receive", detail=_detail(verified, carriage)))
    except IntegrityError:  # the same message came twice at once, and the other was first
        return _before(header, verified.digest) or Answer(_door(header, verified.digest, "exchange.not_now"), False, "exchange.not_now")
    return Answer(signed, delivered=True)


def _refused(verified: Verified, length: int, code: str, carriage: Carriage) -> Answer:
    """Answer a message whose sender is proven. A refusal that stands is kept, so that a duplicate hears the same."""
    header = verified.header
    if before := _before(header, verified.digest):
        return before
    entry = Entry(kind=EntryKind.REFUSAL.value, name="exchange.refuse", outcome=code, detail=_detail(verified, carriage))
    try:
        with transaction.atomic():
            if code in LATER or code in _TAKES_NO_PLACE:
                signed = _door(header, verified.digest, code)
            else:
                check_place(header, verified.digest)
                row = _row(verified, length, carriage, directory_of.current(), state=InState.REFUSED, code=code)
                signed = receipts.give_at_door(row, ReceiptKind.REFUSED, code=code, answered=carriage in (Carriage.PUSH, Carriage.HERE))
            if code not in LATER:
                append(entry)
    except (IntegrityError, Misplaced):
        return Answer(_door(header, verified.digest, code), delivered=False, code=code)
    return Answer(signed, delivered=False, code=code)


def _seen_before(header: Header | None, digest: bytes) -> Answer | None:
    """The first receipt of bytes that were verified when they first came, and would not be any more: expired, or their key revoked."""
    row = Received.objects.filter(sender=header.sender, message=header.message, digest=digest).first() if header else None
    return _again(row) if row else None


def _before(header: Header, digest: bytes) -> Answer | None:
    """The answer to a message that came before, or None."""
    row = Received.objects.filter(sender=header.sender, message=header.message).first()
    if row is None:
        return None
    return _again(row) if bytes(row.digest) == digest else _other_bytes(header, digest)


def _again(row: Received) -> Answer:
    first = receipts.first_of_door(row)
    if first is None:
        raise RuntimeError("a message was kept without its receipt")
    return Answer(bytes(first.signed), delivered=first.kind == ReceiptKind.DELIVERED.value, code=first.code)


def _other_bytes(header: Header, digest: bytes) -> Answer:
    """The id of a message that is here, over other bytes: refused and logged, and what is here stays."""
    code = "exchange.same_id_other_bytes"
    detail = {"message": str(header.message), "digest": digest.hex(), "sender": header.sender}
    append(Entry(kind=EntryKind.REFUSAL.value, name="exchange.refuse", outcome=code, detail=detail))
    return Answer(_door(header, digest, code), delivered=False, code=code)


def _within_budget(directory: Directory, header: Header) -> None:
    if header.kind not in ROUTES:
        return
    sending = directory.may_send(header.sender, header.recipient, header.kind, header.purpose, timezone.now())
    budget = sending.agreement.budget_per_day if sending.agreement else None
    if budget is None:
        return
    since = timezone.now() - limits.DAY
    came = Received.objects.filter(sender=header.sender, recipient=header.recipient, kind__in=ROUTES, arrived_at__gt=since)
    if came.exclude(state=InState.REFUSED).count() >= budget:
        raise _Refused("exchange.budget_used")


def _row(
    verified: Verified, length: int, carriage: Carriage, directory: Directory, *, state: InState = InState.ARRIVED, code: str = ""
) -> Received:
    header, now = verified.header, timezone.now()
    own = identities.own_desk(header.recipient)
    return Received.objects.create(
        message=header.message,
        thread=header.thread,
        sequence=header.sequence,
        previous=header.previous,
        digest=verified.digest,
        size=length,
        kind=header.kind,
        purpose=header.purpose,
        sender=header.sender,
        recipient=header.recipient,
        partner=directory.desk(header.sender).node,
        organisation=Organisation.objects.filter(ref=own.organisation).first() if own else None,
        carriage=carriage,
        created_at=datetime.fromtimestamp(header.created, UTC),
        arrived_at=now,
        expires_at=datetime.fromtimestamp(header.expires, UTC),
        state=state,
        state_at=now,
        code=code,
        next_try_at=now,
    )


def _detail(verified: Verified, carriage: Carriage) -> dict[str, object]:
    header = verified.header
    return {
        "message": str(header.message),
        "digest": verified.digest.hex(),
        "partner": header.sender.partition("/")[0],
        "sender": header.sender,
        "recipient": header.recipient,
        "kind": header.kind,
        "carriage": str(carriage),
    }


def _door(header: Header, digest: bytes, code: str) -> bytes:
    return receipts.of_door(ReceiptKind.REFUSED, message=header.message, thread=header.thread, digest=digest, code=code)


def _unproven(code: str, header: Header | None, digest: bytes = receipts.UNKNOWN_DIGEST) -> Answer:
    """Refuse what nobody has proven to have sent. The log gets so many entries a minute and not one for each knock."""
    log.info("envelope refused", code=code)
    if rates.may_log():
        detail = {"digest": digest.hex(), "claims": header.sender if header else ""}
        append(Entry(kind=EntryKind.REFUSAL.value, name="exchange.refuse", outcome=code, detail=detail))
    message, thread = (header.message, header.thread) if header else (receipts.NOTHING, receipts.NOTHING)
    signed = receipts.of_door(ReceiptKind.REFUSED, message=message, thread=thread, digest=digest, code=code)
    return Answer(signed, delivered=False, code=code)
