"""What stands in the calendar: meetings and deadlines, for a reader, as far as is shared with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amana.contexts.dialogue import whose
from amana.contexts.dialogue.calendar.rules import Entry
from amana.contexts.dialogue.commitments import queries as commitments
from amana.contexts.dialogue.commitments.models import Commitment
from amana.contexts.dialogue.commitments.presenting import owner
from amana.contexts.dialogue.commitments.values import CommitmentView
from amana.contexts.dialogue.meetings import queries as meetings
from amana.contexts.dialogue.meetings.models import MeetingDetails
from amana.contexts.dialogue.meetings.values import MeetingView
from amana.contexts.dialogue.terms import Precision
from amana.kernel.access.values import Access
from amana.kernel.actions import read, record
from amana.kernel.catalogue import Kind
from amana.kernel.locale.formats import format_day
from amana.kernel.locale.names import country_name

SOON = timedelta(days=60)
LATELY = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What is due and what changed, for one reader on one day."""

    on: date
    since: date
    overdue: tuple[CommitmentView, ...]
    soon: tuple[CommitmentView, ...]
    waiting: tuple[CommitmentView, ...]
    changed: tuple[CommitmentView, ...]


@read("dialogue.open_calendar", on=whose.REGISTER, kind=Kind.LIST, resource=whose.register)
def calendar(*, on: date, access: Access) -> tuple[Entry, ...]:
    """Every meeting and every deadline that is not closed."""
    return _entries(on, access)


@read("dialogue.export_calendar", on=whose.REGISTER, kind=Kind.EXPORT, resource=whose.register)
def feed(*, on: date, access: Access) -> tuple[Entry, ...]:
    """The same for a calendar program that asks with a key."""
    record(by="key")
    return _entries(on, access)


@read("dialogue.open_digest", on=whose.REGISTER, kind=Kind.LIST, resource=whose.register)
def digest(*, on: date, since: date | None = None, access: Access) -> Digest:
    """What is overdue, due within sixty days, waiting for somebody, and changed since a day (a fortnight ago unless one is given)."""
    since = since or on - LATELY
    found = commitments.as_seen(Commitment.objects.all(), on=on, access=access)
    open_ones = [view for view in found if view.closed is False]
    return Digest(
        on=on,
        since=since,
        overdue=tuple(view for view in open_ones if view.overdue),
        soon=tuple(view for view in open_ones if view.promise.deadline and on <= view.promise.deadline.last <= on + SOON),
        waiting=tuple(view for view in open_ones if view.waits),
        changed=tuple(sorted((view for view in found if changed_at(view).date() >= since), key=changed_at, reverse=True)),
    )


def changed_at(view: CommitmentView) -> datetime:
    """When a commitment last changed, as far as the reader may know."""
    return max([version.at for version in view.versions] + [step.at for step in view.steps])


def _entries(on: date, access: Access) -> tuple[Entry, ...]:
    found = commitments.as_seen(Commitment.objects.all(), on=on, access=access)
    held = meetings.as_seen(MeetingDetails.objects.all(), lines=False)
    return (*_meetings(held), *_deadlines(found))


def _meetings(held: Sequence[MeetingView]) -> Iterable[Entry]:
    written = dict(MeetingDetails.objects.values_list("meeting__ref").annotate(at=Max("recorded_at")))
    for view in held:
        ends, starts = view.details.ends, view.details.starts
        country = country_name(view.details.country) if view.details.country else ""
        yield Entry(
            uid=f"meeting-{view.ref}",
            title=_as_exact(view.title, ends.precision, format_day(ends.shown)),
            first=starts.last if starts else ends.last,
            last=ends.last,
            text=str(view.details.kind.label),
            place=", ".join(part for part in (view.place, country) if part),
            url=reverse("dialogue:meeting", args=[view.ref]),
            changed=written[view.ref].astimezone(UTC),
        )


def _deadlines(found: Sequence[CommitmentView]) -> Iterable[Entry]:
    for view in found:
        deadline = view.promise.deadline
        if deadline is None or view.closed:
            continue
        title = _("Due: %(what)s") % {"what": view.promise.action}
        yield Entry(
            uid=f"commitment-{view.ref}",
            title=_as_exact(title, deadline.precision, format_day(deadline.shown)),
            first=deadline.last,
            last=deadline.last,
            text=owner(view),
            url=reverse("dialogue:commitment", args=[view.ref]),
            changed=changed_at(view).astimezone(UTC),
        )


def _as_exact(title: str, precision: Precision, shown: str) -> str:
    """A title that says where only the month or year is known, because a calendar has nothing but days."""
    return title if precision is Precision.DAY else _("%(what)s (known only as: %(when)s)") % {"what": title, "when": shown}


def today() -> date:
    """The day in the node's time zone, for feeds that no middleware prepared."""
    return timezone.localdate()
