"""Who may open a file, when work on it ends, and how it is destroyed."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from amana.contexts.persons import index, queries
from amana.contexts.persons.errors import ErasureNotProposed, LastOfTeam, NotAColleague, ReasonMissing
from amana.contexts.persons.events import FileClosed, PersonErased
from amana.contexts.persons.identity.continued import continuing_in, is_continued, persons_continuing_in
from amana.contexts.persons.identity.errors import ContinuesElsewhere
from amana.contexts.persons.identity.forgetting import forget
from amana.contexts.persons.keeping.erasure import finish
from amana.contexts.persons.models import Erasure, Person, PersonFact
from amana.contexts.persons.terms import CloseReason, ErasureGround
from amana.contexts.persons.versions import touch
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import Membership, User
from amana.kernel.accounts.rules import Held, counts
from amana.kernel.accounts.terms import READER_ROLES, Role
from amana.kernel.actions import action, announce, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.files.models import File, FileTeam, Level, State, TeamRole
from amana.kernel.ids import FileId, PersonId, UserId

ANY_LIVING = frozenset({State.OPEN, State.CLOSED})


@action("persons.join_team", resource=queries.resource)
def join_team(person: PersonId, user: UserId, *, role: TeamRole = TeamRole.MEMBER, access: Access) -> None:
    """Put a colleague of the holding organisation on a file's team, or change their part. Raises NotAColleague, NotOpen."""
    file = queries.find(person).file
    touch(file, based_on=None)
    colleague = _colleague(user, file)
    today = timezone.localdate()
    place = FileTeam.objects.filter(file=file, user=colleague, until=None).first()
    if place is None:
        FileTeam.objects.create(file=file, user=colleague, role=role, since=today)
    else:
        FileTeam.objects.filter(pk=place.pk).update(role=role)
    record(user=str(user), role=role.value)


@action("persons.leave_team", resource=queries.resource)
def leave_team(person: PersonId, user: UserId, *, access: Access) -> None:
    """Take somebody off a file's team from today on. Raises NotFound, LastOfTeam, NotOpen."""
    file = queries.find(person).file
    touch(file, based_on=None, states=ANY_LIVING)
    serving = FileTeam.objects.filter(file=file, until=None)
    if not serving.filter(user__ref=user).exists():
        raise NotFound
    if file.level == Level.RESTRICTED and not serving.exclude(user__ref=user).exists():
        raise LastOfTeam
    # The row goes if it began today: a place held for no full day could not end the day before.
    today = timezone.localdate()
    serving.filter(user__ref=user, since=today).delete()
    serving.filter(user__ref=user).update(until=today - timedelta(days=1))
    record(user=str(user))


@action("persons.set_level", resource=queries.resource)
def set_level(person: PersonId, level: Level, because: str, *, version: int, access: Access) -> None:
    """Restrict a file to its team, or open it to the organisation again. Whoever restricts it is on the team afterwards.

    Raises ReasonMissing, NotOpen, StaleFile, LastOfTeam.
    """
    if not because.strip():
        raise ReasonMissing
    file = queries.find(person).file
    touch(file, based_on=version)
    if level == Level.RESTRICTED and access.user is not None and not _serving(file, access.user):
        FileTeam.objects.create(file=file, user=User.objects.get(ref=access.user), role=TeamRole.LEAD, since=timezone.localdate())
    if level == Level.RESTRICTED and not FileTeam.objects.filter(file=file, until=None).exists():
        raise LastOfTeam
    File.objects.filter(pk=file.pk).update(level=level)
    record(level=level.value, because=because.strip())


@action("persons.close", resource=queries.resource)
def close(person: PersonId, reason: CloseReason, *, keep_until: date, note: str = "", version: int, access: Access) -> None:
    """End work on a file and say until when it is kept. Raises NotOpen, StaleFile."""
    row = queries.find(person)
    touch(row.file, based_on=version)
    File.objects.filter(pk=row.file.pk).update(state=State.CLOSED, closed_on=timezone.localdate(), retention_until=keep_until)
    File.objects.filter(pk__in=continuing_in(row.file.pk)).update(retention_until=keep_until)
    record(reason=reason.value, keep_until=keep_until.isoformat(), note=note)
    announce(FileClosed(person=person, file=FileId(row.file.ref)))


@action("persons.reopen", resource=queries.resource)
def reopen(person: PersonId, because: str, *, version: int, access: Access) -> None:
    """Take work on a closed file up again. Raises ReasonMissing, NotOpen (also for a file that is open), StaleFile, ContinuesElsewhere."""
    if not because.strip():
        raise ReasonMissing
    row = queries.find(person)
    if is_continued(row.file.pk):
        raise ContinuesElsewhere
    touch(row.file, based_on=version, states=frozenset({State.CLOSED}))
    File.objects.filter(pk=row.file.pk).update(state=State.OPEN, closed_on=None, retention_until=None)
    File.objects.filter(pk__in=continuing_in(row.file.pk)).update(retention_until=None)
    record(because=because.strip())


