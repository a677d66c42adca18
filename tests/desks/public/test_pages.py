"""The public pages: the same for everybody, in the language of their address, without cookie or script; and nothing that is not public."""

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from amana.contexts.law import facade as law
from amana.desks.public.tables import MEANINGS, TABLES
from tests.contexts.law.law_fixtures import built_world as built_world
from tests.contexts.law.law_fixtures import world as world

pytestmark = pytest.mark.django_db

PAGES = ("start", "states", "treaties", "obligations", "commitments", "meetings", "changes", "data", "limits")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_speaks_the_language_of_its_address_and_remembers_nobody(world, client, language, name):
    answer = client.get(reverse(f"public:{name}", args=[language]), headers={"accept-language": "de"})
    assert answer.status_code == 200
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in answer.text
    assert "<script" not in answer.text
    assert answer.cookies == {}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_leads_to_itself_in_the_other_languages(world, client, name):
    answer = client.get(reverse(f"public:{name}", args=["en"]))
    for language in ("en", "fr", "ar"):
        assert f'hreflang="{language}" href="{reverse(f"public:{name}", args=[language])}"' in answer.text


def test_every_state_and_every_treaty_has_a_page(world, client):
    addresses = [reverse("public:state", args=["en", one.state]) for one in law.states()]
    addresses += [reverse("public:treaty", args=["fr", one.code]) for one in law.treaties()]
    assert [address for address in addresses if client.get(address).status_code != 200] == []


def test_a_treaty_is_shown_as_it_stood_at_the_end_of_a_year(world, client):
    address = reverse("public:treaty", args=["en", "TIP"])
    today, then = client.get(address), client.get(address, {"year": "2003"})
    assert "How each state stands today" in today.text
    assert "How each state stood on 31 December 2003" in then.text
    assert then.text.count("tag-done") < today.text.count("tag-done"), "fewer states were party"
    assert '<option value="2003" selected>' in then.text
    for wrong in ("1850", "3000", "x", "２００３", "20033"):
        assert "How each state stands today" in client.get(address, {"year": wrong}).text


def test_what_is_not_there_is_not_found(world, client):
    assert client.get(reverse("public:state", args=["en", "ZZ"])).status_code == 404
    assert client.get(reverse("public:treaty", args=["en", "NONE"])).status_code == 404
    assert client.get(reverse("public:csv", args=["persons"])).status_code == 404


def test_contradictory_claims_are_named_on_the_page_of_the_state(world, client):
    state, treaty = law.published_claims().open_conflicts()[0]
    answer = client.get(reverse("public:state", args=["en", state]))
    assert "(contradicted)" in answer.text
    assert "(contradicted)" in client.get(reverse("public:treaty", args=["en", treaty])).text


def test_a_claim_that_is_not_public_stands_on_no_page_and_in_no_table(world, client):
    words = "Gazette that nobody outside has seen"
    given = law.Given(
        state="ET", treaty="TIP", act=law.Act.WITHDRAWAL, day=law.PartialDay.read("2026-01-02"), seen=None,
        date_kind=law.DateKind.DEPOSIT, source=words,
        confidence=law.Confidence.NOT_VERIFIED,
    )  # fmt: skip
    law.record_claim(given, access=world.focal_point)
    addresses = [
        reverse("public:state", args=["en", "ET"]),
        reverse("public:treaty", args=["en", "TIP"]),
        reverse("public:changes", args=["en"]),
    ]
    addresses += [reverse(f"public:{form}", args=[name]) for name in TABLES for form in ("csv", "json", "rows")]
    assert [address for address in addresses if words in client.get(address).text] == []


def test_the_feed_is_atom_with_the_latest_changes(world, client):
    answer = client.get(reverse("public:feed", args=["fr"]))
    feed = ET.fromstring(answer.content)
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 100
    assert len({entry.find("{http://www.w3.org/2005/Atom}id").text for entry in entries}) == 100


@pytest.mark.parametrize("name", TABLES)
def test_csv_and_json_say_the_same_and_every_row_has_source_and_licence(world, client, name):
    from_csv = list(csv.DictReader(io.StringIO(client.get(reverse("public:csv", args=[name])).content.decode("utf-8-sig"))))
    from_json = client.get(reverse("public:json", args=[name])).json()
    assert len(from_csv) == len(from_json["rows"])
    assert [row for row in from_json["rows"] if not row["source"] or not row["licence"]] == []
    assert set(from_json["columns"]) == set(from_csv[0] if from_csv else from_json["columns"])


@pytest.mark.parametrize("name", TABLES)
def test_the_meaning_of_every_column_is_written_down(name):
    assert [column for column in TABLES[name].heading if column not in MEANINGS] == []


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(world, client):
    given = law.Given(
        state="ET", treaty="TIP", act=law.Act.SIGNATURE, day=law.PartialDay.read("2000-12-12"), seen=None,
        date_kind=law.DateKind.SIGNATURE, source="=HYPERLINK(1)",
        confidence=law.Confidence.NOT_VERIFIED,
    )  # fmt: skip
    law.publish_claim(law.record_claim(given, access=world.focal_point), access=world.secretariat)
    text = client.get(reverse("public:csv", args=["claims"])).text
    assert "'=HYPERLINK(1)" in text
    assert ",=HYPERLINK" not in text


def test_a_program_reads_a_table_some_rows_at_a_time_until_there_are_no_more(world, client):
    address, seen = reverse("public:rows", args=["claims"]), []
    while address:
        answer = client.get(address).json()
        seen += answer["rows"]
        address = answer["next"]
    assert len(seen) == answer["count"] == len({row["id"] for row in seen})


def test_the_description_of_the_interface_names_every_table_and_column(client):
    described = json.loads(client.get(reverse("public:description")).content)
    assert described["openapi"].startswith("3.")
    assert set(described["paths"]) == {reverse("public:rows", args=[name]) for name in TABLES}
    row = described["paths"][reverse("public:rows", args=["claims"])]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert set(row["properties"]["rows"]["items"]["properties"]) == set(TABLES["claims"].heading)


def test_a_page_costs_a_handful_of_queries_however_many_states_there_are(world, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(reverse("public:treaties", args=["en"]))


def test_the_first_word_of_the_public_face_is_in_the_reader_s_language(client):
    assert client.get("/public/", headers={"accept-language": "ar"})["Location"] == "/public/ar/"
    assert client.get("/public/", headers={"accept-language": "de"})["Location"] == "/public/en/"


def test_the_day_of_a_claim_stands_in_the_reader_s_language(world, client):
    assert "مارس 2005" in client.get(reverse("public:state", args=["ar", "UG"])).text
