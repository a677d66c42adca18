"""A change of mind that travels: what has not left is stopped, and desks that were told get a message, in the act that records it.

If a message cannot be written (no directory, no key), the withdrawal is recorded all the same, and the recipient stays on the list of
those who still have to be told.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import structlog
from django.utils import timezone

from amana.contexts.cases.consent.models import ConsentWithdrawal, DisclosureMade, RecipientTold
from amana.contexts.cases.leads.models import Lead
from amana.contexts.cases.leads.receipts import move
from amana.contexts.cases.leads.terms import ENDED as LEAD_ENDED
from amana.contexts.cases.leads.terms import LeadState
from amana.contexts.cases.referral import keeping
from amana.contexts.cases.referral.models import MessageOfDisclosure, NoticeSent, Referral
from amana.contexts.cases.referral.terms import ENDED, NoticeKind, ReferralState, Side
from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard import MessageKind
from amana.kernel.access.opening import user_of
from amana.kernel.access.values import Access
from amana.kernel.errors import AmanaError
from amana.kernel.ids import FileId

NOTICE_LIFE = timedelta(days=180)  # a withdrawal or a request to erase waits so long for a node that cannot be reached
log = structlog.get_logger(__name__)


def tell_of_withdrawal(
    withdrawal: ConsentWithdrawal, disclosures: Iterable[DisclosureMade], categories: Iterable[str], *, on: date, access: Access
) -> None:
    """Stop or follow every message that told something under what was withdrawn. Part of the act that records the withdrawal."""
    told = sorted(categories)
    for disclosure in disclosures:
        sent = MessageOfDisclosure.objects.select_related("file").filter(disclosure=disclosure).first()
        if sent is None:
            continue
        try:
            _tell(withdrawal, disclosure, sent, told, on, access)
        except AmanaError as problem:  # the withdrawal stands, whatever happens to the message; the list of those to tell keeps it
            log.warning("withdrawal not sent", message=str(sent.message), code=problem.code)
            continue
        row = Referral.objects.filter(side=Side.SENT, message=sent.message).first()
        if row is not None and row.state not in ENDED:
            row.withdrawn_at = timezone.now()
            row.save(update_fields=["withdrawn_at"])
            keeping.step(row, ReferralState.WITHDRAWN, by=user_of(access) if access.user else None)
        lead = Lead.objects.filter(message=sent.message).first()
        if lead is not None and lead.state not in LEAD_ENDED:
            move(lead, LeadState.WITHDRAWN)


def _tell(
    withdrawal: ConsentWithdrawal, disclosure: DisclosureMade, sent: MessageOfDisclosure, told: list[str], on: date, access: Access
) -> None:
    if exchange.recall(exchange.MessageId(sent.message), access=access):
        RecipientTold.objects.create(
            file=sent.file,
            withdrawal=withdrawal,
            disclosure=disclosure,
            content={"told_on": on.isoformat(), "how": "stopped"},
            recorded_by=user_of(access) if access.user else None,
            recorded_at=timezone.now(),
        )
        return
    posted = exchange.post(
        kind=MessageKind.WITHDRAWAL.value,
        sender=sent.sender,
        recipient=sent.recipient,
        purpose=str(disclosure.content["purpose"]),
        payload={"about": str(sent.message), "on": on.isoformat(), "categories": told},
        about=FileId(sent.file.ref),
        thread=exchange.ThreadId(sent.thread),
        expires=timezone.now() + NOTICE_LIFE,
        access=access,
    )
    NoticeSent.objects.create(
        file=sent.file,
        disclosure=disclosure,
        withdrawal=withdrawal,
        kind=NoticeKind.WITHDRAWAL,
        message=posted.message,
        sent_at=timezone.now(),
    )
