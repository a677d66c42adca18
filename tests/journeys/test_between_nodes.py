"""A referral from compose to what became of it, by keyboard alone, and a lead to a graded report: each in the browsers of both sides."""

import itertools
import os
import re
import time

import pytest

from tests.journeys.test_first_day import MOST_BYTES, PICTURES

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("browser")]

ON_ITS_WAY_SECONDS = 60.0
MOST_TABS = 120  # far more than any page here has stops: whoever needs more is caught
VARIANTS = (("en", 1280, 900), ("ar", 360, 740))
ASKED = "Would like to learn to drive, and asks whether there is a course (invented)."
TOLD = "A man collected papers and locked the door of the house behind the mill (invented)."
STOP = """
(() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const drawn = getComputedStyle(one);
  return {seen: drawn.outlineStyle !== 'none' && parseFloat(drawn.outlineWidth) >= 2, what: one.outerHTML.slice(0, 120)};
})()
"""


@pytest.fixture
def look():
    """Looks at the page somebody has open and keeps what is wrong with it; at the end nothing may be. In turn at a desk from left to
    right, and on a phone from right to left."""
    faults, turn = {}, itertools.cycle(VARIANTS)

    def look(hers, state):
        address, (language, width, height) = hers.page.url, next(turn)
        as_read_by(hers, language, width, height)
        hers.page.goto(address)
        if found := hers.faults():
            faults[f"{state}, {language}, {width}"] = found
        as_read_by(hers, *VARIANTS[0])
        hers.page.goto(address)

    yield look
    assert faults == {}


def as_read_by(hers, language, width, height):
    """From the next page on."""
    hers.page.context.add_cookies([{"name": "django_language", "value": language, "url": hers.node.address}])
    hers.page.set_viewport_size({"width": width, "height": height})


def picture(hers, name, *, variant=VARIANTS[0]):
    """Take a picture for the documentation, where that was asked for."""
    if os.environ.get("AMANA_SCREENSHOTS") != "1":
        return
    if variant is not VARIANTS[0]:
        as_read_by(hers, *variant)
        hers.page.goto(hers.page.url)
    hers.page.evaluate("document.fonts.ready")
    hers.page.screenshot(path=PICTURES / f"{name}.png")
    assert (PICTURES / f"{name}.png").stat().st_size < MOST_BYTES, name
    as_read_by(hers, *VARIANTS[0])


