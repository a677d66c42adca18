"""What a file says: statements are added, corrected and withdrawn, never changed or removed.

Every act that takes something back is based on a version of the file that its author saw; if the file has moved on, nothing happens
and `StaleFile` says so. What only adds may go without: an addition overwrites nothing.
"""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from amana.contexts.persons import queries
from amana.contexts.persons.errors import AlreadyWithdrawn, ReasonMissing, SamePerson, WrongValue
from amana.contexts.persons.models import Person, PersonFact
from amana.contexts.persons.record.cards import refresh
from amana.contexts.persons.terms import INVERSE, FactKind, Source
from amana.contexts.persons.values import Relation, SafeContact, Statement, checked
from amana.contexts.persons.versions import touch
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.actions import action, record
from amana.kernel.errors import NotFound
from amana.kernel.ids import PersonId


@action("persons.add_name", resource=queries.resource)
def add_name(person: PersonId, statement: Statement, *, version: int | None = None, access: Access) -> UUID:
    """Record a name as it was given. Raises WrongValue, NotOpen, StaleFile."""
    if statement.kind is not FactKind.NAME:
        raise WrongValue(kind=FactKind.NAME.label)
    return _add(person, statement, version, access)


@action("persons.add_fact", resource=queries.resource)
def add_fact(person: PersonId, statement: Statement, *, version: int | None = None, access: Access) -> UUID:
    """Record a statement beside those that stand, also if it contradicts them. Raises WrongValue, NotOpen, StaleFile."""
    return _add(person, statement, version, access)


@action("persons.correct_fact", resource=queries.resource)
def correct(person: PersonId, fact: UUID, statement: Statement, because: str, *, version: int, access: Access) -> UUID:
    """Put a corrected statement in the place of a wrong one, which stays readable as withdrawn.

    Raises ReasonMissing, AlreadyWithdrawn, WrongValue, NotOpen, StaleFile, NotFound.
    """
    row = _row(person, version)
    wrong = _withdraw(row, fact, because, access)
    if wrong.content["kind"] != statement.kind:
        raise WrongValue(kind=statement.kind.label)
    new = _record(row, statement, access, corrects=wrong)
    refresh(row)
    record(corrected=str(fact), by=str(new.ref))
    return new.ref


@action("persons.withdraw_fact", resource=queries.resource)
def withdraw(person: PersonId, fact: UUID, because: str, *, version: int, access: Access) -> None:
    """Say that a statement no longer stands, and why. Raises ReasonMissing, AlreadyWithdrawn, NotOpen, StaleFile, NotFound."""
    row = _row(person, version)
    _withdraw(row, fact, because, access)
    refresh(row)
    record(withdrawn=str(fact))


@action("persons.set_safe_contact", resource=queries.resource)
def set_safe_contact(
    person: PersonId,
    contact: SafeContact,
    *,
    source: Source,
    stated_on: date | None = None,
    note: str = "",
    version: int,
    access: Access,
) -> UUID:
    """Record how the person can be reached safely, in place of what stood before. Raises NotOpen, StaleFile."""
    row = _row(person, version)
    before = [r for r in queries.recorded(row) if r.stands and r.statement.kind is FactKind.SAFE_CONTACT]
    for old in before:
        _mark_withdrawn(PersonFact.objects.get(ref=old.ref), access, because=None)
    statement = Statement(kind=FactKind.SAFE_CONTACT, value=contact, source=source, stated_on=stated_on, note=note)
    corrects = PersonFact.objects.get(ref=before[-1].ref) if before else None
    return _record(row, statement, access, corrects=corrects).ref


@action("persons.relate", resource=queries.resource)
def relate(
    person: PersonId, relation: Relation, *, source: Source, stated_on: date | None = None, version: int | None = None, access: Access
) -> UUID:
    """Record that this person is child, spouse, travelling companion ... of another, or must be kept apart from them.

    If the other has a file here, the same stands in theirs, the other way round, as an act of its own: both files must be within reach,
    so nobody can be tied to a file they may not open. Raises SamePerson, WrongValue, NotOpen, StaleFile, NotFound.
    """
    if relation.other == person:
        raise SamePerson
    added = _add(person, Statement(kind=FactKind.RELATION, value=relation, source=source, stated_on=stated_on), version, access)
    if relation.other is not None and not _stands_there(PersonId(relation.other), person, relation):
        mirrored = Relation(kind=INVERSE.get(relation.kind, relation.kind), other=person, note=relation.note)
        relate(PersonId(relation.other), mirrored, source=source, stated_on=stated_on, access=access)
    return added


def _stands_there(other: PersonId, person: PersonId, relation: Relation) -> bool:
    wanted = INVERSE.get(relation.kind, relation.kind)
    said = (r.statement.value for r in queries.recorded(queries.find(other)) if r.stands)
    return any(isinstance(v, Relation) and v.other == person and v.kind is wanted for v in said)


def _add(person: PersonId, statement: Statement, version: int | None, access: Access) -> UUID:
    row = _row(person, version)
    new = _record(row, statement, access)
    refresh(row)
    record(added=str(new.ref))
    return new.ref


def _row(person: PersonId, version: int | None) -> Person:
    row = queries.find(person)
    touch(row.file, based_on=version)
    return row


def _record(row: Person, statement: Statement, access: Access, corrects: PersonFact | None = None) -> PersonFact:
    checked(statement.kind, statement.value)
    made: PersonFact = PersonFact.objects.create(
        file=row.file,
        person=row,
        content=statement.written(),
        recorded_by=_user(access),
        recorded_at=timezone.now(),
        corrects=corrects,
    )
    return made


def _withdraw(row: Person, fact: UUID, because: str, access: Access) -> PersonFact:
    if not because.strip():
        raise ReasonMissing
    stored: PersonFact | None = PersonFact.objects.select_related("file").filter(person=row, ref=fact).first()
    if stored is None:
        raise NotFound
    if stored.withdrawn_at is not None:
        raise AlreadyWithdrawn
    _mark_withdrawn(stored, access, because=because.strip())
    return stored


def _mark_withdrawn(stored: PersonFact, access: Access, *, because: str | None) -> None:
    stored.withdrawn_by, stored.withdrawn_at, stored.withdrawn_because = _user(access), _now(), because
    stored.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_because"])


def _user(access: Access) -> User | None:
    return User.objects.filter(ref=access.user).first() if access.user else None


def _now() -> datetime:
    return timezone.now()
