"""One partner's turn: what expired ends, receipts go first, then envelopes in the order of their threads.

A turn may be broken off at any point and begun again. An envelope counts as delivered when the other node's receipt for exactly these
bytes is stored, which is one transaction; until then it is sent again, and the other side gives its first receipt again.
"""

import time
from collections.abc import Callable, Iterator
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone

from amana.contexts.exchange import directory as directory_of
from amana.contexts.exchange import identities, limits, receipts, storage
from amana.contexts.exchange.carriage import asking, partners
from amana.contexts.exchange.carriage.fetching import fetch
from amana.contexts.exchange.carriage.lines import Line, LineBroken
from amana.contexts.exchange.carriage.witnessing import show, to_show
from amana.contexts.exchange.directory import Carriage as Way
from amana.contexts.exchange.errors import ReceiptRefused
from amana.contexts.exchange.inbox import arriving
from amana.contexts.exchange.models import KeptReceipt, Outgoing
from amana.contexts.exchange.pauses import is_over, pause_after
from amana.contexts.exchange.terms import ON_ITS_WAY, Carriage, Direction, OutState
from amana.engines.sealing.envelope import EnvelopeRefused, ReceiptKind, read_receipt
from amana.kernel.audit.entries import Entry, EntryKind
from amana.kernel.audit.log import append
from amana.kernel.errors import AmanaError

log = structlog.get_logger(__name__)
Stopping = Callable[[], bool]
AT_ONCE = 200


class TryLater(Exception):
    """This envelope was not taken now; the line itself is good."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def take_turn(node: str, *, stopping: Stopping = lambda: False) -> int:
    """Carry what is due to one node, for a minute at most; says how many envelopes and receipts arrived. Never raises for the partner's
    sake: what went wrong stands with the partner or the message, with the time of the next try."""
    if not partners.claim(node):
        return 0
    ends = time.monotonic() + limits.TURN_SECONDS
    try:
        return _carry(node, lambda: stopping() or time.monotonic() >= ends)
    except LineBroken as broken:
        partners.failed(node, broken.code)
    except asking.RequestRefused as refused:
        partners.failed(node, refused.code[:80])
    except AmanaError as failure:  # the directory is missing or too old: nothing can be carried until it is renewed
        partners.failed(node, failure.code)
    finally:
        partners.give_back(node)
    return 0


def _carry(node: str, stopping: Stopping) -> int:
    if node == identities.own_node():
        return _carry_here(node, stopping)
    known = directory_of.current().node(node)
    if not known.url:
        return 0
    arrived, we_fetch = 0, directory_of.own_node().carriage is Way.PULL
    with Line(known) as line:
        while True:
            arrived += _receipts(line, node, stopping) + _envelopes(node, lambda row: _pushed(line, row), stopping)
            came = fetch(line, node) if we_fetch and not stopping() else 0
            arrived += came
            if not stopping() and to_show([node]):
                show(line, known)
            if not came:  # what came is answered by receipts before more is fetched, or it would come again
                return arrived


def _carry_here(node: str, stopping: Stopping) -> int:
    """Between desks of this node: the same door, the same receipts, no line."""
    arrived = _envelopes(node, _handed, stopping)
    for receipt in _receipts_due(node):
        try:
            receipts.take_in(bytes(receipt.signed))
        except ReceiptRefused as refused:
            log.warning("receipt refused", code=refused.reason)
        KeptReceipt.objects.filter(pk=receipt.pk).update(acknowledged=True)
        arrived += 1
    return arrived


# envelopes


def _envelopes(node: str, give: Callable[[Outgoing], bytes], stopping: Stopping) -> int:
    delivered, held_up = 0, _threads_that_wait(node)
    for row in _due(node):
        if stopping():
            break
        if row.thread in held_up:
            continue
        try:
            _believe(row, give(row))
            partners.heard(node)
            delivered += 1
        except TryLater as later:
            held_up.add(row.thread)
            _later(row, later.code)
        except LineBroken as broken:
            _later(row, broken.code, sent=broken.sent)
            raise
    return delivered


def _due(node: str) -> Iterator[Outgoing]:
    """What is due for a node, in the order in which it was posted, read anew before each is sent: it may have been stopped meanwhile."""
    after = 0
    while True:
        now = timezone.now()
        waiting = Outgoing.objects.filter(is_over("next_try_at", now), partner=node, state__in=ON_ITS_WAY, pk__gt=after)
        row = waiting.order_by("pk").first()
        if row is None:
            return
        after = row.pk
        if row.expires_at > now:
            yield row


def _threads_that_wait(node: str) -> set[UUID]:
    """Threads in which an earlier message is in a pause, so that the later ones wait behind it."""
    now = timezone.now()
    pausing = Outgoing.objects.filter(partner=node, state__in=ON_ITS_WAY, expires_at__gt=now).exclude(is_over("next_try_at", now))
    return set(pausing.values_list("thread", flat=True))


def _pushed(line: Line, row: Outgoing) -> bytes:
    return line.deliver(storage.kept(bytes(row.digest)), row.size)


def _handed(row: Outgoing) -> bytes:
    return arriving.take_in(storage.kept(bytes(row.digest)), carriage=Carriage.HERE, size=row.size).receipt


def _believe(row: Outgoing, answer: bytes) -> None:
    """Store the door's receipt if it is one for exactly these bytes. Raises TryLater for everything else, whatever it claims."""
    try:
        receipt = read_receipt(answer, signing_keys=identities.signing_keys)
    except EnvelopeRefused:
        raise TryLater("exchange.unsigned_answer") from None
    if receipt.message != row.message or receipt.digest != bytes(row.digest):
        # Refused before all of it had come, or damaged on its way: the other side has not seen these bytes.
        raise TryLater(receipt.code if receipt.kind is ReceiptKind.REFUSED and receipt.code else "exchange.damaged_on_its_way")
    if receipt.kind is ReceiptKind.REFUSED and receipt.code in arriving.LATER:
        raise TryLater(receipt.code)
    try:
        receipts.take_in(answer)
    except ReceiptRefused as refused:
        raise TryLater(refused.reason) from None


