"""The words of messages: their kinds, what is told in them, and the codes that both ends read.

`Category` has the codes of the consent ledger, and `SERVICES` those of its needs; a test compares them (tests/spec/exchange).
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MessageKind(StrEnum):
    """What a message is. A kind that is not listed here cannot leave."""

    REFERRAL = "referral"
    ANSWER = "answer"  # what became of a referral, beyond what receipts say
    LEAD = "lead"
    WITHDRAWAL = "withdrawal"
    ERASURE_REQUEST = "erasure_request"
    ERASURE_CONFIRMED = "erasure_confirmed"


class Category(TextChoices):
    """What is told, as the person agrees to it, one by one."""

    IDENTITY = "identity", _("Who the person is")
    CONTACT = "contact", _("How to reach the person")
    WHEREABOUTS = "whereabouts", _("Where the person is")
    FAMILY = "family", _("Family")
    ACCOUNT = "account", _("What happened")
    HEALTH = "health", _("Health")
    NEEDS = "needs", _("Needs and services")
    LEGAL = "legal", _("Legal situation")
    DOCUMENTS = "documents", _("Copies of papers")


class ConsentPurpose(TextChoices):
    """What the person agreed to, as the consent that goes along names it."""

    ASSISTANCE = "assistance", _("Help and case work")
    HEALTH_CARE = "health_care", _("Health care")
    LEGAL_HELP = "legal_help", _("Legal help")
    ASYLUM = "asylum", _("Asking for protection")
    FAMILY_TRACING = "family_tracing", _("Finding family")
    IDENTIFICATION = "identification", _("Formal identification")
    INVESTIGATION = "investigation", _("Informing an investigation")
    RETURN = "return", _("Voluntary return")
    RESEARCH = "research", _("Figures and research")


class ConsentForm(TextChoices):
    ORAL = "oral", _("Said aloud")
    WRITTEN = "written", _("Signed on paper")
    SIGN = "sign", _("Said in sign language")
    THUMB = "thumb", _("Thumb print on paper")


class ChildSaid(TextChoices):
    YES = "yes", _("The child agrees")
    NO = "no", _("The child does not agree")
    NOT_ASKED = "not_asked", _("The child was not asked")


class GuardianSaid(TextChoices):
    YES = "yes", _("The guardian agrees")
    NO = "no", _("The guardian does not agree")
    NO_GUARDIAN = "no_guardian", _("There is no guardian yet")
    NOT_ASKED = "not_asked", _("The guardian was not asked")


class InPlaceOfConsent(TextChoices):
    VITAL_INTERESTS = "vital_interests", _("To save life")
    LEGAL_DUTY = "legal_duty", _("A duty laid down by law")
    PUBLIC_TASK = "public_task", _("A task laid down by law")
    CHILD_BEST_INTERESTS = "child_best_interests", _("Best interests of a child")


IDENTIFYING = frozenset({Category.IDENTITY, Category.CONTACT, Category.WHEREABOUTS, Category.FAMILY, Category.DOCUMENTS})

# Kinds of file that may travel, and how their names may end. The keeping side of every node knows the same (tests/spec/exchange).
DOCUMENT_ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "application/pdf": (".pdf",),
        "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
        "image/png": (".png",),
        "image/webp": (".webp",),
        "text/plain": (".txt", ".text", ".md", ".csv", ".log"),
        "video/mp4": (".mp4", ".m4v"),
        "audio/mp4": (".m4a", ".m4b", ".mp4"),
        "audio/mpeg": (".mp3",),
        "audio/ogg": (".ogg", ".oga", ".opus"),
    }
)
MOST_DOCUMENTS, MOST_DOCUMENTS_BYTES = 20, 200 << 20  # of one message, all together
INVESTIGATION = "investigation"  # the purpose under which a person agrees to inform an investigation


class Service(TextChoices):
    """Kinds of help one service asks another for: the kinds of need of a case, in its words."""

    ACCOMMODATION = "accommodation", _("Safe accommodation")
    SUBSISTENCE = "subsistence", _("Food, clothes, money to live on")
    PSYCHOLOGICAL = "psychological", _("Psychological help")
    MATERIAL = "material", _("Material help")
    MEDICAL = "medical", _("Medical treatment")
    INTERPRETATION = "interpretation", _("Interpretation and translation")
    COUNSELLING = "counselling", _("Counselling and information on rights")
    LEGAL = "legal", _("Legal help")
    EDUCATION = "education", _("School for children")
    SAFETY = "safety", _("Safety and protection")
    WORK = "work", _("Work, training and education")
    FAMILY = "family", _("Family tracing and contact")
    ASYLUM = "asylum", _("Access to asylum")
    OTHER = "other", _("Other")


SERVICES = frozenset(Service.values)


class ReferralUrgency(TextChoices):
    """How soon the other side has to answer; the hours stand in `reference/referral_limits.csv`."""

    EMERGENCY = "emergency", _("Emergency: somebody is in danger")
    URGENT = "urgent", _("Urgent")
    ROUTINE = "routine", _("Not urgent")


class ReferralProgress(TextChoices):
    """What the receiving side tells of a referral after it accepted it."""

    IN_SERVICE = "in_service", _("Help has begun")
    COMPLETED = "completed", _("Help has ended")


class ReferralOutcome(TextChoices):
    """How the help that was asked for ended."""

    MET = "met", _("Given as asked")
    PARTLY = "partly", _("Given in part")
    NOT_AVAILABLE = "not_available", _("Could not be given")
    DECLINED = "declined", _("The person did not want it")
    NOT_NEEDED = "not_needed", _("No longer needed")


class DeclineReason(TextChoices):
    """Why a referral is not taken. None of them says anything about the person."""

    NO_PLACE = "no_place", _("No place is free")
    NOT_OURS = "not_ours", _("We do not offer this")
    OTHER_AREA = "other_area", _("We do not work there")
    NOT_SAFE = "not_safe", _("We could not keep the person safe")
    MORE_URGENT = "more_urgent", _("We could not act in time")
    OTHER = "other", _("Another reason")


class LeadDeclineReason(TextChoices):
    """Why a lead is not taken up. None of them says anything about whoever told it."""

    NOT_COMPETENT = "not_competent", _("Not within our competence")
    NO_OFFENCE = "no_offence", _("It does not describe an offence by others")
    TOO_LITTLE = "too_little", _("Too little to act on")
    OTHER = "other", _("Another reason")


class LeadMissing(TextChoices):
    """What would be needed, asked through the desk a lead came from. Never who told it."""

    WHEN = "when", _("When it happened")
    WHERE = "where", _("Where it happened")
    WHO = "who", _("Who took part in it")
    ROUTE = "route", _("The route and the means of transport")
    MONEY = "money", _("How money was paid")


DECLINED = "declined."  # before a reason, in the code of a `refused` receipt that a desk gave and not the node


TIME_OVER = "erased.time_over"  # code of an `erased` receipt that nobody asked for: the time that it is kept there was over


class ErasureAnswer(TextChoices):
    """What the receiving side did when asked to erase."""

    ERASED = "erased", _("Erased")
    NEVER_KEPT = "never_kept", _("Nothing was kept")
    KEPT_BY_LAW = "kept_by_law", _("Kept, because a law requires it")


class KeepGround(TextChoices):
    """Why what was asked to be erased is kept; the provision of each stands in `reference/keeping_grounds.csv`. None says anything of the
    person, and nothing is written freely: it travels to whoever asked."""

    EVIDENCE = "evidence", _("Needed as evidence in an investigation or a trial")
    LEGAL_CLAIMS = "legal_claims", _("Needed to bring or to answer a legal claim")
    LEGAL_DUTY = "legal_duty", _("A law binds this office to keep it")


class Act(TextChoices):
    """The act of trafficking in persons (Palermo Protocol art. 3(a))."""

    RECRUITMENT = "recruitment", _("Recruitment")
    TRANSPORTATION = "transportation", _("Transportation")
    TRANSFER = "transfer", _("Transfer")
    HARBOURING = "harbouring", _("Harbouring")
    RECEIPT = "receipt", _("Receipt of persons")


class Means(TextChoices):
    """The means (Palermo Protocol art. 3(a)). Where a child was trafficked, none need be shown (art. 3(c))."""

    THREAT_OR_FORCE = "threat_or_force", _("Threat or use of force")
    COERCION = "coercion", _("Another form of coercion")
    ABDUCTION = "abduction", _("Abduction")
    FRAUD = "fraud", _("Fraud")
    DECEPTION = "deception", _("Deception")
    ABUSE_OF_POWER = "abuse_of_power", _("Abuse of power")
    ABUSE_OF_VULNERABILITY = "abuse_of_vulnerability", _("Abuse of a position of vulnerability")
    PAYMENTS = "payments", _("Payments to a person who controls another")


class Exploitation(TextChoices):
    """The purpose (Palermo Protocol art. 3(a))."""

    SEXUAL = "sexual", _("Sexual exploitation")
    LABOUR = "labour", _("Forced labour or services")
    SLAVERY = "slavery", _("Slavery or practices like it")
    SERVITUDE = "servitude", _("Servitude")
    ORGANS = "organs", _("Removal of organs")
    OTHER = "other", _("Another form")
    UNKNOWN = "unknown", _("Not known")


class Offence(TextChoices):
    """Offences that others committed. What a person went through is none of them (S3): to have been smuggled, to be without papers or to
    have been trafficked has no code here, so no message can carry it as an offence."""

    TRAFFICKING = "trafficking", _("Trafficking in persons")
    SMUGGLING_FOR_GAIN = "smuggling_for_gain", _("Smuggling of migrants for gain, by those who smuggled")
    EXTORTION = "extortion", _("Ransom and extortion")
    KIDNAPPING = "kidnapping", _("Kidnapping or unlawful detention")
    VIOLENCE = "violence", _("Violence or torture")
    SEXUAL_VIOLENCE = "sexual_violence", _("Sexual violence")
    KILLING = "killing", _("Killing")
    FORGERY_FOR_GAIN = "forgery_for_gain", _("Making or selling forged papers")
    TAKING_PAPERS = "taking_papers", _("Taking or keeping somebody's papers")
    MONEY_LAUNDERING = "money_laundering", _("Money laundering")
    CORRUPTION = "corruption", _("Corruption")
    OTHER = "other", _("Another offence by others")


class PlaceRole(TextChoices):
    RECRUITED = "recruited", _("Recruited there")
    CROSSED = "crossed", _("Crossed there")
    HELD = "held", _("Held there")
    EXPLOITED = "exploited", _("Exploited there")
    PAID = "paid", _("Money was paid there")
    PASSED = "passed", _("Passed through")


class OffenderRole(TextChoices):
    RECRUITER = "recruiter", _("Recruiter")
    TRANSPORTER = "transporter", _("Driver, guide or boatman")
    HOLDER = "holder", _("Held people")
    EXPLOITER = "exploiter", _("Exploited people")
    MONEY = "money", _("Took or moved money")
    OFFICIAL = "official", _("Official who took part")
    ORGANISER = "organiser", _("Organiser")
    UNKNOWN = "unknown", _("Part not known")


class Transport(TextChoices):
    FOOT = "foot", _("On foot")
    CAR = "car", _("Car or pick-up")
    TRUCK = "truck", _("Lorry or bus")
    TRAIN = "train", _("Train")
    BOAT = "boat", _("Boat")
    AIR = "air", _("Aircraft")
    UNKNOWN = "unknown", _("Not known")


class Payment(TextChoices):
    CASH = "cash", _("Cash")
    HAWALA = "hawala", _("Hawala or another broker")
    BANK = "bank", _("Bank")
    MOBILE_MONEY = "mobile_money", _("Mobile money")
    GOODS = "goods", _("Goods or work")
    UNKNOWN = "unknown", _("Not known")


class Willing(TextChoices):
    """Whether the person would speak to an investigator, always through those who help them."""

    YES = "yes", _("Yes, if asked through us")
    NO = "no", _("No")
    NOT_ASKED = "not_asked", _("Not asked")


# The codes of `reference/report_grades.csv`, which says what each means and where it comes from.
SOURCE_GRADES = frozenset({"A", "B", "C", "X"})
INFORMATION_GRADES = frozenset({"1", "2", "3", "4"})
HANDLING = frozenset({"H0", "H1", "H2", "H3"})
