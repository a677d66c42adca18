"""Words of formal identification (CoE Convention 197 art. 10; ODIHR, National Referral Mechanisms, 2nd ed. 2022)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Step(TextChoices):
    REASONABLE_GROUNDS = "reasonable_grounds", _("Reasonable grounds")
    CONCLUSIVE = "conclusive", _("Conclusive decision")


class Outcome(TextChoices):
    POSITIVE = "positive", _("Yes")
    NEGATIVE = "negative", _("No")


class Instance(TextChoices):
    """Who decided: first, or on review or appeal of an earlier act."""

    FIRST = "first", _("First decision")
    REVIEW = "review", _("Decision on review")
    APPEAL = "appeal", _("Decision on appeal")


class Weight(TextChoices):
    """How much the evidence for an act weighs, in words of the deciding body; it is recorded and decides nothing here."""

    SUSPICION = "suspicion", _("Signs that call for a closer look")
    REASONABLE = "reasonable", _("A reasonable person would believe it")
    PROBABLE = "probable", _("More likely than not")
    CERTAIN = "certain", _("No reasonable doubt")
    NOT_ENOUGH = "not_enough", _("Not enough to decide yes")


class Status(TextChoices):
    """Where a person stands. It follows from the acts and is never entered by hand."""

    NOT_EXAMINED = "not_examined", _("Nobody has looked into it")
    PRESUMED_VICTIM = "presumed_victim", _("Presumed victim")
    GROUNDS_FOUND = "grounds_found", _("Presumed victim, reasonable grounds found")
    VICTIM = "victim", _("Identified as a victim of trafficking")
    NO_GROUNDS_FOUND = "no_grounds_found", _("No reasonable grounds found so far")
    NOT_IDENTIFIED = "not_identified", _("Not identified as a victim of trafficking")


class Missing(TextChoices):
    """What a less favourable act still needs before it takes effect."""

    REASONS = "reasons", _("The reasons are not written down.")
    SECOND_PERSON = "second_person", _("A second person of the authority has not confirmed it.")
    NOTIFICATION = "notification", _("It is not recorded that the person was told.")
    REVIEW_RIGHT = "review_right", _("It is not recorded that the person was told how to ask for review.")
    REVIEW_OPEN = "review_open", _("A review is open, so the earlier status stays.")


class HtcdsStatus(TextChoices):
    """HTCDS vic_TraffickingStatus."""

    POSSIBLE = "PossibleVictimOfTrafficking", _("Possible victim of trafficking")
    ACTUAL = "ActualVictimOfTrafficking", _("Victim of trafficking")
    NOT_A_VICTIM = "NotAVictimOfTrafficking", _("Not a victim of trafficking")
