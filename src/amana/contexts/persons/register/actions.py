"""Registering a person after a search, and registering many from an import."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from amana.contexts.persons import index
from amana.contexts.persons.errors import NamelessFile, SearchFirst
from amana.contexts.persons.events import PersonRegistered
from amana.contexts.persons.identity.proposing import mark
from amana.contexts.persons.models import FileSeries, Person, SearchMade
from amana.contexts.persons.register.queries import register_resource
from amana.contexts.persons.register.rows import insert_statements
from amana.contexts.persons.register.rules import SEARCH_COUNTS_FOR, can_be_found_again, search_counts
from amana.contexts.persons.rules.card import card
from amana.contexts.persons.terms import Origin
from amana.contexts.persons.values import Statement, checked
from amana.kernel.access.resources import file_resource
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.actions import action, announce, record
from amana.kernel.errors import NotFound
from amana.kernel.files.models import File, FileTeam, Level, TeamRole
from amana.kernel.ids import FileId, OrganisationId, PersonId, UserId, new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.keystore import get_keystore

BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What is known of a person at the start. Anything may be missing, if one thing can be found again.

    search  the search that came before (`register.queries.Found.search`); imports have none
    lead    who leads on the file; by default whoever registers, and nobody for many
    """

    statements: tuple[Statement, ...]
    search: UUID | None = None
    level: Level = Level.ORGANISATION
    lead: UserId | None = None


@action("persons.register", on="Register", resource=register_resource)
def register(registration: Registration, *, access: Access) -> PersonId:
    """Open a file for a person, or raise SearchFirst, NamelessFile, WrongValue. Whoever registers leads on it unless another does."""
    now = timezone.now()
    _searched(registration, access, now)
    led = replace(registration, lead=registration.lead or access.user)
    (file,) = _open_files([led], access.organisation, now)
    person = begin(FileId(file.ref), led, access=access)
    record(person=str(person), number=file.number, search=str(registration.search))
    announce(PersonRegistered(person=person, file=FileId(file.ref)))
    return person


@action("persons.begin", resource=lambda file, *_args, **_kwargs: file_resource(_file(file)))
def begin(file: FileId, registration: Registration, *, access: Access) -> PersonId:
    """Record the first statements of a new file. A part of `register`: it leaves the entry in the log that names the file."""
    (person,) = _record_first([_file(file)], [registration], Origin.SEARCH, access, timezone.now())
    record(statements=len(registration.statements))
    return PersonId(person.ref)


@action("persons.register_many", on="Register", resource=register_resource)
def register_batch(
    registrations: Sequence[Registration], *, origin: Origin, organisation: OrganisationId | None = None, access: Access
) -> list[PersonId]:
    """Open files for many people in one transaction and one entry of the log, in their order.

    No search is asked for: an import finds likely doubles itself and shows them before it commits; the origin stays on each person.
    `organisation` holds the files; by default the access's own. Raises NamelessFile, WrongValue; then nothing of the batch stays.
    """
    now = timezone.now()
    for registration in registrations:
        _whole(registration)
    files = _open_files(registrations, organisation or access.organisation, now)
    persons = _record_first(files, registrations, origin, access, now)
    record(persons=[str(person.ref) for person in persons], origin=origin.value)
    for person in persons:
        announce(PersonRegistered(person=PersonId(person.ref), file=FileId(person.file.ref)))
    return [PersonId(person.ref) for person in persons]


def register_many(
    registrations: Iterable[Registration],
    *,
    access: Access,
    origin: Origin = Origin.IMPORT,
    organisation: OrganisationId | None = None,
    batch: int = BATCH,
) -> Iterator[PersonId]:
    """Register any number of people, `batch` at a time; each batch is kept as soon as its last person is given out."""
    waiting = iter(registrations)
    while some := list(islice(waiting, batch)):
        yield from register_batch(some, origin=origin, organisation=organisation, access=access)


