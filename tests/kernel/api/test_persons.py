"""What a program can do with persons, and what it cannot."""

import json

import pytest

from amana.contexts.persons import facade as persons
from amana.contexts.persons.models import PersonFact
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.audit.models import AuditEntry
from amana.kernel.files.models import Level
from amana.kernel.ids import new_id
from tests.kernel.api.programs import file_of, name_statement, program


def facts() -> int:
    with floor(system_access()):
        return int(PersonFact.objects.count())


def test_a_person_is_found_in_another_script_with_the_reasons(haven):
    person = file_of("ሰላማዊት ተስፋዬ", haven.omar)
    found = program(haven.sara).searched("Selamawit Tesfaye")
    assert [hit["person"] for hit in found["hits"]] == [str(person)]
    assert any(reason["favours"] > 0 and reason["text"] for reason in found["hits"][0]["reasons"])


def test_a_search_is_logged_with_the_person_behind_the_token(haven):
    program(haven.sara).searched("Almaz Bekele")
    entry = AuditEntry.objects.order_by("-index").first()
    assert (entry.kind, entry.name, entry.actor) == ("search", "persons.search", haven.sara.user)


def test_a_person_is_registered_after_a_search_and_opened(haven):
    asking = program(haven.sara)
    search = asking.searched("Almaz Bekele")["search"]
    gender = {"kind": "gender", "value": {"no_value": "would_not_say"}, "source": "told_by_person", "stated_on": "2026-03-01"}
    made = asking.post("/persons", {"search": search, "statements": [name_statement("Almaz Bekele"), gender]})
    assert made.status_code == 201, made.content
    opened = asking.get(f"/persons/{made.json()['person']}").json()
    assert opened["number"].startswith("C-")
    name, said = (recorded["statement"] for recorded in opened["recorded"])
    assert [part["text"] for part in name["value"]["parts"]] == ["Almaz", "Bekele"]
    assert name["value"]["script"] == "Latn"
    assert said == gender | {"note": ""}


def test_nobody_is_registered_without_a_search_of_their_own(haven):
    others = program(haven.omar).searched("Almaz")["search"]
    answer = program(haven.sara).post("/persons", {"search": others, "statements": [name_statement("Almaz")]})
    assert (answer.status_code, answer.json()["code"]) == (409, "persons.search_first")


@pytest.mark.parametrize(
    "statement",
    [
        {"kind": "birth", "value": {"form": "exact", "first": "1990-02-01", "last": "1990-02-01"}, "source": "document"},
        {"kind": "birth", "value": {"form": "age", "first": "2008-03-02", "last": "2011-03-01", "least": 15, "most": 17}, "source": "seen"},
        {"kind": "nationality_claimed", "value": {"state": "ER", "why": ""}, "source": "told_by_person"},
        {"kind": "language", "value": {"code": "ti", "rank": "primary"}, "source": "told_by_person"},
        {"kind": "document", "value": {"number": "EP 1234567", "kind": "passport", "state": "ET"}, "source": "document"},
        {"kind": "phone", "value": {"number": "+251 91 123 4567", "kind": "mobile"}, "source": "third_party"},
        {"kind": "children", "value": {"count": 2}, "source": "told_by_person"},
        {"kind": "deceased", "value": {"died": False, "on": None}, "source": "told_by_person"},
        {"kind": "protection_claim", "value": {"code": "open"}, "source": "told_by_person"},
        {"kind": "email", "value": {"no_value": "none"}, "source": "told_by_person"},
    ],
    ids=lambda statement: statement["kind"],
)
def test_a_statement_comes_back_as_it_was_sent(haven, statement):
    person = file_of("Almaz Bekele", haven.sara)
    asking = program(haven.sara)
    added = asking.post(f"/persons/{person}/facts", {"statement": statement})
    assert added.status_code == 201, added.content
    recorded = asking.get(f"/persons/{person}").json()["recorded"][-1]
    assert recorded["ref"] == added.json()["fact"]
    assert recorded["statement"]["value"].items() >= statement["value"].items()


