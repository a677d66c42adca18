"""Fetching what waits at another node, for a node that nobody can reach from outside."""

from hashlib import sha256

import structlog

from amana.contexts.exchange import receipts
from amana.contexts.exchange.carriage import asking, partners
from amana.contexts.exchange.carriage.bundle import BundleBroken, FrameKind, frames
from amana.contexts.exchange.carriage.lines import Line, LineBroken
from amana.contexts.exchange.errors import ReceiptRefused
from amana.contexts.exchange.inbox import arriving
from amana.contexts.exchange.terms import Carriage

log = structlog.get_logger(__name__)


def fetch(line: Line, node: str) -> int:
    """Take in one bundle of what waits at a node; says how many envelopes and new receipts came, so 0 when nothing is left.

    What was whole is kept, also if it breaks off; the receipts it brought are acknowledged, so that the other side puts them away.
    Raises LineBroken, RequestRefused.
    """
    request = asking.question(node, asking.FETCH)
    came, kept = 0, []
    with line.fetch(asking.signed(request)) as answer:
        if answer.status != 200:
            asking.read_answer(answer.read(1 << 16, decode_content=False), request)  # says, signed, why not
            raise LineBroken("answer.no_bundle", sent=True)
        try:
            for frame in frames(lambda size: answer.read(size, decode_content=False)):
                if frame.kind is FrameKind.ENVELOPE:
                    came += arriving.take_in(frame.chunks, carriage=Carriage.PULL, size=frame.size).delivered
                elif frame.kind is FrameKind.RECEIPT:
                    signed = frame.whole()
                    came += _believed(signed)
                    kept.append(sha256(signed).digest())
        except BundleBroken as broken:
            raise LineBroken("answer.broken_off", sent=True) from broken
    partners.heard(node)
    partners.fetched(node)
    if kept:
        asking.asked(line, node, asking.KEPT, kept)
    return came


def _believed(signed: bytes) -> bool:
    try:
        return receipts.take_in(signed)
    except ReceiptRefused as refused:
        log.warning("receipt refused", code=refused.reason)
        return False
