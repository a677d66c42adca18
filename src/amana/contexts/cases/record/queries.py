"""Reading cases. Every function works under an access; the floor and the protected manager keep rows out of reach away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from amana.contexts.cases import whose
from amana.contexts.cases.record.models import Attachment, Case, CaseEntry, CaseStatusChange
from amana.contexts.cases.record.terms import CaseStatus
from amana.contexts.cases.record.values import AttachmentId, AttachmentLine, CaseView, Entry, EntryId, Recorded
from amana.kernel.access.lists import visible
from amana.kernel.access.resources import file_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import read, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.ids import CaseId, FileId, PersonId
from amana.kernel.sealed.rows import unseal_many


def find(case: CaseId) -> Case:
    """The stored case with file, holder and person. Raises NotFound for one that is not there or not within reach."""
    found = Case.objects.select_related("file__organisation", "person", "owner").filter(ref=case).first()
    if found is None:
        raise NotFound
    return found


def resource(case: CaseId, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about for a case: the person's file."""
    return file_resource(find(case).file)


def find_entry(case: Case, entry: EntryId) -> CaseEntry:
    """An entry of this case. Raises NotFound."""
    found = CaseEntry.objects.select_related("file").filter(case=case, ref=entry).first()
    if found is None:
        raise NotFound
    return found


@read("cases.open", resource=whose.resource)
def cases_of(person: PersonId, *, access: Access) -> tuple[CaseView, ...]:
    """All cases of a person with everything in them, newest first."""
    rows = Case.objects.select_related("file", "person", "owner").filter(person__ref=person).order_by("-episode")
    return _views(rows)


@read("cases.open_one", resource=resource)
def case_view(case: CaseId, *, access: Access) -> CaseView:
    """One case with everything in it."""
    return _views([find(case)])[0]


def _views(cases: Iterable[Case]) -> tuple[CaseView, ...]:
    cases = list(cases)
    entries: dict[int, list[Recorded]] = {case.pk: [] for case in cases}
    rows = CaseEntry.objects.select_related("file", "recorded_by", "assignee", "corrects", "corrected_by", "case")
    for row in unseal_many(rows.filter(case__in=cases).order_by("id")):
        entries[row.case_id].append(_recorded(row))
    statuses = {row.case_id: row for row in unseal_many(CaseStatusChange.objects.select_related("file").filter(case__in=cases).order_by("id"))}
    papers: dict[int, list[AttachmentLine]] = {case.pk: [] for case in cases}
    for paper in unseal_many(Attachment.objects.defer("content").select_related("file", "recorded_by").filter(case__in=cases).order_by("id")):
        papers[paper.case_id].append(_line(paper))
    return tuple(
        CaseView(
            ref=CaseId(case.ref),
            person=PersonId(case.person.ref),
            file=FileId(case.file.ref),
            version=case.file.version,
            episode=case.episode,
            status=CaseStatus(statuses[case.pk].content["status"]),
            status_reason=statuses[case.pk].content.get("reason", ""),
            owner=case.owner.display_name if case.owner else "",
            opened_on=case.opened_on,
            closed_on=case.closed_on,
            entries=tuple(entries[case.pk]),
            attachments=tuple(papers[case.pk]),
        )
        for case in cases
    )


def _recorded(row: CaseEntry) -> Recorded:
    return Recorded(
        ref=EntryId(row.ref),
        case=CaseId(row.case.ref),
        entry=Entry.read(row.content),
        recorded_by=row.recorded_by.display_name if row.recorded_by else "",
        recorded_at=row.recorded_at,
        due_on=row.due_on,
        assignee=row.assignee.display_name if row.assignee else "",
        settled_at=row.settled_at,
        corrects=EntryId(row.corrects.ref) if row.corrects else None,
        withdrawn_because=row.withdrawn_because or "",
        stands=row.withdrawn_at is None and not hasattr(row, "corrected_by"),
    )


def _line(row: Attachment) -> AttachmentLine:
    return AttachmentLine(
        ref=AttachmentId(row.ref),
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        recorded_by=row.recorded_by.display_name if row.recorded_by else "",
        recorded_at=row.recorded_at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DueEntry:
    """Something that has to be done: for Today."""

    person: PersonId
    file: FileId
    number: str
    case: CaseId
    entry: Entry
    ref: EntryId
    due_on: date | None
    assignee: str


@read("cases.list", resource=lambda *_args, access, **_kwargs: whose.register_of(access), on="Register", kind=Kind.LIST)
def due(*, until: date, mine: bool, limit: int = 100, access: Access) -> Sequence[DueEntry]:
    """What is due until a day and not settled, earliest first: one's own, or that of everybody within reach."""
    rows = (
        CaseEntry.objects.select_related("file", "case", "case__person", "assignee")
        .filter(visible(access, "cases.open", "file__"), due_on__lte=until, settled_at=None, withdrawn_at=None, corrected_by=None)
        .order_by("due_on", "id")
    )
    if mine:
        rows = rows.filter(assignee__ref=access.user)
    found = [
        DueEntry(
            person=PersonId(row.case.person.ref),
            file=FileId(row.file.ref),
            number=row.file.number,
            case=CaseId(row.case.ref),
            entry=Entry.read(row.content),
            ref=EntryId(row.ref),
            due_on=row.due_on,
            assignee=row.assignee.display_name if row.assignee else "",
        )
        for row in unseal_many(rows[:limit])
    ]
    record(count=len(found), files=[str(entry.file) for entry in found])
    return found
