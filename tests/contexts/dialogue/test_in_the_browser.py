"""The dialogue in a real browser: readable by everyone, in both directions, on a phone and on a desk, with and without scripts."""

import pytest
from django.urls import reverse

from amana.contexts.dialogue import facade as dialogue
from amana.contexts.dialogue.commitments.models import Commitment
from amana.contexts.dialogue.plans.models import Plan
from amana.contexts.dialogue.terms import Sharing, Status
from tests.contexts.cases.test_a_pages import signed_in
from tests.contexts.dialogue.a_dialogue import World, meeting_with_recommendation, promised
from tests.desks.care.test_in_the_browser import open_page as open_page
from tests.kernel.ui.pages import OVERFLOWING, SIZES, TOO_SMALL, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),
]


@pytest.fixture
def pages(world: World) -> list[str]:
    """The pages of a register in which something has happened."""
    dialogue.take_over(access=world.secretariat)
    meeting, line = meeting_with_recommendation(world)
    commitment = promised(world)
    dialogue.report(commitment, Status.DONE_CLAIMED, reason="Printed and sent to every court", access=world.djibouti)
    dialogue.judge(commitment, confirmed=False, reason="Four of twelve courts do not have it", access=world.kenya)
    promised(world, owner_state="KE", sharing=Sharing.OWNER, action="Train labour inspectors", priority="P2", deadline=None)
    names = ("commitments", "record", "meetings", "record_meeting", "plans", "calendar", "digest", "progress", "handovers")
    return [
        *(reverse(f"dialogue:{name}") for name in names),
        reverse("dialogue:commitment", args=[commitment]),
        reverse("dialogue:settle", args=[commitment]),
        reverse("dialogue:meeting", args=[meeting]),
        reverse("dialogue:from_recommendation", args=[line]),
        reverse("dialogue:plan", args=[Plan.objects.get().ref]),
        reverse("dialogue:handover", args=["FR-2025"]),
        reverse("dialogue:calendar") + "?month=2025-03",
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_every_page_of_the_dialogue_can_be_used_by_everyone(
    world: World, pages: list[str], open_page, language: str, size: tuple[int, int]
) -> None:
    page = open_page(signed_in(world.secretariat), pages[0], language, size)
    for address in pages:
        page.goto("/".join(page.url.split("/")[:3]) + address)
        assert violations(page) == [], address
        assert page.evaluate(OVERFLOWING) <= 0, f"{address}: no sideways scrolling"
        assert page.evaluate(TOO_SMALL) == [], f"{address}: targets are 44 px high"


def test_a_recommendation_becomes_a_commitment_without_scripts(world: World, open_page) -> None:
    meeting, _line = meeting_with_recommendation(world)
    page = open_page(signed_in(world.secretariat), reverse("dialogue:meeting", args=[meeting]), java_script_enabled=False)
    page.get_by_role("link", name="Make it a commitment").click()
    assert page.input_value("[name=action]") == "Every court has the law of 2016 in print"
    page.fill("[name=deadline_month]", "3")
    page.fill("[name=deadline_year]", "2025")
    page.select_option("[name=priority]", "P6")
    page.get_by_role("button", name="Enter a commitment").click()
    assert page.get_by_text("Overdue under the next chair: due under Egypt, still open under France.").is_visible()
    page.get_by_role("link", name="It grew from recommendation 4 of a meeting.").click()
    assert page.url.endswith(f"/dialogue/commitments/{Commitment.objects.get().ref}/") is False
    assert page.get_by_role("link", name="Open the commitment that grew from it").is_visible()
