"""Carriage by file: one file with all that waits for a node, and taking one in. Both may be repeated without harm."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from amana.contexts.exchange import receipts, storage
from amana.contexts.exchange.carriage.bundle import BundleBroken, FrameKind, begin, end, framed, frames
from amana.contexts.exchange.door.answering import hand_over
from amana.contexts.exchange.errors import ReceiptRefused
from amana.contexts.exchange.inbox import arriving
from amana.contexts.exchange.models import KeptReceipt
from amana.contexts.exchange.terms import Carriage, Direction

# A file brings no answer, so receipts go along with every file for so long; they are small, and one that is there already does nothing.
RECEIPTS_FOR = timedelta(days=30)


@dataclass(slots=True)
class Carried:
    """What a file held."""

    envelopes: int = 0
    receipts: int = 0
    new_receipts: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    whole: bool = True

    def count_refusal(self, code: str) -> None:
        self.refused[code] = self.refused.get(code, 0) + 1


def export(node: str, file: Path) -> Carried:
    """Write all that waits for a node into a file. What is in it counts as handed over until a receipt comes."""
    carried = Carried()
    beside = file.with_name(f".{file.name}.part")
    try:
        with beside.open("wb") as out:
            for piece in _pieces(node, carried):
                out.write(piece)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    return carried


def _pieces(node: str, carried: Carried) -> Iterator[bytes]:
    yield begin()
    since = timezone.now() - RECEIPTS_FOR
    given = KeptReceipt.objects.filter(partner=node, direction=Direction.OUT, acknowledged=False, kept_at__gt=since).order_by("pk")
    for signed in given.values_list("signed", flat=True).iterator():
        carried.receipts += 1
        yield from framed(FrameKind.RECEIPT, len(signed), (bytes(signed),))
    for row in hand_over(node, most=None):
        carried.envelopes += 1
        yield from framed(FrameKind.ENVELOPE, row.size, storage.kept(bytes(row.digest)))
    yield end()


def bring_in(file: Path) -> Carried:
    """Take in what a file holds, as far as it is whole. What came before is recognised, so a second time changes nothing."""
    carried = Carried()
    with file.open("rb") as source:
        try:
            for frame in frames(source.read):
                if frame.kind is FrameKind.ENVELOPE:
                    _envelope(arriving.take_in(frame.chunks, carriage=Carriage.FILE, size=frame.size), carried)
                elif frame.kind is FrameKind.RECEIPT:
                    _receipt(frame.whole(), carried)
        except BundleBroken:
            carried.whole = False
    return carried


def _envelope(answer: arriving.Answer, carried: Carried) -> None:
    if answer.delivered:
        carried.envelopes += 1
    else:
        carried.count_refusal(answer.code)


def _receipt(signed: bytes, carried: Carried) -> None:
    try:
        carried.new_receipts += receipts.take_in(signed)
        carried.receipts += 1
    except ReceiptRefused as refused:
        carried.count_refusal(refused.reason)
