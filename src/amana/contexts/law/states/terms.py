"""On which side of the dialogue a state or body stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Side(TextChoices):
    AU = "au", _("African side")
    EU = "eu", _("European Union side")
    OTHER = "other", _("Other states")
    INSTITUTION = "institution", _("Bodies and organisations")
