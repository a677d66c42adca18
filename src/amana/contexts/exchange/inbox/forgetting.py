"""Letting go of the bytes of a message that came, once its context keeps what it said, or may not keep it."""

from amana.contexts.exchange import storage
from amana.contexts.exchange.models import Received
from amana.contexts.exchange.terms import MessageId


def forget(message: MessageId) -> None:
    """Delete the sealed bytes of a message that came; digest, receipts and place in its thread stay. Inside the caller's transaction.

    A desk's key opens every envelope sealed to it, so erasing what a context made of a message is no erasure while its bytes are there.
    """
    for digest in Received.objects.filter(message=message).values_list("digest", flat=True):
        storage.forget(bytes(digest))
