"""The pages of the exchange in a real browser: readable by everyone, in both directions, on a phone and on a desk, without scripts too."""

import pytest
from django.urls import reverse

from tests.contexts.exchange.shown.letters import OURS, Desks, a_busy_desk
from tests.contexts.persons.people import signed_in
from tests.desks.care.test_in_the_browser import open_page as open_page
from tests.kernel.ui.pages import OVERFLOWING, SIZES, TOO_SMALL, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),
]


@pytest.fixture
def pages(desks: Desks) -> list[str]:
    """The pages of a desk at which much has happened."""
    story = a_busy_desk(desks)
    return [
        *(reverse(f"exchange:{name}") for name in ("inbox", "outbox", "waiting", "partners", "carry")),
        *(reverse("exchange:conversation", args=[thread]) for thread in (story.served, story.refused, story.broken, story.waiting)),
        *(reverse("exchange:partner", args=[node]) for node in ("ke-imara", "so-daryel", "a-node-that-is-gone")),
        reverse("exchange:outbox") + "?show=look",
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_every_page_of_the_exchange_can_be_used_by_everyone(
    desks: Desks, pages: list[str], open_page, language: str, size: tuple[int, int]
) -> None:
    page = open_page(signed_in(desks.shelter.supervisor), pages[0], language, size)
    for address in pages:
        page.goto("/".join(page.url.split("/")[:3]) + address)
        assert violations(page) == [], address
        assert page.evaluate(OVERFLOWING) <= 0, f"{address}: no sideways scrolling"
        assert page.evaluate(TOO_SMALL) == [], f"{address}: targets are 44 px high"


def test_the_steps_of_a_message_are_read_aloud_with_what_their_colours_say(desks: Desks, open_page) -> None:
    story = a_busy_desk(desks)
    page = open_page(signed_in(desks.shelter.worker), reverse("exchange:conversation", args=[story.served]))
    steps = page.get_by_role("list", name="The way of this message").first.get_by_role("listitem").all_text_contents()
    assert [step.split(",")[0] for step in steps] == ["Posted", "Sent", "Delivered", "Opened", "Accepted", "In service", "Completed"]
    assert "it is here now" in steps[5]
    assert "not yet" in steps[6]


def test_a_message_is_tried_again_and_withdrawn_without_scripts(desks: Desks, open_page) -> None:
    row = desks.sent()
    page = open_page(signed_in(desks.shelter.worker), reverse("exchange:outbox"), java_script_enabled=False)
    page.get_by_role("link", name="Referral").click()
    page.get_by_role("link", name="Withdraw it").click()
    page.get_by_role("button", name="Withdraw it").click()
    assert "It was withdrawn. Nothing of it has left." in page.locator("main").inner_text()
    row.refresh_from_db()
    assert row.state == "recalled"
    assert OURS.partition("/")[0] not in page.locator("h1").inner_text()
