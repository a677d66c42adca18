"""Cases of many imported persons at once, and a case on its way out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from amana.contexts.cases import whose
from amana.contexts.cases.consent import actions as consent
from amana.contexts.cases.consent import queries as consents
from amana.contexts.cases.consent.rules import Disclosure
from amana.contexts.cases.consent.values import Recipient
from amana.contexts.cases.htcds.record import HtcdsRecord
from amana.contexts.cases.identification import queries as identification
from amana.contexts.cases.record import queries
from amana.contexts.cases.record.models import Case, CaseEntry, CaseStatusChange
from amana.contexts.cases.record.sheets.compose import ALL, record_of_case
from amana.contexts.cases.record.sheets.entries import entries_of
from amana.contexts.cases.record.sheets.export import Format, Paper, paper
from amana.contexts.cases.record.terms import CLOSED, CaseStatus, EntryKind
from amana.contexts.cases.record.values import Entry
from amana.contexts.persons import facade as persons
from amana.contexts.persons.models import Person
from amana.kernel.access.terms import THE_PERSON
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.actions import action, record
from amana.kernel.catalogue import Kind
from amana.kernel.ids import CaseId, PersonId
from amana.kernel.sealed.inserting import insert_sealed


@action("cases.open_many", on="Register", resource=lambda *_args, access, **_kwargs: whose.register_of(access))
def open_cases_many(items: Sequence[tuple[PersonId, HtcdsRecord]], *, access: Access) -> list[CaseId]:
    """Open the first case of newly imported persons with what their rows say, in one transaction. Order is kept."""
    wanted = [person for person, _told in items]
    found = {row.ref: row for row in Person.objects.select_related("file").filter(ref__in=wanted)}
    owner = whose.worker(access)
    cases = _open([found[person] for person in wanted], [told for _person, told in items], owner)
    now = timezone.now()
    rows = []
    for case, (_person, told) in zip(cases, items, strict=True):
        for entry in entries_of(told):
            due_on = _due(entry) if case.closed_on is None else None
            values = {"case": case.pk, "content": entry.written(), "due_on": due_on, "assignee": owner.pk if owner and due_on else None}
            rows.append((case.file_id, case.file.ref, values))
    insert_sealed(CaseEntry, rows, every={"recorded_by": owner.pk if owner else None, "recorded_at": now})
    record(cases=len(cases), entries=len(rows))
    return [CaseId(case.ref) for case in cases]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """To whom a case is handed, what for, and in which categories. `best_interests` as for `consent.actions.disclose`."""

    disclosure: Disclosure
    recipient: Recipient
    how: str
    best_interests: str = ""


def _leaving(case: CaseId, *_form: object, to: Handed | None = None, **_rest: object) -> dict[str, object]:
    """What the safeguards ask: nothing but who it is for the person's own copy, everything for anybody else."""
    if to is None:
        return {"recipient_kind": THE_PERSON}
    person = PersonId(queries.find(case).person.ref)
    facts = consents.circumstances(person, to.disclosure, to.recipient, on=timezone.localdate())
    return {**facts, "best_interests": bool(to.best_interests.strip())}


@action("cases.export_htcds", resource=queries.resource, context=_leaving, kind=Kind.EXPORT)
def export_htcds(case: CaseId, form: Format, *, to: Handed | None = None, access: Access) -> Paper:
    """Write a case as HTCDS: the person's own copy, or what somebody else may get, which the ledger then knows they got.

    Raises Refused, NotCovered, RecordTooLong; then nothing is written, neither the file nor the disclosure.
    """
    row = queries.find(case)
    person = PersonId(row.person.ref)
    if to is not None:
        consent.disclose(person, to.disclosure, to.recipient, how=to.how, best_interests=to.best_interests, access=access)
    today = timezone.localdate()
    told = record_of_case(
        persons.person_file(person, access=access),
        queries.case_view(case, access=access),
        consents.ledger_of(row.person, on=today),
        identification.view_of(row.person),
        only=ALL if to is None else to.disclosure.categories,
    )
    record(case=str(case), format=form.value, recipient=to.recipient.id if to else THE_PERSON)
    return paper(told, number=row.file.number, form=form, today=today)


def _open(persons: list[Person], told: list[HtcdsRecord], owner: User | None) -> list[Case]:
    """Cases and their first status, in two statements."""
    now = timezone.now()
    today = timezone.localdate(now)
    statuses = [_status(record) for record in told]
    cases = Case.objects.bulk_create(
        Case(
            file=person.file,
            person=person,
            episode=1,
            owner=owner,
            opened_on=record.day("cas_IncomingReferralDate") or today,
            closed_on=today if status in CLOSED else None,
        )
        for person, record, status in zip(persons, told, statuses, strict=True)
    )
    changes = [
        (
            case.file_id,
            case.file.ref,
            {"case": case.pk, "content": {"status": status.value, "reason": record.text("cas_ReasonForCaseClosure")}},
        )
        for case, record, status in zip(cases, told, statuses, strict=True)
    ]
    insert_sealed(CaseStatusChange, changes, every={"recorded_by": owner.pk if owner else None, "recorded_at": now})
    return cases


def _status(told: HtcdsRecord) -> CaseStatus:
    given = told.text("cas_Status")
    return CaseStatus(given) if given in CaseStatus.values else CaseStatus.ACTIVE


def _due(entry: Entry) -> date | None:
    planned = entry.values.get("spl_PlannedEndDate")
    return date.fromisoformat(planned) if entry.kind is EntryKind.PLAN and isinstance(planned, str) else None
