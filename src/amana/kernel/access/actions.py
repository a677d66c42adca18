"""Opening and ending a purpose, breaking the glass, and reviewing that."""

from dataclasses import replace

from django.utils import timezone

from amana.kernel.access.errors import AlreadyReviewed, NobodyToTell, ReasonNeeded
from amana.kernel.access.events import GlassBroken
from amana.kernel.access.models import BrokenGlass, GlassNotice, OpenAccess, Outcome
from amana.kernel.access.opening import end_of_emergency, organisation_of, user_of
from amana.kernel.access.resources import file_resource, record_resource
from amana.kernel.access.telling import whom_to_tell
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import action, announce, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.files.models import File
from amana.kernel.ids import AccessId, FileId, OrganisationId, UserId, new_id

ACCESS = "Access"
REASON_CHARACTERS = 20  # shorter than this is no sentence that a reviewer could judge


def _own(*_args: object, access: Access) -> Resource:
    return record_resource(ACCESS, access.ref, organisation=access.organisation, owner=access.user)


def _file(file: FileId, *args: object, **kwargs: object) -> Resource:
    return file_resource(_found(file))


def _found(file: FileId) -> File:
    try:
        return File.objects.select_related("organisation").get(ref=file)
    except File.DoesNotExist:
        raise NotFound from None


def _glass(glass: AccessId) -> BrokenGlass:
    row: BrokenGlass | None = (
        BrokenGlass.objects.select_related("file", "access__organisation", "access__user").filter(access__ref=glass).first()
    )
    if row is None:
        raise NotFound
    return row


def _broken(glass: AccessId, *args: object, **kwargs: object) -> Resource:
    row = _glass(glass)
    return record_resource(ACCESS, glass, organisation=OrganisationId(row.access.organisation.ref), file=FileId(row.file.ref))


def _author(glass: AccessId, *args: object, **kwargs: object) -> dict[str, object]:
    return {"author": UserId(_glass(glass).access.user.ref)}


@action("access.open", on=ACCESS, resource=_own)
def open_purpose(*, access: Access) -> AccessId:
    """Open the purpose of `access` (from `opening.new_access`). Raises Refused when roles, second factor or leave do not allow it."""
    _keep(access)
    record(purpose=access.purpose)
    return access.ref


@action("access.close", on=ACCESS, resource=_own)
def close_purpose(*, access: Access) -> None:
    """End a purpose before it ends by itself."""
    OpenAccess.objects.filter(ref=access.ref, user=user_of(access), closed_at=None).update(closed_at=timezone.now())


def break_glass(file: FileId, reason: str, *, access: Access) -> AccessId:
    """Open one restricted file for two hours, in an emergency; colleagues are told and review it.

    Gives the new access. Raises ReasonNeeded, NobodyToTell, NotFound for a file of another organisation, Refused.
    """
    now = timezone.now()
    asked = replace(
        access,
        ref=AccessId(new_id()),
        opened_at=now,
        expires_at=end_of_emergency(access, now),
        break_glass_file=file,
    )
    return _break_glass(file, reason, access=asked)


@action("access.break_glass", kind=Kind.OPEN, resource=_file)
def _break_glass(file: FileId, reason: str, *, access: Access) -> AccessId:
    if len(reason.strip()) < REASON_CHARACTERS:
        raise ReasonNeeded(characters=REASON_CHARACTERS)
    found = _found(file)
    told = whom_to_tell(found, breaker=user_of(access))
    if not told:
        raise NobodyToTell
    kept = _keep(access)
    BrokenGlass.objects.create(file=found, access=kept, reason=reason.strip())
    GlassNotice.objects.bulk_create(GlassNotice(access=kept, user=user, told_at=access.opened_at) for user in told)
    names = frozenset(UserId(user.ref) for user in told)
    record(reason=reason.strip(), told=sorted(str(name) for name in names))
    announce(GlassBroken(access=access.ref, file=file, by=UserId(kept.user.ref), told=names))
    return access.ref


@action("access.review", kind=Kind.OVERSEE, on=ACCESS, resource=_broken, context=_author)
def review_break_glass(glass: AccessId, outcome: Outcome, note: str, *, access: Access) -> None:
    """Say, as somebody else, whether a glass had to be broken; whoever broke it is told. Raises AlreadyReviewed, Refused for one's own."""
    row = _glass(glass)
    if row.reviewed_at is not None:
        raise AlreadyReviewed
    row.outcome, row.note = outcome, note
    row.reviewed_by, row.reviewed_at = user_of(access), timezone.now()
    row.save(update_fields=["outcome", "note", "reviewed_by", "reviewed_at"])
    GlassNotice.objects.filter(access=row.access, user=row.reviewed_by, seen_at=None).update(seen_at=row.reviewed_at)
    GlassNotice.objects.get_or_create(access=row.access, user=row.access.user, defaults={"told_at": row.reviewed_at})
    record(outcome=outcome)


@action("access.acknowledge", on=ACCESS, resource=_own)
def acknowledge(glass: AccessId, *, access: Access) -> None:
    """Say that one has seen the notice of an emergency opening, or of its review; the first time counts. Raises NotFound for others'."""
    mine = GlassNotice.objects.filter(access__ref=glass, user=user_of(access))
    if not mine.exists():
        raise NotFound
    first = mine.filter(seen_at=None).update(seen_at=timezone.now())
    record(glass=str(glass), first=bool(first))


def _keep(access: Access) -> OpenAccess:
    return OpenAccess.objects.create(
        ref=access.ref,
        user=user_of(access),
        organisation=organisation_of(access),
        purpose=access.purpose,
        second_factor=access.second_factor,
        opened_at=access.opened_at,
        expires_at=access.expires_at,
        break_glass_file=access.break_glass_file,
    )
