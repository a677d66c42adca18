"""The pages of the dialogue, as somebody without scripts uses them."""

import io
import zipfile
from datetime import date

import openpyxl
import pikepdf
import pytest
from django.test import Client
from django.utils import timezone

from amana.contexts.dialogue import facade as dialogue
from amana.contexts.dialogue.calendar.rules import icalendar
from amana.contexts.dialogue.commitments.models import Commitment, CommitmentStep, CommitmentTerms
from amana.contexts.dialogue.plans.models import Activity, Plan
from amana.contexts.dialogue.terms import Sharing, Status
from amana.kernel.accounts.models import Membership
from amana.kernel.documents.rendering import FONTS
from tests.contexts.cases.test_a_pages import signed_in
from tests.contexts.dialogue.a_dialogue import World, meeting_with_recommendation, promise, promised

SOURCE = {"source": "Conclusions (invented)", "confidence": "read"}
PROMISE = {
    "action": "Print the law",
    "reference": "4",
    "owner_state": "DJ",
    "owner_body": "Ministry of Justice",
    "priority": "P6",
    **SOURCE,
}


def month(name: str, year: int, number: int) -> dict[str, str]:
    return {f"{name}_day": "", f"{name}_month": str(number), f"{name}_year": str(year), f"{name}_calendar": "gregorian"}


def test_a_recommendation_becomes_a_commitment_in_one_step_and_is_overdue_under_the_next_chair(world: World) -> None:
    meeting, line = meeting_with_recommendation(world)
    secretariat = signed_in(world.secretariat)
    page = secretariat.get(f"/dialogue/meetings/{meeting}/")
    assert f"/dialogue/commitments/from/{line}/" in page.text
    form = secretariat.get(f"/dialogue/commitments/from/{line}/")
    assert "Every court has the law of 2016 in print" in form.text
    made = secretariat.post(f"/dialogue/commitments/from/{line}/", {**PROMISE, **month("deadline", 2025, 3)}, follow=True)
    assert made.status_code == 200
    assert "Overdue under the next chair: due under Egypt, still open under France." in made.text
    assert f"/dialogue/commitments/{Commitment.objects.get().ref}/" in secretariat.get(f"/dialogue/meetings/{meeting}/").text


def test_a_claim_is_made_by_one_and_verified_by_another_on_pages(world: World) -> None:
    commitment = promised(world)
    owner, other = signed_in(world.djibouti), signed_in(world.kenya)
    claim = {"status": "done_claimed", "reason": "Printed", "evidence": "Decree 5", "evidence_confidence": "read"}
    assert owner.post(f"/dialogue/commitments/{commitment}/progress/", claim).status_code == 302
    assert f"/dialogue/commitments/{commitment}/verify/" not in owner.get(f"/dialogue/commitments/{commitment}/").text
    assert owner.post(f"/dialogue/commitments/{commitment}/verify/", {"confirmed": "yes", "reason": "Yes"}).status_code == 403
    assert f"/dialogue/commitments/{commitment}/verify/" in other.get(f"/dialogue/commitments/{commitment}/").text
    assert other.post(f"/dialogue/commitments/{commitment}/verify/", {"confirmed": "yes", "reason": "Seen"}).status_code == 302
    assert "Done, as another organisation verified" in owner.get(f"/dialogue/commitments/{commitment}/").text


def test_evidence_without_how_far_it_can_be_relied_on_is_asked_for_again(world: World) -> None:
    commitment = promised(world)
    answer = signed_in(world.djibouti).post(
        f"/dialogue/commitments/{commitment}/progress/", {"status": "in_progress", "reason": "Begun", "evidence": "Decree 5"}
    )
    assert answer.status_code == 422
    assert "Say how far it can be relied on." in answer.text


def test_every_page_of_the_dialogue_opens_for_every_role_and_in_arabic(world: World) -> None:
    dialogue.take_over(access=world.secretariat)
    commitment = promised(world)
    meeting, _line = meeting_with_recommendation(world)
    plan = Plan.objects.get()
    pages = [
        "/dialogue/commitments/", f"/dialogue/commitments/{commitment}/", "/dialogue/meetings/", f"/dialogue/meetings/{meeting}/",
        "/dialogue/plans/", f"/dialogue/plans/{plan.ref}/", "/dialogue/calendar/", "/dialogue/calendar/?month=2025-03", "/dialogue/digest/",
        "/dialogue/digest/text/", "/dialogue/progress/", "/dialogue/handover/", "/dialogue/handover/FR-2025/",
        "/dialogue/handover/EG-2024/",
    ]  # fmt: skip
    for access in (world.secretariat, world.djibouti, world.djibouti_police, world.expert):
        client = signed_in(access)
        assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
        arabic = {"accept-language": "ar"}
        assert {page: client.get(page, headers=arabic).status_code for page in pages} == dict.fromkeys(pages, 200)


