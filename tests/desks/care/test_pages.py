"""The care desk and the pages of the case, as somebody without scripts uses them."""

import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from amana.contexts.cases import facade as cases
from amana.contexts.cases.dossier.panels import ADDABLE
from amana.contexts.cases.facade import Entry, EntryKind
from amana.contexts.persons.facade import Source
from amana.contexts.persons.models import Person
from amana.kernel.access.floor import floor
from amana.kernel.access.terms import Purpose
from amana.kernel.accounts.models import User
from amana.kernel.accounts.terms import Role
from amana.kernel.files.models import FileTeam
from tests.contexts.cases.a_fixtures import world as world
from tests.contexts.cases.test_a_pages import begun, day, signed_in

# What every request asks before a page begins: session, account, second factor, open access, roles, organisation, notices.
FRAME = 13


@pytest.fixture
def case(world):
    """Selam's case, carried by Abeba, who leads on her file."""
    with floor(world.worker):
        person = Person.objects.select_related("file").get(ref=world.selam)
        FileTeam.objects.create(file=person.file, user=User.objects.get(ref=world.worker.user), role="lead", since=timezone.localdate())
    return cases.open_case(world.selam, access=world.worker)


@pytest.fixture
def client(world):
    return signed_in(world.worker)


def view(case, access):
    return cases.case_view(case, access=access)


def file_of(person):
    return reverse("care:file", args=[person])


def test_a_case_is_opened_filled_settled_and_closed_without_scripts(world, client):
    answer = client.post(reverse("cases:open_case", args=[world.selam]), day("opened_on", timezone.localdate()))
    assert answer.url == file_of(world.selam)
    (case,) = cases.cases_of(world.selam, access=world.worker)
    due = timezone.localdate() + timedelta(days=2)
    need = {"need": "medical", "urgency": "now", "text": "A doctor she can trust", "source": "told_by_person", "version": "0"}
    assert client.post(reverse("cases:add_entry", args=[case.ref, "need"]), {**need, **day("due_on", due)}).status_code == 302
    page = client.get(file_of(world.selam)).content.decode()
    assert "A doctor she can trust" in page
    assert "Medical treatment" in page
    (entry,) = view(case.ref, world.worker).standing(EntryKind.NEED)
    refused = client.post(
        reverse("cases:close", args=[case.ref]), {"status": "Closed", "reason": "Done", "version": view(case.ref, world.worker).version}
    )
    assert refused.status_code == 422
    assert "are still open" in refused.content.decode()
    settled = client.post(reverse("cases:settle", args=[case.ref, entry.ref]), {"outcome": "met", "note": "Seen on Monday."})
    assert settled.status_code == 302
    version = view(case.ref, world.worker).version
    closed = client.post(reverse("cases:close", args=[case.ref]), {"status": "Closed", "reason": "Done", "version": version})
    assert closed.status_code == 302
    assert "Open a case" in client.get(file_of(world.selam)).content.decode()


@pytest.mark.parametrize("kind", [kind.value for kind in ADDABLE])
def test_every_kind_of_entry_has_a_form_that_takes_an_entry_and_refuses_none(world, case, client, kind):
    address = reverse("cases:add_entry", args=[case, kind])
    page = client.get(address)
    assert page.status_code == 200
    assert client.post(address, {"source": "seen", "version": "0"}).status_code == 422
    said = {
        "amana-act": "transfer", "vic_MethodsOfControl": "DebtBondage", "vic_TypeOfExploitation": "Servitude", "need": "legal",
        "urgency": "now", "text": "In words", "vic_LocationOfRecruitment": "A market", "country": "SD", "hte_City": "Metema",
        "to_place": "Kassala", "left_year": "2016", "left_calendar": "ethiopian", "per_RoleInProcess": "Smuggler",
        "vic_Vulnerabilities": "Poverty", "cas_ReferringOrganisation": "House of the River", "cas_ReferredOrganisation": "Clinic",
        "spl_Type": "Health", "spl_Objectives": "Sleep", "cco_CaseComment": "A note", "org_Name": "Clinic", "source": "seen",
        "version": "0", "amana-child_procedure": "Guardian named",
    } | day("due_on", timezone.localdate())  # fmt: skip
    assert client.post(address, said).status_code == 302, client.post(address, said).content.decode()[-3000:]
    (entry,) = view(case, world.worker).standing(EntryKind(kind))
    assert entry.entry.values
    assert client.get(reverse("cases:correct", args=[case, entry.ref])).status_code == 200
    assert client.get(file_of(world.selam)).status_code == 200


