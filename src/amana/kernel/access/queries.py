"""What was opened in an emergency, and who still has to look at it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from amana.kernel.access.floor import floor, within_floor
from amana.kernel.access.models import BrokenGlass, GlassNotice, OpenAccess, Outcome
from amana.kernel.access.opening import organisation_of, user_of
from amana.kernel.access.resources import record_resource
from amana.kernel.access.system import system_access
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import read, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.files.models import File, State
from amana.kernel.ids import AccessId, FileId, UserId
from amana.kernel.sealed.rows import unseal_many

MOST_NOTICES = 100  # on one page; older ones stand in the log


@dataclass(frozen=True, slots=True, kw_only=True)
class Glass:
    """One emergency opening as its reviewer reads it.

    ended_at  when it ended, by itself or by hand; in the future while it is open
    outcome   absent until somebody reviewed it
    """

    access: AccessId
    file: FileId
    file_number: str
    by: UserId
    by_name: str
    purpose: str
    opened_at: datetime
    ended_at: datetime
    reason: str
    outcome: Outcome | None
    note: str
    reviewed_by_name: str
    reviewed_at: datetime | None


def _all(*, access: Access) -> Resource:
    return record_resource("Access", access.ref, organisation=access.organisation)


@read("access.broken_glasses", kind=Kind.OVERSEE, on="Access", resource=_all)
def broken_glasses(*, access: Access) -> Sequence[Glass]:
    """Emergency openings of files within this access's reach, newest first, with their reasons."""
    rows = BrokenGlass.objects.select_related("file", "access__user", "reviewed_by").order_by("-access__opened_at")
    return [_glass(row) for row in unseal_many(rows)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An emergency opening that somebody was told of, or made: which file, who opened it and why; and when they said to have seen it.

    own          the reader opened the file; they see what the review found, but not the reviewer's note, which may speak of the file
    ended_at     when it ended, by itself or by hand; in the future while it is open
    reason       absent where the open purpose does not reach the file
    outcome      absent until somebody reviewed it
    to_be_seen   the reader was told and has not said yet that they saw it; whoever opened the file is told of the review
    """

    access: AccessId
    own: bool
    file_number: str
    by_name: str
    purpose: str
    opened_at: datetime
    ended_at: datetime
    reason: str | None
    outcome: Outcome | None
    reviewed_by_name: str
    reviewed_at: datetime | None
    seen_at: datetime | None
    to_be_seen: bool


def _own(*, access: Access) -> Resource:
    return record_resource("Access", access.ref, organisation=access.organisation, owner=access.user)


@read("access.notices", on="Access", resource=_own)
def notices(*, access: Access) -> Sequence[Notice]:
    """Emergency openings this person was told of, and their own, newest first."""
    reader, place = user_of(access), organisation_of(access)
    told = {
        row.access_id: row
        for row in GlassNotice.objects.filter(user=reader, access__organisation=place).order_by("-told_at", "-pk")[:MOST_NOTICES]
    }
    own = OpenAccess.objects.filter(user=reader, organisation=place, break_glass_file__isnull=False)
    own_keys = set(own.order_by("-opened_at").values_list("pk", flat=True)[:MOST_NOTICES])
    opened = OpenAccess.objects.filter(pk__in=own_keys | told.keys()).select_related("user").order_by("-opened_at", "-pk")
    within_reach = {row.access_id: row for row in unseal_many(BrokenGlass.objects.filter(access__in=told.keys() - own_keys))}
    with floor(system_access()):
        rows = BrokenGlass.objects.filter(access__in=own_keys | told.keys()).select_related("file", "reviewed_by")
        known = {row.access_id: row for row in rows}
    record(notices=len(told))
    return [
        _notice(one, known[one.pk], told.get(one.pk), own=one.pk in own_keys, within_reach=within_reach.get(one.pk))
        for one in opened
        if one.pk in known
    ]


def _notice(opened: OpenAccess, glass: BrokenGlass, told: GlassNotice | None, *, own: bool, within_reach: BrokenGlass | None) -> Notice:
    """`glass` is read for what is not sealed; its texts come from `within_reach` alone."""
    return Notice(
        access=AccessId(opened.ref),
        own=own,
        file_number=glass.file.number,
        by_name=opened.user.display_name,
        purpose=opened.get_purpose_display(),
        opened_at=opened.opened_at,
        ended_at=opened.closed_at or opened.expires_at,
        reason=within_reach.reason if within_reach else None,
        outcome=Outcome(glass.outcome) if glass.outcome else None,
        reviewed_by_name=glass.reviewed_by.display_name if glass.reviewed_by else "",
        reviewed_at=glass.reviewed_at,
        seen_at=told.seen_at if told else None,
        to_be_seen=told is not None and told.seen_at is None,
    )


def notices_to(user: UserId) -> int:
    """How many emergency openings a person was told of and has not looked at; asked on every page, so counted no further than shown."""
    return len(GlassNotice.objects.filter(user__ref=user, seen_at=None).values_list("pk")[:MOST_NOTICES])


def file_numbered(number: str, *, access: Access) -> FileId:
    """The file of one's own organisation with this number, within reach or not; digits and letters as anybody types them. Raises NotFound.

    Numbers follow one another, so that there is one tells nothing about anybody.
    """
    with floor(system_access()):
        found = _files_at_home(access).filter(number=as_written(number)).values_list("ref", flat=True).first()
    if found is None:
        raise NotFound
    return FileId(found)


def number_of(file: FileId, *, access: Access) -> str:
    """The number of a file of one's own organisation, within reach or not. Raises NotFound."""
    with floor(system_access()):
        found: str | None = _files_at_home(access).filter(ref=file).values_list("number", flat=True).first()
    if found is None:
        raise NotFound
    return found


def is_within_reach(file: FileId, *, access: Access) -> bool:
    """Whether an access reaches a file without an emergency."""
    return File.objects.filter(within_floor(access, ""), ref=file).exists()


def as_written(number: str) -> str:
    """A file's number as it is kept: capital letters, digits 0 to 9 whatever the keyboard, no spaces."""
    digits = (str(unicodedata.decimal(sign, sign)) for sign in number)
    return "".join("".join(digits).split()).upper()


def _files_at_home(access: Access) -> QuerySet[File]:
    return File.objects.filter(organisation=organisation_of(access)).exclude(state=State.ERASED)


def _glass(row: BrokenGlass) -> Glass:
    return Glass(
        access=AccessId(row.access.ref),
        file=FileId(row.file.ref),
        file_number=row.file.number,
        by=UserId(row.access.user.ref),
        by_name=row.access.user.display_name,
        purpose=row.access.get_purpose_display(),
        opened_at=row.access.opened_at,
        ended_at=row.access.closed_at or row.access.expires_at,
        reason=row.reason,
        outcome=Outcome(row.outcome) if row.outcome else None,
        note=row.note,
        reviewed_by_name=row.reviewed_by.display_name if row.reviewed_by else "",
        reviewed_at=row.reviewed_at,
    )
