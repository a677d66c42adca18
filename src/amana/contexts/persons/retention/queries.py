"""Reading the plan, who confirmed it, and which files are due by it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from amana.contexts.persons.models import ErasureNotice, Person, PlanConfirmed
from amana.contexts.persons.opening import opened_cards
from amana.contexts.persons.retention.rules import TOLD_BEFORE, Ended, Plan, Told, due_on
from amana.contexts.persons.rules import card as cards
from amana.kernel.access import facts
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import read, record
from amana.kernel.catalogue import Kind
from amana.kernel.files.models import State
from amana.kernel.ids import FileId, OrganisationId, PersonId
from amana.kernel.vocabulary import queries as vocabulary
from amana.kernel.vocabulary.errors import TableNotLoaded

TABLE = "retention"
AT_ONCE = 200  # files whose cards are opened together
MOST_SHOWN = 500  # on one page
DUE_BY_PLAN = facts.declare(
    "persons.due_by_plan",
    "The periods are confirmed by the data protection officer, the file is due by them, and colleagues were told thirty days before.",
)

# Formal identification is kept by another context, which says for these files on which day the last decision was made.
Decided = Callable[[Sequence[FileId]], Mapping[FileId, date]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """That the periods of the plan hold for an organisation: who says so, since when, and which decision sets them."""

    by: str
    at: datetime
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueFile:
    """A closed file that the node erases by itself from `erased_on`, unless somebody sets a hold or opens it again."""

    person: PersonId
    file: FileId
    number: str
    due_on: date
    told_on: date | None
    erased_on: date
    held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A closed file whose day has come near, as the rules see it."""

    person: PersonId
    file: FileId
    number: str
    organisation: OrganisationId
    held: bool
    ended: Ended
    told: Told | None


def plan() -> Plan | None:
    """The periods as they are loaded, confirmed or not; None where the table lacks one."""
    try:
        rows = {row.code: row for row in vocabulary.rows(TABLE)}
        return Plan(**{code: int(rows[code]["months"]) for code in ("assistance", "child", "identification")})
    except (TableNotLoaded, KeyError, ValueError):
        return None


def content() -> str:
    """What names the table as it is loaded now, on any node; "" where none is."""
    try:
        return vocabulary.table(TABLE).sha256
    except TableNotLoaded:
        return ""


def confirmation(organisation: OrganisationId) -> Confirmation | None:
    """The confirmation in force. One of an earlier content of the table does not count: other periods need another decision."""
    row = (
        PlanConfirmed.objects.filter(organisation__ref=organisation, content=content(), ended_at=None)
        .select_related("confirmed_by")
        .first()
    )
    return Confirmation(by=str(row.confirmed_by), at=row.confirmed_at, decision=row.decision) if row else None


def confirmed_plan(organisation: OrganisationId) -> Plan | None:
    """The plan an organisation's files are erased by; None, so that none is erased, until its periods are confirmed."""
    return plan() if confirmation(organisation) else None


def candidates(*, on: date, decided: Decided, organisation: OrganisationId | None = None) -> Iterator[Candidate]:
    """Closed files whose day, as decided at closing, is over or comes within the time of a notice. Oldest first, some at a time."""
    rows = Person.objects.filter(file__state=State.CLOSED, file__retention_until__lte=on + TOLD_BEFORE, file__closed_on__isnull=False)
    if organisation is not None:
        rows = rows.filter(file__organisation__ref=organisation)
    last = 0
    while some := list(rows.filter(pk__gt=last).select_related("file__organisation").order_by("pk")[:AT_ONCE]):
        last = some[-1].pk
        yield from _candidates(some, decided)


def candidate(person: PersonId, decided: Decided) -> Candidate | None:
    """One closed file, with what counts of it; None for one that is not closed."""
    rows = Person.objects.filter(ref=person, file__state=State.CLOSED, file__retention_until__isnull=False, file__closed_on__isnull=False)
    return next(_candidates(list(rows.select_related("file__organisation")), decided), None)


def _candidates(people: Sequence[Person], decided: Decided) -> Iterator[Candidate]:
    files = [FileId(person.file.ref) for person in people]
    births = {card.file: cards.births(card.card) for card in opened_cards(Person.objects.filter(pk__in=[person.pk for person in people]))}
    told = {row.of_file: Told(on=row.told_on, version=row.version) for row in ErasureNotice.objects.filter(of_file__in=files)}
    decisions = decided(files)
    for person in people:
        file = person.file
        if file.ref not in births or file.closed_on is None or file.retention_until is None:
            continue  # the key is gone already and the erasure is being finished; or the file was opened again in this moment
        yield Candidate(
            person=PersonId(person.ref),
            file=FileId(file.ref),
            number=file.number,
            organisation=OrganisationId(file.organisation.ref),
            held=file.legal_hold,
            ended=Ended(
                opened_on=file.opened_on,
                closed_on=file.closed_on,
                keep_until=file.retention_until,
                version=file.version,
                births=tuple(births[file.ref]),
                decided_on=decisions.get(FileId(file.ref)),
            ),
            told=told.get(file.ref),
        )


def the_plan(*_args: object, access: Access, **_kwargs: object) -> Resource:
    """What the policies are asked about for the plan of one's own organisation."""
    return record_resource("Retention", access.organisation or access.ref, organisation=access.organisation)


@read("persons.due_erasures", kind=Kind.OVERSEE, on="Retention", resource=the_plan)
def due_erasures(*, decided: Decided, access: Access) -> list[DueFile]:
    """Files of one's own organisation that the node would erase within thirty days by the plan, soonest first; held ones too."""
    today, periods = timezone.localdate(), plan()
    found = []
    if periods is not None and access.organisation is not None:
        for one in candidates(on=today, decided=decided, organisation=access.organisation):
            due = due_on(one.ended, periods)
            if due > today + TOLD_BEFORE:
                continue
            told_on = one.told.on if one.told is not None and one.told.version == one.ended.version else None
            erased_on = max(due, (told_on or today) + TOLD_BEFORE)
            found.append(
                DueFile(
                    person=one.person, file=one.file, number=one.number, due_on=due, told_on=told_on, erased_on=erased_on, held=one.held
                )
            )
    record(files=len(found))
    return sorted(found, key=lambda one: (one.erased_on, one.number))[:MOST_SHOWN]
