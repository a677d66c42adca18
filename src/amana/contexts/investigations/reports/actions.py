"""Taking a report in, grading it, and answering the desk it came from: each answer is a signed receipt with a code and nothing else."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard.terms import DECLINED, LeadDeclineReason, LeadMissing
from amana.contexts.investigations.reports import keeping, queries
from amana.contexts.investigations.reports.errors import NoSuchGrade, NotThisStep
from amana.contexts.investigations.reports.models import Report, ReportContent
from amana.contexts.investigations.reports.queries import find, resource
from amana.contexts.investigations.reports.terms import OPEN, ReportState
from amana.contexts.investigations.reports.values import ReportId
from amana.kernel.access.opening import user_of
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import action, record
from amana.kernel.files.models import File
from amana.kernel.ids import OrganisationId, new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.keystore import get_keystore


def _of_desk(incoming: exchange.Incoming, told: Mapping[str, Any], organisation: OrganisationId, **_kwargs: object) -> Resource:
    return record_resource("Report", organisation, organisation=organisation)


@action("investigations.report_take_in", on="Report", resource=_of_desk)
def take_in(incoming: exchange.Incoming, told: Mapping[str, Any], organisation: OrganisationId, *, access: Access) -> ReportId:
    """Keep a lead that came as a report, sealed under a key of its own."""
    now, ref = timezone.now(), new_id()
    holder = Organisation.objects.get(ref=organisation)
    number = f"{keeping.NUMBER}{ref.hex[-12:].upper()}"
    get_keystore().create_file_keys([ref])
    file = File.objects.create(ref=ref, number=number, organisation=holder, opened_on=timezone.localdate(now))
    row = Report.objects.create(
        number=number,
        organisation=holder,
        message=incoming.message,
        thread=incoming.thread,
        sender=incoming.sender,
        recipient=incoming.recipient,
        state=ReportState.NEW,
        state_at=now,
        received_at=now,
        source_grade=str(told["source_grade"]),
        information_grade=str(told["information_grade"]),
    )
    ReportContent.objects.create(file=file, report=row, told=dict(told))
    keeping.note(row, ReportState.NEW.value)
    record(report=str(row.ref), message=str(row.message))
    return ReportId(row.ref)


@action("investigations.report_grade", on="Report", resource=resource)
def grade(report: ReportId, *, source: str, information: str, access: Access) -> None:
    """Grade a report anew; the sender's grades stay beside ours. Raises NoSuchGrade, NotThisStep."""
    row = _row(report)
    known = {(one.list, one.grade) for kind in ("source", "information") for one in queries.grades(kind)}
    if not {("source", source), ("information", information)} <= known:
        raise NoSuchGrade
    row.own_source_grade, row.own_information_grade, row.handled_by = source, information, user_of(access)
    row.save(update_fields=["own_source_grade", "own_information_grade", "handled_by"])
    keeping.note(row, "graded", f"{source}{information}", by=row.handled_by)
    record(report=str(row.ref), source=source, information=information)


@action("investigations.report_accept", on="Report", resource=resource)
def accept(report: ReportId, *, access: Access) -> None:
    """Say that the report is taken up. Raises NotThisStep."""
    _answer(report, ReportState.ACCEPTED, exchange.ReceiptKind.ACCEPTED, "", access, after=(ReportState.NEW, ReportState.MORE_NEEDED))


@action("investigations.report_decline", on="Report", resource=resource)
def decline(report: ReportId, reason: LeadDeclineReason, *, access: Access) -> None:
    """Say that the report is not taken up, with a reason that is about us. What it says is erased.

    Raises NotThisStep, also for one that was taken up once: evidence is erased by two people (`erasing`), or not at all.
    """
    if find(report).taken_up_at is not None:
        raise NotThisStep
    _answer(
        report,
        ReportState.DECLINED,
        exchange.ReceiptKind.REFUSED,
        f"{DECLINED}{reason.value}",
        access,
        after=(ReportState.NEW, ReportState.MORE_NEEDED),
    )
    keeping.erase(find(report))


@action("investigations.report_ask_more", on="Report", resource=resource)
def ask_more(report: ReportId, missing: LeadMissing, *, access: Access) -> None:
    """Ask, through the desk it came from, for more of what happened. Nobody can ask here who told it. Raises NotThisStep."""
    _answer(
        report,
        ReportState.MORE_NEEDED,
        exchange.ReceiptKind.MORE_NEEDED,
        missing.value,
        access,
        after=(ReportState.NEW, ReportState.MORE_NEEDED, ReportState.ACCEPTED),
    )


@action("investigations.report_done", on="Report", resource=resource)
def done(report: ReportId, *, access: Access) -> None:
    """Say that the report was dealt with. Raises NotThisStep."""
    _answer(report, ReportState.DONE, exchange.ReceiptKind.DONE, "", access, after=(ReportState.ACCEPTED,))


def _answer(
    report: ReportId, state: ReportState, kind: exchange.ReceiptKind, code: str, access: Access, *, after: tuple[ReportState, ...]
) -> None:
    row = _row(report)
    if row.state not in after:
        raise NotThisStep
    exchange.answer(exchange.MessageId(row.message), kind, code=code, access=access)
    row.handled_by = user_of(access)
    row.save(update_fields=["handled_by"])
    keeping.move(row, state, code.removeprefix(DECLINED), by=row.handled_by)
    record(report=str(row.ref), state=state.value, code=code)


def _row(report: ReportId) -> Report:
    row = Report.objects.select_for_update().select_related("organisation").get(pk=find(report).pk)
    if row.state not in OPEN:
        raise NotThisStep
    return row