def test_yes_no_not_asked_and_would_not_say_are_four_answers(world, case, client):
    address = reverse("cases:add_entry", args=[case, "means"])
    client.post(address, {"amana-torture": "would_not_say", "amana-ransom": "no", "source": "told_by_person", "version": "0"})
    (entry,) = view(case, world.worker).standing(EntryKind.MEANS)
    assert dict(entry.entry.values) == {"amana:ransom": False}
    assert dict(entry.entry.missing) == {"amana:torture": "would_not_say"}
    page = client.get(file_of(world.selam)).content.decode()
    assert "Would not say" in page


def test_correcting_keeps_what_the_form_does_not_ask_for(world, case, client):
    entry = Entry(kind=EntryKind.NEED, values={"need": "legal", "urgency": "now", "outcome": "met"}, source=Source.SEEN)
    ref = cases.add_entry(case, entry, access=world.worker)
    address = reverse("cases:correct", args=[case, ref])
    version = re.search(r'name="version" value="(\d+)"', client.get(address).content.decode())[1]
    assert client.post(address, {"need": "work", "urgency": "later", "source": "seen", "version": version}).status_code == 302
    (stands,) = view(case, world.worker).standing(EntryKind.NEED)
    assert dict(stands.entry.values) == {"need": "work", "urgency": "later", "outcome": "met"}


def test_a_page_that_is_out_of_date_shows_both_versions_and_changes_nothing(world, case, client):
    ref = cases.add_entry(case, Entry(kind=EntryKind.NOTE, values={"cco_CaseComment": "First"}), access=world.worker)
    version = view(case, world.worker).version
    cases.add_entry(case, Entry(kind=EntryKind.NOTE, values={"cco_CaseComment": "From a colleague"}), access=world.supervisor)
    answer = client.post(reverse("cases:correct", args=[case, ref]), {"cco_CaseComment": "Mine", "version": version})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Mine" in page
    assert "From a colleague" in page
    assert "First" in [one.entry.values["cco_CaseComment"] for one in view(case, world.worker).standing(EntryKind.NOTE)]


def test_an_entry_is_withdrawn_with_a_reason_and_stays_readable(world, case, client):
    ref = cases.add_entry(case, Entry(kind=EntryKind.NOTE, values={"cco_CaseComment": "About somebody else"}), access=world.worker)
    address = reverse("cases:correct", args=[case, ref])
    version = view(case, world.worker).version
    assert client.post(address, {"withdraw": "yes", "because": "", "version": version}).status_code == 422
    assert client.post(address, {"withdraw": "yes", "because": "Wrong file", "version": version}).status_code == 302
    assert "About somebody else" not in client.get(file_of(world.selam)).content.decode().split('id="part-timeline"')[0]
    page = client.get(reverse("cases:case", args=[case])).content.decode()
    assert "About somebody else" in page
    assert "Withdrawn" in page


