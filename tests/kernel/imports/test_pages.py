"""The pages of an import, used as somebody without scripts uses them."""

import csv
import io
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from amana.kernel.imports import views
from amana.kernel.jobs.models import Job
from amana.kernel.jobs.queue import claim
from amana.kernel.jobs.worker import Worker
from tests.journeys.nodes import plain
from tests.kernel.imports.test_pipeline import SHEET, people, states
from tests.world.sheets import official

if TYPE_CHECKING:
    from django.test import Client

    from tests.contexts.persons.people import Shelter


@pytest.fixture
def browser(shelter: "Shelter") -> "Client":
    from tests.contexts.persons.people import signed_in

    return signed_in(shelter.worker)


def hand_in(browser: "Client", content: bytes, name: str = "sheet.csv") -> str:
    answer = browser.post(reverse("imports:runs"), {"file": SimpleUploadedFile(name, content), "encoding": ""})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def test_a_sheet_is_handed_in_seen_and_imported(browser: "Client", shelter: "Shelter") -> None:
    page = hand_in(browser, SHEET.encode())
    seen = browser.get(page).content.decode()
    assert "Selamawit Tesfaye" in seen
    assert "2003-13-45" in seen
    assert people(shelter.worker) == []
    assert browser.post(f"{page}commit/")["Location"] == page
    assert len(people(shelter.worker)) == 3
    assert "Imported" in browser.get(page).content.decode()


def test_a_file_that_cannot_be_read_is_told_at_the_field(browser: "Client") -> None:
    answer = browser.post(reverse("imports:runs"), {"file": SimpleUploadedFile("a.xlsx", b"%PDF-1.7"), "encoding": ""})
    assert answer.status_code == 422
    assert "PDF" in answer.content.decode()


def test_headings_that_disagree_are_explained_with_both_readings(browser: "Client") -> None:
    page = hand_in(browser, official.filled_sheet(by_labels=True), "htcds.xlsx")
    seen = browser.get(f"{page}columns/").content.decode()
    assert "Two rows of headings disagree" in seen
    assert "“Mailing City” by the heading for programs, “Mailing Street” by the heading for people." in plain(seen)
    assert "The values fit the headings for people better" in seen


def test_the_meaning_of_a_column_can_be_changed(browser: "Client", shelter: "Shelter") -> None:
    page = hand_in(browser, b"First name,Badge,Born\nAman,A-17,03/04/2001\n")
    form = browser.get(f"{page}columns/").context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"keep": "on"}
    data |= {"column_1": "prs_IdentityNumber", "order_2": "day_first"}
    assert browser.post(f"{page}columns/", data)["Location"] == page
    browser.post(f"{page}commit/")
    assert people(shelter.worker) == ["Aman"]


def test_a_row_is_corrected_on_its_own_page(browser: "Client", shelter: "Shelter") -> None:
    page = hand_in(browser, SHEET.encode())
    form = browser.get(f"{page}row/5/").context["form"]
    data = {name: form[name].value() for name in form.fields}
    wrong = browser.post(f"{page}row/5/", data | {"cell_3": "tomorrow"})
    assert wrong.status_code == 422
    assert "cannot be read as a date" in wrong.content.decode()
    assert browser.post(f"{page}row/5/", data | {"cell_3": "2003-12-05"})["Location"] == page
    assert people(shelter.worker) == ["Aman Haile"]


