"""A message that would have a report erased: what was never taken up goes at once, the rest waits for a person."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from amana.contexts.exchange.guard.terms import ErasureAnswer
from amana.contexts.investigations.erasing import telling
from amana.contexts.investigations.erasing.models import ErasureRequest
from amana.contexts.investigations.erasing.terms import Asked
from amana.contexts.investigations.reports import keeping, limits
from amana.contexts.investigations.reports.models import Report
from amana.contexts.investigations.reports.terms import OPEN, ReportState
from amana.kernel.access.values import Access
from amana.kernel.errors import AmanaError

DECIDE_ERASURE = "decide_erasure"
WITHOUT_TABLE = timedelta(days=30)  # a message must not be lost because reference data were not loaded


def withdraw(row: Report, message: UUID) -> None:
    """The person changed their mind: a report that was never taken up is erased; for one that was, somebody decides."""
    if not _wait(row, Asked.WITHDRAWAL, message):
        keeping.erase(row)
    keeping.move(row, ReportState.WITHDRAWN)


def ask(row: Report, message: UUID, *, access: Access) -> None:
    """A request to erase: met at once and answered where the report was never taken up; for one that was, somebody decides."""
    keeping.note(row, "erasure_asked")
    if _wait(row, Asked.REQUEST, message):
        return
    keeping.erase(row)
    if row.state in OPEN:
        keeping.move(row, ReportState.WITHDRAWN)
    telling.confirm(row, ErasureAnswer.ERASED, access=access)


def remind(row: Report) -> bool:
    """Ask those at the desk whether a report that was taken up is still needed. False where that waits already, or nothing is left."""
    if ErasureRequest.objects.filter(report=row, decided_at=None).exists():
        return False
    return _wait(row, Asked.TIME, None)


def _wait(row: Report, asked: Asked, message: UUID | None) -> bool:
    """Put a request on the list of those that wait, unless one of this report is there. False where nothing is to be decided."""
    if row.taken_up_at is None or not keeping.is_kept(row):
        return False
    waiting = ErasureRequest.objects.filter(report=row, decided_at=None).first()
    if waiting is None:
        now = timezone.now()
        ErasureRequest.objects.create(
            report=row, asked_as=asked, message=message, asked_at=now, decide_by=_last_day(timezone.localdate(now))
        )
    elif _asks_for_more(asked, Asked(waiting.asked_as)):
        waiting.asked_as = asked  # the day by which to decide stays that of what came first
        waiting.message = waiting.message or message
        waiting.save(update_fields=["asked_as", "message"])
    return True


def _asks_for_more(one: Asked, other: Asked) -> bool:
    order = list(Asked)
    return order.index(one) > order.index(other)


def _last_day(today: date) -> date:
    try:
        return today + limits.limit(DECIDE_ERASURE).days
    except AmanaError:
        return today + WITHOUT_TABLE