def test_a_paper_is_attached_and_saved_never_shown_in_the_page(world, case, client):
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, format="PNG")
    address = reverse("cases:attach", args=[case])
    out.seek(0)
    out.name = "whatever.exe"
    renamed = client.post(address, {"name": "Photo of a letter", "paper": out})
    assert renamed.status_code == 422
    assert "ends in .exe" in renamed.content.decode()
    out.seek(0)
    out.name = "whatever.png"
    assert client.post(address, {"name": "Photo of a letter", "paper": out}).status_code == 302
    (paper,) = view(case, world.worker).attachments
    answer = client.get(reverse("cases:download", args=[case, paper.ref]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "image/png"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    wrong = io.BytesIO(b"MZ\x90 a program")
    wrong.name = "letter.pdf"
    refused = client.post(address, {"name": "Program", "paper": wrong})
    assert refused.status_code == 422
    assert "cannot be attached" in refused.content.decode()
    removing = reverse("cases:remove_paper", args=[case, paper.ref])
    assert "Backups made before" in client.get(removing).content.decode()
    assert client.post(removing, {"confirm": "yes"}).status_code == 302
    assert view(case, world.worker).attachments == ()
    assert client.get(reverse("cases:download", args=[case, paper.ref])).status_code == 404


def test_the_own_copy_is_a_file_to_save_named_after_the_file_and_not_the_person(world, case, client):
    answer = client.post(reverse("cases:export", args=[case]), {"form": "xlsx"})
    assert answer.status_code == 200
    assert re.fullmatch(r'attachment; filename="C-\d{4}-\d{6}\.xlsx"', answer["Content-Disposition"])
    page = client.get(reverse("cases:hand_on", args=[case]))
    assert page.status_code == 200


def test_a_case_handed_on_without_consent_is_refused_in_plain_words(world, case, client):
    said = {
        "name": "Clinic of the Three Wells", "kind": "health", "state": "ET", "purpose": "health_care", "categories": "health",
        "how": "By hand", "form": "json",
    }  # fmt: skip
    answer = client.post(reverse("cases:hand_on", args=[case]), said)
    assert answer.status_code == 403
    assert "attachment" not in answer.headers.get("Content-Disposition", "")


def test_today_says_what_is_due_to_whom_and_leads_to_the_file(world, case, client):
    today = timezone.localdate()
    cases.add_entry(
        case, Entry(kind=EntryKind.TASK, values={"text": "Call the clinic"}), due_on=today - timedelta(days=1), access=world.worker
    )
    begun(client, world.selam)
    page = client.get(reverse("care:today")).content.decode()
    assert "Call the clinic" in page
    assert "Overdue" in page
    assert "Screening not concluded" in page
    assert "New file" in page
    assert file_of(world.selam) in page
    assert "Selam Alem" in page


def test_my_files_go_on_by_place_and_never_count(world, client):
    with floor(world.worker):
        me = User.objects.get(ref=world.worker.user)
        for person in Person.objects.select_related("file"):
            FileTeam.objects.create(file=person.file, user=me, role="lead", since=timezone.localdate())
    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("care:mine")).content.decode()
    assert page.count('class="row-link"') == 3
    assert not [query for query in asked.captured_queries if "COUNT(" in query["sql"]]
    places = cases.my_files(limit=2, access=world.worker)
    rest = cases.my_files(before=places[-1].place, access=world.worker)
    assert len({one.who.number for one in (*places, *rest)}) == 3


def test_the_load_is_for_supervisors(world, case, client):
    assert client.get(reverse("care:load")).status_code == 403
    page = signed_in(world.supervisor).get(reverse("care:load")).content.decode()
    assert "Abeba" in page
    assert f'<p><a href="{reverse("care:today")}">' in page, "and where what is late can be seen"


def test_whoever_decides_on_identification_finds_the_way_from_the_page_of_a_person(world, case, client):
    way = f'<a class="btn btn-primary" href="{reverse("cases:identification", args=[world.selam])}">'
    assert way in signed_in(world.authority_first).get(file_of(world.selam)).content.decode()
    assert way not in client.get(file_of(world.selam)).content.decode()


def test_first_contact_sees_the_person_and_not_the_case(world, case):
    cases.add_entry(case, Entry(kind=EntryKind.NOTE, values={"cco_CaseComment": "Only for those who help"}), access=world.worker)
    intake = replace(world.under(Purpose.SCREENING, world.worker), roles=frozenset({Role.INTAKE}))
    page = signed_in(intake).get(file_of(world.selam)).content.decode()
    assert "Selam Alem" in page
    assert "Only for those who help" not in page


def test_a_file_out_of_reach_is_not_found(world, case):
    client = signed_in(world.outsider)
    assert client.get(file_of(world.selam)).status_code in (403, 404)
    assert client.get(reverse("cases:case", args=[case])).status_code in (403, 404)


@pytest.mark.parametrize(("page", "most"), [("care:today", 14), ("care:mine", 10)])
def test_lists_ask_the_database_a_fixed_number_of_times(world, case, client, page, most):
    for number in range(6):
        cases.add_entry(
            case, Entry(kind=EntryKind.TASK, values={"text": f"Task {number}"}), due_on=timezone.localdate(), access=world.worker
        )
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(page))
    assert len(reads_of(asked)) <= FRAME + most, "\n".join(reads_of(asked))


def test_the_page_of_one_person_asks_the_database_a_fixed_number_of_times(world, case, client):
    for kind, values in ((EntryKind.TASK, {"text": "Call"}), (EntryKind.NOTE, {"cco_CaseComment": "A note"})) * 4:
        cases.add_entry(case, Entry(kind=kind, values=values), access=world.worker)
    begun(client, world.selam)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(file_of(world.selam)).status_code == 200
    assert len(reads_of(asked)) <= FRAME + 35, "\n".join(reads_of(asked))


def reads_of(asked):
    """Questions to the database; savepoints, commits and setting the floor are none."""
    ends = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config")
    return [query["sql"][:200] for query in asked.captured_queries if not query["sql"].startswith(ends)]