def test_the_list_narrows_to_what_is_asked_for(world: World) -> None:
    promised(world)
    promised(world, owner_state="KE", action="Train labour inspectors", deadline=None)
    client = signed_in(world.expert)
    assert "Train labour inspectors" in client.get("/dialogue/commitments/?state=KE").text
    late = client.get("/dialogue/commitments/?standing=overdue").text
    assert "<bdi>March 2025</bdi>" in late
    assert "Print the law of 2016" in late
    assert "Train labour inspectors" not in late


def test_meetings_and_plans_come_from_the_tables_once(world: World) -> None:
    first = dialogue.take_over(access=world.secretariat)
    assert (first.new, first.changed) == (19, 0)
    again = dialogue.take_over(access=world.secretariat)
    assert (again.new, again.changed) == (0, 0)
    titles = {view.title for view in dialogue.published_meetings()}
    assert "Thematic meeting on safe and dignified return and sustainable reintegration" in titles
    page = signed_in(world.expert).get(f"/dialogue/plans/{Plan.objects.get().ref}/").text
    assert "The plan has lapsed." in page


def test_a_plan_is_kept_by_its_own_state_and_shared_when_it_says_so(world: World) -> None:
    coordinator, other = signed_in(world.djibouti_colleague), signed_in(world.kenya)
    said = {"title": "Plan 2027 to 2030 (invented)", "first_year": "2027", "last_year": "2030", "state": "draft", **SOURCE}
    assert coordinator.post("/dialogue/plans/new/", said).status_code == 302
    plan = Plan.objects.get()
    assert other.get(f"/dialogue/plans/{plan.ref}/").status_code == 404
    assert "Not shared" in other.get("/dialogue/plans/").text
    work = {"goal": "Courts apply the law", "text": "Print it", "budget_state": "not_known", **SOURCE}
    assert other.post(f"/dialogue/plans/{plan.ref}/add/", work).status_code in (403, 404)
    assert coordinator.post(f"/dialogue/plans/{plan.ref}/add/", work).status_code == 302
    coordinator.post(f"/dialogue/plans/{plan.ref}/publish/", {"public": "yes"})
    page = other.get(f"/dialogue/plans/{plan.ref}/").text
    assert "1 open activity has no body that does it." in page
    activity = Activity.objects.get().ref
    coordinator.post(f"/dialogue/plans/activity/{activity}/progress/", {"status": "done_claimed", "reason": "Printed"})
    assert coordinator.post(f"/dialogue/plans/activity/{activity}/verify/", {"confirmed": "yes", "reason": "Yes"}).status_code == 403
    assert other.post(f"/dialogue/plans/activity/{activity}/verify/", {"confirmed": "no", "reason": "Not seen"}).status_code == 302
    assert Activity.objects.get().steps.get(followed_by=None).status == Status.IN_PROGRESS


@pytest.mark.skipif(not FONTS.is_dir(), reason="fonts are made by run.py setup")
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_progress_report_is_a_tagged_paper_and_a_workbook_in_three_languages(world: World, language: str) -> None:
    promised(world)
    promised(world, sharing=Sharing.OWNER, owner_state="KE")
    client = signed_in(world.secretariat)
    paper = client.get(f"/dialogue/progress/{language}.pdf")
    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith(language)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/dialogue/progress/{language}.xlsx").content))
    counted = list(book.worksheets[2].iter_rows(values_only=True))
    figures = {row[0]: row[1:] for row in counted[1:]}
    assert [sum(row[column] for row in figures.values()) for column in (0, 1, 8)] == [2, 0, 1]  # recorded, verified, not shared
    with zipfile.ZipFile(io.BytesIO(client.get(f"/dialogue/progress/{language}.xlsx").content)) as parts:
        assert ("rightToLeft" in parts.read("xl/worksheets/sheet2.xml").decode()) is (language == "ar")


