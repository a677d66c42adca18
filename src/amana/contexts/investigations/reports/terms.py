"""The words of reports."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportState(TextChoices):
    """What was answered to the desk a report came from."""

    NEW = "new", _("New")
    MORE_NEEDED = "more_needed", _("More is needed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    DONE = "done", _("Dealt with")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN = frozenset({ReportState.NEW, ReportState.MORE_NEEDED, ReportState.ACCEPTED})


class DeclineReason(TextChoices):
    """Why a report is not taken up. None of them says anything about whoever told it."""

    NOT_COMPETENT = "not_competent", _("Not within our competence")
    NO_OFFENCE = "no_offence", _("It does not describe an offence by others")
    TOO_LITTLE = "too_little", _("Too little to act on")
    OTHER = "other", _("Another reason")


class Missing(TextChoices):
    """What would be needed, asked through the desk the report came from. Never who told it."""

    WHEN = "when", _("When it happened")
    WHERE = "where", _("Where it happened")
    WHO = "who", _("Who took part in it")
    ROUTE = "route", _("The route and the means of transport")
    MONEY = "money", _("How money was paid")
