"""Where the messages of a referral or a lead are read, for the pages of the exchange: given only to those who may open them."""

from django.urls import reverse

from amana.contexts.cases.leads.models import Lead
from amana.contexts.cases.leads.queries import resource as resource_of_lead
from amana.contexts.cases.leads.values import LeadId
from amana.contexts.cases.referral.models import Referral
from amana.contexts.cases.referral.queries import resource_of_content, resource_of_row
from amana.contexts.cases.referral.values import ReferralId
from amana.contexts.exchange.facade import MessageId, ThreadId
from amana.kernel.access.decide import decide
from amana.kernel.access.values import Access
from amana.kernel.errors import NotFound


def page_of_referral(_message: MessageId, thread: ThreadId, access: Access) -> str | None:
    """The page of the referral with which a conversation began, also where its content is gone; None if it is not theirs to open."""
    if access.organisation is None:
        return None
    refs = Referral.objects.filter(thread=thread, organisation__ref=access.organisation).order_by("pk").values_list("ref", flat=True)
    for ref in refs:
        if _may_open(ReferralId(ref), access):
            return reverse("cases:referral", args=[ref])
    return None


def page_of_lead(_message: MessageId, thread: ThreadId, access: Access) -> str | None:
    """The page of the lead with which a conversation began; None if it is not theirs to open."""
    if access.organisation is None:
        return None
    ref = Lead.objects.filter(thread=thread, organisation__ref=access.organisation).values_list("ref", flat=True).first()
    if ref is None:
        return None
    try:
        allowed = decide(access, "cases.lead_open", resource_of_lead(LeadId(ref))).allowed
    except NotFound:
        return None
    return reverse("cases:lead", args=[ref]) if allowed else None


def _may_open(ref: ReferralId, access: Access) -> bool:
    try:
        return decide(access, "cases.referral_open", resource_of_content(ref)).allowed
    except NotFound:
        return decide(access, "cases.referral_trace", resource_of_row(ref)).allowed
