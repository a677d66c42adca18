"""What can go wrong with long work itself, beside what can go wrong in the work it does."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class UnknownJob(AmanaError):
    """A job whose handler this node's profile does not install."""

    code = "jobs.unknown"
    sentence = _("This node does not do work of this kind.")
    remedy = _("Nothing was done. Tell your administrator the reference code.")
