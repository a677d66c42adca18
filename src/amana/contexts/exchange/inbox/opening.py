"""The desk's worker: opens what is due, one message after the other, and refuses what cannot be received."""

from collections.abc import Callable

import structlog
from django.db import transaction
from django.utils import timezone

from amana.contexts.exchange import limits, receipts
from amana.contexts.exchange.errors import RejectedMessage
from amana.contexts.exchange.forgetting import forget_received
from amana.contexts.exchange.inbox.actions import TO_OPEN, advance, must_wait, open_message
from amana.contexts.exchange.inbox.places import head_of
from amana.contexts.exchange.models import Received
from amana.contexts.exchange.pauses import is_over, pause_after
from amana.contexts.exchange.terms import InState
from amana.engines.sealing.envelope import ReceiptKind
from amana.kernel.access.system import system_access
from amana.kernel.errors import AmanaError

log = structlog.get_logger(__name__)
AT_ONCE = 100


def open_due(*, stopping: Callable[[], bool] = lambda: False) -> int:
    """Open what is due; says how many messages were dealt with. One that fails waits a while and holds up nobody else's."""
    is_due = is_over("next_try_at", timezone.now(), longest=limits.HOLD)
    due = Received.objects.filter(is_due, state__in=TO_OPEN).order_by("id").values_list("pk", flat=True)
    dealt = 0
    for pk in list(due[:AT_ONCE]):
        if stopping():
            break
        dealt += open_one(pk)
    return dealt


def open_one(pk: int) -> bool:
    """Open one message; False if it has to wait, was opened meanwhile, or failed and is tried again later."""
    try:
        return not must_wait(pk) and open_message(pk, access=system_access())
    except RejectedMessage as rejected:
        _refuse(pk, rejected.reason)
        return True
    except Exception as failure:  # a fault in a receiving context must not stop the desk's other messages; it is logged with its place
        code = failure.code if isinstance(failure, AmanaError) else f"exchange.fault.{type(failure).__name__}"
        log.exception("message not opened", message=pk, code=code)
        _later(pk, code)
        return False


def _refuse(pk: int, code: str) -> None:
    """Refuse, signed by the desk, what its context rejects or what does not open."""
    with transaction.atomic():
        row = Received.objects.select_for_update().get(pk=pk)
        if row.state not in TO_OPEN:
            return
        row.state, row.state_at, row.code, row.next_try_at = InState.REFUSED, timezone.now(), code, None
        row.save(update_fields=["state", "state_at", "code", "next_try_at"])
        _advance_past(row)
        receipts.give(row, ReceiptKind.REFUSED, code=code, by=row.recipient)
        forget_received(row)


def _advance_past(row: Received) -> None:
    """Let a thread go on behind a message that was refused, if it was its turn."""
    head = head_of(row.thread, row.sender, row.recipient)
    if row.sequence == head.sequence + 1:
        advance(row, head)


def _later(pk: int, code: str) -> None:
    with transaction.atomic():
        row = Received.objects.select_for_update().get(pk=pk)
        row.attempts, row.code = row.attempts + 1, code[:80]
        row.next_try_at = timezone.now() + pause_after(row.attempts)
        row.save(update_fields=["attempts", "code", "next_try_at"])