def test_a_handover_tells_of_every_commitment_that_is_not_closed(world: World) -> None:
    late, waiting, hidden = promised(world), promised(world, action="Second"), promised(world, action="Third", sharing=Sharing.OWNER)
    closed = promised(world, action="Fourth")
    dialogue.report(waiting, Status.DONE_CLAIMED, reason="Done", access=world.djibouti)
    dialogue.decide(closed, Status.OVERTAKEN, reason="A new law", access=world.secretariat)
    page = signed_in(world.secretariat).get("/dialogue/handover/FR-2025/").text
    for commitment in (late, waiting, hidden, closed):
        assert page.count(f"/dialogue/commitments/{commitment}/") == 1
    assert "A new law" not in signed_in(world.kenya).get("/dialogue/handover/EG-2024/").text


def test_a_past_handover_shows_the_register_as_it_stood(world: World) -> None:
    commitment = promised(world)
    CommitmentTerms.objects.update(recorded_at="2025-01-10T10:00Z")
    CommitmentStep.objects.update(recorded_at="2025-01-10T10:00Z")
    dialogue.decide(commitment, Status.OVERTAKEN, reason="A new law", access=world.secretariat)
    client = signed_in(world.secretariat)
    assert f"/dialogue/commitments/{commitment}/" in client.get("/dialogue/handover/EG-2024/?on=2025-02-01").text
    assert "A new law" not in client.get("/dialogue/handover/EG-2024/?on=2025-02-01").text


def test_a_secret_address_opens_the_calendar_until_it_is_ended(world: World) -> None:
    promised(world)
    client, stranger = signed_in(world.djibouti), Client()
    page = client.post("/dialogue/calendar/key/")
    address = next(word for word in page.text.replace("<", " ").replace(">", " ").split() if word.endswith(".ics"))
    path = address.removeprefix("http://testserver")
    answer = stranger.get(path)
    assert answer["Content-Type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:20250331" in answer.text
    assert "http://testserver/dialogue/commitments/" in answer.text.replace("\r\n ", "")
    feed = path.replace("/calendar/", "/digest/").replace(".ics", ".atom")
    assert "<entry>" in stranger.get(feed).text
    client.post("/dialogue/calendar/key/end/")
    assert stranger.get(path).status_code == 404
    assert stranger.get(feed).status_code == 404


def test_a_secret_address_ends_with_the_role(world: World) -> None:
    client = signed_in(world.djibouti)
    page = client.post("/dialogue/calendar/key/")
    address = next(word for word in page.text.replace("<", " ").replace(">", " ").split() if word.endswith(".ics"))
    Membership.objects.update(until=date(2020, 1, 1), since=date(2019, 1, 1))
    assert Client().get(address.removeprefix("http://testserver")).status_code == 404


def test_the_feed_withholds_what_is_withheld(world: World) -> None:
    hidden = promised(world, sharing=Sharing.OWNER)
    dialogue.report(hidden, Status.IN_PROGRESS, reason="A secret reason", access=world.djibouti)
    address = signed_in(world.kenya).post("/dialogue/calendar/key/").text
    path = next(word for word in address.replace("<", " ").replace(">", " ").split() if word.endswith(".atom"))
    answer = Client().get(path.removeprefix("http://testserver")).text
    assert "Not shared" in answer
    assert "A secret reason" not in answer


def test_what_is_made_public_is_counted_in_public_and_the_rest_is_not_shared(world: World) -> None:
    from amana.contexts.dialogue.reports.reads import published_progress

    promised(world, action="Hidden words")
    dialogue.record_commitment(promise(sharing=Sharing.PUBLIC), access=world.secretariat)
    report = published_progress(on=timezone.localdate())
    totals = [sum(line.cells[column] for line in report.blocks[1].lines) for column in (1, 9)]
    assert totals == [2, 1]
    assert "Hidden words" not in str(report)
    assert icalendar([], name="", language="en").startswith("BEGIN:VCALENDAR\r\n")


def test_instruments_are_offered_and_shown_in_the_reader_s_language(world: World) -> None:
    secretariat = signed_in(world.secretariat)
    made = secretariat.post("/dialogue/commitments/new/", {**PROMISE, "instrument": "OAU1969"}, follow=True)
    address = made.redirect_chain[-1][0]
    secretariat.cookies["django_language"] = "fr"
    french = "Convention de l’OUA régissant les aspects propres aux problèmes des réfugiés"
    assert french in secretariat.get("/dialogue/commitments/new/").text
    assert french in secretariat.get(address).text
