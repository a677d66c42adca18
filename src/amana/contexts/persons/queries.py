"""Reading a person's file, as values. Every function stays within the access in force; a person out of reach is not found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from amana.contexts.persons.models import Person, PersonFact
from amana.contexts.persons.opening import OpenCard, opened_cards
from amana.contexts.persons.rules import birth as births
from amana.contexts.persons.rules import card as cards
from amana.contexts.persons.rules.birth import Ages, IsChild
from amana.contexts.persons.rules.protection import Protection, protection
from amana.contexts.persons.terms import FactKind
from amana.contexts.persons.values import Birth, Name, Statement, Value
from amana.kernel.access.floor import floor
from amana.kernel.access.lists import visible
from amana.kernel.access.resources import file_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import read
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.files.models import File, FileTeam
from amana.kernel.ids import FileId, PersonId, UserId
from amana.kernel.sealed.fields import unseal_many


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """That a statement no longer stands. `because` is empty where a newer statement took its place."""

    at: datetime
    by: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A statement with who recorded it, when, and whether it still stands. `by` is "" where the node itself recorded it."""

    ref: UUID
    statement: Statement
    at: datetime
    by: str
    corrects: UUID | None = None
    withdrawal: Withdrawal | None = None

    @property
    def stands(self) -> bool:
        return self.withdrawal is None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    user: UserId
    name: str
    role: str
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One person in a line of a list."""

    person: PersonId
    file: FileId
    number: str
    names: tuple[Name, ...]
    births: tuple[Birth, ...]
    sex: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFileView:
    """A person's file as it stands: everything recorded, oldest first, withdrawn statements included."""

    person: PersonId
    file: FileId
    number: str
    organisation: str
    level: str
    state: str
    version: int
    opened_on: date
    closed_on: date | None
    retention_until: date | None
    legal_hold: bool
    origin: str
    registered_at: datetime
    recorded: tuple[Recorded, ...]
    team: tuple[TeamMember, ...]
    shown_first: tuple[UUID, ...] = ()

    def standing(self, *kinds: FactKind) -> tuple[Recorded, ...]:
        """Statements that were not withdrawn, of these kinds, or of all if none is named; oldest first, but for what is shown first."""
        ordered = in_order_shown(self.recorded, self.shown_first)
        return tuple(r for r in ordered if r.stands and (not kinds or r.statement.kind in kinds))

    def values(self, kind: FactKind) -> tuple[Value, ...]:
        """The standing values of one kind, in the same order."""
        return tuple(r.statement.value for r in self.standing(kind))

    @property
    def names(self) -> tuple[Name, ...]:
        return tuple(v for v in self.values(FactKind.NAME) if isinstance(v, Name))

    @property
    def births(self) -> tuple[Birth, ...]:
        return tuple(v for v in self.values(FactKind.BIRTH) if isinstance(v, Birth))

    def is_child(self, *, on: date) -> IsChild:
        """True, False or in doubt (`rules.birth.is_child`)."""
        return births.is_child(self.births, on=on)

    def protection(self, *, on: date) -> Protection:
        """What may not leave for which state (`rules.protection`)."""
        return protection((r.statement for r in self.standing()), on=on)


def in_order_shown(recorded: Iterable[Recorded], first: Iterable[str | UUID] | None) -> list[Recorded]:
    """Statements in the order in which readers see them: those that somebody chose to show first, then the others as they came."""
    place = {str(ref): at for at, ref in enumerate(first or ())}
    return sorted(recorded, key=lambda r: place.get(str(r.ref), len(place)))


def find(person: PersonId) -> Person:
    """The stored person with file and holder. Raises NotFound for one that is not there or not within reach."""
    found: Person | None = Person.objects.select_related("file__organisation").filter(ref=person).first()
    if found is None:
        raise NotFound
    return found


def person_of_file(file: FileId) -> PersonId:
    """The person a file is about. Raises NotFound."""
    found = Person.objects.filter(file__ref=file).values_list("ref", flat=True).first()
    if found is None:
        raise NotFound
    return PersonId(found)


def person_of_number(number: str, *, access: Access) -> PersonId:
    """The person whose file has a number, within reach of the access; for a page on which a colleague gives one. Raises NotFound."""
    with floor(access):
        found = Person.objects.filter(file__number=number.strip().upper()).values_list("ref", flat=True).first()
    if found is None:
        raise NotFound
    return PersonId(found)


