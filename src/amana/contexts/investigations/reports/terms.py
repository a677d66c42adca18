"""The words of reports."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportState(TextChoices):
    """What was answered to the desk a report came from."""

    NEW = "new", _("New")
    MORE_NEEDED = "more_needed", _("More is needed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    DONE = "done", _("Dealt with")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")


OPEN = frozenset({ReportState.NEW, ReportState.MORE_NEEDED, ReportState.ACCEPTED})
