"""Words of screening, after the operational indicators of the ILO and the European Commission (2009)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Answer(TextChoices):
    """Four answers of equal rank. Only YES counts as a sign; the last two leave the question open."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_ASKED = "not_asked", _("Not asked")
    WOULD_NOT_SAY = "would_not_say", _("Would not say")


OPEN = frozenset({Answer.NOT_ASKED, Answer.WOULD_NOT_SAY})


class Source(TextChoices):
    """Where an answer comes from."""

    TOLD = "told", _("Told by the person")
    SEEN = "seen", _("Seen by the worker")
    DOCUMENT = "document", _("Read in a document")
    THIRD_PARTY = "third_party", _("Told by somebody else")


class Strength(TextChoices):
    """The published weight of a sign; a number is never shown."""

    STRONG = "strong", _("Strong sign")
    MEDIUM = "medium", _("Medium sign")
    WEAK = "weak", _("Weak sign")


class Dimension(TextChoices):
    """The six groups of signs. The first three are means at recruitment, the fourth is the purpose, the last two sustain it."""

    DECEPTION = "deceptive_recruitment", _("Deceived when recruited")
    COERCION = "coercive_recruitment", _("Forced when recruited")
    VULNERABILITY = "recruitment_by_abuse_of_vulnerability", _("Weak position abused when recruited")
    EXPLOITATION = "exploitation", _("Exploited")
    COERCION_AT_DESTINATION = "coercion_at_destination", _("Forced at the place of work")
    VULNERABILITY_AT_DESTINATION = "abuse_of_vulnerability_at_destination", _("Weak position abused at the place of work")


MEANS_AT_RECRUITMENT = frozenset({Dimension.DECEPTION, Dimension.COERCION, Dimension.VULNERABILITY})


class State(TextChoices):
    """What is known of one dimension. OPEN: an answer that is still open could change it."""

    SHOWN = "shown", _("Present")
    NOT_SHOWN = "not_shown", _("Not present")
    OPEN = "open", _("Open")


class Finding(TextChoices):
    """What the table of the indicators says, as a reading and never as a decision about help."""

    TRAFFICKED = "trafficked", _("Signs of trafficking for forced labour")
    DECEIVED_AND_EXPLOITED = "deceived_and_exploited", _("Signs of deception and exploitation")
    EXPLOITED = "exploited", _("Signs of exploitation: the way of labour rights is open")
    NOT_A_VICTIM = "not_a_victim", _("No signs of trafficking in this list, and nothing left open")
    NOT_CONCLUDED = "not_concluded", _("Not concluded")


class AgeGroup(TextChoices):
    """How old the person was when it happened. Doubt favours the child."""

    CHILD = "child", _("Under 18")
    ADULT = "adult", _("18 or older")
    IN_DOUBT = "in_doubt", _("Not certain")


class Profile(TextChoices):
    """Which list is gone through. Only the labour list carries weights that were verified, so only it is read by rule."""

    LABOUR = "labour", _("Work and services")
    SEXUAL = "sexual", _("Sexual exploitation (prompts without weights)")
    PROMPTS = "prompts", _("General and regional prompts (without weights)")


SCORED = frozenset({Profile.LABOUR})


class Conclusion(TextChoices):
    """What a person concludes after reading the signs. None of these opens or closes help."""

    PRESUMED_VICTIM = "presumed_victim", _("I treat this person as a presumed victim of trafficking.")
    LABOUR_RIGHTS = "labour_rights", _("I see exploitation without signs of trafficking, and point to the way of labour rights.")
    LOOK_FURTHER = "look_further", _("It cannot be said yet. I will look further.")
    NO_SIGNS = "no_signs", _("I found no signs so far.")


# Two questions beside the list: the act, which a child's case rests on, and agreement, which never changes the finding.
ACT = "act"
AGREED = "agreed"
BESIDE_THE_LIST = {
    ACT: _("Somebody recruited, moved, handed over, sheltered or received the person"),
    AGREED: _("The person agreed to go, or to the work"),
}
