"""Pages of law in a real browser: readable by everyone, in both directions, on a phone and on a desk, without scripts."""

import re

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
    ("law:treaty_map", []),
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


A4_BETWEEN_MARGINS = 718  # 210 mm less two margins of 10 mm, in CSS pixels


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


@pytest.fixture
def focal_point_at(transactional_db, live_server, new_context):
    """Gives a focal point's browser at an address."""
    from tests.contexts.law.dialogue_world import build

    client = signed_in(build().focal_point)

    def focal_point_at(address, *, width=1280, **options):
        context = new_context(viewport={"width": width, "height": 900}, **options)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + address)
        return page

    return focal_point_at


@pytest.fixture
def at_the_map(focal_point_at):
    """Gives a focal point at the map of the Trafficking Protocol, with scripts or without."""
    return lambda **options: focal_point_at(f"{reverse('law:treaty_map')}?treaty=TIP", **options)


SUDAN = "svg.map use[href$='#SD']"  # acceded in 2014


def test_moving_the_slider_changes_picture_table_and_address_without_leaving_the_page(at_the_map):
    page = at_the_map()
    assert page.locator(SUDAN).get_attribute("class") == "map-full"
    slider = page.get_by_role("slider", name="At the end of the year")
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_selector(f"{SUDAN}.map-not")
    assert slider.get_attribute("aria-valuetext") == "2000"
    assert page.locator("figcaption").inner_text().startswith("31 December 2000:")
    assert page.locator("#standings table tbody", has_text="Party").count() == 1
    page.wait_for_url("**year=2000*")
    assert slider.evaluate("(one) => one === document.activeElement"), "the slider keeps the focus"
    assert violations(page) == []
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**year=2001*")


def test_without_scripts_a_year_is_chosen_from_a_list(at_the_map):
    page = at_the_map(java_script_enabled=False)
    assert page.get_by_role("slider").count() == 0
    page.get_by_label("At the end of the year").select_option("2004")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**year=2004*")
    assert page.locator(SUDAN).get_attribute("class") == "map-not"
    assert page.locator("figcaption").inner_text().startswith("31 December 2004:")


def test_the_harmonisation_figure_has_sheets_of_its_own_across_and_nothing_to_scroll(focal_point_at):
    page = focal_point_at(reverse("law:harmonisation"), width=A4_BETWEEN_MARGINS)
    page.emulate_media(media="print")
    figure = page.locator("figure.wide-sheet")
    assert figure.is_visible(), "paper is narrower than a desk, and no phone"
    assert figure.get_by_text("Capacity in migration management").is_visible(), "the codes of the priorities are explained on the sheet"
    assert figure.locator(".table-scroll").evaluate("(one) => getComputedStyle(one).overflowX") == "visible"
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    sizes = [tuple(round(float(side)) for side in box.split()) for box in re.findall(rb"/MediaBox \[0 0 ([\d. ]+)\]", paper)]
    assert (842, 595) in sizes
    assert (596, 843) in sizes or (595, 842) in sizes, "the rest of the page stays upright"


def test_tables_stay_tables_on_paper(focal_point_at):
    page = focal_point_at(reverse("law:states"), width=A4_BETWEEN_MARGINS)
    row = page.locator("main table tbody tr").first
    assert row.evaluate("(one) => getComputedStyle(one).display") == "grid", "a card on a narrow screen"
    page.emulate_media(media="print")
    assert row.evaluate("(one) => getComputedStyle(one).display") == "table-row"


def test_a_slider_moved_after_the_sitting_ended_leads_to_signing_in(at_the_map):
    page = at_the_map()
    page.context.clear_cookies()
    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    page.wait_for_url("**/account/login/**")
