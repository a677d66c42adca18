"""Every component in a real browser: readable by everyone, in both directions, on a phone and on a desk."""

import pytest
from playwright.sync_api import Page, expect

from tests.kernel.ui.pages import LANGUAGES, OVERFLOWING, SIZES, TOO_SMALL, URLS, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),
]

NO_CONNECTION_TO_SAVING = """() => {
  const reached = window.fetch;
  window.fetch = (address, ...rest) =>
    String(address).endsWith('/saving') ? Promise.reject(new TypeError('none')) : reached(address, ...rest);
}"""


@pytest.fixture
def open_page(settings, live_server, new_context):
    """Open a page of the style guide in a language, size and colour scheme; the browser is watched for complaints."""
    settings.ROOT_URLCONF = URLS

    def visit(path: str = "/styleguide?wrong=1&purpose=1", language: str = "en", size: tuple[int, int] = SIZES[0], **options) -> Page:
        context = new_context(viewport={"width": size[0], "height": size[1]}, **options)
        context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    return visit


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_component_can_be_used_by_everyone(open_page, language, size):
    page = open_page(language=language, size=size)
    assert violations(page) == []
    assert page.evaluate(OVERFLOWING) <= 0, "no sideways scrolling"
    assert page.evaluate(TOO_SMALL) == [], "targets are 44 px high"


def test_a_map_draws_each_state_as_it_is_shaded_from_one_file_of_outlines(open_page):
    page = open_page()
    for sheet in ("world", "region"):
        kenya = page.locator(f".map-{sheet} use[href$='#KE']")
        assert kenya.evaluate("(e) => e.getBBox().width") > 10, "the outlines were fetched and found"
        assert kenya.evaluate("(e) => getComputedStyle(e).fill") == "rgb(11, 92, 94)"
        assert "Kenya: party" in kenya.inner_html()
        malta = page.locator(f".map-{sheet} use[href$='#MT']")
        assert malta.evaluate("(e) => e.getBBox().width") >= 8, "a small state can be seen"


def test_the_colours_for_the_night_have_contrast_too(open_page):
    page = open_page(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 31)"
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/account/login/", "/absent", "/refused"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_sign_in_and_error_pages_look_and_read_like_ours(open_page, path, language):
    page = open_page(path, language=language, size=SIZES[1])
    assert violations(page) == []
    assert page.evaluate(OVERFLOWING) <= 0
    expect(page.locator(".node-bar .amana-mark")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Amana Text"')


def test_the_page_is_complete_without_scripts(open_page):
    page = open_page(java_script_enabled=False)
    for part in ("#part-consent", "#part-needs", "#part-notes"):
        expect(page.locator(part)).to_be_visible()
    expect(page.get_by_role("button", name="Hide the screen")).to_have_count(0)
    expect(page.locator(".progress-block a")).to_have_attribute("href", "/styleguide")
    page.get_by_text("Source").first.click()
    expect(page.get_by_text("written down by A. Worker").first).to_be_visible()


def test_the_menu_opens_on_a_phone_without_scripts(open_page):
    page = open_page(size=SIZES[1], java_script_enabled=False)
    expect(page.locator("#navigation")).to_be_hidden()
    page.get_by_role("link", name="Menu", exact=True).click()
    expect(page.locator("#navigation")).to_be_visible()
    page.get_by_role("link", name="Close the menu").click()
    expect(page.locator("#navigation")).to_be_hidden()


def test_escape_twice_hides_everything_and_brings_it_back(open_page):
    page = open_page()
    title = page.title()
    for _ in range(2):
        page.keyboard.press("Escape")
    expect(page.locator("[data-blank-sheet]")).to_be_visible()
    assert page.title().strip() == ""
    assert page.evaluate("document.elementFromPoint(300, 300).className") == "blank"
    assert page.evaluate("document.querySelector('main').closest('[inert]') !== null"), "a screen reader is silent too"
    for _ in range(2):
        page.keyboard.press("Escape")
    expect(page.locator("[data-blank-sheet]")).to_be_hidden()
    assert page.title() == title


def test_one_escape_hides_nothing(open_page):
    page = open_page()
    page.keyboard.press("Escape")
    page.wait_for_timeout(700)
    page.keyboard.press("Escape")
    expect(page.locator("[data-blank-sheet]")).to_be_hidden()


def test_the_skip_link_is_first_and_leads_to_the_content(open_page):
    page = open_page("/styleguide")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_error_summary_is_read_first_and_leads_to_the_field(open_page):
    page = open_page("/styleguide?wrong=1")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.get_by_role("link", name="Day of the talk").click()
    assert page.evaluate("document.activeElement.name") == "seen_day"


def test_saving_goes_on_by_itself_and_says_so(open_page):
    page = open_page("/styleguide")
    state = page.locator("[data-autosave-state]")
    page.get_by_label("Name she uses").fill("Selam")
    expect(state).to_have_attribute("data-state", "saved", timeout=5000)
    page.get_by_label("Name she uses").fill("cannot")
    expect(state).to_have_attribute("data-state", "failed", timeout=5000)
    page.evaluate(NO_CONNECTION_TO_SAVING)
    page.get_by_label("Name she uses").fill("Selamawit")
    expect(state).to_have_attribute("data-state", "offline", timeout=5000)


def test_tabs_follow_the_arrow_keys_in_the_direction_of_reading(open_page):
    page = open_page("/styleguide", language="ar")
    tabs = page.get_by_role("tab")
    tabs.first.focus()
    page.keyboard.press("ArrowLeft")
    expect(tabs.nth(1)).to_have_attribute("aria-selected", "true")
    expect(page.locator("#part-needs")).to_be_visible()
    expect(page.locator("#part-consent")).to_be_hidden()


def test_paper_shows_all_tabs_and_no_buttons(open_page):
    page = open_page("/styleguide")
    expect(page.locator("[data-tabs]")).to_have_attribute("data-ready", "")
    page.emulate_media(media="print")
    expect(page.locator("#part-notes")).to_be_visible()
    expect(page.locator(".node-tools")).to_be_hidden()
    expect(page.locator("#navigation")).to_be_hidden()


def test_progress_asks_again_while_the_work_runs(open_page):
    page = open_page("/styleguide")
    page.get_by_role("button", name="Stop this work").focus()
    for _ in range(2):
        with page.expect_response("**/progress", timeout=6000) as answer:
            pass
        assert answer.value.ok
    expect(page.locator(".progress-block")).to_have_count(1)
    expect(page.get_by_role("button", name="Stop this work")).to_be_focused()


def test_a_button_that_posts_by_script_carries_the_token(open_page):
    page = open_page("/styleguide")
    with page.expect_response("**/saving") as answer:
        page.get_by_role("button", name="Send with htmx").click()
    assert answer.value.status == 204


def test_a_key_leads_to_a_page_and_can_be_switched_off(open_page):
    page = open_page("/styleguide")
    page.keyboard.press("?")
    keys = page.locator("dialog.shortcuts")
    expect(keys).to_contain_text("My files")
    keys.get_by_label("Use keys other than Esc").uncheck()
    keys.get_by_role("button", name="Close").click()
    page.keyboard.press("?")
    expect(keys).to_be_hidden()


def test_ethiopic_and_arabic_names_are_drawn_with_our_own_fonts(open_page):
    page = open_page("/styleguide")
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate("[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family.replaceAll('\"', ''))")
    assert {"Amana Text", "Amana Arabic", "Amana Ethiopic"} <= set(loaded)