def test_the_list_of_errors_says_what_to_do_and_nothing_of_the_cells(browser: "Client") -> None:
    page = hand_in(browser, SHEET.replace("2003-13-45", "=cmd|canary").encode())
    answer = browser.get(f"{page}errors.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1][:2] == ["5", "Date of birth"]
    assert "canary" not in text
    assert "2001-05-23" in rows[1][3]


def test_taking_an_import_back_goes_over_two_people(browser: "Client", shelter: "Shelter") -> None:
    from tests.contexts.persons.people import signed_in

    page = hand_in(browser, SHEET.encode())
    browser.post(f"{page}commit/")
    browser.post(f"{page}propose-undo/", {"confirm": "yes"})
    assert "A supervisor other than the one who proposed it" in browser.get(page).content.decode()
    second = signed_in(shelter.supervisor)
    assert "Confirm taking it back" in second.get(page).content.decode()
    second.post(f"{page}undo/", {"confirm": "yes"})
    run = page.rstrip("/").rpartition("/")[2]
    assert states(run, shelter.worker) == {"undone": 3, "error": 1}


def test_a_large_sheet_is_imported_by_the_worker(browser: "Client", shelter: "Shelter", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "AT_ONCE", -1)
    monkeypatch.setattr(views, "AT_ONCE_BYTES", 10)
    answer = browser.post(reverse("imports:runs"), {"file": SimpleUploadedFile("s.csv", SHEET.encode()), "encoding": ""})
    assert answer["Location"].startswith("/jobs/")
    worker = Worker()
    worker.perform(claim(worker.name))
    job = Job.objects.get()
    assert (job.state, job.done, job.total) == ("done", 8, 8)  # checked, then looked for among people on file
    page = reverse("imports:run", args=[job.ids["run"]])
    browser.post(f"{page}commit/")
    worker.perform(claim(worker.name))
    assert len(people(shelter.worker)) == 3


def test_somebody_elsewhere_does_not_find_the_page(browser: "Client", shelter: "Shelter") -> None:
    from tests.contexts.persons.people import signed_in

    page = hand_in(browser, SHEET.encode())
    assert signed_in(shelter.elsewhere).get(page).status_code == 404


def test_the_strip_of_an_import_does_not_speak_of_one_person(browser: "Client") -> None:
    page = hand_in(browser, SHEET.encode())
    assert "for this person" not in browser.get(page).content.decode()


def test_faulty_cells_come_first_each_with_what_is_wrong_and_what_to_do(browser: "Client") -> None:
    page = hand_in(browser, SHEET.encode())
    answer = browser.get(f"{page}row/5/")
    form = answer.context["form"]
    assert [field.name for field in form.to_look_at()] == ["cell_3"]
    assert "2003-13-45" in form["cell_3"].help_text
    assert "as in 2001-05-23" in form["cell_3"].help_text
    assert {field.name for field in form.others()} == form.fields.keys() - {"cell_3"}
    seen = answer.content.decode()
    assert seen.index('name="cell_3"') < seen.index('name="cell_0"')


def test_a_sentence_keeps_the_words_of_a_sheet_apart_from_its_own_direction(browser: "Client") -> None:
    page = hand_in(browser, SHEET.encode())
    assert "\u20682003-13-45\u2069" in browser.get(page).content.decode()
    listed = b"".join(browser.get(f"{page}errors.csv").streaming_content).decode()
    assert "\u2068" not in listed, "a spreadsheet needs no marks"


def test_while_a_job_works_the_import_shows_how_far_and_offers_nothing_else(browser: "Client", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "AT_ONCE_BYTES", 1)
    job = hand_in(browser, SHEET.encode())
    run = Job.objects.get().ids["run"]
    page = reverse("imports:run", args=[run])
    seen = browser.get(page).content.decode()
    assert "Waiting to start" in seen
    assert reverse("imports:check", args=[run]) not in seen, "it would be checked twice"
    browser.post(f"{job}cancel/")
    ended = browser.get(job).content.decode()
    assert "What was done until then is kept." in ended
    assert page in ended
    assert reverse("imports:check", args=[run]) in browser.get(page).content.decode()


def test_jobs_are_found_in_the_navigation(browser: "Client") -> None:
    assert f'href="{reverse("jobs:list")}"' in browser.get(reverse("imports:runs")).content.decode()
    assert "Nothing runs." in browser.get(reverse("jobs:list")).content.decode()
