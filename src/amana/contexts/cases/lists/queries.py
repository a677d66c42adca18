"""Lists over many files, as values. One entry of the log for each look; whatever is not within reach is left out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from amana.contexts.cases import whose
from amana.contexts.cases.consent.models import ConsentLine
from amana.contexts.cases.consent.terms import Purpose, Said
from amana.contexts.cases.identification.models import IdentificationAct
from amana.contexts.cases.identification.queries import waiting
from amana.contexts.cases.identification.terms import Missing, Outcome, Step
from amana.contexts.cases.identification.values import Followed
from amana.contexts.cases.record.models import Case, CaseEntry
from amana.contexts.cases.record.values import Entry, EntryId
from amana.contexts.cases.screening.models import Screening, ScreeningState
from amana.contexts.persons import facade as persons
from amana.kernel.access.lists import visible
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import read, record
from amana.kernel.catalogue import Kind
from amana.kernel.files.models import FileTeam, State, TeamRole
from amana.kernel.ids import CaseId
from amana.kernel.sealed.fields import unseal_many

MOST = 100  # lines of one list; more than that is no list for a day
NEW_DAYS = 7
CONSENT_DAYS = 14  # time enough to talk to the person again before a consent ends
PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DueEntry:
    """Something that has to be done on a case. `mine` is false for what somebody else does in a case that one carries."""

    who: persons.Summary
    case: CaseId
    ref: EntryId
    entry: Entry
    due_on: date
    assignee: str
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenScreening:
    who: persons.Summary
    screening: UUID
    started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTold:
    """A decision of which the person has not been told."""

    who: persons.Summary
    step: Step
    outcome: Outcome
    decided_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingDecision:
    """A decision of a competent authority that does not take effect yet.

    another_confirms  whoever looks took it and nobody has confirmed it, so it waits for somebody else than the reader
    """

    who: persons.Summary
    step: Step
    outcome: Outcome
    decided_on: date
    decided_by: str
    lacks: tuple[Missing, ...]
    another_confirms: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentEnding:
    who: persons.Summary
    purpose: Purpose
    recipient: str
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    who: persons.Summary
    opened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What a day holds, each list by day."""

    due: tuple[DueEntry, ...]
    screenings: tuple[OpenScreening, ...]
    not_told: tuple[NotTold, ...]
    consents: tuple[ConsentEnding, ...]
    new: tuple[NewFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MyFile:
    """One line of one's own files. `due_on` is the next day on which something is due; `place` is where the list goes on."""

    who: persons.Summary
    place: int
    lead: bool
    opened_on: date
    cased: bool
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one worker carries: files they lead, entries that are open, and those that are late."""

    worker: str
    files: int
    waiting: int
    overdue: int


def _register(*_args: object, access: Access, **_kwargs: object) -> Resource:
    return whose.register_of(access)


@read("cases.list", resource=_register, on="Register", kind=Kind.LIST)
def due(*, until: date, mine: bool, limit: int = MOST, access: Access) -> tuple[DueEntry, ...]:
    """What is due until a day and not settled, earliest first: one's own and what one waits for, or that of everybody within reach."""
    rows = _due_rows(until, mine, limit, access)
    known = persons.summaries({row.file_id for row in rows}, access=access)
    return tuple(_due(row, known[row.file_id], access) for row in rows if row.file_id in known)


@read("cases.list_today", resource=_register, on="Register", kind=Kind.LIST)
def today(*, on: date, everybody: bool = False, access: Access) -> Today:
    """All that a day holds for one person; with `everybody`, what is due within reach, whoever does it."""
    mine = _my_places(access).values("file")
    rows = _due_rows(on + timedelta(days=NEW_DAYS), not everybody, MOST, access)
    screenings = _screenings(mine, access)
    acts = _acts(mine, access)
    lines = _ending(mine, on, access)
    new = list(_my_places(access).filter(since__gte=on - timedelta(days=NEW_DAYS)).select_related("file").order_by("-id")[:MOST])
    files = {row.file_id for group in (rows, screenings, acts, lines, new) for row in group}
    known = persons.summaries(files, access=access)
    record(files=sorted(str(one.file) for one in known.values()))
    return Today(
        due=tuple(_due(row, known[row.file_id], access) for row in rows if row.file_id in known),
        screenings=tuple(
            OpenScreening(who=known[row.file_id], screening=row.ref, started_at=row.started_at)
            for row in screenings
            if row.file_id in known
        ),
        not_told=tuple(_not_told(row, known[row.file_id]) for row in acts if row.file_id in known),
        consents=tuple(_consent(row, known[row.file_id]) for row in lines if row.file_id in known),
        new=tuple(NewFile(who=known[row.file_id], opened_on=row.file.opened_on) for row in new if row.file_id in known),
    )


@read("cases.list_mine", resource=_register, on="Register", kind=Kind.LIST)
def my_files(*, before: int | None = None, limit: int = PAGE, access: Access) -> tuple[MyFile, ...]:
    """Open files on whose team one works, newest place first. `before` is the place of the last line seen."""
    places = _my_places(access).select_related("file").order_by("-id")
    if before is not None:
        places = places.filter(id__lt=before)
    found = list(places[:limit])
    files = [place.file_id for place in found]
    known = persons.summaries(files, access=access)
    cased = set(Case.objects.filter(file__in=files, closed_on=None).values_list("file_id", flat=True))
    waiting = CaseEntry.objects.filter(file__in=files, settled_at=None, withdrawn_at=None, corrected_by=None, due_on__isnull=False)
    next_due: dict[int, date] = dict(waiting.values_list("file_id").annotate(first=Min("due_on")).order_by())
    record(files=sorted(str(one.file) for one in known.values()))
    return tuple(
        MyFile(
            who=known[place.file_id],
            place=place.pk,
            lead=place.role == TeamRole.LEAD,
            opened_on=place.file.opened_on,
            cased=place.file_id in cased,
            due_on=next_due.get(place.file_id),
        )
        for place in found
        if place.file_id in known
    )


@read("cases.list_load", resource=_register, on="Register", kind=Kind.LIST)
def load(*, on: date, access: Access) -> tuple[Load, ...]:
    """How much each worker of the organisation carries, most first."""
    places = FileTeam.objects.filter(
        visible(access, "persons.list"),
        role=TeamRole.LEAD,
        until=None,
        file__state=State.OPEN,
        file__organisation__ref=access.organisation or access.ref,
    )
    entries = CaseEntry.objects.filter(
        visible(access, "cases.open"), settled_at=None, withdrawn_at=None, corrected_by=None, due_on__isnull=False
    )
    led = places.values_list("user__ref", "user__display_name").annotate(files=Count("id")).order_by()
    open_ = entries.values_list("assignee__ref", "assignee__display_name").annotate(
        number=Count("id"), late=Count("id", filter=Q(due_on__lt=on))
    )
    files: dict[tuple[UUID | None, str], int] = {(ref, name): number for ref, name, number in led}
    work: dict[tuple[UUID | None, str], tuple[int, int]] = {
        (ref, name or ""): (number, late) for ref, name, number, late in open_.order_by()
    }
    found = [
        Load(worker=who[1], files=files.get(who, 0), waiting=work.get(who, (0, 0))[0], overdue=work.get(who, (0, 0))[1])
        for who in {*files, *work}
    ]
    return tuple(sorted(found, key=lambda one: (-one.files, -one.overdue, one.worker)))


@read("cases.identify_list", resource=_register, on="Register", kind=Kind.LIST)
def decisions(*, access: Access) -> tuple[WaitingDecision, ...]:
    """Decisions on open files that do not take effect yet, the one that waits longest first; at most a hundred."""
    acts = IdentificationAct.objects.filter(visible(access, "cases.identify_open"), file__state=State.OPEN)
    found = sorted(waiting(acts), key=lambda one: (one[0].content["decided_on"], one[0].pk))[:MOST]
    known = persons.summaries({row.file_id for row, _lacks in found}, access=access)
    record(files=sorted(str(one.file) for one in known.values()))
    return tuple(
        WaitingDecision(
            who=known[row.file_id],
            step=Step(row.content["step"]),
            outcome=Outcome(row.content["outcome"]),
            decided_on=date.fromisoformat(row.content["decided_on"]),
            decided_by=str(row.decided_by),
            lacks=lacks,
            another_confirms=row.decided_by.ref == access.user and Missing.SECOND_PERSON in lacks,
        )
        for row, lacks in found
        if row.file_id in known
    )


def _my_places(access: Access) -> QuerySet[FileTeam]:
    return FileTeam.objects.filter(visible(access, "persons.list"), user__ref=access.user or access.ref, until=None, file__state=State.OPEN)


def _due_rows(until: date, mine: bool, limit: int, access: Access) -> list[CaseEntry]:
    rows = CaseEntry.objects.select_related("file", "case__owner", "assignee").filter(
        visible(access, "cases.open"), due_on__lte=until, settled_at=None, withdrawn_at=None, corrected_by=None
    )
    if mine:
        rows = rows.filter(Q(assignee__ref=access.user) | Q(case__owner__ref=access.user))
    return unseal_many(rows.order_by("due_on", "id")[:limit])


def _screenings(mine: object, access: Access) -> list[Screening]:
    rows = Screening.objects.filter(visible(access, "cases.screen_list"), file__in=mine, state=ScreeningState.OPEN)
    return list(rows.select_related("file").order_by("started_at")[:MOST])


def _acts(mine: object, access: Access) -> list[IdentificationAct]:
    rows = IdentificationAct.objects.filter(visible(access, "cases.identify_open"), file__in=mine)
    found = unseal_many(rows.select_related("file").prefetch_related("steps__file").order_by("-id")[:MOST])
    for row in found:
        unseal_many(row.steps.all())
    return [row for row in found if all(step.content["kind"] != Followed.TOLD for step in row.steps.all())]


def _ending(mine: object, on: date, access: Access) -> list[ConsentLine]:
    """The last answers about a purpose and a recipient that end soon."""
    rows = ConsentLine.objects.filter(visible(access, "cases.consent_open"), file__in=mine, withdrawals=None)
    last: dict[tuple[int, str, str], ConsentLine] = {}
    for row in unseal_many(rows.select_related("file").order_by("-id")[: MOST * 10]):
        last.setdefault((row.file_id, row.content["purpose"], row.content["recipient"]["id"]), row)
    soon = (on.isoformat(), (on + timedelta(days=CONSENT_DAYS)).isoformat())
    ending = [row for row in last.values() if row.content["said"] == Said.GIVEN and soon[0] <= row.content["valid_until"] <= soon[1]]
    return sorted(ending, key=lambda row: row.content["valid_until"])


def _due(row: CaseEntry, who: persons.Summary, access: Access) -> DueEntry:
    return DueEntry(
        who=who,
        case=CaseId(row.case.ref),
        ref=EntryId(row.ref),
        entry=Entry.read(row.content),
        due_on=row.due_on or date.max,
        assignee=row.assignee.display_name if row.assignee else "",
        mine=row.assignee is not None and row.assignee.ref == access.user,
    )


def _not_told(row: IdentificationAct, who: persons.Summary) -> NotTold:
    said = row.content
    return NotTold(who=who, step=Step(said["step"]), outcome=Outcome(said["outcome"]), decided_on=date.fromisoformat(said["decided_on"]))


def _consent(row: ConsentLine, who: persons.Summary) -> ConsentEnding:
    said = row.content
    return ConsentEnding(
        who=who,
        purpose=Purpose(said["purpose"]),
        recipient=said["recipient"]["name"],
        valid_until=date.fromisoformat(said["valid_until"]),
    )
