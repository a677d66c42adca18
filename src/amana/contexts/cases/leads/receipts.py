"""Receipts of leads: what the desk that got one says of it."""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from amana.contexts.cases.leads.models import Lead
from amana.contexts.cases.leads.terms import ENDED, LeadState
from amana.contexts.cases.referral.terms import Erasure
from amana.contexts.exchange.guard.terms import DECLINED, TIME_OVER

_SAID = {
    "delivered": LeadState.RECEIVED,
    "opened": LeadState.RECEIVED,
    "accepted": LeadState.ACCEPTED,
    "more_needed": LeadState.MORE_NEEDED,
    "done": LeadState.DONE,
    "withdrawn": LeadState.WITHDRAWN,
}


def receipt_of_lead(message: Any, receipt: Any) -> None:
    """Bring our row to what the other side says of it. A receipt that comes late takes nothing back."""
    row = Lead.objects.select_for_update().filter(message=message).first()
    kind = str(getattr(receipt.kind, "value", receipt.kind))
    if row is not None and kind == "erased":  # told also of one that was dealt with
        _erased(row, receipt)
    if row is None or row.state in ENDED:
        return
    if kind == "refused":
        declined = receipt.by == row.recipient and receipt.code.startswith(DECLINED)
        move(row, LeadState.DECLINED if declined else LeadState.REFUSED, receipt.code.removeprefix(DECLINED))
    elif (state := _SAID.get(kind)) is not None and not (state is LeadState.RECEIVED and row.state != LeadState.SENT):
        move(row, state, receipt.code)


def _erased(row: Lead, receipt: Any) -> None:
    """They erased it by themselves: its time was over there."""
    row.erasure, row.erasure_at, row.erasure_ground = Erasure.ERASED, timezone.now(), ""
    row.erasure_on = timezone.localdate(datetime.fromtimestamp(receipt.at, UTC))
    row.save(update_fields=["erasure", "erasure_at", "erasure_on", "erasure_ground"])
    if row.state not in ENDED:
        move(row, LeadState.EXPIRED if receipt.code == TIME_OVER else LeadState.WITHDRAWN, receipt.code)


def move(row: Lead, state: LeadState, code: str = "") -> None:
    """Bring a lead into a state."""
    row.state, row.state_code, row.state_at = state, code, timezone.now()
    row.save(update_fields=["state", "state_code", "state_at"])
