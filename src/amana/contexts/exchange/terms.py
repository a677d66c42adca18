"""Words of the exchange of envelopes."""

from typing import NewType
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MessageId = NewType("MessageId", UUID)
ThreadId = NewType("ThreadId", UUID)


class Direction(TextChoices):
    OUT = "out", _("Sent by this node")
    IN = "in", _("Come to this node")


class Carriage(TextChoices):
    """How bytes travel between two nodes; they are the same bytes each way."""

    PUSH = "push", _("Sent over the network")
    PULL = "pull", _("Fetched by the other node")
    FILE = "file", _("Carried as a file")
    HERE = "here", _("Between desks of this node")


class OutState(TextChoices):
    """Where a sent message is on its way, as far as this node knows."""

    WAITING = "waiting", _("Waiting")
    HANDED_OVER = "handed_over", _("Sent")  # given away by file, or pushed without an answer: no receipt yet
    DELIVERED = "delivered", _("Delivered")
    REFUSED = "refused", _("Refused by the other node")
    EXPIRED = "expired", _("Expired")
    RECALLED = "recalled", _("Withdrawn before it left")


ON_ITS_WAY = (OutState.WAITING, OutState.HANDED_OVER)


class InState(TextChoices):
    """Where a message that came is at its desk."""

    ARRIVED = "arrived", _("Arrived, not opened yet")
    HELD = "held", _("Waiting for an earlier message")
    OPENED = "opened", _("Opened")
    REFUSED = "refused", _("Refused")


class Stage(TextChoices):
    """What people see of a message, as they know it from parcels."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    OPENED = "opened", _("Opened")
    MORE_NEEDED = "more_needed", _("More is needed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    IN_SERVICE = "in_service", _("In service")
    DONE = "done", _("Completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ERASED = "erased", _("Erased")
    EXPIRED = "expired", _("Expired")
    REFUSED = "refused", _("Refused")


IN_SERVICE = "in_service"  # code of an `accepted` receipt that says that help has begun
