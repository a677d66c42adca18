"""All that other packages use of the dialogue."""

from datetime import date

from amana.contexts.dialogue.actions import TakenOver, take_over
from amana.contexts.dialogue.commitments.actions import decide, judge, record_commitment, report, reword, share
from amana.contexts.dialogue.commitments.queries import commitment, commitments
from amana.contexts.dialogue.commitments.queries import published as _published_commitments
from amana.contexts.dialogue.commitments.values import CommitmentView, Evidence, Promise
from amana.contexts.dialogue.meetings.actions import add_line, record_meeting
from amana.contexts.dialogue.meetings.queries import meeting, meetings
from amana.contexts.dialogue.meetings.queries import published as _published_meetings
from amana.contexts.dialogue.meetings.values import Details, Line, LineView, MeetingView
from amana.contexts.dialogue.plans.queries import plan, plans
from amana.contexts.dialogue.plans.queries import published as _published_plans
from amana.contexts.dialogue.plans.values import PlanView
from amana.kernel.access.values import Access


def published_commitments(*, on: date) -> tuple[CommitmentView, ...]:
    """Commitments that are public, with their history, for pages without an account."""
    return _published_commitments(on)


def published_meetings() -> tuple[MeetingView, ...]:
    """Meetings that are public, the latest first, with agenda, participants by office, documents and recommendations."""
    return _published_meetings()


def published_plans(*, on: date) -> tuple[PlanView, ...]:
    """National plans that their states made public."""
    return _published_plans(on)


def due_for(*, on: date, access: Access) -> tuple[CommitmentView, ...]:
    """What the reader's own state owes and has not closed, the earliest deadline first."""
    return tuple(view for view in commitments(on=on, access=access) if view.promise.owner_state == access.state and not view.closed)


def waiting_for_verification(*, on: date, access: Access) -> tuple[CommitmentView, ...]:
    """Claims that wait for a second party and that this reader, for this organisation, could judge."""
    return tuple(
        view
        for view in commitments(on=on, access=access)
        if view.waits and view.latest and view.latest.by.organisation != access.organisation and view.latest.by.user != access.user
    )


__all__ = [
    "CommitmentView",
    "Details",
    "Evidence",
    "Line",
    "LineView",
    "MeetingView",
    "PlanView",
    "Promise",
    "TakenOver",
    "add_line",
    "commitment",
    "commitments",
    "decide",
    "due_for",
    "judge",
    "meeting",
    "meetings",
    "plan",
    "plans",
    "published_commitments",
    "published_meetings",
    "published_plans",
    "record_commitment",
    "record_meeting",
    "report",
    "reword",
    "share",
    "take_over",
    "waiting_for_verification",
]
