"""The words of requests to erase."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Asked(TextChoices):
    """What asks for a decision: the node by itself, or a message. The last asks for most."""

    TIME = "time", _("The time it is kept for is over")
    WITHDRAWAL = "withdrawal", _("The person changed their mind")
    REQUEST = "erasure_request", _("A request to erase came")
