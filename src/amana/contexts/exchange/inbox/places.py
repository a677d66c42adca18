"""A message's place in its thread: who may write in it, and what comes before and after."""

from uuid import UUID

from amana.contexts.exchange.directory.terms import FOLLOWING
from amana.contexts.exchange.models import Outgoing, Received, ThreadHead
from amana.contexts.exchange.terms import Direction
from amana.engines.sealing.envelope import Header


class Misplaced(Exception):
    """The message claims a place that is not its sender's, or taken, or does not fit what stands beside it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_place(header: Header, digest: bytes) -> None:
    """Let a new message take its place in its thread, or raise Misplaced."""
    if _is_of_others(header):
        raise Misplaced("exchange.thread_of_others")
    if header.kind in FOLLOWING and header.sequence == 1 and not _is_known(header):
        raise Misplaced("exchange.follows_nothing")
    side = Received.objects.filter(thread=header.thread, sender=header.sender)
    if side.filter(sequence=header.sequence).exists():
        raise Misplaced("exchange.sequence_reused")
    earlier = side.filter(sequence=header.sequence - 1).values_list("digest", flat=True).first()
    later = side.filter(sequence=header.sequence + 1).values_list("previous", flat=True).first()
    if earlier is not None and bytes(earlier) != header.previous:
        raise Misplaced("exchange.wrong_previous")
    if later is not None and bytes(later) != digest:
        raise Misplaced("exchange.wrong_previous")


def _is_known(header: Header) -> bool:
    """Whether there is anything in this thread that a first message of the other side could follow."""
    return Outgoing.objects.filter(thread=header.thread, sender=header.recipient).exists()


def _is_of_others(header: Header) -> bool:
    """Whether the thread is one of two other desks: a thread's id is no key to it."""
    sent = Outgoing.objects.filter(thread=header.thread).exclude(sender=header.recipient, recipient=header.sender)
    if sent.exclude(sender=header.sender, recipient=header.recipient).exists():
        return True
    came = Received.objects.filter(thread=header.thread).exclude(sender=header.sender, recipient=header.recipient)
    return came.exclude(sender=header.recipient, recipient=header.sender).exists()


def head_of(thread: UUID, sender: str, recipient: str) -> ThreadHead:
    """How far the other side of a thread has been dealt with, locked until the transaction ends."""
    ThreadHead.objects.get_or_create(direction=Direction.IN, thread=thread, sender=sender, defaults={"counterpart": recipient})
    return ThreadHead.objects.select_for_update().get(direction=Direction.IN, thread=thread, sender=sender)
