"""Whose instrument it is, and how instruments relate."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Of(TextChoices):
    """Who made an instrument."""

    AU = "au", _("African Union side")
    EU = "eu", _("European Union and Council of Europe")
    JOINT = "joint", _("Both sides together")
    UN = "un", _("United Nations and global")


class Relation(TextChoices):
    """What one instrument does to another, where its title, status or summary says so."""

    BUILDS_ON = "builds_on", _("builds on")
    AMENDS = "amends", _("amends")
    REPLACES = "replaces", _("replaces")
    ENDORSES = "endorses", _("endorses")
    RELATED = "related", _("related; how is not recorded")


BINDING = "binding"
MIXED = "mixed"
