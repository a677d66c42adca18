"""Telling the desk that asked what was decided: an answer with a code and, where it is kept, the ground. Never a text."""

from datetime import timedelta

import structlog
from django.utils import timezone

from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard import MessageKind
from amana.contexts.exchange.guard.terms import TIME_OVER, ErasureAnswer, KeepGround
from amana.contexts.investigations.erasing.models import ErasureRequest
from amana.contexts.investigations.erasing.terms import Asked
from amana.contexts.investigations.reports import keeping
from amana.contexts.investigations.reports.models import Report
from amana.kernel.access.opening import user_of
from amana.kernel.access.values import Access
from amana.kernel.errors import AmanaError

ANSWER_LIFE = timedelta(days=60)
PURPOSE = "investigation"
log = structlog.get_logger(__name__)


def confirm(row: Report, answer: ErasureAnswer, *, ground: KeepGround | None = None, access: Access) -> None:
    """Write what was done with a request, in the act that decided it. Raises what posting raises."""
    on = timezone.localdate(row.erased_at) if answer is ErasureAnswer.ERASED and row.erased_at else timezone.localdate()
    payload: dict[str, object] = {"about": str(row.message), "answer": answer.value, "on": on.isoformat()}
    if ground is not None:
        payload["ground"] = ground.value
    exchange.post(
        kind=MessageKind.ERASURE_CONFIRMED.value,
        sender=row.recipient,
        recipient=row.sender,
        purpose=PURPOSE,
        payload=payload,
        thread=exchange.ThreadId(row.thread),
        expires=timezone.now() + ANSWER_LIFE,
        access=access,
    )
    keeping.note(row, f"erasure_{answer.value}", ground.value if ground else "", by=user_of(access) if access.user else None)


def tell(request: ErasureRequest, *, access: Access) -> bool:
    """Write the answer to a request that was decided. The decision stands where it cannot be written; it is then tried again later.

    Where nobody asked but the time, an erasure is told as a receipt, and that it is kept is told to nobody.
    """
    row, answer = request.report, ErasureAnswer(request.answer)
    try:
        if request.asked_as != Asked.TIME:
            confirm(row, answer, ground=KeepGround(request.ground) if request.ground else None, access=access)
        else:
            if answer is ErasureAnswer.ERASED:
                exchange.answer(exchange.MessageId(row.message), exchange.ReceiptKind.ERASED, code=TIME_OVER, access=access)
            keeping.note(row, f"time_{answer.value}", request.ground, by=user_of(access) if access.user else None)
    except AmanaError as problem:
        log.warning("answer to a request to erase not written", report=str(request.report.ref), code=problem.code)
        return False
    request.told_at = timezone.now()
    request.save(update_fields=["told_at"])
    return True


def untold() -> list[int]:
    """Row numbers of requests that were decided and whose answer could not be written, oldest first."""
    return list(ErasureRequest.objects.filter(told_at=None).exclude(decided_at=None).order_by("pk").values_list("pk", flat=True))
