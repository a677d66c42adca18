"""All that other packages use of the exchange."""

from amana.contexts.exchange.carriage.turns import couriers
from amana.contexts.exchange.directory import Desk, DeskKind
from amana.contexts.exchange.errors import NoAnswerPossible, NotSent, RejectedMessage
from amana.contexts.exchange.inbox.forgetting import forget
from amana.contexts.exchange.outbox.actions import answer, post, recall
from amana.contexts.exchange.queries import delivery, desks_of, organisation_at, partners
from amana.contexts.exchange.shown.codes import explained
from amana.contexts.exchange.shown.links import read_at
from amana.contexts.exchange.terms import IN_SERVICE, MessageId, Stage, ThreadId
from amana.contexts.exchange.values import Delivery, Incoming, Posted, ReceivedAttachment
from amana.contexts.exchange.wiring import receipted_with, receive_with, stand_with
from amana.engines.sealing.envelope import Attachment, Receipt, ReceiptKind

__all__ = [
    "IN_SERVICE",
    "Attachment",
    "Delivery",
    "Desk",
    "DeskKind",
    "Incoming",
    "MessageId",
    "NoAnswerPossible",
    "NotSent",
    "Posted",
    "Receipt",
    "ReceiptKind",
    "ReceivedAttachment",
    "RejectedMessage",
    "Stage",
    "ThreadId",
    "answer",
    "couriers",
    "delivery",
    "desks_of",
    "explained",
    "forget",
    "organisation_at",
    "partners",
    "post",
    "read_at",
    "recall",
    "receipted_with",
    "receive_with",
    "stand_with",
]
