"""The words of the dialogue."""

from dataclasses import dataclass
from datetime import date
from typing import NewType
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from amana.kernel.locale.calendars import Calendar, CalendarDay
from amana.kernel.vocabulary.terms import VERIFIED, Confidence

MeetingId = NewType("MeetingId", UUID)
LineId = NewType("LineId", UUID)
CommitmentId = NewType("CommitmentId", UUID)
PlanId = NewType("PlanId", UUID)
ActivityId = NewType("ActivityId", UUID)


class MeetingKind(TextChoices):
    """Kinds of meetings of the Khartoum Process (khartoumprocess.net, Activities); "other" where a source says no more."""

    MINISTERIAL = "ministerial", _("Ministerial conference")
    SENIOR_OFFICIALS = "senior_officials", _("Senior officials' meeting")
    STEERING = "steering", _("Steering committee")
    STEERING_AND_SENIOR = "steering_and_senior", _("Steering committee and senior officials' meeting")
    THEMATIC = "thematic", _("Thematic meeting")
    TRAINING = "training", _("Training")
    OTHER = "other", _("Other meeting")


class LineKind(TextChoices):
    """What a line of a meeting is."""

    AGENDA = "agenda", _("Agenda item")
    PARTICIPANT = "participant", _("Participant")
    DOCUMENT = "document", _("Document")
    RECOMMENDATION = "recommendation", _("Recommendation")


class Status(TextChoices):
    """Where a commitment or an activity stands. What its owner says and what somebody else checked are two values, never one."""

    OPEN = "open", _("Open")
    IN_PROGRESS = "in_progress", _("In progress")
    DONE_CLAIMED = "done_claimed", _("Done, as its owner says")
    DONE_VERIFIED = "done_verified", _("Done, as another organisation verified")
    NOT_DONE = "not_done", _("Not done")
    OVERTAKEN = "overtaken", _("Overtaken by events")
    WITHDRAWN = "withdrawn", _("Withdrawn by its owner")


class Sharing(TextChoices):
    """How far the owner lets others see. What is withheld is shown as "not shared", never as nothing."""

    PUBLIC = "public", _("Public")
    DIALOGUE = "dialogue", _("Everybody who works in the dialogue on this node")
    OWNER = "owner", _("Progress is not shared beyond the state itself")


class Precision(TextChoices):
    """How exact a day is. A month or a year is kept as its last day, and written as what it is."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")


class PlanState(TextChoices):
    """Whether a national plan counts."""

    DRAFT = "draft", _("Draft")
    IN_FORCE = "in_force", _("In force")
    LAPSED = "lapsed", _("Lapsed")
    NOT_KNOWN = "not_known", _("Not known")


class BudgetState(TextChoices):
    """Whether there is money. "Not known" is an answer of its own."""

    SECURED = "secured", _("Secured")
    PARTLY = "partly", _("Secured in part")
    NOT_SECURED = "not_secured", _("Not secured")
    NOT_KNOWN = "not_known", _("Not known")


# How far a fact about a state can be relied on (S12); of the words for reference data, those that somebody can say by hand.
CONFIDENCES = (Confidence.READ, Confidence.SECONDARY, Confidence.UNVERIFIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """A day, month or year: the last day it may be, and how exact that is."""

    last: date
    precision: Precision

    @classmethod
    def of(cls, day: CalendarDay) -> "Partial":
        """What a form or a table gave, in any calendar."""
        precision = Precision.DAY if day.exact else Precision.MONTH if day.month else Precision.YEAR
        return cls(last=day.last(), precision=precision)

    @property
    def shown(self) -> CalendarDay:
        """For `{% day %}` and papers: the month or year alone where no more is known. A month of another calendar shows as days do."""
        if self.precision is Precision.DAY:
            return CalendarDay.of(self.last, Calendar.GREGORIAN)
        month = self.last.month if self.precision is Precision.MONTH else None
        return CalendarDay(calendar=Calendar.GREGORIAN, year=self.last.year, month=month)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact comes from (S12): never without words, with the day of the source where it has one, and how far it can be relied on."""

    words: str
    on: date | None
    confidence: Confidence

    @property
    def verified(self) -> bool:
        return self.confidence in VERIFIED
