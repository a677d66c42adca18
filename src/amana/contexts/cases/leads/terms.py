"""The words of a lead."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LeadState(TextChoices):
    """Where a lead stands, as the other side says."""

    SENT = "sent", _("Sent")
    RECEIVED = "received", _("Received")
    MORE_NEEDED = "more_needed", _("More is needed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    DONE = "done", _("Dealt with")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")
    REFUSED = "refused", _("Refused by the other node")


ENDED = frozenset({LeadState.DECLINED, LeadState.DONE, LeadState.WITHDRAWN, LeadState.EXPIRED, LeadState.REFUSED})
