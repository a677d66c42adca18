"""An emergency: a case worker opens a restricted file with a reason, colleagues are told, one reviews it, and the log says all of it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from amana.kernel.access.opening import BREAK_GLASS_HOURS
from amana.kernel.locale.formats import clock
from tests.journeys.nodes import plain

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(180), pytest.mark.xdist_group("browser")]

REASON = "The hospital called: she is unconscious and they ask about medication."
NOTE = "The hospital confirms that it called at that hour."
TOLD = "about a file that was opened in an emergency"
CODE_OF_AN_ACT = re.compile(r"\b[a-z]+\.[a-z]+_[a-z_]+\b")


def keep_to_team(walker):
    """Restrict a file to its team, which is Hana alone; gives the person and the number of the file."""
    page = walker.page
    page.goto("/desk/mine/")
    person = walker.main.locator("a[href*='/desk/file/']").last.get_attribute("href").rstrip("/").rpartition("/")[2]
    page.goto(f"/persons/{person}/team/")
    page.check("[name=level][value=restricted]")
    page.locator("form", has=page.locator("[name=level]")).locator("textarea").fill("She asks that only one of us reads this.")
    walker.press("Change who may open it")
    page.goto(f"/desk/file/{person}/")
    assert walker.shows("Restricted to its team")
    return person, re.search(r"[A-Z]-\d{4}-\d{6}", plain(walker.words()))[0]


def add_to_team(walker, person, name):
    walker.page.goto(f"/persons/{person}/team/")
    walker.page.select_option("main select[name=user]", label=name)
    walker.press("Add to the team")


def ask_for(walker, number):
    """By the number of the file, since no search shows it; stands on the page that asks why."""
    walker.page.goto("/access/emergency/")
    walker.page.fill("[name=number]", number)
    walker.press("Go on")


def break_glass(walker, number, reason):
    ask_for(walker, number)
    walker.page.fill("[name=reason]", reason)
    walker.press("Open the file and tell my colleagues")


def purpose_strip(walker):
    return walker.page.locator("section.purpose").inner_text()


def send_faulty(walker, reason):
    """What the form answers; it stays where it is."""
    walker.page.fill("[name=reason]", reason)
    walker.press("Open the file and tell my colleagues")
    assert not walker.page.locator("section.purpose .tag").count(), "nothing opens"
    return walker.main.locator(".field-error, .invalid-feedback, [id$=_error]").first.inner_text()


def open_in_emergency(walker, person, number):
    """From the search that shows nothing to the open file, past everything that is not enough."""
    page = walker.page
    assert page.request.get(f"/desk/file/{person}/").status == 404
    page.goto("/persons/")
    page.fill("[name=text]", number)
    walker.send()
    assert number not in plain("\n".join(walker.main.locator("article").all_inner_texts())), "no search shows it"
    walker.follow("Open a restricted file in an emergency")
    ask_for(walker, "C-1999-000001")
    assert walker.shows("No file of your organisation has this number.")
    ask_for(walker, f" {number.lower()} ")
    assert number in plain(walker.words())
    assert "Write in a full sentence" in send_faulty(walker, "")
    assert "at least 20 characters" in send_faulty(walker, "urgent")
    before = timezone.localtime()
    page.fill("[name=reason]", REASON)
    walker.press("Open the file and tell my colleagues")
    after = timezone.localtime()
    assert page.url.endswith(f"/desk/file/{person}/")
    hours = timedelta(hours=BREAK_GLASS_HOURS)
    strip = purpose_strip(walker)
    assert any(f"until {clock(moment + hours)}" in strip for moment in (before, after)), strip
    assert "Emergency opening" in strip
    assert "Your colleagues were told." in strip


def hear_of_it_and_review(walker, number):
    """As whoever answers for the protection of files: the notice, who and why, then the review."""
    page = walker.page
    page.goto("/guardian/")
    walker.follow("See the notices")
    notice = walker.main.locator("article", has_text=number).filter(has_text=REASON)
    assert notice.count() == 1
    assert "يوسف آدم" in plain(notice.inner_text())
    with page.expect_navigation():
        notice.get_by_role("button", name="I have seen this").click()
    with page.expect_navigation():
        notice.get_by_role("link", name="Review this opening").click()
    walker.press("Save the review")
    assert walker.shows("Something in the form needs another look"), "a review says what it found"
    page.check("[name=outcome][value=justified]")
    page.fill("[name=note]", NOTE)
    walker.press("Save the review")
    assert walker.shows("The review is kept.")


def test_a_file_opened_in_an_emergency_is_told_reviewed_and_answered_for(walker):
    hers = walker("hana")
    hers.work_for("assistance")
    person, number = keep_to_team(hers)

    his = walker("yusuf")
    his.page.goto("/preferences")
    his.speak("en")
    his.work_for("assistance")
    open_in_emergency(his, person, number)
    his.page.goto("/desk/mine/")
    assert "Only the file of the emergency is open." in purpose_strip(his)
    his.page.locator("section.purpose").get_by_role("button", name="End it now").click()
    his.page.wait_for_url("**/access/open/")
    assert his.shows("The emergency opening has ended.")
    his.work_for("assistance")
    assert his.page.request.get(f"/desk/file/{person}/").status == 404, "what has ended opens nothing"
    his.page.goto("/access/notices/")
    assert his.shows("Not reviewed yet")
    assert his.faults() == []

    guardian = walker("lensa")
    guardian.work_for("oversight")
    hear_of_it_and_review(guardian, number)
    assert guardian.faults() == []

    his.page.goto("/desk/")
    assert TOLD in his.words()
    his.follow("See the notices")
    assert his.shows("It was needed")
    assert his.shows("Lensa Bekele")
    assert not his.shows(NOTE), "the note may speak of the file, which is closed again"
    his.press("I have seen this")
    his.page.goto("/desk/")
    assert TOLD not in his.words()

    seen = ""
    for address in ("/guardian/log/?subject=emergencies", f"/guardian/log/?file={number}"):
        guardian.page.goto(address)
        rows = guardian.main.locator("tbody tr").all_inner_texts()
        assert not CODE_OF_AN_ACT.search("\n".join(rows)), "acts and rules are told in words"
        seen += plain("\n".join(rows))
    for words in (
        "Opened a file in an emergency", REASON, "Saw the notice of an emergency opening", "Reviewed an emergency opening",
        "It was needed", "Opened the page of a person", "Changed who may open a file",
    ):  # fmt: skip
        assert words in seen, words


def test_nobody_reviews_what_they_opened_themselves(walker):
    hers = walker("hana")
    hers.work_for("assistance")
    person, number = keep_to_team(hers)
    his = walker("abebe")
    his.work_for("assistance")
    break_glass(his, number, REASON)
    add_to_team(hers, person, "Abebe Worku")
    his.work_for("supervision")
    his.page.goto("/guardian/emergencies/")
    with his.page.expect_navigation():
        his.main.locator("tbody tr", has_text=number).filter(has_text="Abebe Worku").get_by_role("link").first.click()
    assert his.shows("You opened this file yourself. Somebody else reviews it")
    assert his.main.get_by_role("button", name="Save the review").count() == 0
    mark = his.page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    answer = his.page.request.post(
        his.page.url,
        form={"csrfmiddlewaretoken": mark, "outcome": "justified", "note": "It was."},
        headers={"Referer": his.page.url},
    )
    assert answer.status == 403
    assert "Nobody" in answer.text()
