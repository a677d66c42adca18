"""The care desk in a real browser: readable by everyone, in both directions, on a phone and on a desk, with and without scripts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from amana.contexts.cases import facade as cases
from amana.contexts.cases.facade import Entry, EntryKind
from amana.contexts.persons.facade import Source
from tests.contexts.cases.a_fixtures import world as world
from tests.contexts.cases.test_a_pages import signed_in
from tests.kernel.ui.pages import OVERFLOWING, SIZES, TOO_SMALL, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),
]


@pytest.fixture
def case(world):
    case = cases.open_case(world.selam, access=world.worker)
    told = {"source": Source.TOLD_BY_PERSON}
    today = timezone.localdate()
    cases.add_entry(
        case, Entry(kind=EntryKind.NEED, values={"need": "medical", "urgency": "now"}, **told), due_on=today, access=world.worker
    )
    cases.add_entry(
        case, Entry(kind=EntryKind.TASK, values={"text": "Call the clinic"}), due_on=today - timedelta(days=2), access=world.worker
    )
    cases.add_entry(case, Entry(kind=EntryKind.MEANS, values={"vic_MethodsOfControl": ("DebtBondage",)}, **told), access=world.worker)
    cases.add_entry(case, Entry(kind=EntryKind.LEG, values={"from_place": "Metema", "to_place": "Khartoum"}, **told), access=world.worker)
    cases.add_entry(case, Entry(kind=EntryKind.NOTE, values={"cco_CaseComment": "نامت جيدا."}), access=world.worker)
    return case


@pytest.fixture
def open_page(live_server, new_context):
    """A page for somebody who is signed in, in a language and a size."""

    def visit(client, path, language="en", size=SIZES[0], **options):
        context = new_context(viewport={"width": size[0], "height": size[1]}, **options)
        context.add_cookies(
            [
                {"name": "django_language", "value": language, "url": live_server.url},
                {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url},
            ]
        )
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    return visit


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_of_desk_and_case_can_be_used_by_everyone(world, case, open_page, language):
    client = signed_in(world.supervisor)
    pages = [
        reverse("care:today"),
        reverse("care:mine"),
        reverse("care:load"),
        reverse("care:file", args=[world.selam]),
        reverse("cases:case", args=[case]),
        reverse("cases:add_entry", args=[case, "exploitation"]),
        reverse("cases:export", args=[case]),
        reverse("cases:hand_on", args=[case]),
    ]
    for size in SIZES:
        page = open_page(client, pages[0], language, size)
        for address in pages:
            page.goto("/".join(page.url.split("/")[:3]) + address)
            assert violations(page) == [], address
            assert page.evaluate(OVERFLOWING) <= 0, f"{address}: no sideways scrolling"
            assert page.evaluate(TOO_SMALL) == [], f"{address}: targets are 44 px high"


def test_the_page_of_one_person_is_complete_without_scripts(world, case, open_page):
    page = open_page(signed_in(world.worker), reverse("care:file", args=[world.selam]), java_script_enabled=False)
    for part in ("#part-case", "#part-person", "#part-decisions", "#part-timeline"):
        assert page.locator(part).is_visible()
    page.get_by_text("Medical treatment").last.scroll_into_view_if_needed()
    page.get_by_role("link", name="Write a note").click()
    page.fill("[name=cco_CaseComment]", "Written without scripts.")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_text("Written without scripts.").first.is_visible()
