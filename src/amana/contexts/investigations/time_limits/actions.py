"""What the clock does with reports: warns before one that nobody took up is erased, erases it, and asks about those that were taken up.

Each report is an act of its own, which looks again whether it is due: a process that dies leaves each of them as it was or done.
"""

from collections.abc import Callable

import structlog
from django.db.models import DateTimeField, Max, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard.terms import TIME_OVER
from amana.contexts.investigations.erasing import asking
from amana.contexts.investigations.reports import keeping, limits, rules
from amana.contexts.investigations.reports.models import Report
from amana.contexts.investigations.reports.queries import find, resource
from amana.contexts.investigations.reports.rules import Times
from amana.contexts.investigations.reports.terms import ReportState
from amana.contexts.investigations.reports.values import ReportId
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.access.values import Access
from amana.kernel.actions import action, record
from amana.kernel.errors import AmanaError

AT_ONCE = 200  # in one round; the next one goes on
log = structlog.get_logger(__name__)


@action("investigations.report_warn", on="Report", resource=resource)
def warn(report: ReportId, *, access: Access) -> bool:
    """Write down that a report is erased by its time limit if nobody takes it up; says whether a warning was due."""
    row, now = _row(report), timezone.now()
    due = _is_untouched(row) and rules.is_warned(limits.times(), since=row.state_at, warned_at=row.warned_at, now=now)
    if due:
        row.warned_at = now
        row.save(update_fields=["warned_at"])
        keeping.note(row, "warned")
    record(report=str(row.ref), warned=due)
    return due


@action("investigations.report_expire", on="Report", resource=resource)
def expire(report: ReportId, *, access: Access) -> bool:
    """Erase a report that nobody took up in time, and tell the desk it came from; says whether it was due."""
    row, now = _row(report), timezone.now()
    due = _is_untouched(row) and rules.is_erased(limits.times(), since=row.state_at, warned_at=row.warned_at, now=now)
    if due:
        keeping.erase(row)
        exchange.answer(exchange.MessageId(row.message), exchange.ReceiptKind.ERASED, code=TIME_OVER, access=access)
        keeping.move(row, ReportState.EXPIRED)
    record(report=str(row.ref), erased=due)
    return due


@action("investigations.report_ask_needed", on="Report", resource=resource)
def ask_whether_needed(report: ReportId, *, access: Access) -> bool:
    """Put a report that was taken up long ago on the list of those that somebody decides about; says whether that was due."""
    row = _row(report)
    due = row.taken_up_at is not None and _reviewed_before(row, limits.times()) and asking.remind(row)
    if due:
        keeping.note(row, "time_asked")
    record(report=str(row.ref), asked=due)
    return due


def go_by_time() -> int:
    """Do what is due now, one report after the other; says how many. Nothing where no limits are loaded. May be repeated."""
    try:
        times = limits.times()
    except AmanaError:
        return 0
    now, access = timezone.now(), system_access()
    untouched = Report.objects.filter(taken_up_at=None, state__in=(ReportState.NEW, ReportState.MORE_NEEDED))
    to_warn = untouched.filter(warned_at=None, state_at__lte=now - times.not_taken_up + times.warn_before)
    to_erase = untouched.filter(warned_at__lte=now - times.warn_before, state_at__lte=now - times.not_taken_up)
    with floor(access):
        kept = Report.objects.exclude(taken_up_at=None).filter(content__isnull=False, state_at__lte=now - times.taken_up)
        old = list(_reviewed(kept).filter(reviewed__lte=now - times.taken_up).order_by("pk").values_list("ref", flat=True)[:AT_ONCE])
    acts: tuple[tuple[Callable[..., bool], list[object]], ...] = (
        (expire, list(to_erase.order_by("pk").values_list("ref", flat=True)[:AT_ONCE])),
        (warn, list(to_warn.order_by("pk").values_list("ref", flat=True)[:AT_ONCE])),
        (ask_whether_needed, old),
    )
    return sum(_one(act, ReportId(ref), access) for act, refs in acts for ref in refs)  # type: ignore[arg-type]  # ids of reports


def _one(act: Callable[..., bool], report: ReportId, access: Access) -> bool:
    try:
        return act(report, access=access)
    except AmanaError as problem:  # the others go on; this one is tried again in the next round
        log.warning("time limit of a report not kept", report=str(report), code=problem.code)
        return False


def _reviewed(reports: QuerySet[Report]) -> QuerySet[Report]:
    """The reports, with the moment of the last step or decision as `reviewed`; without those that somebody has to decide about already."""
    last = Coalesce(Max("erasure_requests__decided_at"), "state_at", output_field=DateTimeField())
    found: QuerySet[Report] = reports.exclude(erasure_requests__isnull=False, erasure_requests__decided_at=None).annotate(
        reviewed=Greatest("state_at", last)
    )
    return found


def _reviewed_before(row: Report, times: Times) -> bool:
    decided = row.erasure_requests.aggregate(last=Max("decided_at"))["last"]  # type: ignore[attr-defined]  # the other side of a key
    return rules.is_asked_about(times, since=max(row.state_at, decided or row.state_at), now=timezone.now())


def _is_untouched(row: Report) -> bool:
    return row.taken_up_at is None and row.state in (ReportState.NEW, ReportState.MORE_NEEDED)


def _row(report: ReportId) -> Report:
    return Report.objects.select_for_update(of=("self",)).get(pk=find(report).pk)
