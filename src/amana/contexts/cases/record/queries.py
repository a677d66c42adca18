"""Reading cases. Every function works under an access; the floor and the protected manager keep rows out of reach away."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from amana.contexts.cases import whose
from amana.contexts.cases.record.models import Attachment, Case, CaseEntry, CaseStatusChange
from amana.contexts.cases.record.terms import CaseStatus
from amana.contexts.cases.record.values import AttachmentId, AttachmentLine, CaseView, Entry, EntryId, Recorded
from amana.contexts.persons.models import Person
from amana.kernel.access.decide import decide
from amana.kernel.access.resources import file_resource
from amana.kernel.access.terms import THE_PERSON
from amana.kernel.access.values import Access, Resource
from amana.kernel.accounts.models import Membership
from amana.kernel.accounts.terms import READER_ROLES
from amana.kernel.actions import read
from amana.kernel.errors import NotFound
from amana.kernel.ids import CaseId, FileId, PersonId, UserId
from amana.kernel.sealed.rows import unseal_many


def find(case: CaseId) -> Case:
    """The stored case with file, holder and person. Raises NotFound for one that is not there or not within reach."""
    found: Case | None = Case.objects.select_related("file__organisation", "person", "owner").filter(ref=case).first()
    if found is None:
        raise NotFound
    return found


def resource(case: CaseId, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about for a case: the person's file."""
    return file_resource(find(case).file)


def find_entry(case: Case, entry: EntryId) -> CaseEntry:
    """An entry of this case. Raises NotFound."""
    found: CaseEntry | None = CaseEntry.objects.select_related("file").filter(case=case, ref=entry).first()
    if found is None:
        raise NotFound
    return found


@read("cases.open", resource=whose.resource)
def cases_of(person: PersonId, *, access: Access) -> tuple[CaseView, ...]:
    """All cases of a person with everything in them, newest first."""
    return cases_of_person(whose.find(person))


def cases_of_person(person: Person) -> tuple[CaseView, ...]:
    """All cases of a stored person; for reads and acts that ask the policy themselves."""
    return _views(Case.objects.select_related("file", "person", "owner").filter(person=person).order_by("-episode"))


@read("cases.open_one", resource=resource)
def case_view(case: CaseId, *, access: Access) -> CaseView:
    """One case with everything in it."""
    return _views([find(case)])[0]


def _views(cases: Iterable[Case]) -> tuple[CaseView, ...]:
    cases = list(cases)
    entries: dict[int, list[Recorded]] = {case.pk: [] for case in cases}
    rows = unseal_many(CaseEntry.objects.select_related("file", "recorded_by", "assignee").filter(case__in=cases).order_by("id"))
    by_number = {row.pk: row for row in rows}
    replaced = {row.corrects_id for row in rows}
    refs = {case.pk: CaseId(case.ref) for case in cases}
    for row in rows:
        entries[row.case_id].append(_recorded(row, refs[row.case_id], by_number.get(row.corrects_id), row.pk in replaced))
    statuses = {
        row.case_id: row for row in unseal_many(CaseStatusChange.objects.select_related("file").filter(case__in=cases).order_by("id"))
    }
    papers: dict[int, list[AttachmentLine]] = {case.pk: [] for case in cases}
    cards = Attachment.objects.defer("content")
    for paper in unseal_many(cards.select_related("file", "recorded_by").filter(case__in=cases).order_by("id")):
        papers[paper.case_id].append(attachment_line(paper))
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


def _recorded(row: CaseEntry, case: CaseId, corrects: CaseEntry | None, replaced: bool) -> Recorded:
    return Recorded(
        ref=EntryId(row.ref),
        case=case,
        entry=Entry.read(row.content),
        recorded_by=row.recorded_by.display_name if row.recorded_by else "",
        recorded_at=row.recorded_at,
        due_on=row.due_on,
        assignee=row.assignee.display_name if row.assignee else "",
        settled_at=row.settled_at,
        corrects=EntryId(corrects.ref) if corrects else None,
        withdrawn_because=row.withdrawn_because or "",
        stands=row.withdrawn_at is None and not replaced,
    )


def attachment_line(row: Attachment) -> AttachmentLine:
    return AttachmentLine(
        ref=AttachmentId(row.ref),
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        recorded_by=row.recorded_by.display_name if row.recorded_by else "",
        recorded_at=row.recorded_at,
        digest=str((row.about or {}).get("digest", "")),
        cleaned=bool((row.about or {}).get("cleaned", True)),
    )


OFFERED = frozenset(
    {
        "cases.open_case", "cases.add_entry", "cases.correct_entry", "cases.settle_entry", "cases.attach", "cases.remove_paper",
        "cases.change_status", "cases.take_over", "cases.close_case", "cases.reopen_case", "cases.export_htcds",
    }
)  # fmt: skip


def offered(view: CaseView, *, access: Access) -> frozenset[str]:
    """The acts on a case that the access includes, by their names without the context; to show or hide buttons."""
    return allowed(file_resource(find(view.ref).file), access)


def allowed(about: Resource, access: Access) -> frozenset[str]:
    """The same for a file that is known already. An act that asks for circumstances is offered, and decided when they are known."""
    found = {act.partition(".")[2] for act in OFFERED if decide(access, act, about).allowed}
    own_copy = decide(access, "cases.export_htcds", about, {"recipient_kind": THE_PERSON}).allowed
    return frozenset(found | {"export_htcds"} if own_copy else found)


def colleagues(access: Access) -> list[tuple[UserId, str]]:
    """Who can be given something to do: people with a confirmed role that works with files, in the same organisation, by name."""
    today = timezone.localdate()
    places = Membership.objects.filter(
        Q(until=None) | Q(until__gte=today),
        organisation__ref=access.organisation or access.ref,
        role__in=READER_ROLES,
        confirmed_by__isnull=False,
        user__is_active=True,
    )
    found = {UserId(user): name for user, name in places.values_list("user__ref", "user__display_name") if user != access.user}
    return sorted(found.items(), key=lambda one: one[1])
