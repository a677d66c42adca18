"""Days at the policy node: a contradiction decided, an article assessed by one and read by another, a recommendation that becomes a
commitment, the draft for the review, and the public pages as somebody reads them in Arabic without scripts."""

import io
import re
import zipfile

import pytest

from tests.journeys.nodes import plain
from tests.kernel.ui.pages import OVERFLOWING

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(180), pytest.mark.xdist_group("browser")]

CLAIM = "/law/treaties/UNTOC/UG/"  # the reference table says that Uganda ratified on 9 March 2005
ARTICLE = "/law/check/states/UG/obligations/TIP-5-1/"
LETTER = "Letter of the Ministry of Foreign Affairs, no. 7 (invented)"
ASKED = "The depositary confirms the deposit of 9 March 2005; the letter speaks of the act of parliament (invented)."
REASONING = "The act of 2009 names act, means and purpose as the Protocol does."
PRINTED = "Every court has the law in print (invented)"


@pytest.fixture
def at_work(delegate):
    """Gives somebody of the policy node who has said that this is work of the dialogue."""

    def at_work(username, **options):
        theirs = delegate(username, **options)
        theirs.work_for("dialogue")
        return theirs

    return at_work


def day(page, name, *, year, month="", of_month=""):
    """Enter a day, a month or a year in the Gregorian calendar."""
    for part, value in (("day", of_month), ("month", month), ("year", year)):
        field = page.locator(f"[name={name}_{part}]")
        if field.evaluate("(one) => one.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            field.fill(str(value))
    page.select_option(f"[name={name}_calendar]", "gregorian")


def test_a_claim_that_contradicts_another_is_decided_and_the_page_says_who_decided_and_why(at_work):
    hers = at_work("grace")
    page = hers.page
    page.goto(CLAIM)
    assert not hers.shows("Where sources contradict each other")
    hers.follow("Record a claim")
    page.select_option("[name=act]", "accession")
    day(page, "day", year=2004, month=6, of_month=1)
    page.select_option("[name=date_kind]", "deposit")
    page.fill("[name=source]", LETTER)
    day(page, "seen", year=2026, month=1, of_month=15)
    page.select_option("[name=confidence]", "not_verified")
    hers.send()
    assert hers.shows("Two different acts are named by which the state is said to have bound itself.")
    pair = page.locator(".contradiction").first
    assert pair.locator("article").count() == 2, "side by side"
    assert "Focal point" in pair.inner_text()
    assert hers.main.get_by_role("link", name="Decide between the claims").count() == 0, "whoever made a claim does not decide"

    secretariat = at_work("miriam")
    secretariat.page.goto(CLAIM)
    secretariat.follow("Decide between the claims")
    assert secretariat.page.locator("[name=upholds]:checked").count() == 0, "nothing is chosen beforehand"
    secretariat.page.get_by_label(re.compile("^Ratification")).check()
    secretariat.page.fill("[name=why]", ASKED)
    secretariat.press("Decide, with this reason")

    page.goto(CLAIM)
    decided = page.locator("article", has_text="Upheld: Ratification").first
    assert ASKED in decided.inner_text()
    assert "Secretariat of the dialogue" in decided.inner_text()
    assert "Miriam" not in hers.words(), "an office decides, never a name"
    assert LETTER in page.locator("section, div", has=page.get_by_role("heading", name="Set aside by the decision")).last.inner_text()


def assess(hers):
    """Answer every element of the article and send it to a second person; gives the address of the assessment."""
    page = hers.page
    page.goto(ARTICLE)
    hers.follow("Assess")
    for answer in page.locator("main [name^=answer-][value=yes]").all():
        answer.check()
    page.fill("[name=reasoning]", REASONING)
    page.fill("[name=evidence]", "Prevention of Trafficking in Persons Act 2009 (invented reading)")
    hers.press("Keep and send to review")
    return page.url


def send_all_the_same(page, **said):
    """Send the decision that no form on the page offers, as somebody would who knows how."""
    with page.expect_navigation():
        page.evaluate(
            """(said) => {
              const form = Object.assign(document.createElement("form"), { method: "post" });
              const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
              for (const [name, value] of Object.entries({ ...said, csrfmiddlewaretoken: token })) {
                form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
              }
              document.body.append(form);
              form.submit();
            }""",
            said,
        )


def test_an_assessment_counts_when_a_second_person_confirmed_it_and_never_by_its_author(at_work):
    his = at_work("okello")
    written = assess(his)
    assert his.shows("Awaiting review")
    assert not his.shows("Your decision as the second person")
    send_all_the_same(his.page, decision="confirm", note="I am sure")
    assert his.shows("Nobody reviews or confirms what they did themselves.")
    his.page.goto(ARTICLE)
    assert his.main.locator("dd", has_text="Not assessed").count() > 0, "it does not count yet"

    hers = at_work("apio")
    hers.page.goto("/law/check/assessments/")
    hers.main.get_by_role("link", name="TIP-5-1").click()
    hers.page.wait_for_url(written)
    hers.page.get_by_label(re.compile("confirm it")).check()
    hers.page.fill("[name=note]", "Read against sections 3 to 5.")
    hers.press("Keep my decision")
    assert hers.shows("Read against sections 3 to 5.")

    his.page.goto(ARTICLE)
    assert his.main.locator("dd", has_text="Not assessed").count() == 0
    his.page.goto("/law/check/assessments/")
    assert his.main.get_by_role("link", name="TIP-5-1").count() == 0


def test_a_recommendation_of_a_meeting_becomes_a_commitment_in_one_step_and_is_overdue_under_the_next_chair(at_work):
    hers = at_work("miriam")
    page = hers.page
    page.goto("/dialogue/meetings/")
    hers.main.locator("tbody a").first.click()
    meeting = page.url
    hers.follow("Add a recommendation")
    page.fill("[name=text]", PRINTED)
    page.fill("[name=source]", "Conclusions, no. 4 (invented)")
    page.check("[name=confidence][value=read]")
    hers.send()

    recommended = page.locator("article", has_text=PRINTED)
    recommended.get_by_role("link", name="Make it a commitment").click()
    assert page.locator("[name=action]").input_value() == PRINTED, "what was recommended need not be typed again"
    page.select_option("[name=owner_state]", "DJ")
    page.fill("[name=reference]", "No. 4")
    page.select_option("[name=priority]", "P6")
    day(page, "deadline", year=2025, month=3)
    hers.send()
    assert hers.shows("Overdue under the next chair: due under Egypt, still open under France.")

    page.goto(meeting)
    page.locator("article", has_text=PRINTED).get_by_role("link", name="Open the commitment that grew from it").click()
    assert page.locator("main h1").inner_text() == PRINTED
    page.goto("/dialogue/handover/")
    hers.main.get_by_role("link", name=re.compile("France")).first.click()
    assert hers.shows(PRINTED), "the next chair finds it in the handover"


def test_the_draft_for_the_review_is_taken_along_as_a_document_with_its_gaps_marked(at_work):
    hers = at_work("grace")
    hers.page.goto("/law/check/states/UG/")
    hers.page.select_option("[name=form]", "docx")
    with hers.page.expect_download() as taken:
        hers.main.get_by_role("button", name="Make the draft").click()
    assert taken.value.suggested_filename.endswith(".docx")
    with zipfile.ZipFile(io.BytesIO(taken.value.path().read_bytes())) as document:
        text = document.read("word/document.xml").decode()
    words = re.sub(r"<[^>]+>", " ", text)
    done, questions = (int(number) for number in re.search(r"Questions without a gap: (\d+) of (\d+)", words).groups())
    assert done < questions
    assert words.count("Gap:") >= questions - done
    assert "A draft for those who answer, not an answer." in words
    assert "Uganda" in words


def test_the_public_pages_are_read_in_arabic_without_scripts_and_remember_nobody(delegate):
    reader = delegate(size=(360, 740), java_script_enabled=False, locale="ar")
    page = reader.page
    page.goto("/public/")
    seen = []
    for link in ("states", "treaties", "obligations", "commitments", "meetings", "changes", "data", "limits"):
        page.locator(f".public-nav a[href$='/{link}/']").click()
        page.wait_for_url(f"**/public/ar/{link}/")
        seen.append(page.locator("html").get_attribute("dir"))
        assert page.evaluate(OVERFLOWING) <= 0, link
    assert set(seen) == {"rtl"}

    page.goto("/public/ar/")
    page.locator(".public-nav a[href$='/treaties/']").click()
    page.get_by_role("link", name="بروتوكول منع وقمع ومعاقبة الاتجار بالأشخاص").click()
    page.wait_for_url("**/treaties/TIP/")
    assert page.locator("svg.map use.map-full").count() > 0
    page.get_by_role("link", name="أوغندا").first.click()
    page.wait_for_url("**/states/UG/")
    words = plain(reader.words())
    assert "بروتوكول منع وقمع ومعاقبة الاتجار بالأشخاص" in words
    assert "Protocol to Prevent" not in words
    assert LETTER not in words, "what is not public stands on no page"
    assert page.context.cookies() == []
    assert page.locator("script").count() == 0
