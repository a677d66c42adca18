"""A case in and out as HTCDS JSON, by a program."""

import pytest

from amana.contexts.cases.models import Case
from amana.contexts.persons.models import Person
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.access.terms import Purpose
from amana.kernel.audit.models import AuditEntry
from tests.kernel.api.programs import program, under

ALMAZ = {
    "prs_FirstName": "Almaz",
    "prs_SecondName": "Bekele",
    "prs_Birthdate": "1996-05-04",
    "prs_Gender": "Feminine",
    "prs_Citizenship": ["ET"],
    "cas_Status": "Active",
    "vic_MethodsOfControl": ["DebtBondage"],
}


def document(*records: object) -> dict[str, object]:
    return {"standard": "HTCDS 2.0", "cases": list(records)}


def counted() -> tuple[int, int]:
    with floor(system_access()):
        return Person.objects.count(), Case.objects.count()


def test_a_record_becomes_a_file_and_a_case_and_comes_out_again_saying_the_same(haven):
    asking = program(haven.sara)
    taken = asking.post("/cases", document(ALMAZ))
    assert taken.status_code == 201, taken.content
    opened = asking.get(f"/cases/{taken.json()['case']}")
    assert opened.status_code == 200, opened.content
    assert opened.json()["person"] == taken.json()["person"]
    assert opened.json()["status"] == "Active"
    assert {entry["kind"] for entry in opened.json()["entries"]} >= {"means"}
    assert "amana:person_as_given" not in opened.content.decode()
    copy = asking.get(f"/cases/{taken.json()['case']}/htcds")
    assert copy.status_code == 200, copy.content
    (record,) = copy.json()["cases"]
    assert record.items() >= ALMAZ.items()


def test_what_was_taken_in_is_found_by_a_search(haven):
    asking = program(haven.sara)
    taken = asking.post("/cases", document(ALMAZ)).json()
    assert [hit["person"] for hit in asking.searched("አልማዝ በቀለ")["hits"]] == [taken["person"]]


def test_the_same_record_is_not_brought_in_twice(haven):
    asking = program(haven.sara)
    asking.post("/cases", document(ALMAZ))
    before = counted()
    again = asking.post("/cases", document(ALMAZ))
    assert (again.status_code, again.json()["code"]) == (409, "cases.brought_in_before")
    assert counted() == before


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (ALMAZ | {"prs_Birthdate": "the day before yesterday's tomorrow"}, "prs_Birthdate"),
        (ALMAZ | {"prs_Gender": "Blue"}, "prs_Gender"),
        ({"cas_Status": "Active"}, "body.cases.0"),
    ],
)
def test_a_record_with_a_mistake_is_refused_whole_and_the_field_is_named(haven, record, field):
    before = counted()
    answer = program(haven.sara).post("/cases", document(record))
    assert (answer.status_code, answer.json()["code"]) == (422, "api.record_not_taken"), answer.content
    assert any(field in one["field"] and one["message"] for one in answer.json()["errors"])
    assert counted() == before


@pytest.mark.parametrize("body", [document(), document(ALMAZ, ALMAZ), document({}), document("Almaz"), {}])
def test_what_is_no_single_record_is_refused(haven, body):
    before = counted()
    assert program(haven.sara).post("/cases", body).status_code == 422
    assert counted() == before


def test_half_a_character_is_refused(haven):
    answer = program(haven.sara).post("/cases", '{"cases": [{"prs_FirstName": "\\ud800"}]}')
    assert (answer.status_code, answer.json()["code"]) == (400, "api.body_unreadable")


def test_first_contact_takes_in_no_case_and_the_refusal_is_logged(haven):
    asking = program(under(haven.sara, Purpose.SCREENING))
    answer = asking.post("/cases", document(ALMAZ))
    assert answer.status_code == 403
    assert counted() == (0, 0)
    assert AuditEntry.objects.order_by("-index").first().kind == "refusal"


def test_a_case_of_another_organisation_is_as_if_it_were_not_there(haven):
    case = program(haven.paul).post("/cases", document(ALMAZ)).json()["case"]
    asking = program(haven.sara)
    assert asking.get(f"/cases/{case}").status_code == 404
    assert asking.get(f"/cases/{case}/htcds").status_code == 404


def test_handing_out_a_case_is_logged_as_an_act(haven):
    asking = program(haven.sara)
    case = asking.post("/cases", document(ALMAZ)).json()["case"]
    asking.get(f"/cases/{case}/htcds")
    assert AuditEntry.objects.filter(kind="action", name="cases.export_htcds", actor=haven.sara.user).count() == 1
