"""What can go wrong, said once: a stable code for programs, a sentence and a remedy for people.

`str(error)` is the code alone, so that an error that reaches a log carries no name, number or place.
"""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise


class AmanaError(Exception):
    """Root of everything that can go wrong in the work. Data are safe values (ids, codes, counts), named in the sentence."""

    code: ClassVar[str] = "amana.error"
    sentence: ClassVar[Sentence] = _("Something went wrong.")
    remedy: ClassVar[Sentence] = _("Try again. If it happens again, tell your administrator the reference code.")

    def __init__(self, **data: object) -> None:
        super().__init__(self.code)
        self.data = data

    def message(self) -> str:
        """The sentence in the reader's language, with the data filled in."""
        return str(self.sentence) % self.data if self.data else str(self.sentence)

    def advice(self) -> str:
        """What the reader can do about it, in their language."""
        return str(self.remedy) % self.data if self.data else str(self.remedy)


class NotFound(AmanaError):
    """No such record, or none that this person may see: from outside the two are the same."""

    code = "record.not_found"
    sentence = _("There is no such record, or it is not yours to see.")
    remedy = _("Check the number, or search again.")


class NoAccess(AmanaError):
    """A protected record was asked for without an open purpose."""

    code = "access.none_open"
    sentence = _("No purpose is open, so no personal data can be shown or changed.")
    remedy = _("Choose what you are working on, then try again.")


class Refused(AmanaError):
    """A policy said no. `reason` is the id of the rule that decided."""

    code = "access.refused"
    sentence = _("A rule of this node does not allow this (%(reason)s).")
    remedy = _("The page on rules explains it. Ask your supervisor if the work cannot wait.")

    def __init__(self, *, reason: str, **data: object) -> None:
        super().__init__(reason=reason, **data)
        self.reason = reason


class Conflict(AmanaError):
    """Somebody else changed the record since this page was opened; nothing was overwritten."""

    code = "record.changed_meanwhile"
    sentence = _("Somebody else changed this record after you opened it. Nothing was overwritten.")
    remedy = _("Look at both versions and save again.")


class BadInput(AmanaError):
    """A value that cannot be taken, with the field it stands in."""

    code = "input.bad"
    sentence = _("The value in “%(field)s” cannot be used.")
    remedy = _("Correct it and save again. Nothing was changed.")
