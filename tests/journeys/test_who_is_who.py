"""Two people and two files: a pair is proposed, refused on too little, held to be two people, undone by a colleague, and corrected."""

import re

import pytest

from tests.journeys.nodes import plain

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(180), pytest.mark.xdist_group("browser")]

NUMBER = re.compile(r"C-\d{4}-\d{6}")
WHY = "I spoke with both of them in the kitchen on the same evening."


def two_numbers(walker):
    """The numbers of two files that both colleagues may open: those of the list of the service's doubles, or any two."""
    walker.page.goto("/desk/mine/")
    found = list(dict.fromkeys(NUMBER.findall(plain(walker.words()))))
    assert len(found) >= 2
    return found[:2]


def propose(walker, one, other):
    walker.page.goto("/persons/who-is-who/")
    walker.follow("Propose a pair by file numbers")
    walker.page.fill("[name=one]", one)
    walker.page.fill("[name=other]", other)
    walker.press("Propose")
    assert walker.shows("One person or two?")
    return walker.page.url


def decide(walker, opinion, why):
    walker.page.check(f"[name=opinion][value={opinion}]")
    walker.page.locator("#judge_reason").fill(why)
    walker.press("Write down the decision")


def test_two_people_with_two_files_are_told_apart_and_a_colleague_corrects_it(walker):
    hers = walker("hana")
    hers.page.goto("/preferences")
    hers.speak("en")
    hers.work_for("assistance")
    one, other = two_numbers(hers)
    pair = propose(hers, one, other)
    assert one in plain(hers.words())
    assert hers.shows("How likely the program holds it is shown to you after your own decision")
    assert hers.faults() == []

    decide(hers, "same", WHY)
    assert hers.shows("Something in the form needs another look"), "two strangers are never one by one click"
    decide(hers, "different", WHY)
    assert hers.shows("Held to be two people")
    assert hers.shows("The program's cautious estimate")
    assert hers.faults() == []

    his = walker("yusuf")
    his.page.goto("/preferences")
    his.speak("en")
    his.work_for("assistance")
    his.page.goto(pair)
    assert his.shows(WHY)
    his.page.locator("summary", has_text="Undo the decision").click()
    his.page.locator("#undo_because").fill("One of the two was a cousin who came along.")
    his.page.locator("form", has=his.page.locator("#undo_because")).get_by_role("button", name="Undo the decision").click()
    his.page.wait_for_load_state()
    assert his.shows("Waits for a decision")
    assert his.shows(WHY), "what was decided stays readable"

    hers.page.goto("/persons/who-is-who/")
    assert hers.shows("You had acted on it.")
    assert hers.faults() == []
    hers.page.goto("/desk/")
    assert hers.shows("A decision you acted on was undone")
    hers.page.goto("/persons/who-is-who/")
    hers.press("I have seen it")
    assert not hers.shows("You had acted on it.")
