"""The features' models, gathered for Django."""

from amana.contexts.dialogue.calendar.models import FeedKey
from amana.contexts.dialogue.commitments.models import Commitment, CommitmentStep, CommitmentTerms
from amana.contexts.dialogue.meetings.models import Meeting, MeetingDetails, MeetingLine
from amana.contexts.dialogue.plans.models import Activity, ActivityDetails, ActivityStep, Plan, PlanDetails

__all__ = [
    "Activity",
    "ActivityDetails",
    "ActivityStep",
    "Commitment",
    "CommitmentStep",
    "CommitmentTerms",
    "FeedKey",
    "Meeting",
    "MeetingDetails",
    "MeetingLine",
    "Plan",
    "PlanDetails",
]
