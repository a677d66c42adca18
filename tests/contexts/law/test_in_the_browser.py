"""Pages of law in a real browser: readable by everyone, in both directions, on a phone and on a desk, without scripts."""

import pytest
from django.urls import reverse

from tests.contexts.cases.test_a_pages import signed_in
from tests.kernel.ui.pages import OVERFLOWING, SIZES, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(300),  # twelve pages in two sizes
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),
]

PAGES = (
    ("law:matrix", []),
    ("law:treaty", ["TIP"]),
    ("law:claims", ["UNTOC", "SS"]),
    ("law:decide_claims", ["UNTOC", "SS"]),
    ("law:record_claim", []),
    ("law:states", []),
    ("law:state", ["ET"]),
    ("law:changed", []),
    ("law:tables", []),
    ("law:instruments", []),
    ("law:instrument", ["TIP2000"]),
    ("law:harmonisation", []),
)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_of_law_can_be_used_by_everyone(transactional_db, live_server, new_context, language):
    from tests.contexts.law.dialogue_world import build

    client = signed_in(build().secretariat)
    for size in SIZES:
        context = new_context(viewport={"width": size[0], "height": size[1]})
        cookies = {"django_language": language, "sessionid": client.cookies["sessionid"].value}
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        page = context.new_page()
        for name, args in PAGES:
            page.goto(live_server.url + reverse(name, args=args))
            assert page.locator("main h1").count() == 1, name
            assert violations(page) == [], f"{name} in {language} at {size}"
            assert page.evaluate(OVERFLOWING) <= 0, f"{name} in {language} at {size}: no sideways scrolling"
