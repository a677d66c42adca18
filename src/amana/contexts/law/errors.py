"""What can go wrong with the law register."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class TableRefused(AmanaError):
    """A table of claims cannot be taken as it is. `problems` are sentences that name row, column and remedy."""

    code = "law.table_refused"
    sentence = _("This table cannot be used: %(count)s places have to be corrected. Nothing was changed.")
    remedy = _("Correct the places named below and send the table again.")

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(count=len(problems))
        self.problems = tuple(problems)


class NothingChanges(AmanaError):
    """A table says what is recorded already."""

    code = "law.nothing_changes"
    sentence = _("This table says exactly what is recorded already.")
    remedy = _("Nothing has to be done.")


class VersionOutOfDate(AmanaError):
    """Another table was applied since this one was compared."""

    code = "law.version_out_of_date"
    sentence = _("Another table was applied after this one was compared, or this one was applied already.")
    remedy = _("Send the table again to see what it would change now.")


class NoSuchTreaty(AmanaError):
    """A claim about a treaty or a state that the node does not know."""

    code = "law.no_such_treaty"
    sentence = _("This treaty, or this state, is not in the list.")
    remedy = _("Choose one from the list. Nothing was changed.")


class SourceMissing(AmanaError):
    """A claim without a source, or a correction or decision without a reason (S12)."""

    code = "law.source_missing"
    sentence = _("Say where this is known from, and why.")
    remedy = _("Name a page, a gazette or a letter that somebody else can look up. Nothing was changed.")


class NotDecidable(AmanaError):
    """A decision between claims that do not contradict each other."""

    code = "law.not_decidable"
    sentence = _("These claims do not contradict each other any more.")
    remedy = _("Look at the claims again. Nothing was changed.")
