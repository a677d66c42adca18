"""From the way of a message to what it says: a link on the exchange's page, for those alone who may open it."""

from dataclasses import replace

from django.urls import reverse

from amana.contexts.cases.consent.terms import Category
from amana.contexts.cases.referral.linking import page_of_referral
from amana.contexts.exchange.models import Outgoing, Received
from amana.kernel.access.floor import floor
from amana.kernel.access.terms import Purpose
from amana.kernel.ids import OrganisationId, new_id
from tests.contexts.cases.referral.region import CLINIC, SHELTER, agree
from tests.contexts.cases.test_a_pages import signed_in

ENTERED = {
    "sender": SHELTER, "to": CLINIC, "purpose": "health_care", "service": "medical", "urgency": "urgent",
    "reason": "Somebody should see a doctor.", "facts": [], "send": "1",
}  # fmt: skip


def conversation(client, thread) -> str:
    answer = client.get(reverse("exchange:conversation", args=[thread]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_both_desks_come_from_a_conversation_to_their_side_of_the_referral(region, carrier):
    agree(region, Category.NEEDS, Category.IDENTITY)
    shelter, clinic = signed_in(region.shelter), signed_in(region.clinic)
    referral = shelter.post(reverse("cases:referral_compose", args=[region.selam]), ENTERED).url
    carrier.deliver()
    page = conversation(shelter, Outgoing.objects.get(kind="referral").thread)
    assert f'href="{referral}"' in page
    assert "Read it" in page
    assert "Health care" in page
    assert "doctor" not in page
    if (came := Received.objects.filter(kind="referral").first()) is not None:
        assert "Read it" in conversation(clinic, came.thread)


def page(row, access) -> str | None:
    with floor(access):
        return page_of_referral(row.message, row.thread, access)


def test_whoever_may_not_open_the_referral_finds_no_link(region, carrier):
    agree(region, Category.NEEDS)
    signed_in(region.shelter).post(reverse("cases:referral_compose", args=[region.selam]), ENTERED)
    row = Outgoing.objects.get(kind="referral")
    assert page(row, region.shelter) is not None
    assert page(row, replace(region.shelter, purpose=Purpose.OVERSIGHT)) is None
    assert page(row, replace(region.shelter, organisation=OrganisationId(new_id()))) is None