def resource(person: PersonId, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about for this person: their file."""
    return file_resource(find(person).file)


@read("persons.open", resource=resource)
def person_file(person: PersonId, *, access: Access) -> PersonFileView:
    """Open a person's file."""
    return view_of(find(person))


@read("persons.print", resource=resource, kind=Kind.PRINT)
def printed(person: PersonId, *, access: Access) -> PersonFileView:
    """Open a person's file for paper."""
    return view_of(find(person))


@read("persons.list", resource=resource, kind=Kind.LIST)
def summary(person: PersonId, *, access: Access) -> Summary:
    """One person as a line. Lists use `summaries`, which asks the same policy for all rows at once."""
    (found,) = opened_cards(Person.objects.filter(ref=person))
    return summary_of(found)


def summaries(files: Iterable[int], *, access: Access) -> dict[int, Summary]:
    """The people of these files (row numbers), by file; those the access may not list are left out.

    One query and one unsealing each. The caller is a logged read of its own: this function leaves no trace.
    """
    rows = Person.objects.filter(visible(access, "persons.list"), file__in=list(files))
    return {found.file_row: summary_of(found) for found in opened_cards(rows)}


def protected_facts(person: PersonId, *, on: date) -> Protection:
    """What a disclosure about this person must respect; for the `context` of acts that send something out. Raises NotFound."""
    return protection((r.statement for r in recorded(find(person)) if r.stands), on=on)


def standing_facts(person: PersonId) -> tuple[Statement, ...]:
    """What a file says and nobody withdrew, for acts that must know whether a text says who the person is. Raises NotFound."""
    return tuple(r.statement for r in recorded(find(person)) if r.stands)


def age_of(person: PersonId, *, on: date) -> tuple[Ages | None, IsChild]:
    """How old a person can be on a day, and whether they are a child. Raises NotFound."""
    said = tuple(r.statement.value for r in recorded(find(person)) if r.stands and isinstance(r.statement.value, Birth))
    return births.age_on(said, on=on), births.is_child(said, on=on)


def summary_of(found: OpenCard) -> Summary:
    """The line of a person, from the card."""
    return Summary(
        person=PersonId(found.ref),
        file=FileId(found.file),
        number=found.number,
        names=cards.names(found.card),
        births=cards.births(found.card),
        sex=tuple(found.card.get("sex", ())),
    )


def recorded(row: Person) -> tuple[Recorded, ...]:
    """Every statement of a stored person, oldest first."""
    (found,) = recorded_of([row])
    return found


def recorded_of(persons: Sequence[Person]) -> list[tuple[Recorded, ...]]:
    """Every statement of each of these persons, oldest first, read together."""
    rows = list(
        PersonFact.objects.filter(person__in=persons).select_related("file", "recorded_by", "withdrawn_by", "corrects").order_by("pk")
    )
    unseal_many(rows)
    found: dict[int, list[Recorded]] = {person.pk: [] for person in persons}
    for row in rows:
        found[row.person_id].append(_recorded(row))
    return [tuple(found[person.pk]) for person in persons]


def team_of(file: File) -> tuple[TeamMember, ...]:
    """Who works on a file today, leads first."""
    today = timezone.localdate()
    places = FileTeam.objects.filter(Q(until=None) | Q(until__gte=today), file=file, since__lte=today).select_related("user")
    return tuple(
        TeamMember(user=UserId(p.user.ref), name=str(p.user), role=p.role, since=p.since) for p in places.order_by("role", "since", "pk")
    )


def view_of(row: Person) -> PersonFileView:
    """The whole file of a stored person."""
    file = row.file
    return PersonFileView(
        person=PersonId(row.ref),
        file=FileId(file.ref),
        number=file.number,
        organisation=file.organisation.name,
        level=file.level,
        state=file.state,
        version=file.version,
        opened_on=file.opened_on,
        closed_on=file.closed_on,
        retention_until=file.retention_until,
        legal_hold=file.legal_hold,
        origin=row.origin,
        registered_at=row.registered_at,
        recorded=recorded(row),
        team=team_of(file),
        shown_first=tuple(UUID(ref) for ref in row.shown_first or ()),
    )


def _recorded(fact: PersonFact) -> Recorded:
    withdrawal = None
    if fact.withdrawn_at is not None:
        by = str(fact.withdrawn_by) if fact.withdrawn_by else ""
        withdrawal = Withdrawal(at=fact.withdrawn_at, by=by, because=fact.withdrawn_because or "")
    return Recorded(
        ref=fact.ref,
        statement=Statement.read(fact.content),
        at=fact.recorded_at,
        by=str(fact.recorded_by) if fact.recorded_by else "",
        corrects=fact.corrects.ref if fact.corrects else None,
        withdrawal=withdrawal,
    )
