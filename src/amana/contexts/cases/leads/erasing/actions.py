"""Asking that a lead be erased where it went."""

from datetime import timedelta

from django.utils import timezone

from amana.contexts.cases.leads import queries
from amana.contexts.cases.leads.erasing.keeping import note
from amana.contexts.cases.leads.models import Lead
from amana.contexts.cases.leads.queries import find_content, resource
from amana.contexts.cases.leads.values import LeadId
from amana.contexts.cases.referral.errors import NotThisStep
from amana.contexts.cases.referral.models import NoticeSent
from amana.contexts.cases.referral.terms import Erasure, NoticeKind
from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard import MessageKind
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
    note(row, Erasure.ASKED)
    record(lead=str(row.ref), message=str(posted.message))
