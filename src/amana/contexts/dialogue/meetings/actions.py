"""Every change of a meeting. What is corrected stays readable beside what replaced it."""

from uuid import UUID

from django.utils import timezone

from amana.contexts.dialogue import whose
from amana.contexts.dialogue.errors import CorrectedMeanwhile, ReasonMissing, SourceMissing
from amana.contexts.dialogue.meetings import queries
from amana.contexts.dialogue.meetings.models import Meeting, MeetingDetails, MeetingLine
from amana.contexts.dialogue.meetings.values import Details, Line
from amana.contexts.dialogue.terms import LineId, MeetingId
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import action, record
from amana.kernel.errors import NotFound


@action("dialogue.record_meeting", on=whose.REGISTER, resource=whose.register)
def record_meeting(details: Details, *, access: Access) -> MeetingId:
    """Enter a meeting. It is not public until it is published. Raises SourceMissing."""
    row = enter(details, code="", public=False, access=access)
    record(meeting=str(row.ref))
    return MeetingId(row.ref)


@action("dialogue.correct_meeting", on=whose.REGISTER, resource=queries.resource)
def correct_meeting(meeting: MeetingId, details: Details, *, follows: UUID, reason: str, access: Access) -> None:
    """Put the details of a meeting right. Raises CorrectedMeanwhile where the reader had an older version before them."""
    if not reason.strip():
        raise ReasonMissing
    row = Meeting.objects.select_for_update().get(ref=meeting)
    before = row.versions.filter(followed_by=None).get()
    if before.ref != follows:
        raise CorrectedMeanwhile
    write(row, details, access, follows=before, reason=reason)
    record(meeting=str(meeting))


@action("dialogue.publish_meeting", on=whose.REGISTER, resource=queries.resource)
def publish_meeting(meeting: MeetingId, *, public: bool, access: Access) -> None:
    """Let the public read of a meeting, or no longer. The log keeps who did."""
    Meeting.objects.filter(ref=meeting).update(public=public)
    record(meeting=str(meeting), public=public)


@action("dialogue.add_line", on=whose.REGISTER, resource=queries.resource)
def add_line(meeting: MeetingId, line: Line, *, access: Access) -> LineId:
    """Add an agenda item, a participant by office, a document or a recommendation. Raises SourceMissing."""
    row = _write_line(queries.find(meeting), line, access)
    record(meeting=str(meeting), line=str(row.ref), kind=line.kind.value)
    return LineId(row.ref)


def _of_line(ref: LineId, *_args: object, **_kwargs: object) -> Resource:
    found = MeetingLine.objects.filter(ref=ref).first()
    if found is None:
        raise NotFound
    return whose.row(UUID(str(found.ref)))


@action("dialogue.correct_line", on=whose.REGISTER, resource=_of_line)
def correct_line(ref: LineId, line: Line, *, reason: str, access: Access) -> LineId:
    """Put one line right; the old one stays and is shown. Raises CorrectedMeanwhile, ReasonMissing, SourceMissing."""
    if not reason.strip():
        raise ReasonMissing
    before = MeetingLine.objects.select_for_update().select_related("meeting").get(ref=ref)
    if MeetingLine.objects.filter(follows=before).exists():
        raise CorrectedMeanwhile
    row = _write_line(before.meeting, line, access, follows=before, reason=reason)
    record(meeting=str(before.meeting.ref), line=str(row.ref))
    return LineId(row.ref)


def enter(details: Details, *, code: str, public: bool, access: Access) -> Meeting:
    """Write a meeting and its first version; for actions that have asked the policy."""
    row = Meeting.objects.create(code=code, public=public, **_by(access))
    write(row, details, access)
    return row


def write(row: Meeting, details: Details, access: Access, *, follows: MeetingDetails | None = None, reason: str = "") -> None:
    """Write one version; for actions that have asked the policy."""
    if not details.source.words.strip():
        raise SourceMissing
    MeetingDetails.objects.create(
        meeting=row,
        follows=follows,
        reason=reason.strip(),
        title=details.title.strip(),
        kind=details.kind,
        place=details.place.strip(),
        country=details.country,
        starts_on=details.starts.last if details.starts else None,
        ends_on=details.ends.last,
        precision=details.ends.precision,
        chair=details.chair,
        source=details.source.words.strip(),
        source_on=details.source.on,
        confidence=details.source.confidence,
        **_by(access),
    )


def _write_line(row: Meeting, line: Line, access: Access, *, follows: MeetingLine | None = None, reason: str = "") -> MeetingLine:
    if not line.source.words.strip():
        raise SourceMissing
    return MeetingLine.objects.create(
        meeting=row,
        follows=follows,
        reason=reason.strip(),
        kind=line.kind,
        number=line.number.strip(),
        text=line.text.strip(),
        state=line.state,
        reference=line.reference.strip(),
        url=line.url,
        source=line.source.words.strip(),
        source_on=line.source.on,
        confidence=line.source.confidence,
        **_by(access),
    )


def _by(access: Access) -> dict[str, object]:
    return {"recorded_by": whose.worker(access), "recorded_for": whose.organisation(access), "recorded_at": timezone.now()}
