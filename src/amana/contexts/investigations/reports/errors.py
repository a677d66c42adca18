"""What can go wrong with reports."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class NotThisStep(AmanaError):
    """A report is not in a state in which this can be done."""

    code = "investigations.not_this_step"
    sentence = _("This report is not at a point where that can be done.")
    remedy = _("Open the report again and look at where it stands.")


class NoSuchGrade(AmanaError):
    """A grade that the table of grades does not have."""

    code = "investigations.no_such_grade"
    sentence = _("There is no such grade.")
    remedy = _("Choose one of the grades on the page; each says what it means.")
