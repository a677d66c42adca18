"""The words of a case."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntryKind(TextChoices):
    """What an entry is about. Act, means and purpose are the elements of trafficking in persons (Palermo Protocol art. 3(a))."""

    ACT = "act", _("Act")
    MEANS = "means", _("Means")
    PURPOSE = "purpose", _("Purpose")
    RECRUITMENT = "recruitment", _("Recruitment")
    EXPLOITATION = "exploitation", _("Exploitation")
    EVENT = "event", _("Event")
    LEG = "leg", _("Leg of the journey")
    OFFENDER = "offender", _("Somebody who took part")
    VULNERABILITY = "vulnerability", _("Vulnerability")
    REFERRAL_IN = "referral_in", _("Referral received")
    REFERRAL_OUT = "referral_out", _("Referral sent")
    NEED = "need", _("Need")
    PLAN = "plan", _("Support plan")
    SERVICE = "service", _("Service")
    TASK = "task", _("Task")
    NOTE = "note", _("Note")
    CHILD_PROCEDURE = "child_procedure", _("Child procedure")
    BODY = "body", _("Another organisation")
    SHEET = "sheet", _("What the sheet said besides")


# Kinds that can be due on a day, and are settled when they are done.
DUE_KINDS = frozenset({EntryKind.NEED, EntryKind.SERVICE, EntryKind.TASK, EntryKind.PLAN})


class CaseStatus(TextChoices):
    """HTCDS cas_Status."""

    ACTIVE = "Active", _("Active")
    FOLLOW_UP = "FollowUp", _("Follow-up")
    CLOSED = "Closed", _("Closed")
    CLOSED_REFERRED = "ClosedReferred", _("Closed and handed on")


CLOSED = frozenset({CaseStatus.CLOSED, CaseStatus.CLOSED_REFERRED})


class Urgency(TextChoices):
    """How soon a need must be met; three steps, as triage in protection work uses them."""

    NOW = "now", _("Today")
    SOON = "soon", _("Within a week")
    LATER = "later", _("When it can be")


class NeedKind(TextChoices):
    """Kinds of assistance (CoE Convention 197 art. 12(1) and (2), in its order, and what the dialogue's states add)."""

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


class Outcome(TextChoices):
    """How a need, a service or a task ended."""

    MET = "met", _("Done")
    PARTLY = "partly", _("Done in part")
    NOT_AVAILABLE = "not_available", _("Not available")
    DECLINED = "declined", _("The person did not want it")
    NOT_NEEDED = "not_needed", _("No longer needed")
