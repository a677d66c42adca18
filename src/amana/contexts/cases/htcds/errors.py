"""What can go wrong in reading and writing HTCDS."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class RecordTooLong(AmanaError):
    """A spreadsheet cell cannot hold the text."""

    code = "htcds.too_long_for_a_sheet"
    sentence = _("One record holds more than %(limit)s characters in one field, which a spreadsheet cannot hold.")
    remedy = _("Export it as JSON.")
