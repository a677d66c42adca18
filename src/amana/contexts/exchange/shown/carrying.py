"""Carriage by file through the page: what a file brought, one thing after the other. It may be brought in again without harm."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from amana.contexts.exchange import identities, receipts
from amana.contexts.exchange.carriage.bundle import BundleBroken, Frame, FrameKind, frames
from amana.contexts.exchange.errors import ReceiptRefused
from amana.contexts.exchange.inbox import arriving
from amana.contexts.exchange.models import Received
from amana.contexts.exchange.terms import Carriage
from amana.engines.sealing.envelope import read_receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What became of one thing in a file.

    message  the number of the message, of an envelope that could be read
    new      it was not here before
    code     why it was refused; empty if it was taken in
    """

    envelope: bool
    message: UUID | None
    new: bool
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a file. `whole` is false if it broke off, or was none of ours: what came before that was taken in."""

    brought: Sequence[Brought]
    whole: bool


def bring_in(read: Callable[[int], bytes]) -> Outcome:
    """Take in what a file holds, as far as it is whole. Each envelope and each receipt is kept by itself."""
    brought: list[Brought] = []
    whole = True
    try:
        for frame in frames(read):
            brought += _taken_in(frame)
    except BundleBroken:
        whole = False
    return Outcome(brought=brought, whole=whole)


def _taken_in(frame: Frame) -> Iterator[Brought]:
    if frame.kind is FrameKind.ENVELOPE:
        yield _envelope(frame.chunks, frame.size)
    elif frame.kind is FrameKind.RECEIPT:
        yield _receipt(frame.whole())


def _envelope(chunks: Iterable[bytes], size: int) -> Brought:
    before = timezone.now()
    answer = arriving.take_in(chunks, carriage=Carriage.FILE, size=size)
    said = read_receipt(answer.receipt, signing_keys=identities.signing_keys)
    known = Received.objects.filter(message=said.message, arrived_at__lt=before).exists()
    readable = said.message != receipts.NOTHING
    return Brought(envelope=True, message=said.message if readable else None, new=not known, code="" if answer.delivered else answer.code)


def _receipt(signed: bytes) -> Brought:
    try:
        new = receipts.take_in(signed)
    except ReceiptRefused as refused:
        return Brought(envelope=False, message=None, new=True, code=refused.reason)
    return Brought(envelope=False, message=None, new=new, code="")