@action("persons.propose_erasure", resource=queries.resource)
def propose_erasure(person: PersonId, ground: ErasureGround, *, version: int, access: Access) -> UUID:
    """Propose that a file be destroyed. Nothing happens until somebody else confirms it. Raises StaleFile."""
    row = queries.find(person)
    touch(row.file, based_on=version, states=ANY_LIVING)
    waiting, _made = Erasure.objects.get_or_create(
        erased_file=row.file.ref,
        taken_back_at=None,
        defaults={
            "number": row.file.number,
            "organisation": row.file.organisation,
            "ground": ground,
            "proposed_by": _user(access),
            "proposed_at": timezone.now(),
        },
    )
    record(erasure=str(waiting.ref), ground=ground.value)
    return waiting.ref


@action("persons.take_back_erasure", resource=queries.resource)
def take_back_erasure(person: PersonId, *, access: Access) -> None:
    """Take the proposal back. Raises ErasureNotProposed."""
    if not _waiting(queries.find(person).file).update(taken_back_at=timezone.now()):
        raise ErasureNotProposed


def who_proposed(person: PersonId, *, access: Access) -> dict[str, object]:
    """The circumstances of an erasure: who agreed to it beside the one who carries it out."""
    proposed = _waiting(queries.find(person).file).select_related("proposed_by").first()
    return {"second_person": proposed.proposed_by.ref if proposed and proposed.proposed_by else None}


@action("persons.erase", resource=queries.resource, kind=Kind.ERASE, context=who_proposed)
def erase(person: PersonId, *, access: Access) -> UUID:
    """Destroy what a file says, and after the commit its key, so that it cannot be read in any backup either.

    The policies ask that somebody else proposed it, and that no legal hold stands. What stays: the number, the dates, the ground and a
    signed proof. Raises ErasureNotProposed.
    """
    row = queries.find(person)
    waiting = _waiting(row.file).first()
    if waiting is None:
        raise ErasureNotProposed
    touch(row.file, based_on=None, states=ANY_LIVING)
    for continuing in persons_continuing_in(row.file.pk):
        _erase_too(continuing, waiting, access)
    return destroy(row, waiting, confirmed_by=_user(access))


def _erase_too(person: PersonId, with_it: Erasure, access: Access) -> None:
    """Erase a file that continues in one that is erased: it is the same person's. The policies are asked for it by itself."""
    file = queries.find(person).file
    words = {"number": file.number, "organisation": file.organisation, "ground": with_it.ground, "proposed_at": with_it.proposed_at}
    Erasure.objects.get_or_create(erased_file=file.ref, taken_back_at=None, defaults={**words, "proposed_by": with_it.proposed_by})
    erase(person, access=access)


def destroy(row: Person, waiting: Erasure, *, confirmed_by: User | None) -> UUID:
    """Inside an action that may: delete what a file says, and after the commit its key. `confirmed_by` is None where the plan decided."""
    facts = PersonFact.objects.filter(person=row)
    facts.update(corrects=None)
    gone, _by_model = facts.delete()
    gone += forget(row.file.ref, row.pk)
    row.card, row.shown_first = {}, None
    row.save(update_fields=["card", "shown_first"])
    index.remove(row.pk)
    now = timezone.now()
    Erasure.objects.filter(pk=waiting.pk).update(confirmed_by=confirmed_by, confirmed_at=now, rows=gone + 1)
    File.objects.filter(pk=row.file.pk).update(state=State.ERASED, closed_on=timezone.localdate(now))
    record(erasure=str(waiting.ref), ground=waiting.ground, rows=gone + 1)
    announce(PersonErased(person=PersonId(row.ref), file=FileId(row.file.ref)))
    transaction.on_commit(lambda: finish(waiting.ref))
    return waiting.ref


def _waiting(file: File) -> QuerySet[Erasure]:
    return Erasure.objects.filter(erased_file=file.ref, taken_back_at=None, confirmed_at=None)


def _serving(file: File, user: UserId) -> bool:
    today = timezone.localdate()
    return FileTeam.objects.filter(Q(until=None) | Q(until__gte=today), file=file, user__ref=user, since__lte=today).exists()


def _colleague(user: UserId, file: File) -> User:
    """Somebody who opens files in the organisation that holds this one: a team of strangers would be a disclosure."""
    today = timezone.localdate()
    places = Membership.objects.filter(user__ref=user, organisation=file.organisation, user__is_active=True).select_related("user")
    for place in places:
        held = Held(role=Role(place.role), since=place.since, until=place.until, confirmed=place.confirmed_at is not None)
        if held.role in READER_ROLES and counts(held, on=today):
            return place.user
    raise NotAColleague


def _user(access: Access) -> User | None:
    return User.objects.filter(ref=access.user).first() if access.user else None
