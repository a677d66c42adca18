"""All that other packages use of the exchange."""

from amana.contexts.exchange.errors import NoAnswerPossible, NotSent, RejectedMessage
from amana.contexts.exchange.outbox.actions import post
from amana.contexts.exchange.terms import IN_SERVICE, MessageId, Stage, ThreadId
from amana.contexts.exchange.values import Delivery, Incoming, Posted, ReceivedAttachment
from amana.contexts.exchange.wiring import receipted_with, receive_with, stand_with

__all__ = [
    "IN_SERVICE",
    "Delivery",
    "Incoming",
    "MessageId",
    "NoAnswerPossible",
    "NotSent",
    "Posted",
    "ReceivedAttachment",
    "RejectedMessage",
    "Stage",
    "ThreadId",
    "post",
    "receipted_with",
    "receive_with",
    "stand_with",
]
