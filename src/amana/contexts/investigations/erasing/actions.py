"""Deciding on a request to erase: propose, confirm, keep. Report, request, step and answer are written together or not at all."""

from django.utils import timezone

from amana.contexts.exchange.guard.terms import ErasureAnswer, KeepGround
from amana.contexts.investigations.erasing import telling
from amana.contexts.investigations.erasing.errors import AlreadyProposed, NothingAsked, NotProposed
from amana.contexts.investigations.erasing.models import ErasureRequest
from amana.contexts.investigations.reports import keeping
from amana.contexts.investigations.reports.models import Report
from amana.contexts.investigations.reports.queries import find, resource
from amana.contexts.investigations.reports.terms import OPEN, ReportState
from amana.contexts.investigations.reports.values import ReportId
from amana.kernel.access.opening import user_of
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access
from amana.kernel.actions import action, record
from amana.kernel.catalogue import Kind


@action("investigations.erasure_propose", on="Report", resource=resource)
def propose(report: ReportId, *, access: Access) -> None:
    """Propose to erase a report as asked. Nothing happens until somebody else confirms it. Raises NothingAsked, AlreadyProposed."""
    waiting = _waiting(report)
    if waiting.proposed_at is not None:
        raise AlreadyProposed
    waiting.proposed_by, waiting.proposed_at = user_of(access), timezone.now()
    waiting.save(update_fields=["proposed_by", "proposed_at"])
    keeping.note(waiting.report, "erasure_proposed", by=waiting.proposed_by)
    record(report=str(waiting.report.ref))


def who_proposed(report: ReportId, *, access: Access) -> dict[str, object]:
    """The circumstances of an erasure: who agreed to it beside the one who carries it out."""
    proposed = ErasureRequest.objects.filter(report__ref=report, decided_at=None).select_related("proposed_by").first()
    return {"second_person": proposed.proposed_by.ref if proposed and proposed.proposed_by else None}


@action("investigations.erasure_confirm", on="Report", resource=resource, context=who_proposed, kind=Kind.ERASE)
def erase(report: ReportId, *, access: Access) -> None:
    """Erase a report that somebody else proposed to erase, and tell the desk that asked. Raises Refused, NothingAsked, NotProposed."""
    waiting = _waiting(report)
    if waiting.proposed_at is None:
        raise NotProposed
    row = waiting.report
    keeping.erase(row)
    if row.state in OPEN:  # nothing can be answered on a report of which nothing is left
        keeping.move(row, ReportState.WITHDRAWN, by=user_of(access))
    _decide(waiting, ErasureAnswer.ERASED, None, access)


@action("investigations.erasure_refuse", on="Report", resource=resource)
def keep(report: ReportId, ground: KeepGround, *, access: Access) -> None:
    """Keep a report in spite of a request, on a coded ground that the desk which asked is told. Raises NothingAsked."""
    _decide(_waiting(report), ErasureAnswer.KEPT_BY_LAW, ground, access)


@action("investigations.erasure_tell", on="Report", resource=lambda *, access: record_resource("Report", access.ref))
def tell_untold(*, access: Access) -> int:
    """Write the answers that could not be written when they were decided; says how many. For the node's chores."""
    told = 0
    for pk in telling.untold():
        waiting = ErasureRequest.objects.select_for_update(of=("self",)).select_related("report").filter(pk=pk, told_at=None).first()
        told += waiting is not None and telling.tell(waiting, access=access)
    record(told=told)
    return told


def _decide(waiting: ErasureRequest, answer: ErasureAnswer, ground: KeepGround | None, access: Access) -> None:
    waiting.answer, waiting.ground = answer, ground or ""
    waiting.decided_by, waiting.decided_at = user_of(access), timezone.now()
    waiting.save(update_fields=["answer", "ground", "decided_by", "decided_at"])
    told = telling.tell(waiting, access=access)
    record(report=str(waiting.report.ref), answer=answer.value, ground=waiting.ground, told=told)


def _waiting(report: ReportId) -> ErasureRequest:
    """The request that waits, with its report; both locked, the report first, as messages that arrive lock it."""
    row = Report.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=find(report).pk)
    found = ErasureRequest.objects.select_for_update(of=("self",)).filter(report=row, decided_at=None).first()
    if found is None:
        raise NothingAsked
    found.report = row
    return found
