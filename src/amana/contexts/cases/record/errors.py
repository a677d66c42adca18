"""What can go wrong with a case and its entries."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class EmptyEntry(AmanaError):
    code = "cases.empty_entry"
    sentence = _("The entry says nothing.")
    remedy = _("Fill in at least one field, or go back.")


class WrongEntry(AmanaError):
    code = "cases.wrong_entry"
    sentence = _("“%(field)s” is missing or holds something that it cannot hold.")
    remedy = _("Correct it and save again. Nothing was changed.")


class CaseIsClosed(AmanaError):
    code = "cases.closed"
    sentence = _("This case is closed.")
    remedy = _("Open it again, or open a new case for the person.")


class CaseIsOpen(AmanaError):
    code = "cases.open_already"
    sentence = _("This person has an open case already.")
    remedy = _("Work in that case. A new one is opened when it is closed.")


class AlreadySettled(AmanaError):
    code = "cases.already_settled"
    sentence = _("This was settled, corrected or withdrawn before.")
    remedy = _("Load the page again to see what stands.")


class OpenWork(AmanaError):
    code = "cases.open_work"
    sentence = _("%(number)s needs, services or tasks of this case are still open.")
    remedy = _("Settle each of them first: done, not available, or not wanted.")
