"""The words of a referral."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Side(TextChoices):
    """Whether this row is the sender's or the receiver's. Between two organisations of one node there is one of each."""

    SENT = "sent", _("Sent by us")
    RECEIVED = "received", _("Sent to us")


class ReferralState(TextChoices):
    """Where a referral stands; the same words on both sides."""

    SENT = "sent", _("Sent")
    RECEIVED = "received", _("Received")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    IN_SERVICE = "in_service", _("In service")
    COMPLETED = "completed", _("Completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")
    REFUSED = "refused", _("Refused by the other node")


ENDED = frozenset({ReferralState.DECLINED, ReferralState.COMPLETED, ReferralState.WITHDRAWN, ReferralState.EXPIRED, ReferralState.REFUSED})
UNANSWERED = frozenset({ReferralState.SENT, ReferralState.RECEIVED})


class Erasure(TextChoices):
    """Where a request to erase stands."""

    NONE = "", _("Not asked")
    ASKED = "asked", _("Asked")
    ERASED = "erased", _("Erased")
    NEVER_KEPT = "never_kept", _("Nothing was kept")
    KEPT_BY_LAW = "kept_by_law", _("Kept, because a law requires it")


class NoticeKind(TextChoices):
    """What was sent after a referral."""

    WITHDRAWAL = "withdrawal", _("That the person changed their mind")
    ERASURE_REQUEST = "erasure_request", _("A request to erase")
