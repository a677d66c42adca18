"""Every change of a case. What somebody saw and takes back is based on a version of the file; what only adds may go without."""

from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from amana.contexts.cases import whose
from amana.contexts.cases.errors import ReasonMissing
from amana.contexts.cases.events import CaseClosed, CaseOpened
from amana.contexts.cases.record import queries
from amana.contexts.cases.record.errors import AlreadySettled, CaseIsClosed, CaseIsOpen, OpenWork, WrongEntry
from amana.contexts.cases.record.models import Attachment, Case, CaseEntry, CaseStatusChange
from amana.contexts.cases.record.terms import CLOSED, DUE_KINDS, CaseStatus, EntryKind, Outcome
from amana.contexts.cases.record.values import Entry, EntryId
from amana.contexts.persons.facade import touch
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.actions import action, announce, record
from amana.kernel.ids import CaseId, FileId, PersonId, UserId


@action("cases.open_case", resource=whose.resource)
def open_case(person: PersonId, *, opened_on: date | None = None, access: Access) -> CaseId:
    """Begin an episode of work with a person. Raises CaseIsOpen while an earlier one is open."""
    row = whose.find(person)
    touch(row.file, based_on=None)
    if Case.objects.filter(person=row, closed_on=None).exists():
        raise CaseIsOpen
    last = Case.objects.filter(person=row).aggregate(last=Max("episode"))["last"] or 0
    now = timezone.now()
    case = Case.objects.create(
        file=row.file, person=row, episode=last + 1, owner=whose.worker(access), opened_on=opened_on or timezone.localdate(now)
    )
    Attachment.objects.filter(file=row.file, case=None).update(case=case)  # what came with a referral before there was a case
    _set_status(case, CaseStatus.ACTIVE, "", access, now)
    record(case=str(case.ref), episode=case.episode)
    announce(CaseOpened(person=person, file=FileId(row.file.ref), case=CaseId(case.ref)))
    return CaseId(case.ref)


@action("cases.change_status", resource=queries.resource)
def change_status(case: CaseId, status: CaseStatus, reason: str, *, version: int, access: Access) -> None:
    """Give an open case another status. Closing has an act of its own. Raises CaseIsClosed, StaleFile."""
    row = _open(case, version)
    if status in CLOSED:
        raise WrongEntry(field=CaseStatus(status).label)
    _set_status(row, status, reason, access, timezone.now())
    record(case=str(case))


@action("cases.take_over", resource=queries.resource)
def take_over(case: CaseId, *, version: int, access: Access) -> None:
    """Become the one who carries the case. Raises CaseIsClosed, StaleFile."""
    row = _open(case, version)
    Case.objects.filter(pk=row.pk).update(owner=whose.worker(access))
    record(case=str(case))


@action("cases.add_entry", resource=queries.resource)
def add_entry(case: CaseId, entry: Entry, *, due_on: date | None = None, assignee: UserId | None = None, access: Access) -> EntryId:
    """Record one thing beside what stands. Raises EmptyEntry, WrongEntry, CaseIsClosed."""
    row = _open(case, None)
    made = _record(row, entry.complete(), access, due_on=due_on, assignee=assignee)
    record(case=str(case), entry=str(made.ref))
    return EntryId(made.ref)


@action("cases.correct_entry", resource=queries.resource)
def correct_entry(
    case: CaseId, entry: EntryId, new: Entry, *, due_on: date | None = None, assignee: UserId | None = None, version: int, access: Access
) -> EntryId:
    """Put a corrected entry in the place of another, which stays readable. Raises AlreadySettled, WrongEntry, StaleFile."""
    row = _open(case, version)
    old = _standing(row, entry)
    if Entry.read(old.content).kind is not new.kind:
        raise WrongEntry(field=new.kind.label)
    made = _record(row, new.complete(), access, due_on=due_on, assignee=assignee, corrects=old)
    record(case=str(case), corrected=str(entry), by=str(made.ref))
    return EntryId(made.ref)


@action("cases.withdraw_entry", resource=queries.resource)
def withdraw_entry(case: CaseId, entry: EntryId, because: str, *, version: int, access: Access) -> None:
    """Say that an entry no longer stands, and why. It stays readable. Raises ReasonMissing, AlreadySettled, StaleFile."""
    if not because.strip():
        raise ReasonMissing
    old = _standing(_open(case, version), entry)
    old.withdrawn_at, old.withdrawn_because = timezone.now(), because.strip()
    old.save(update_fields=["withdrawn_at", "withdrawn_because"])
    record(case=str(case), withdrawn=str(entry))


