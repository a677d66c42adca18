"""Accesses as values: a new one to ask the policies about, and those that are open already."""

from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from amana.kernel.access.models import OpenAccess
from amana.kernel.access.system import system_access
from amana.kernel.access.terms import PURPOSES_OF_ROLE, Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.accounts.queries import roles_in
from amana.kernel.accounts.terms import Role
from amana.kernel.errors import NoAccess
from amana.kernel.ids import AccessId, FileId, OrganisationId, UserId, new_id
from amana.kernel.organisations.models import Organisation

OPEN_HOURS = 8  # one working day, the same as the absolute limit of a session
BREAK_GLASS_HOURS = 2
JOB_HOURS = 24  # work that was started under an access may finish after it, but not on another day


class Job(Protocol):
    """What a job says about who started it."""

    access: UUID | None


def new_access(user: User, organisation: Organisation, purpose: Purpose, *, second_factor: bool) -> Access:
    """An access that somebody asks for; `actions.open_purpose` decides and keeps it."""
    now = timezone.now()
    return _value(AccessId(new_id()), user, organisation, purpose, second_factor, now, now + timedelta(hours=OPEN_HOURS), None)


def access_in_force(ref: UUID, user: User, *, second_factor: bool) -> Access | None:
    """The access `ref` if it is this user's, still open, and their roles still serve its purpose today; otherwise None."""
    row = _rows().filter(ref=ref, user=user, closed_at=None, expires_at__gt=timezone.now()).first()
    return None if row is None else _serving(_from_row(row, second_factor=second_factor, expires_at=row.expires_at))


def access_of_job(job: Job) -> Access:
    """The access a job works under: that of whoever started it, or the node's own.

    It outlives the sitting in which it was started, but ends with the role. Raises NoAccess when it may not work any more.
    """
    if job.access is None:
        return system_access()
    row = _rows().filter(ref=job.access).first()
    until = row.opened_at + timedelta(hours=JOB_HOURS) if row is not None and row.break_glass_file is None else None
    access = None if row is None or until is None else _serving(_from_row(row, second_factor=row.second_factor, expires_at=until))
    if access is None or access.expires_at <= timezone.now():
        raise NoAccess(action="jobs.work")
    return access


def end_of_emergency(access: Access, opened_at: datetime) -> datetime:
    """When an emergency opening that begins at a moment ends by itself: after two hours, or with the purpose it was made under."""
    return min(opened_at + timedelta(hours=BREAK_GLASS_HOURS), access.expires_at)


def purposes_in(user: User, organisation: Organisation) -> list[Purpose]:
    """Purposes a person may open in an organisation today, in the order of the list of purposes."""
    found = frozenset[Purpose]().union(*(PURPOSES_OF_ROLE[role] for role in roles_in(user, organisation, on=timezone.localdate())))
    return [purpose for purpose in Purpose if purpose in found]


def user_of(access: Access) -> User:
    """The person at work. Raises NoAccess where the node itself works."""
    if access.user is None:
        raise NoAccess
    return User.objects.get(ref=access.user)


def organisation_of(access: Access) -> Organisation:
    """The organisation the person works for. Raises NoAccess where the node itself works."""
    if access.organisation is None:
        raise NoAccess
    return Organisation.objects.get(ref=access.organisation)


def _rows() -> QuerySet[OpenAccess]:
    return OpenAccess.objects.select_related("user", "organisation")


def _from_row(row: OpenAccess, *, second_factor: bool, expires_at: datetime) -> Access:
    return _value(
        AccessId(row.ref),
        row.user,
        row.organisation,
        Purpose(row.purpose),
        second_factor,
        row.opened_at,
        expires_at,
        FileId(row.break_glass_file) if row.break_glass_file else None,
    )


def _value(
    ref: AccessId,
    user: User,
    organisation: Organisation,
    purpose: Purpose,
    second_factor: bool,
    opened_at: datetime,
    expires_at: datetime,
    file: FileId | None,
) -> Access:
    roles = roles_in(user, organisation, on=timezone.localdate())
    return Access(
        ref=ref,
        user=UserId(user.ref),
        organisation=OrganisationId(organisation.ref),
        organisation_kind=organisation.kind,
        state=organisation.country,
        purpose=purpose,
        roles=roles,
        second_factor=second_factor,
        in_service=bool(roles),
        opened_at=opened_at,
        expires_at=expires_at,
        break_glass_file=file,
    )


def _serving(access: Access) -> Access | None:
    """The access while a role still serves its purpose. The policies say so too; here it keeps pages from showing a dead purpose."""
    serves = any(access.purpose in PURPOSES_OF_ROLE[Role(role)] for role in access.roles)
    return access if serves and access.in_service else None
