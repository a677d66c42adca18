"""The words of the identity desk. Nothing here is special to files of persons."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Opinion(TextChoices):
    """What a person decides about two records, in full sentences."""

    SAME = "same", _("They are one person.")
    DIFFERENT = "different", _("They are two different people.")
    CANNOT_TELL = "cannot_tell", _("It cannot be told from what is known.")


class Made(TextChoices):
    """How a proposal came about."""

    CHANGED = "changed", _("When a file was opened or changed")
    SWEEP = "sweep", _("When all files were compared")
    BY_HAND = "by_hand", _("Proposed by a colleague")


class LinkState(TextChoices):
    """Where a proposal stands, derived from its steps (`rules.standing`)."""

    WAITING = "waiting", _("Waits for a decision")
    SECOND = "second", _("Waits for a second person")
    DISAGREED = "disagreed", _("Two people disagree")
    SAME = "same", _("Held to be one person")
    DIFFERENT = "different", _("Held to be two people")
    CANNOT_TELL = "cannot_tell", _("Cannot be told")


# Somebody still has something to do.
UNSETTLED = (LinkState.WAITING, LinkState.SECOND, LinkState.DISAGREED)


class StepKind(TextChoices):
    """What can happen to a proposal. A step is added, never changed."""

    JUDGED = "judged", _("Decided")
    CONFIRMED = "confirmed", _("Confirmed by a second person")
    DISSENTED = "dissented", _("A second person disagreed")
    UNDONE = "undone", _("Undone")
    CHANGED = "changed", _("What the files say has changed")
    DOSSIER = "dossier", _("The dossier was handed out")
    TOLD = "told", _("A recipient was told of the correction")