@action("cases.settle_entry", resource=queries.resource)
def settle(case: CaseId, entry: EntryId, outcome: Outcome, note: str = "", *, access: Access) -> EntryId:
    """Say how a need, a service, a task or a plan ended. Raises AlreadySettled, WrongEntry."""
    row = _open(case, None)
    old = _standing(row, entry)
    before = Entry.read(old.content)
    if before.kind not in DUE_KINDS or old.settled_at is not None:
        raise AlreadySettled
    now = timezone.now()
    ended = {"spl_ActualEndDate": timezone.localdate(now).isoformat()} if before.kind is EntryKind.PLAN else {"outcome": outcome.value}
    after = Entry(
        kind=before.kind,
        values={**before.values, **ended},
        missing=before.missing,
        source=before.source,
        stated_on=before.stated_on,
        note=note.strip() or before.note,
    )
    made = _record(row, after, access, due_on=old.due_on, assignee=None, corrects=old, settled_at=now, assignee_id=old.assignee_id)
    record(case=str(case), settled=str(entry), by=str(made.ref))
    return EntryId(made.ref)


@action("cases.close_case", resource=queries.resource)
def close_case(case: CaseId, status: CaseStatus, reason: str, *, version: int, access: Access) -> None:
    """End an episode, with its reason. Raises ReasonMissing, OpenWork while something is still to be done, CaseIsClosed, StaleFile."""
    if not reason.strip():
        raise ReasonMissing
    if status not in CLOSED:
        raise WrongEntry(field=CaseStatus(status).label)
    row = _open(case, version)
    waiting = CaseEntry.objects.filter(case=row, settled_at=None, withdrawn_at=None, corrected_by=None, due_on__isnull=False).count()
    if waiting:
        raise OpenWork(number=waiting)
    now = timezone.now()
    Case.objects.filter(pk=row.pk).update(closed_on=timezone.localdate(now))
    _set_status(row, status, reason.strip(), access, now)
    record(case=str(case))
    announce(CaseClosed(person=PersonId(row.person.ref), file=FileId(row.file.ref), case=case))


@action("cases.reopen_case", resource=queries.resource)
def reopen_case(case: CaseId, reason: str, *, version: int, access: Access) -> None:
    """Take up a closed case again. Raises ReasonMissing, CaseIsOpen, StaleFile."""
    if not reason.strip():
        raise ReasonMissing
    row = queries.find(case)
    touch(row.file, based_on=version)
    if Case.objects.filter(person=row.person, closed_on=None).exists():
        raise CaseIsOpen
    Case.objects.filter(pk=row.pk).update(closed_on=None)
    _set_status(row, CaseStatus.ACTIVE, reason.strip(), access, timezone.now())
    record(case=str(case))


def _open(case: CaseId, version: int | None) -> Case:
    """The open case, with its file locked and counted up."""
    row = queries.find(case)
    touch(row.file, based_on=version)
    if row.closed_on is not None:
        raise CaseIsClosed
    return row


def _standing(case: Case, entry: EntryId) -> CaseEntry:
    found = queries.find_entry(case, entry)
    if found.withdrawn_at is not None or CaseEntry.objects.filter(corrects=found).exists():
        raise AlreadySettled
    return found


def _record(
    case: Case,
    entry: Entry,
    access: Access,
    *,
    due_on: date | None,
    assignee: UserId | None,
    corrects: CaseEntry | None = None,
    settled_at: datetime | None = None,
    assignee_id: int | None = None,
) -> CaseEntry:
    worker = whose.worker(access)
    carried = User.objects.filter(ref=assignee).first() if assignee else None
    if due_on is not None and carried is None and assignee_id is None:
        carried = worker
    made: CaseEntry = CaseEntry.objects.create(
        file=case.file,
        case=case,
        content=entry.written(),
        due_on=due_on,
        assignee_id=carried.pk if carried else assignee_id,
        settled_at=settled_at,
        corrects=corrects,
        recorded_by=worker,
        recorded_at=timezone.now(),
    )
    return made


def _set_status(case: Case, status: CaseStatus, reason: str, access: Access, at: datetime) -> None:
    CaseStatusChange.objects.create(
        file=case.file,
        case=case,
        content={"status": CaseStatus(status).value, "reason": reason},
        recorded_by=whose.worker(access),
        recorded_at=at,
    )