def tab_to(page, target):
    """Go with the Tab key to something; each stop on the way shows where it is."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        assert stop is None or stop["seen"], f"the focus does not show at {stop['what']}"
        if target.evaluate("(one) => one === document.activeElement"):
            return
    pytest.fail(f"the Tab key does not lead to {target}")


def press(page, target, key="Enter"):
    """Go to a link or button by keyboard and press it."""
    tab_to(page, target)
    with page.expect_navigation():
        page.keyboard.press(key)


def until(hers, address, text):
    """Look at a page again and again until it says something: what travels needs its time."""
    ends = time.monotonic() + ON_ITS_WAY_SECONDS
    while time.monotonic() < ends:
        hers.page.goto(address)
        if hers.shows(text):
            return
        time.sleep(0.5)
    pytest.fail(f"{address} does not say “{text}”:\n{hers.words()}")


def newest(hers, address):
    """The address of the first row of a list."""
    hers.page.goto(address)
    return hers.page.locator("main table a").first.get_attribute("href")


def arrived(hers, list_of, text):
    """Open what says this, from a list into which it comes while somebody waits; gives its address."""
    ends, seen = time.monotonic() + ON_ITS_WAY_SECONDS, set()
    while time.monotonic() < ends:
        hers.page.goto(list_of)
        rows = hers.page.locator("main table a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
        for address in [one for one in rows if one not in seen]:
            hers.page.goto(address)
            if hers.shows(text):
                return address
        seen |= set(rows)
        time.sleep(0.5)
    pytest.fail(f"{list_of} has nothing that says “{text}”")


def somebody_agreed(hers, page_of):
    """Open the page from which something can be composed, of somebody who agreed to it; `page_of` gives it for a person."""
    hers.page.goto("/desk/mine/")
    for address in hers.page.locator("main a[href*='/desk/file/']").evaluate_all("all => all.map((one) => one.getAttribute('href'))"):
        hers.page.goto(page_of(re.search(r"[0-9a-f-]{36}", address)[0]))
        if hers.page.locator("main a", has_text="Compose").count():
            return
    pytest.fail("nobody agreed to anything")


def referral_of(person):
    return f"/cases/referral/of/{person}/"


def lead_of(person):
    return f"/cases/leads/of/{person}/"


def test_a_referral_is_composed_and_answered_by_keyboard_alone_and_both_sides_follow_it_to_its_end(colleague, look):
    hana, wanjiru = colleague("hana"), colleague("wanjiru")
    hana.work_for("referral")
    wanjiru.work_for("assistance")  # a referral that names nobody is put to a file, which is work of this purpose
    somebody_agreed(hana, referral_of)
    look(hana, "what the person agreed to")
    to_network = hana.page.locator("main li", has_text="Imara Care").get_by_role("link", name="Compose")
    assert to_network.count() >= 1

    page = hana.page
    press(page, to_network.first)
    look(hana, "composing")
    compose(page)
    assert hana.shows("What would leave")
    assert hana.shows("Work, training and education")
    assert hana.shows("Not urgent")
    assert hana.shows(ASKED)
    assert hana.faults() == []
    picture(hana, "what-would-leave-en")
    press(page, page.get_by_role("button", name="Send it"), key="Space")
    sent = page.url
    assert hana.shows(ASKED)

    came = arrived(wanjiru, "/cases/referral/", ASKED)
    look(wanjiru, "to be answered")
    press(wanjiru.page, wanjiru.page.get_by_role("button", name="Accept"))
    until(hana, sent, "Accepted")
    look(hana, "accepted")
    wanjiru.page.goto(came)
    press(wanjiru.page, wanjiru.page.get_by_role("button", name="Help has begun"), key="Space")
    until(hana, sent, "In service")
    put_to_a_file(wanjiru, came)
    wanjiru.page.goto(came)
    press(wanjiru.page, wanjiru.page.get_by_role("link", name="Tell how it ended"))
    look(wanjiru, "telling how it ended")
    tell_how_it_ended(wanjiru.page)
    until(hana, sent, "What became of it")
    assert hana.shows("Completed")
    look(hana, "completed")
    for theirs, box in ((hana, "outbox"), (wanjiru, "inbox")):
        theirs.page.goto(newest_conversation(theirs, box))
        look(theirs, f"the conversation in the {box}")
        assert theirs.shows("Answer")
        assert theirs.page.locator("article h2 .tag").first.inner_text() == "Completed"
    hana.page.goto(newest_conversation(hana, "outbox"))
    picture(hana, "conversation-en")
    picture(hana, "conversation-ar-phone", variant=VARIANTS[1])


def compose(page):
    """The form of a referral, by keyboard, up to the page that shows what would leave."""
    tab_to(page, page.locator("[name=service]"))
    page.keyboard.type("Work")
    tab_to(page, page.locator("[name=urgency]").first)
    page.keyboard.press("ArrowUp")  # from the first round to the last, which is not urgent
    tab_to(page, page.locator("[name=reason]"))
    page.keyboard.type(ASKED)
    tab_to(page, page.locator("[name=may_answer]"))
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Show what would leave"))


def put_to_a_file(hers, referral):
    """Say whose file a referral belongs to; and since nothing crosses a border before, that the person was asked which states they fear."""
    page = hers.page
    page.goto("/desk/mine/")
    file = page.locator("main tbody tr").last
    number, person = re.search(r"C-\d{4}-\d{6}", file.inner_text())[0], file.locator("a[href*='/desk/file/']").first.get_attribute("href")
    page.goto(referral)
    press(page, page.get_by_role("link", name="Put it to a file"))
    tab_to(page, page.locator("[name=number]"))
    page.keyboard.type(number)
    press(page, page.locator("main form button.btn-primary").first)
    page.goto(f"/persons/{re.search(r'[0-9a-f-]{36}', person)[0]}/add/state_feared/")
    page.select_option("[name=answer]", label="Asked: there is none")
    page.select_option("[name=source]", label="The person told us")
    hers.send()


def tell_how_it_ended(page):
    """The form of the feedback, by keyboard."""
    tab_to(page, page.locator("[name=outcome]").first)
    page.keyboard.press("Space")
    day = page.evaluate("new Date().getDate()"), page.evaluate("new Date().getMonth() + 1"), page.evaluate("new Date().getFullYear()")
    for part, value in zip(("day", "month", "year"), day, strict=True):
        field = page.locator(f"[name=on_{part}]")
        tab_to(page, field)
        if field.evaluate("(one) => one.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            page.keyboard.type(str(value))
    tab_to(page, page.locator("[name=best_interests]"))
    page.keyboard.type("Determination of 3 March, minutes of the panel (invented)")
    press(page, page.locator("main form button.btn-primary").first)


def newest_conversation(hers, box):
    return newest(hers, f"/exchange/{box}/").partition("#")[0]


def test_a_lead_becomes_a_report_that_is_graded_and_its_sender_sees_what_became_of_it(colleague, look):
    hana, elena = colleague("hana"), colleague("elena")
    hana.work_for("referral")
    elena.work_for("investigation")
    somebody_agreed(hana, lead_of)
    look(hana, "what may be told to those who investigate")
    page = hana.page
    hana.follow("Compose")
    look(hana, "composing a lead")
    page.locator("[name=offences]").first.check()
    page.fill("[name=what]", TOLD)
    for name in ("willing", "source_grade", "information_grade", "handling"):
        page.locator(f"[name={name}]").first.check()
    hana.press("Show what would leave")
    assert hana.shows(TOLD)
    assert hana.faults() == []
    hana.press("Send it")
    sent = page.url

    report = arrived(elena, "/reports/", TOLD)
    look(elena, "a new report")
    elena.follow("Grade it")
    look(elena, "grading")
    elena.page.locator("[name=source]").nth(1).check()
    elena.page.locator("[name=information]").nth(1).check()
    elena.send()
    elena.page.goto(report)
    elena.press("Take it up")
    look(elena, "a graded report")
    until(hana, sent, "Accepted")
    elena.page.goto(report)
    elena.follow("Ask for more")
    look(elena, "asking for more")
    elena.page.locator("[name=missing]").first.check()
    elena.send()
    until(hana, sent, "More is needed")
    look(hana, "a lead of which more is needed")