@pytest.mark.parametrize(
    "statement",
    [
        {"kind": "relation", "value": {"kind": "child_of", "name": "Almaz"}, "source": "seen"},
        {"kind": "safe_contact", "value": {"how": "by phone"}, "source": "seen"},
        {"kind": "gender", "value": {"code": "Unknown"}, "source": "seen"},
        {"kind": "nationality_claimed", "value": {"state": "Eritrea"}, "source": "seen"},
        {"kind": "birth", "value": {"form": "exact", "first": "1990-02-02", "last": "1990-02-01"}, "source": "seen"},
        {"kind": "phone", "value": {"number": "1", "colour": "red"}, "source": "seen"},
        {"kind": "phone", "value": {"number": ["1"]}, "source": "seen"},
        {"kind": "phone", "value": {"number": "1"}, "source": "hearsay"},
        {"kind": "name", "value": {"parts": [{"text": "   "}]}, "source": "seen"},
        {"kind": "name", "value": {"parts": [{"text": "a"}] * 21}, "source": "seen"},
        {"kind": "phone", "value": {"number": "\ud800"}, "source": "seen"},
        {"kind": "phone", "value": {"number": "7"}, "source": "seen", "note": "x" * 2001},
    ],
)
def test_what_is_no_statement_of_its_kind_is_refused_and_nothing_is_recorded(haven, statement):
    person = file_of("Almaz Bekele", haven.sara)
    before = facts()
    answer = program(haven.sara).post(f"/persons/{person}/facts", json.dumps({"statement": statement}))
    assert answer.status_code == 422, answer.content
    assert answer.json()["message"]
    assert facts() == before


def test_a_statement_based_on_an_older_version_of_the_file_is_a_conflict(haven):
    person = file_of("Almaz Bekele", haven.sara)
    asking = program(haven.sara)
    version = asking.get(f"/persons/{person}").json()["version"]
    body = {"statement": {"kind": "children", "value": {"count": 1}, "source": "seen"}, "version": version}
    assert asking.post(f"/persons/{person}/facts", body).status_code == 201
    late = asking.post(f"/persons/{person}/facts", body)
    assert (late.status_code, late.json()["code"]) == (409, "persons.changed_meanwhile")


def test_a_file_out_of_reach_is_as_if_it_were_not_there(haven):
    elsewhere = file_of("Almaz Bekele", haven.paul)
    restricted = file_of("Almaz Bekele", haven.omar, level=Level.RESTRICTED)
    asking = program(haven.sara)
    assert asking.searched("Almaz Bekele")["hits"] == []
    nowhere = asking.get(f"/persons/{new_id()}")
    for person in (elsewhere, restricted):
        answer = asking.get(f"/persons/{person}")
        assert (answer.status_code, answer.json()) == (404, nowhere.json())
        body = {"statement": {"kind": "children", "value": {"count": 1}, "source": "seen"}}
        assert asking.post(f"/persons/{person}/facts", body).status_code == 404


def test_answers_about_persons_are_kept_in_no_cache(haven):
    person = file_of("Almaz Bekele", haven.sara)
    assert "no-store" in program(haven.sara).get(f"/persons/{person}")["Cache-Control"]


def test_pairs_that_may_be_one_person_are_listed_and_no_number_that_could_lead_anybody(haven):
    one, other = file_of("Selamawit Tesfaye", haven.omar), file_of("ሰላማዊት ተስፋዬ", haven.omar)
    pair = persons.propose_same(one, other, access=haven.omar)
    asking = program(haven.sara, "persons.identity_list")
    found = asking.get("/persons/who-is-who").json()
    assert (found["count"], found["next"]) == (1, "")
    (line,) = found["pairs"]
    assert (line["proposal"], set(line["persons"]), line["state"]) == (str(pair), {str(one), str(other)}, "waiting")
    assert not {"band", "score", "probability", "bits"} & line.keys()
    assert asking.get("/persons/who-is-who?state=same").json()["pairs"] == []
    assert program(haven.sara, "persons.open").get("/persons/who-is-who").status_code == 403