def _searched(registration: Registration, access: Access, now: datetime) -> None:
    minutes = int(SEARCH_COUNTS_FOR.total_seconds() // 60)
    if registration.search is None or access.user is None or access.organisation is None:
        raise SearchFirst(minutes=minutes)
    made = SearchMade.objects.filter(ref=registration.search, user__ref=access.user, organisation__ref=access.organisation).first()
    if made is None or not search_counts(made.made_at, at=now):
        raise SearchFirst(minutes=minutes)
    # A search entitles to one file: a form that is sent twice opens no second one. Of two at once, one finds nothing left to delete.
    if made.delete()[0] == 0:
        raise SearchFirst(minutes=minutes)
    _whole(registration)


def _whole(registration: Registration) -> None:
    for statement in registration.statements:
        checked(statement.kind, statement.value)
    if not can_be_found_again(registration.statements):
        raise NamelessFile


def _open_files(registrations: Sequence[Registration], organisation: OrganisationId | None, now: datetime) -> list[File]:
    """Keys, files and teams. Keys come first: one without a file does no harm, a file without a key would."""
    holder = Organisation.objects.filter(ref=organisation).first() if organisation else None
    if holder is None:
        raise NotFound
    today = timezone.localdate(now)
    refs = [new_id() for _ in registrations]
    get_keystore().create_file_keys(refs)
    numbers = _numbers(today.year, len(refs))
    files = File.objects.bulk_create(
        [File(ref=ref, number=number, organisation=holder, opened_on=today) for ref, number in zip(refs, numbers, strict=True)]
    )
    leads = _row_numbers(registration.lead for registration in registrations)
    FileTeam.objects.bulk_create(
        FileTeam(file=file, user_id=leads[registration.lead], role=TeamRole.LEAD, since=today)
        for file, registration in zip(files, registrations, strict=True)
        if registration.lead is not None
    )
    # Only now, for a file nobody is named on cannot be restricted (and the floor of the database would not let it in).
    restricted = [f.pk for f, registration in zip(files, registrations, strict=True) if registration.level == Level.RESTRICTED]
    if restricted:
        File.objects.filter(pk__in=restricted, team__isnull=False).update(level=Level.RESTRICTED)
    return files


def _record_first(
    files: Sequence[File], registrations: Sequence[Registration], origin: Origin, access: Access, now: datetime
) -> list[Person]:
    """Persons with their cards, their statements, and the postings by which they are found."""
    by = _row_numbers([access.user]).get(access.user)
    country = settings.NODE.country
    persons: list[Person] = Person.objects.bulk_create(
        [
            Person(file=file, card=card(registration.statements, country=country), origin=origin, registered_by_id=by, registered_at=now)
            for file, registration in zip(files, registrations, strict=True)
        ]
    )
    first = [(person, registration.statements) for person, registration in zip(persons, registrations, strict=True)]
    insert_statements(first, recorded_at=now, recorded_by=by)
    index.enter(index.Holding(person=p.pk, holder=p.file.organisation_id, card=p.card) for p in persons)
    mark(person.pk for person in persons)
    return persons


def _file(file: FileId) -> File:
    found = File.objects.select_related("organisation").filter(ref=file).first()
    if found is None:
        raise NotFound
    return found


def _numbers(year: int, count: int) -> list[str]:
    """The next file numbers of a year. The row is locked until the transaction ends, so no number is given twice."""
    FileSeries.objects.get_or_create(year=year)
    FileSeries.objects.filter(year=year).update(last=F("last") + count)
    last = FileSeries.objects.get(year=year).last
    return [f"C-{year}-{number:06d}" for number in range(last - count + 1, last + 1)]


def _row_numbers(users: Iterable[UserId | None]) -> dict[UserId | None, int]:
    return {UserId(ref): pk for ref, pk in User.objects.filter(ref__in={u for u in users if u}).values_list("ref", "pk")}
