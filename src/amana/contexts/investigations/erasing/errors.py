"""What can go wrong with requests to erase."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class NothingAsked(AmanaError):
    """No request to erase this report waits for a decision."""

    code = "investigations.nothing_asked"
    sentence = _("No request to erase this report waits for a decision.")
    remedy = _("Open the list again: somebody may have decided meanwhile.")


class NotProposed(AmanaError):
    """A report is erased by a second person, after somebody proposed it."""

    code = "investigations.erasure_not_proposed"
    sentence = _("Nobody has proposed yet to erase this report.")
    remedy = _("Propose it first. Somebody else then confirms it.")


class AlreadyProposed(AmanaError):
    """Somebody proposed it already."""

    code = "investigations.erasure_proposed"
    sentence = _("It was proposed already to erase this report.")
    remedy = _("A second person confirms it, or decides to keep the report.")
