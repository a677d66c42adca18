"""Words of treaty claims, after the Vienna Convention on the Law of Treaties (arts. 11 to 16, 19, 54) and UN depositary practice."""

from typing import NewType
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

ClaimId = NewType("ClaimId", UUID)
VersionId = NewType("VersionId", UUID)
DecisionId = NewType("DecisionId", UUID)


class Act(TextChoices):
    """What a state did, or that nothing is known to have been done."""

    SIGNATURE = "signature", _("Signature")
    RATIFICATION = "ratification", _("Ratification")
    ACCESSION = "accession", _("Accession")
    ACCEPTANCE = "acceptance", _("Acceptance")
    APPROVAL = "approval", _("Approval")
    SUCCESSION = "succession", _("Succession")
    ENTRY_INTO_FORCE = "entry_into_force", _("Entry into force")
    RESERVATION = "reservation", _("Reservation or declaration")
    WITHDRAWAL = "withdrawal", _("Withdrawal")
    NONE_KNOWN = "none_known", _("Not a party, says the source")
    UNKNOWN = "unknown", _("Not known")


# Acts by which a state consents to be bound (VCLT art. 11); succession has the same effect (VCSST 1978).
BINDING = frozenset({Act.RATIFICATION, Act.ACCESSION, Act.ACCEPTANCE, Act.APPROVAL, Act.SUCCESSION})


class DateKind(TextChoices):
    """What a date is the date of."""

    DEPOSIT = "deposit", _("Deposit of the instrument")
    REGISTRATION = "registration", _("Registration by the depositary")
    REPORTED = "reported", _("Deposit, as reported by the press")
    ANNOUNCED = "announced", _("Announcement by an international body")
    SIGNATURE = "signature", _("Signature")
    ENTRY_INTO_FORCE = "entry_into_force", _("Entry into force")
    PARLIAMENT = "parliament", _("Adoption by parliament")
    INSTRUMENT_SIGNED = "instrument_signed", _("Signing of the instrument at home")
    RATIFIED = "ratified", _("Ratification; the source does not say which step")
    LATEST = "latest", _("Latest possible date")
    NOT_SAID = "not_said", _("The source does not say")


# Steps at home: they come before the deposit and bind nobody abroad (VCLT art. 16).
AT_HOME = frozenset({DateKind.PARLIAMENT, DateKind.INSTRUMENT_SIGNED})
# Dates of one and the same event, the deposit with the depositary.
OF_DEPOSIT = frozenset({DateKind.DEPOSIT, DateKind.REGISTRATION, DateKind.REPORTED})


class Confidence(TextChoices):
    """How far a claim can be relied on. Only what was read in a source that can settle it is verified."""

    VERIFIED = "verified", _("Verified")
    VERIFIED_THEN = "verified_then", _("Verified when it was seen; later change not checked")
    ACT_ONLY = "act_only", _("The act is verified, its date is not")
    NOT_VERIFIED = "not_verified", _("Not verified")


class Status(TextChoices):
    """How a state stands towards a treaty on a day."""

    PARTY = "party", _("Party")
    SIGNED_ONLY = "signed_only", _("Signed only")
    NOT_PARTY = "not_party", _("Not a party")
    UNKNOWN = "unknown", _("Not known")
    CONTESTED = "contested", _("Contested")
