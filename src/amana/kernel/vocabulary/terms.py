"""Words of reference data: how far a row can be relied on."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Confidence(TextChoices):
    """How the content of a row came to be here."""

    READ = "read", _("Read in the original")
    AUTHORED = "authored", _("Written for this product")
    SECONDARY = "secondary", _("Read in a work that passes the original on, not in the original")
    RECALLED = "recalled", _("Not verified: written down from general knowledge")
    UNVERIFIED = "unverified", _("Not verified")
    PROPOSAL = "proposal", _("Not verified: a proposal that experts have yet to judge")
    DRAFT = "draft", _("Not verified: a translation by machine that no speaker has read")


# A row of these kinds is shown without a warning. Everything else, also a word we do not know, is shown as not verified.
VERIFIED = frozenset({Confidence.READ, Confidence.AUTHORED, Confidence.SECONDARY})
