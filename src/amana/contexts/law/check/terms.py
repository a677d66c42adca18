"""Words of the law check."""

from typing import Final, NewType
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amana.engines import norms

ActId = NewType("ActId", UUID)
ProvisionId = NewType("ProvisionId", UUID)
AssessmentId = NewType("AssessmentId", UUID)


class Strength(TextChoices):
    """How firmly a treaty speaks. Shown beside every result, because an unkept duty and an unused possibility are not alike."""

    MANDATORY = "mandatory", _("Must")
    CONSIDER = "consider", _("Must consider or endeavour")
    OPTIONAL = "optional", _("May")


class Topic(TextChoices):
    """What an obligation is about."""

    CRIMINALISATION = "criminalisation", _("Criminalisation")
    JURISDICTION = "jurisdiction", _("Jurisdiction")
    MLA = "mla", _("Cooperation between states")
    PROTECTION = "protection", _("Protection")
    ASSISTANCE = "assistance", _("Assistance")
    NON_PUNISHMENT = "non-punishment", _("Non-punishment")
    PREVENTION = "prevention", _("Prevention")
    RETURN = "return", _("Return")


class CheckedIn(TextChoices):
    """Where one looks to see whether an obligation is kept."""

    LEGISLATION = "legislation", _("Legislation")
    PRACTICE = "administrative practice", _("Administrative practice")
    COOPERATION = "international cooperation", _("International cooperation")


class Answer(TextChoices):
    """What an assessor says about one element."""

    YES = norms.Answer.YES.value, _("Yes")
    NO = norms.Answer.NO.value, _("No")
    PARTLY = norms.Answer.PARTLY.value, _("Partly")
    NOT_ASSESSED = norms.Answer.NOT_ASSESSED.value, _("Not assessed")


class Result(TextChoices):
    """How far an obligation is met."""

    MET = norms.Result.MET.value, pgettext_lazy("obligation", "Met")
    PARTLY = norms.Result.PARTLY.value, pgettext_lazy("obligation", "Partly met")
    NOT_MET = norms.Result.NOT_MET.value, pgettext_lazy("obligation", "Not met")
    NOT_ASSESSED = norms.Result.NOT_ASSESSED.value, pgettext_lazy("obligation", "Not assessed")
    DISPUTED = norms.Result.DISPUTED.value, pgettext_lazy("obligation", "Disputed")
    NOT_SHARED = "not_shared", pgettext_lazy("obligation", "Not shared")  # assessed, and withheld by the state


class Force(TextChoices):
    """What an obligation does to a state on a day."""

    BINDS = norms.Force.BINDS.value, _("Bound")
    TO_BE_WEIGHED = norms.Force.TO_BE_WEIGHED.value, _("Has to consider it")
    ALLOWS = norms.Force.ALLOWS.value, _("Free to do it")
    NOT_BOUND = norms.Force.NOT_BOUND.value, _("Not bound")
    UNCERTAIN = norms.Force.UNCERTAIN.value, _("Not certain")


class Status(TextChoices):
    """Where an assessment stands. Only a reviewed one counts."""

    DRAFT = "draft", pgettext_lazy("assessment", "Draft")
    AWAITING_REVIEW = "awaiting_review", pgettext_lazy("assessment", "Awaiting review")
    REVIEWED = "reviewed", pgettext_lazy("assessment", "Reviewed")
    RETURNED = "returned", pgettext_lazy("assessment", "Returned with remarks")
    REPLACED = "replaced", pgettext_lazy("assessment", "Replaced by a later one")


class Step(TextChoices):
    """What followed an assessment."""

    SUBMITTED = "submitted", _("Sent to review")
    CONFIRMED = "confirmed", _("Confirmed by a second person")
    RETURNED = "returned", _("Returned with remarks")
    REPLACED = "replaced", _("Replaced by a later assessment")
    PUBLISHED = "published", _("Published")
    WITHHELD = "withheld", _("Withheld from the public")


class Confidence(TextChoices):
    """How far a provision can be relied on."""

    VERIFIED = "verified", _("Read in the official text")
    SECONDARY = "secondary", _("Not verified: named by another source")
    NOT_VERIFIED = "not_verified", _("Not verified")


class Lack(TextChoices):
    """Why something stands on the list of needs."""

    MISSING = norms.Lack.MISSING.value, _("Missing in the law")
    INCOMPLETE = norms.Lack.INCOMPLETE.value, _("There in part")
    NOT_ASSESSED = norms.Lack.NOT_ASSESSED.value, _("Nobody has looked yet")
    DISPUTED = norms.Lack.DISPUTED.value, _("Assessors disagree")


class Gap(TextChoices):
    """What an answer of the review draft lacks."""

    NOT_ASSESSED = norms.Gap.NOT_ASSESSED.value, _("Nobody has assessed this yet")
    ELEMENT_OPEN = norms.Gap.ELEMENT_OPEN.value, _("An element is still open")
    DISPUTED = norms.Gap.DISPUTED.value, _("Assessors disagree")
    NOT_REVIEWED = norms.Gap.NOT_REVIEWED.value, _("No second person has confirmed this")
    NO_PROVISION = norms.Gap.NO_PROVISION.value, _("No provision is cited")
    PROVISION_UNVERIFIED = norms.Gap.PROVISION_UNVERIFIED.value, _("A cited provision is not verified")
    PARTY_UNCERTAIN = norms.Gap.PARTY_UNCERTAIN.value, _("Whether the state is a party is not certain")


REASONS: Final = {
    "norms.party": _("Party to the treaty."),
    "norms.party_day_not_known": _("Party to the treaty; since when is not known."),
    "norms.signed_only": _("Signed only: bound not to defeat the treaty's purpose, not by this obligation."),
    "norms.not_party": _("Not a party."),
    "norms.not_yet_in_force": _("Will be bound later."),
    "norms.claims_contradict": _("Sources contradict each other about the treaty."),
    "norms.status_not_known": _("Nothing reliable is recorded about the treaty."),
    "norms.in_force": _("In force."),
    "norms.begins_later": _("Not yet in force."),
    "norms.later_version": _("Superseded by a later version."),
    "norms.repealed": _("Repealed."),
    "norms.first_day_not_known": _("Since when it is in force is not recorded."),
    "norms.day_lies_in_the_span": _("Only the month or year of the change is known, and this day lies in it."),
    "norms.versions_contradict": _("Two recorded versions could both be the law on this day."),
}
