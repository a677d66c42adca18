"""What was opened in an emergency, and who still has to look at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from amana.kernel.access.models import BrokenGlass, GlassNotice, Outcome
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import read
from amana.kernel.catalogue import Kind
from amana.kernel.ids import AccessId, FileId, UserId
from amana.kernel.sealed.rows import unseal_many


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


def notices_to(user: UserId) -> int:
    """How many emergency openings a person was told of and has not looked at."""
    return GlassNotice.objects.filter(user__ref=user, seen_at=None).count()


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
