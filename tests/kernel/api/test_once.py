"""A program that lost the answer asks again with the same key, and nothing happens twice."""

import pytest
from django.db import connection

from amana.contexts.persons.models import PersonFact
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.api.models import AnsweredRequest
from amana.kernel.audit.models import AuditEntry
from tests.kernel.api.programs import file_of, program

CHILDREN = {"statement": {"kind": "children", "value": {"count": 2}, "source": "seen"}}


def facts() -> int:
    with floor(system_access()):
        return int(PersonFact.objects.count())


def test_a_repeated_request_gets_the_same_answer_and_changes_nothing_again(haven):
    person = file_of("Almaz Bekele", haven.sara)
    asking, before = program(haven.sara), facts()
    first = asking.post(f"/persons/{person}/facts", CHILDREN, key="k-1")
    again = asking.post(f"/persons/{person}/facts", CHILDREN, key="k-1")
    assert (again.status_code, again.content) == (first.status_code, first.content) == (201, first.content)
    assert facts() == before + 1
    assert asking.post(f"/persons/{person}/facts", CHILDREN, key="k-2").json() != first.json()


def test_a_key_is_not_used_for_another_request(haven):
    person, other = file_of("Almaz Bekele", haven.sara), file_of("Selam Alem", haven.sara)
    asking = program(haven.sara)
    asking.post(f"/persons/{person}/facts", CHILDREN, key="k-1")
    before = facts()
    for where, body in ((f"/persons/{other}/facts", CHILDREN), (f"/persons/{person}/facts", CHILDREN | {"version": 2})):
        answer = asking.post(where, body, key="k-1")
        assert (answer.status_code, answer.json()["code"]) == (409, "api.idempotency_key_reused")
    assert facts() == before


def test_the_same_key_of_another_token_is_another_request(haven):
    person = file_of("Almaz Bekele", haven.sara)
    one = program(haven.sara).post(f"/persons/{person}/facts", CHILDREN, key="k-1")
    other = program(haven.omar).post(f"/persons/{person}/facts", CHILDREN, key="k-1")
    assert (one.status_code, other.status_code) == (201, 201)
    assert one.json() != other.json()


@pytest.mark.parametrize("key", [None, "x" * 101, "with space", "é"])
def test_what_creates_something_needs_a_key(haven, key):
    person = file_of("Almaz Bekele", haven.sara)
    answer = program(haven.sara).post(f"/persons/{person}/facts", CHILDREN, key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "api.idempotency_key_missing")


def test_a_refusal_is_logged_and_is_not_the_answer_for_ever(haven):
    person = file_of("Almaz Bekele", haven.sara)
    asking = program(haven.sara)
    stale = asking.post(f"/persons/{person}/facts", CHILDREN | {"version": 99}, key="k-1")
    assert stale.status_code == 409
    entry = AuditEntry.objects.order_by("-index").first()
    assert (entry.kind, entry.name) == ("refusal", "persons.add_fact")
    assert asking.post(f"/persons/{person}/facts", CHILDREN, key="k-1").status_code == 201


def test_remembered_answers_are_sealed(haven):
    person = file_of("Almaz Bekele", haven.sara)
    fact = program(haven.sara).post(f"/persons/{person}/facts", CHILDREN).json()["fact"]
    assert AnsweredRequest.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer, fingerprint FROM api_answeredrequest")
        assert fact.encode() not in bytes(cursor.fetchone()[0])
