"""Answers of the rules in the reader's language."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

BECAUSE: Final[dict[str, str | Promise]] = {
    "dialogue.follows": _("this is for somebody else to say."),
    "dialogue.nothing_claimed": _("nobody claims that it is done."),
    "dialogue.nobody_judges": _("only a person who works for an organisation can verify."),
    "dialogue.claimant_judges": _("nobody verifies what they claimed themselves."),
    "dialogue.same_organisation": _("another organisation has to verify it."),
}


def because(reason: str) -> str:
    """Why a step cannot follow."""
    return str(BECAUSE.get(reason) or gettext("it does not follow from where the commitment stands."))
