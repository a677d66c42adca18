"""Asking that a lead be erased where it went, and what the other side did with that."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from amana.contexts.cases.leads import queries
from amana.contexts.cases.leads.models import Lead
from amana.contexts.cases.leads.queries import find_content, resource
from amana.contexts.cases.leads.receipts import move
from amana.contexts.cases.leads.terms import ENDED, LeadState
from amana.contexts.cases.leads.values import LeadId
from amana.contexts.cases.referral.errors import NotThisStep
from amana.contexts.cases.referral.models import NoticeSent
from amana.contexts.cases.referral.receiving import arriving as referrals
from amana.contexts.cases.referral.terms import Erasure, NoticeKind
from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard import SCHEMAS, Malformed, MessageKind
from amana.contexts.exchange.guard.shapes import told
from amana.kernel.access.values import Access
from amana.kernel.actions import action, record
from amana.kernel.ids import FileId

NOTICE_LIFE = timedelta(days=180)  # as long as a request to erase a referral


@action("cases.lead_ask_erasure", resource=resource)
def ask_erasure(lead: LeadId, *, access: Access) -> None:
    """Ask the desk that got a lead to erase it. What it took up, its people decide on: they answer with a day or a ground.

    Raises NotThisStep.
    """
    content = find_content(lead)
    row = Lead.objects.select_for_update().get(pk=content.lead_id)
    if not queries.may_ask_erasure(row):
        raise NotThisStep
    now = timezone.now()
    posted = exchange.post(
        kind=MessageKind.ERASURE_REQUEST.value,
        sender=row.sender,
        recipient=row.recipient,
        purpose="investigation",
        payload={"about": str(row.message), "on": timezone.localdate(now).isoformat()},
        about=FileId(content.file.ref),
        thread=exchange.ThreadId(row.thread),
        expires=now + NOTICE_LIFE,
        access=access,
    )
    NoticeSent.objects.create(
        file=content.file, disclosure=content.disclosure, kind=NoticeKind.ERASURE_REQUEST, message=posted.message, sent_at=now
    )
    _note(row, Erasure.ASKED)
    record(lead=str(row.ref), message=str(posted.message))


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
    _note(row, answer, on=date.fromisoformat(content["on"]), ground=str(content.get("ground", "")) if answer is Erasure.KEPT_BY_LAW else "")
    if answer is not Erasure.KEPT_BY_LAW and row.state not in ENDED:
        move(row, LeadState.WITHDRAWN)


def _note(row: Lead, erasure: Erasure, *, on: date | None = None, ground: str = "") -> None:
    row.erasure, row.erasure_at, row.erasure_on, row.erasure_ground = erasure, timezone.now(), on, ground
    row.save(update_fields=["erasure", "erasure_at", "erasure_on", "erasure_ground"])


def _checked(incoming: exchange.Incoming) -> dict[str, Any]:
    content = dict(incoming.payload)
    try:
        told(SCHEMAS[MessageKind(incoming.kind)], content)
    except Malformed as wrong:
        raise exchange.RejectedMessage(wrong.code) from None
    return content