def _later(row: Outgoing, code: str, *, sent: bool = False) -> None:
    with transaction.atomic():
        found = Outgoing.objects.select_for_update().get(pk=row.pk)
        if found.state not in ON_ITS_WAY:
            return
        if sent and found.state == OutState.WAITING:
            found.state, found.state_at = OutState.HANDED_OVER, timezone.now()
        found.attempts, found.last_code = found.attempts + 1, code
        found.next_try_at = timezone.now() + pause_after(found.attempts)
        found.save(update_fields=["state", "state_at", "attempts", "last_code", "next_try_at"])


def end_expired() -> int:
    """End what expired before it arrived; says how many. A receipt that comes after all is believed all the same."""
    ended = 0
    for pk in list(Outgoing.objects.filter(state__in=ON_ITS_WAY, expires_at__lte=timezone.now()).values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            row = Outgoing.objects.select_for_update().get(pk=pk)
            if row.state not in ON_ITS_WAY:
                continue
            row.state, row.state_at, row.next_try_at = OutState.EXPIRED, timezone.now(), None
            row.save(update_fields=["state", "state_at", "next_try_at"])
            detail = {"message": str(row.message), "digest": bytes(row.digest).hex(), "recipient": row.recipient}
            append(Entry(kind=EntryKind.SYSTEM.value, name="exchange.expired", detail=detail))
            ended += 1
    return ended


# receipts


def _receipts_due(node: str) -> list[KeptReceipt]:
    now = timezone.now()
    due = KeptReceipt.objects.filter(is_over("next_try_at", now), partner=node, direction=Direction.OUT, acknowledged=False)
    return list(due.order_by("pk")[: limits.RECEIPTS_AT_ONCE])


def _receipts(line: Line, node: str, stopping: Stopping) -> int:
    """Send the receipts that are due; what the other node signs that it kept is done with."""
    arrived = 0
    while not stopping() and (due := _receipts_due(node)):
        answer = asking.asked(line, node, asking.RECEIPTS, [bytes(one.signed) for one in due])
        partners.heard(node)
        kept = answer.get("kept")
        settled = {one for one in kept if isinstance(one, bytes)} if isinstance(kept, list) else set()
        done = [one.pk for one in due if bytes(one.identity) in settled]
        KeptReceipt.objects.filter(pk__in=done).update(acknowledged=True)
        for one in due:
            if one.pk not in done:
                one.attempts += 1
                one.next_try_at = timezone.now() + pause_after(one.attempts)
                one.save(update_fields=["attempts", "next_try_at"])
        arrived += len(done)
    return arrived
