"""Reading the log back, with details opened: for the desk that oversees how data are used."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q

from amana.engines.sealing.errors import SealingError
from amana.kernel.audit.entries import DETAIL_KEY, open_detail
from amana.kernel.audit.models import AuditEntry
from amana.kernel.audit.walk import read_text
from amana.kernel.errors import NoAccess
from amana.kernel.ids import FileId, OrganisationId, UserId
from amana.kernel.sealed.errors import ValueDamaged
from amana.kernel.sealed.keystore import get_keystore

if TYPE_CHECKING:
    from amana.kernel.access.values import Access

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """One entry as it was written. With `erased` only index, time, kind and name are left."""

    index: int
    at: datetime
    kind: str
    name: str
    actor: UUID | None = None
    organisation: UUID | None = None
    purpose: str = ""
    access: UUID | None = None
    file: UUID | None = None
    policy: str = ""
    outcome: str = ""
    detail: Mapping[str, object] = field(default_factory=dict, repr=False)
    erased: bool = False


def entries(
    *,
    access: "Access",
    kinds: Collection[str] = (),
    names: Collection[str] = (),
    name_prefix: str = "",
    actor: UserId | None = None,
    organisation: OrganisationId | None = None,
    file: FileId | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[AuditRecord]:
    """Entries, newest first; filters that are left out do not filter.

    access   who reads; whether they may is decided, and written, by the `@read` that calls this
    before   only entries with a smaller index: the last one of the page before
    limit    at most this many, and at most MOST_AT_ONCE

    Raises NoAccess without an access, ValueDamaged if a stored entry was changed.
    """
    if access is None:
        raise NoAccess(action="read audit log")
    wanted = Q()
    for name, value in (("actor", actor), ("organisation", organisation), ("file", file), ("at__gte", since), ("at__lt", until)):
        if value is not None:
            wanted &= Q(**{name: value})
    if kinds:
        wanted &= Q(kind__in=list(kinds))
    if names:
        wanted &= Q(name__in=list(names))
    if name_prefix:
        wanted &= Q(name__startswith=name_prefix)
    if before is not None:
        wanted &= Q(index__lt=before)
    detail_key = get_keystore().named_secret(DETAIL_KEY)
    found = AuditEntry.objects.filter(wanted).order_by("-index")[: min(limit, MOST_AT_ONCE)]
    return [_record(row, detail_key) for row in found]


def _record(row: AuditEntry, detail_key: bytes) -> AuditRecord:
    if row.text is None:
        return AuditRecord(index=row.index, at=row.at, kind=row.kind, name=row.name, erased=True)
    said: dict[str, Any] = read_text(bytes(row.text))
    try:
        detail = open_detail(said, detail_key=detail_key)
    except (SealingError, KeyError, ValueError):
        raise ValueDamaged(column="audit.AuditEntry.text", row=str(row.index)) from None
    return AuditRecord(
        index=row.index,
        at=row.at,
        kind=said["kind"],
        name=said["name"],
        actor=_id(said, "actor"),
        organisation=_id(said, "organisation"),
        purpose=said.get("purpose", ""),
        access=_id(said, "access"),
        file=_id(said, "file"),
        policy=said.get("policy", ""),
        outcome=said.get("outcome", ""),
        detail=detail,
    )


def _id(said: Mapping[str, Any], name: str) -> UUID | None:
    return UUID(said[name]) if name in said else None
