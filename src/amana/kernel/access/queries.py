"""What was opened in an emergency, and who still has to look at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from amana.kernel.access.floor import floor
from amana.kernel.access.models import BrokenGlass, GlassNotice, Outcome
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
    """One emergency opening as its reviewer reads it. `outcome` is absent until somebody reviewed it."""

    access: AccessId
    file: FileId
    file_number: str
    by: UserId
    by_name: str
    purpose: str
    opened_at: datetime
    expires_at: datetime
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
    """What somebody was told of an emergency opening: which file, who opened it and why; and when they said to have seen it.

    reason  absent where the open purpose does not reach the file
    """

    access: AccessId
    file_number: str
    by_name: str
    purpose: str
    opened_at: datetime
    expires_at: datetime
    reason: str | None
    seen_at: datetime | None
    reviewed: bool


def _own(*, access: Access) -> Resource:
    return record_resource("Access", access.ref, organisation=access.organisation, owner=access.user)


@read("access.notices", on="Access", resource=_own)
def notices(*, access: Access) -> Sequence[Notice]:
    """Emergency openings this person was told of, newest first."""
    told = list(
        GlassNotice.objects.filter(user=user_of(access), access__organisation=organisation_of(access))
        .select_related("access__user")
        .order_by("-told_at", "-pk")[:MOST_NOTICES]
    )
    opened = [notice.access_id for notice in told]
    within_reach = {row.access_id: row for row in unseal_many(BrokenGlass.objects.filter(access__in=opened))}
    with floor(system_access()):
        rows = BrokenGlass.objects.filter(access__in=opened).values_list("access_id", "file__number", "reviewed_at")
        known = {one: (number, reviewed_at is not None) for one, number, reviewed_at in rows}
    record(notices=len(told))
    return [
        Notice(
            access=AccessId(notice.access.ref),
            file_number=known[notice.access_id][0],
            by_name=notice.access.user.display_name,
            purpose=notice.access.get_purpose_display(),
            opened_at=notice.access.opened_at,
            expires_at=notice.access.expires_at,
            reason=within_reach[notice.access_id].reason if notice.access_id in within_reach else None,
            seen_at=notice.seen_at,
            reviewed=known[notice.access_id][1],
        )
        for notice in told
        if notice.access_id in known
    ]


def notices_to(user: UserId) -> int:
    """How many emergency openings a person was told of and has not looked at; asked on every page, so counted no further than shown."""
    return len(GlassNotice.objects.filter(user__ref=user, seen_at=None).values_list("pk")[:MOST_NOTICES])


def file_numbered(number: str, *, access: Access) -> FileId:
    """The file of one's own organisation with this number, within reach or not. Raises NotFound.

    Numbers follow one another, so that there is one tells nothing about anybody.
    """
    with floor(system_access()):
        rows = File.objects.filter(number=number.strip(), organisation=organisation_of(access)).exclude(state=State.ERASED)
        found = rows.values_list("ref", flat=True).first()
    if found is None:
        raise NotFound
    return FileId(found)


def _glass(row: BrokenGlass) -> Glass:
    return Glass(
        access=AccessId(row.access.ref),
        file=FileId(row.file.ref),
        file_number=row.file.number,
        by=UserId(row.access.user.ref),
        by_name=row.access.user.display_name,
        purpose=row.access.get_purpose_display(),
        opened_at=row.access.opened_at,
        expires_at=row.access.expires_at,
        reason=row.reason,
        outcome=Outcome(row.outcome) if row.outcome else None,
        note=row.note,
        reviewed_by_name=row.reviewed_by.display_name if row.reviewed_by else "",
        reviewed_at=row.reviewed_at,
    )
