"""Taking meetings and plans over from the reference tables, so that they can be worked with. Doing it again changes nothing."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from amana.contexts.dialogue import tables, whose
from amana.contexts.dialogue.meetings import actions as meetings
from amana.contexts.dialogue.meetings import queries as meeting_queries
from amana.contexts.dialogue.meetings.models import Meeting
from amana.contexts.dialogue.meetings.values import Details
from amana.contexts.dialogue.plans import actions as plans
from amana.contexts.dialogue.plans import queries as plan_queries
from amana.contexts.dialogue.plans.models import Plan
from amana.contexts.dialogue.plans.values import PlanFacts
from amana.contexts.dialogue.terms import MeetingKind, Partial, PlanState, Source
from amana.kernel.access.values import Access
from amana.kernel.actions import action, record
from amana.kernel.locale.calendars import Calendar, CalendarDay
from amana.kernel.vocabulary.terms import Confidence
from amana.kernel.vocabulary.values import Row

CHANGED = gettext_noop("The reference table has a new edition.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """How many came in, and how many got a new version."""

    new: int
    changed: int


@action("dialogue.take_over", on=whose.REGISTER, resource=whose.register)
def take_over(*, access: Access) -> TakenOver:
    """Enter what the tables `meetings` and `national_plans` name and the register does not have; a changed row becomes a new version.

    What people entered by hand is not touched, and a row that left its table stays in the register: nothing disappears.
    """
    counts = [_meeting(row, access) for row in tables.rows(tables.MEETINGS)] + [_plan(row, access) for row in tables.rows(tables.PLANS)]
    done = TakenOver(new=counts.count("new"), changed=counts.count("changed"))
    record(new=done.new, changed=done.changed)
    return done


def _meeting(row: Row, access: Access) -> str:
    starts, ends = partial(row["starts"]), partial(row["ends"])
    details = Details(
        title=row["title"],
        kind=MeetingKind(row["kind"]),
        starts=None if starts == ends else starts,
        ends=ends,
        place=row["place"],
        country=row["country"],
        chair=row["chair"],
        source=_source(row),
    )
    found = Meeting.objects.filter(code=row.code).first()
    if found is None:
        meetings.enter(details, code=row.code, public=True, access=access)
        return "new"
    # A version that somebody wrote by hand stands: the table does not overrule people.
    current = found.versions.get(followed_by=None)
    if current.recorded_by_id is not None or meeting_queries.details_of(current) == details:
        return "same"
    meetings.write(found, details, access, follows=current, reason=CHANGED)
    return "changed"


def _plan(row: Row, access: Access) -> str:
    facts = PlanFacts(
        title=row["title"],
        first_year=int(row["first_year"]) if row["first_year"] else None,
        last_year=int(row["last_year"]) if row["last_year"] else None,
        state=PlanState(row["plan_state"]),
        note=row["note"],
        source=_source(row),
    )
    found = Plan.objects.filter(code=row.code).first()
    if found is None:
        plans.enter(row["state"], facts, code=row.code, public=True, access=access)
        return "new"
    current = found.versions.get(followed_by=None)
    if current.recorded_by_id is not None or plan_queries.facts_of(current) == facts:
        return "same"
    plans.write(found, facts, access, follows=current, reason=CHANGED)
    return "changed"


def partial(text: str) -> Partial:
    """Read 2025-02-19, 2025-02 or 2025."""
    year, month, day = (*text.split("-"), "", "")[:3]
    shown = CalendarDay(calendar=Calendar.GREGORIAN, year=int(year), month=int(month) if month else None, day=int(day) if day else None)
    return Partial.of(shown)


def _source(row: Row) -> Source:
    return Source(words=row.source, on=None, confidence=Confidence(row["confidence"]))
