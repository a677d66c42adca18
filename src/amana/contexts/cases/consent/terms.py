"""Words of consent. Their mapping to DPV and ISO/IEC TS 27560 stands in `reference/consent_terms.csv`."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """What shared information is for; a person agrees to each one separately."""

    ASSISTANCE = "assistance", _("Help and case work")
    HEALTH_CARE = "health_care", _("Health care")
    LEGAL_HELP = "legal_help", _("Legal help")
    ASYLUM = "asylum", _("Asking for protection")
    FAMILY_TRACING = "family_tracing", _("Finding family")
    IDENTIFICATION = "identification", _("Formal identification")
    INVESTIGATION = "investigation", _("Informing an investigation")
    RETURN = "return", _("Voluntary return")
    RESEARCH = "research", _("Figures and research")


class Category(TextChoices):
    """What is shared; each one is agreed to separately."""

    IDENTITY = "identity", _("Who the person is")
    CONTACT = "contact", _("How to reach the person")
    WHEREABOUTS = "whereabouts", _("Where the person is")
    FAMILY = "family", _("Family")
    ACCOUNT = "account", _("What happened")
    HEALTH = "health", _("Health")
    NEEDS = "needs", _("Needs and services")
    LEGAL = "legal", _("Legal situation")
    DOCUMENTS = "documents", _("Copies of papers")


# Categories from which the recipient learns who the person is.
IDENTIFYING = frozenset({Category.IDENTITY, Category.CONTACT, Category.WHEREABOUTS, Category.FAMILY, Category.DOCUMENTS})


class Said(TextChoices):
    """The answer. There is no entry for silence, because silence is no."""

    GIVEN = "given", _("Said yes")
    REFUSED = "refused", _("Said no")


class Form(TextChoices):
    """How the answer was given."""

    ORAL = "oral", _("Said aloud")
    WRITTEN = "written", _("Signed on paper")
    SIGN = "sign", _("Said in sign language")
    THUMB = "thumb", _("Thumb print on paper")


class Capacity(TextChoices):
    """Whether the person could understand and decide, on that day and on this question."""

    ABLE = "able", _("Understood and decided alone")
    SUPPORTED = "supported", _("Understood and decided with support")
    NOT_ABLE = "not_able", _("Could not understand or decide that day")
    NOT_ASSESSED = "not_assessed", _("Nobody looked at this")


class Assent(TextChoices):
    """What a child said, beside what the guardian said."""

    YES = "yes", _("The child agrees")
    NO = "no", _("The child does not agree")
    NOT_ASKED = "not_asked", _("The child was not asked")


class GuardianSaid(TextChoices):
    """What the guardian or parent of a child said."""

    YES = "yes", _("The guardian agrees")
    NO = "no", _("The guardian does not agree")
    NO_GUARDIAN = "no_guardian", _("There is no guardian yet")
    NOT_ASKED = "not_asked", _("The guardian was not asked")


class Basis(TextChoices):
    """What replaces consent where consent is not asked or not free. The provision is named each time."""

    VITAL_INTERESTS = "vital_interests", _("To save life")
    LEGAL_DUTY = "legal_duty", _("A duty laid down by law")
    PUBLIC_TASK = "public_task", _("A task laid down by law")
    CHILD_BEST_INTERESTS = "child_best_interests", _("Best interests of a child")


class State(TextChoices):
    """How an entry of the ledger stands on a day."""

    IN_FORCE = "in_force", _("In force")
    REFUSED = "refused", _("Said no")
    WITHDRAWN = "withdrawn", _("Changed their mind")
    EXPIRED = "expired", _("Ended on its day")
    NOT_YET = "not_yet", _("Not yet in force")
    WITHOUT_EFFECT = "without_effect", _("Recorded, without effect")
    REPLACED = "replaced", _("Replaced by a later answer")
