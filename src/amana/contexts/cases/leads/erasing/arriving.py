"""What the other side did with a request to erase a lead."""

from datetime import date
from typing import Any

from amana.contexts.cases.leads.erasing.keeping import note
from amana.contexts.cases.leads.models import Lead
from amana.contexts.cases.leads.receipts import move
from amana.contexts.cases.leads.terms import ENDED, LeadState
from amana.contexts.cases.referral.receiving import arriving as referrals
from amana.contexts.cases.referral.terms import Erasure
from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard import SCHEMAS, Malformed, MessageKind
from amana.contexts.exchange.guard.shapes import told


def receive_erasure_confirmed(incoming: exchange.Incoming) -> None:
    """Keep what the desk of a lead did: erased, on which day, or kept, on which ground. What is about a referral goes to referrals."""
    row = (
        Lead.objects.select_for_update()
        .filter(message=_checked(incoming)["about"], recipient=incoming.sender, sender=incoming.recipient, thread=incoming.thread)
        .first()
    )
    if row is None:
        referrals.receive_erasure_confirmed(incoming)
        return
    if row.erasure in (Erasure.ERASED, Erasure.NEVER_KEPT):  # what is gone is gone, whatever comes after
        return
    content = _checked(incoming)
    answer = Erasure(str(content["answer"]))
    note(row, answer, on=date.fromisoformat(content["on"]), ground=str(content.get("ground", "")) if answer is Erasure.KEPT_BY_LAW else "")
    if answer is not Erasure.KEPT_BY_LAW and row.state not in ENDED:
        move(row, LeadState.WITHDRAWN)


def _checked(incoming: exchange.Incoming) -> dict[str, Any]:
    content = dict(incoming.payload)
    try:
        told(SCHEMAS[MessageKind(incoming.kind)], content)
    except Malformed as wrong:
        raise exchange.RejectedMessage(wrong.code) from None
    return content
