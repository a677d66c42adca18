"""Kinds of organisation and the mandates they may hold (ODIHR, National Referral Mechanisms, 2nd ed. 2022, names the parties)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    SHELTER = "shelter", _("Shelter or reception service")
    MINISTRY = "ministry", _("Ministry or public authority")
    NGO = "ngo", _("Non-governmental organisation")
    REFUGEE_AUTHORITY = "refugee_authority", _("Refugee or asylum authority")
    HEALTH = "health", _("Health service")
    LABOUR_INSPECTION = "labour_inspection", _("Labour inspection")
    POLICE = "police", _("Police or border guard")
    PROSECUTOR = "prosecutor", _("Prosecutor or court")
    OVERSIGHT = "oversight", _("Data protection or oversight body")
    INTERNATIONAL = "international", _("International organisation")


class Mandate(TextChoices):
    """What law or agreement lets an organisation do."""

    ASSIST = "assist", _("Assist and shelter people")
    SCREEN = "screen", _("Screen and register people")
    IDENTIFY = "identify", _("Decide formally who is a victim of trafficking")
    GUARDIANSHIP = "guardianship", _("Act as guardian of children")
    ASYLUM = "asylum", _("Receive and decide asylum claims")
    OVERSEE = "oversee", _("Oversee the handling of personal data")
