"""What other nodes may ask: what waits for me, take these receipts, I have yours, which messages have you had from me."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone

from amana.contexts.exchange import directory as directory_of
from amana.contexts.exchange import identities, limits, receipts, storage
from amana.contexts.exchange.carriage import asking, partners
from amana.contexts.exchange.carriage.bundle import FrameKind, begin, end, framed
from amana.contexts.exchange.errors import ReceiptRefused
from amana.contexts.exchange.models import KeptReceipt, Outgoing, SeenRequest
from amana.contexts.exchange.reconciling import digests
from amana.contexts.exchange.terms import ON_ITS_WAY, Direction, OutState
from amana.engines.sealing.envelope import EnvelopeRefused, Request, decode, read_request
from amana.engines.sealing.witnessing import WitnessRefused
from amana.kernel.audit.entries import Entry, EntryKind
from amana.kernel.audit.log import append
from amana.kernel.audit.witnesses import cosign

MOST_DEPTH = 4


class Unanswered(Exception):
    """A request that is refused; `signed` is the refusal, empty where it is not known whom it should be for."""

    def __init__(self, code: str, request: Request | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.signed = asking.answer_to(request, {"code": code}, refused=True) if request else b""


def read(data: bytes) -> Request:
    """A request that is signed, for this node, of now, and asked for the first time. Raises Unanswered."""
    own = identities.own_node()
    try:
        directory_of.current()
        request = read_request(data, signing_keys=identities.signing_keys, to=own, now=int(timezone.now().timestamp()))
    except EnvelopeRefused as refusal:
        raise Unanswered(refusal.code) from None
    if request.by == own or (request.what not in _ANSWERS and request.what != asking.FETCH):
        raise Unanswered("request.unknown", request)
    try:
        with transaction.atomic():
            SeenRequest.objects.create(node=request.by, nonce=request.nonce, until=datetime.fromtimestamp(request.expires, UTC))
    except IntegrityError:
        raise Unanswered("request.replayed", request) from None
    partners.heard(request.by)
    return request


def answer(request: Request) -> bytes:
    """The signed answer to a request. Raises Unanswered."""
    try:
        said = decode(request.arguments, max_bytes=limits.LARGEST_REQUEST, max_depth=MOST_DEPTH)
        return asking.answer_to(request, _ANSWERS[request.what](request, said))
    except EnvelopeRefused as refusal:
        raise Unanswered(refusal.code, request) from None


def bundle(request: Request) -> Iterator[bytes]:
    """What waits for the node that asks: receipts first, then envelopes in order, as many as go into one answer."""
    yield begin()
    for signed in waiting_receipts(request.by):
        yield from framed(FrameKind.RECEIPT, len(signed), (signed,))
    for row in hand_over(request.by):
        yield from framed(FrameKind.ENVELOPE, row.size, storage.kept(bytes(row.digest)))
    yield end()


def waiting_receipts(node: str) -> list[bytes]:
    """Receipts for a node that it has not acknowledged."""
    due = KeptReceipt.objects.filter(partner=node, direction=Direction.OUT, acknowledged=False).order_by("pk")
    return [bytes(signed) for signed in due.values_list("signed", flat=True)[: limits.RECEIPTS_AT_ONCE]]


def hand_over(node: str, *, most: int | None = limits.PULL_ENVELOPES) -> list[Outgoing]:
    """Envelopes that a node fetches, or that are carried to it; noted as having left before their bytes are given."""
    waiting = Outgoing.objects.filter(partner=node, state__in=ON_ITS_WAY, expires_at__gt=timezone.now()).order_by("pk")
    size, now = 0, timezone.now()
    rows: list[Outgoing] = []
    for row in waiting if most is None else waiting[:most]:
        if most is not None and rows and size + row.size > limits.PULL_BYTES:
            break
        rows.append(row)
        size += row.size
    with transaction.atomic():
        for row in rows:
            if row.state == OutState.WAITING:
                Outgoing.objects.filter(pk=row.pk, state=OutState.WAITING).update(state=OutState.HANDED_OVER, state_at=now, last_code="")
                detail = {"message": str(row.message), "digest": bytes(row.digest).hex(), "partner": node}
                append(Entry(kind=EntryKind.SYSTEM.value, name="exchange.handed_over", detail=detail))
    return rows


def _take_receipts(request: Request, said: object) -> Mapping[str, object]:
    """Keep receipts; those that are not believed are named with a code, and are not asked for again."""
    if not isinstance(said, list) or len(said) > limits.RECEIPTS_AT_ONCE or not all(isinstance(one, bytes) for one in said):
        raise Unanswered("request.arguments", request)
    kept, refused = [], {}
    for signed in said:
        identity = sha256(signed).digest()
        try:
            receipts.take_in(signed)
            kept.append(identity)
        except ReceiptRefused as refusal:
            refused[identity.hex()] = refusal.reason
    return {"kept": kept, "refused": refused}


def _put_away(request: Request, said: object) -> Mapping[str, object]:
    """The other node has these receipts of ours."""
    if not isinstance(said, list) or len(said) > limits.RECEIPTS_AT_ONCE or not all(isinstance(one, bytes) for one in said):
        raise Unanswered("request.arguments", request)
    theirs = KeptReceipt.objects.filter(direction=Direction.OUT, partner=request.by, identity__in=said)
    return {"noted": theirs.update(acknowledged=True)}


def _reconcile(request: Request, said: object) -> Mapping[str, object]:
    """Which digests our log names as received from the node that asks, and which as delivered to it, in a stretch of time."""
    asked: dict[str, object] = {str(key): value for key, value in said.items()} if isinstance(said, dict) else {}
    since, until = asked.get("since"), asked.get("until")
    if not isinstance(since, int) or not isinstance(until, int) or not 0 <= since <= until:
        raise Unanswered("request.arguments", request)
    start = datetime.fromtimestamp(since, UTC)
    found = digests(request.by, since=start, until=start + timedelta(seconds=until - since))
    if len(found.received) + len(found.delivered) > MOST_DIGESTS:
        return {"too_many": True}
    return {"received": sorted(found.received), "delivered": sorted(found.delivered)}


def _vouch(request: Request, said: object) -> Mapping[str, object]:
    """Countersign a checkpoint of the asking node's log."""
    if not isinstance(said, str):
        raise Unanswered("request.arguments", request)
    try:
        return {"cosignature": cosign(said, node=request.by, public_key=directory_of.current().node(request.by).signing)}
    except WitnessRefused as refused:
        if refused.code == "witness.old_size":
            return {"seen": refused.seen}
        raise Unanswered(refused.code, request) from None


MOST_DIGESTS = 20_000  # 34 bytes each, within one request
_ANSWERS: Mapping[str, Callable[[Request, object], Mapping[str, object]]] = {
    asking.RECEIPTS: _take_receipts,
    asking.KEPT: _put_away,
    asking.RECONCILE: _reconcile,
    asking.WITNESS: _vouch,
}


def forget_old_requests() -> None:
    """Forget requests that are too old to be believed a second time."""
    SeenRequest.objects.filter(until__lt=timezone.now() - timedelta(hours=1)).delete()
