"""What can be asked of the lists."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SentShow(TextChoices):
    """Which of the messages that were sent."""

    ALL = "all", _("All")
    ON_ITS_WAY = "way", _("On their way")
    ARRIVED = "arrived", _("Arrived")
    LOOK = "look", _("Refused, expired, or more is needed")


class CameShow(TextChoices):
    """Which of the messages that came."""

    ALL = "all", _("All")
    WAITING = "waiting", _("Not opened yet")
    OPENED = "opened", _("Opened")
    REFUSED = "refused", _("Refused")
