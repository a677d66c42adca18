"""Cases of many imported persons at once."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from amana.contexts.cases import whose
from amana.contexts.cases.htcds import extension
from amana.contexts.cases.htcds.record import HtcdsRecord, HtcdsValue
from amana.contexts.cases.record.actions import open_rows
from amana.contexts.cases.record.kinds import homes
from amana.contexts.cases.record.models import CaseEntry
from amana.contexts.cases.record.terms import CLOSED, CaseStatus, EntryKind
from amana.contexts.cases.record.values import Entry, Told
from amana.contexts.persons.facade import Source
from amana.contexts.persons.models import Person
from amana.kernel.access.values import Access
from amana.kernel.actions import action, record
from amana.kernel.ids import CaseId, PersonId
from amana.kernel.imports.terms import Missing


@action("cases.open_many", on="Register", resource=lambda *_args, access, **_kwargs: whose.register_of(access))
def open_cases_many(items: Sequence[tuple[PersonId, HtcdsRecord]], *, access: Access) -> list[CaseId]:
    """Open the first case of newly imported persons with what their rows say, in one transaction. Order is kept."""
    wanted = [person for person, _record in items]
    found = {row.ref: row for row in Person.objects.select_related("file").filter(ref__in=wanted)}
    persons = [found[person] for person in wanted]
    owner = whose.worker(access)
    statuses = [(_status(told), told.text("cas_ReasonForCaseClosure"), told.day("cas_IncomingReferralDate")) for _person, told in items]
    cases = open_rows(persons, statuses, owner)
    now = timezone.now()
    CaseEntry.objects.bulk_create(
        [
            CaseEntry(
                file=case.file,
                case=case,
                content=entry.written(),
                due_on=_due(entry) if case.closed_on is None else None,
                assignee=owner if _due(entry) and case.closed_on is None else None,
                recorded_by=owner,
                recorded_at=now,
            )
            for case, (_person, told) in zip(cases, items, strict=True)
            for entry in entries_of(told)
        ],
        batch_size=500,
    )
    record(cases=len(cases), closed=sum(status in CLOSED for status, _reason, _opened in statuses))
    return [CaseId(case.ref) for case in cases]


def entries_of(told: HtcdsRecord) -> list[Entry]:
    """What a row says about the case, as entries. What belongs to the person is in `persons`; nothing of the case is dropped."""
    values: dict[EntryKind, dict[str, Told]] = {}
    missing: dict[EntryKind, dict[str, Missing]] = {}
    for name, value in told.values.items():
        if (kind := homes().get(name)) is not None:
            values.setdefault(kind, {})[name] = _plain(value)
    for name, given in told.extension.items():
        full = f"{extension.PREFIX}{name}"
        kind = homes().get(full)
        if kind is None and extension.FIELDS[name].group != "prs":
            kind = EntryKind.SHEET
        if kind is not None and given is not None:
            values.setdefault(kind, {})[full] = given
    for name, reason in told.missing.items():
        if (kind := homes().get(name)) is not None:
            missing.setdefault(kind, {})[name] = reason
    stated = told.extended("stated_on")
    return [
        Entry(
            kind=kind,
            values=values.get(kind, {}),
            missing=missing.get(kind, {}),
            source=Source.IMPORT,
            stated_on=date.fromisoformat(stated) if isinstance(stated, str) else None,
        )
        for kind in EntryKind
        if values.get(kind) or missing.get(kind)
    ]


def _status(told: HtcdsRecord) -> CaseStatus:
    given = told.text("cas_Status")
    return CaseStatus(given) if given in CaseStatus.values else CaseStatus.ACTIVE


def _due(entry: Entry) -> date | None:
    planned = entry.values.get("spl_PlannedEndDate")
    return date.fromisoformat(planned) if entry.kind is EntryKind.PLAN and isinstance(planned, str) else None


def _plain(value: HtcdsValue) -> Told:
    return value.isoformat() if isinstance(value, date) else value
