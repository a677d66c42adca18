"""Reading meetings."""

from collections import defaultdict
from uuid import UUID

from django.db.models import QuerySet

from amana.contexts.dialogue import whose
from amana.contexts.dialogue.chairs import queries as chairs
from amana.contexts.dialogue.chairs.rules import ChairPeriod, chairs_on
from amana.contexts.dialogue.meetings.models import Meeting, MeetingDetails, MeetingLine
from amana.contexts.dialogue.meetings.values import Details, Line, LineView, MeetingView
from amana.contexts.dialogue.terms import CommitmentId, LineId, LineKind, MeetingId, MeetingKind, Partial, Precision
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import read
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound


def find(meeting: MeetingId) -> Meeting:
    """The stored meeting. Raises NotFound."""
    found = Meeting.objects.filter(ref=meeting).first()
    if found is None:
        raise NotFound
    return found


def resource(meeting: MeetingId, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about for one meeting."""
    return whose.row(UUID(str(find(meeting).ref)))


@read("dialogue.list_meetings", on=whose.REGISTER, kind=Kind.LIST, resource=whose.register)
def meetings(*, access: Access) -> tuple[MeetingView, ...]:
    """Every meeting, the latest first, without its lines."""
    return as_seen(MeetingDetails.objects.all(), lines=False)


@read("dialogue.open_meeting", on=whose.REGISTER, kind=Kind.OPEN, resource=resource)
def meeting(meeting: MeetingId, *, access: Access) -> MeetingView:
    """One meeting with its lines."""
    (found,) = as_seen(MeetingDetails.objects.filter(meeting__ref=meeting), lines=True)
    return found


def published(*, lines: bool = True) -> tuple[MeetingView, ...]:
    """What the secretariat made public, for pages that need no account."""
    return as_seen(MeetingDetails.objects.filter(meeting__public=True), lines=lines)


def as_seen(chosen: QuerySet[MeetingDetails], *, lines: bool) -> tuple[MeetingView, ...]:
    """Meetings as they stand, the latest first. Three queries, however many."""
    versions: dict[int, list[MeetingDetails]] = defaultdict(list)
    for row in chosen.select_related("meeting").order_by("pk"):
        versions[row.meeting_id].append(row)
    found = _lines(list(versions)) if lines else {}
    periods = chairs.periods()
    views = [_view(each, found.get(pk, ()), periods) for pk, each in versions.items()]
    return tuple(sorted(views, key=lambda view: (view.details.ends.last, view.code), reverse=True))


def line(ref: LineId) -> MeetingLine:
    """A stored line that nothing has replaced. Raises NotFound."""
    found = MeetingLine.objects.filter(ref=ref, followed_by=None).select_related("meeting").first()
    if found is None:
        raise NotFound
    return found


def line_of(row: MeetingLine) -> Line:
    """A stored line as a value."""
    return Line(
        kind=LineKind(row.kind), text=row.text, number=row.number, state=row.state, reference=row.reference, url=row.url, source=row.sourced
    )


def _lines(meetings: list[int]) -> dict[int, tuple[LineView, ...]]:
    rows = list(MeetingLine.objects.filter(meeting__in=meetings).select_related("commitment").order_by("pk"))
    by_pk = {row.pk: row for row in rows}
    replaced = {row.follows_id for row in rows}
    found: dict[int, list[LineView]] = defaultdict(list)
    for row in rows:
        if row.pk not in replaced:
            chain = _chain(row, by_pk)
            grown = next((each.commitment for each in chain if hasattr(each, "commitment")), None)
            found[row.meeting_id].append(
                LineView(
                    ref=LineId(row.ref),
                    line=line_of(row),
                    corrected_because=row.reason,
                    before=tuple(each.text for each in chain[1:]),
                    commitment=CommitmentId(grown.ref) if grown else None,
                )
            )
    return {pk: tuple(sorted(views, key=_in_order)) for pk, views in found.items()}


def _chain(row: MeetingLine, by_pk: dict[int, MeetingLine]) -> list[MeetingLine]:
    found = [row]
    while found[-1].follows_id is not None:
        found.append(by_pk[found[-1].follows_id])
    return found


def _in_order(view: LineView) -> tuple[int, str, int]:
    number = view.line.number
    return (int(number), "", 0) if number.isdecimal() else (10**6, number, 0)


def _view(versions: list[MeetingDetails], lines: tuple[LineView, ...], periods: tuple[ChairPeriod, ...]) -> MeetingView:
    row = versions[-1]
    details = details_of(row)
    sat = (row.chair,) if row.chair else tuple(period.state for period in chairs_on(periods, details.ends.last))
    exact = details.ends.precision is not Precision.YEAR
    return MeetingView(
        ref=MeetingId(row.meeting.ref),
        code=row.meeting.code,
        public=row.meeting.public,
        version=row.ref,
        details=details,
        chairs=sat if exact or row.chair else (),
        reasons=tuple(each.reason for each in versions if each.reason),
        lines=lines,
    )


def details_of(row: MeetingDetails) -> Details:
    """A stored version as a value."""
    precision = Precision(row.precision)
    return Details(
        title=row.title,
        kind=MeetingKind(row.kind),
        ends=Partial(last=row.ends_on, precision=precision),
        starts=Partial(last=row.starts_on, precision=precision) if row.starts_on else None,
        place=row.place,
        country=row.country,
        chair=row.chair,
        source=row.sourced,
    )
