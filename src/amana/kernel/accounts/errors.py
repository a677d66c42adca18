"""What can go wrong with accounts."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class RolesExclude(AmanaError):
    code = "accounts.roles_exclude"
    sentence = _("One person cannot be both “%(one)s” and “%(other)s”.")
    remedy = _("Give the second role to somebody else, or end the first one.")


class NotByOneself(AmanaError):
    code = "accounts.not_by_oneself"
    sentence = _("A role that opens files must be confirmed by somebody else: a supervisor or the data protection officer.")
    remedy = _("Ask one of them to confirm it.")


class NameTaken(AmanaError):
    code = "accounts.name_taken"
    sentence = _("There is already an account with the sign-in name “%(username)s”.")
    remedy = _("Choose another name.")


class MandateMissing(AmanaError):
    code = "accounts.mandate_missing"
    sentence = _("The organisation does not hold the mandate to identify victims, so nobody in it can be its identification authority.")
    remedy = _("Record the mandate and its legal basis first.")
