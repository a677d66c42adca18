"""Reading the log. Each look is logged, with what was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.accounts.models import User
from amana.kernel.actions import read, record
from amana.kernel.audit.findings import Report
from amana.kernel.audit.models import AuditEntry
from amana.kernel.audit.reading import AuditRecord, entries
from amana.kernel.audit.verify import verify_node
from amana.kernel.catalogue import Kind
from amana.kernel.files.models import File
from amana.kernel.ids import FileId, UserId

PAGE = 50
DAYS_COUNTED = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A group of entries that an officer asks for together. `names` are acts; `kinds` sorts of entry; either may be empty."""

    label: str | Promise
    names: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


SUBJECTS: Mapping[str, Subject] = MappingProxyType(
    {
        "all": Subject(label=_("Everything")),
        "reads": Subject(label=_("Files and lists that were opened"), kinds=("read",)),
        "searches": Subject(label=_("Searches"), kinds=("search",)),
        "changes": Subject(label=_("Changes"), kinds=("action",)),
        "refusals": Subject(label=_("Refusals"), kinds=("refusal",)),
        "consents": Subject(label=_("Consents given"), names=("cases.record_consent",)),
        "withdrawals": Subject(label=_("Consents withdrawn"), names=("cases.withdraw_consent",)),
        "erasures": Subject(
            label=_("Erasures"),
            names=(
                "persons.propose_erasure",
                "persons.erase",
                "persons.tell_before_erasure",
                "persons.erase_due",
                "persons.hold",
                "persons.lift_hold",
            ),
        ),
        "emergencies": Subject(label=_("Emergency openings"), names=("access.break_glass", "access.acknowledge", "access.review")),
        "exports": Subject(label=_("What was taken away"), names=("cases.export_htcds", "cases.consent_receipt", "persons.print")),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an officer wants to see of the log."""

    subject: str = "all"
    file_number: str = ""
    user: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry with the names of the people and the number of the file it speaks of."""

    record: AuditRecord
    who: str
    file_number: str


def _log(*_args: object, access: Access, **_kwargs: object) -> Resource:
    return record_resource("Log", access.ref, organisation=access.organisation)


@read("guardian.read_log", kind=Kind.OVERSEE, on="Log", resource=_log)
def log(asked: Asked, *, access: Access) -> list[Line]:
    """Entries of the officer's own organisation, newest first; nothing when the file number is none of theirs."""
    record(subject=asked.subject, file_number=asked.file_number, user=asked.user, before=asked.before)
    subject = SUBJECTS[asked.subject]
    file = None
    if asked.file_number:
        if access.organisation is None:
            return []
        file = File.objects.filter(number=asked.file_number, organisation__ref=access.organisation).values_list("ref", flat=True).first()
        if file is None:
            return []
    found = entries(
        access=access,
        kinds=subject.kinds,
        names=subject.names,
        actor=UserId(asked.user) if asked.user else None,
        organisation=access.organisation,
        file=FileId(file) if file else None,
        since=asked.since,
        until=asked.until,
        before=asked.before,
        limit=PAGE + 1,
    )
    people = dict(User.objects.filter(ref__in={row.actor for row in found if row.actor}).values_list("ref", "display_name"))
    numbers = dict(File.objects.filter(ref__in={row.file for row in found if row.file}).values_list("ref", "number"))
    return [
        Line(
            record=row,
            who=people.get(row.actor, "") if row.actor else "",
            file_number=numbers.get(row.file, "") if row.file else "",
        )
        for row in found
    ]


def counts(*, access: Access) -> dict[str, int]:
    """How many entries each subject had in the last thirty days. Numbers of acts, not of people: no entry of the log by itself."""
    since = timezone.now() - timedelta(days=DAYS_COUNTED)
    rows = (
        AuditEntry.objects.filter(organisation=access.organisation, at__gte=since)
        .values_list("kind", "name")
        .annotate(number=Count("index"))
    )
    by_kind_and_name = [(kind, name, number) for kind, name, number in rows.order_by()]
    return {
        key: sum(
            number
            for kind, name, number in by_kind_and_name
            if (not subject.kinds or kind in subject.kinds) and (not subject.names or name in subject.names)
        )
        for key, subject in SUBJECTS.items()
    }


@read("guardian.check_log", kind=Kind.OVERSEE, on="Log", resource=_log)
def check_log(*, access: Access) -> Report:
    """Check the whole log of this node against its signed checkpoints, now."""
    return verify_node()
