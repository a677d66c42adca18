"""What an operator can watch: health, metrics, logs. None of it names anybody."""

import json
import logging
import re
import uuid

import pytest
import structlog
from django.db import DatabaseError
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from amana.node import logs
from tests.kernel.api.programs import file_of, program

CANARY = "Selamawit-Canary"
LABELS = {"route", "method", "status", "le"}


@pytest.fixture
def haven(db):
    from types import SimpleNamespace

    from amana.kernel.access.terms import Purpose
    from amana.kernel.accounts.terms import Role
    from amana.kernel.organisations.models import Organisation
    from tests.kernel.api.programs import at_work

    haven = Organisation.objects.create(name="Haven", kind="shelter", country="ET")
    return SimpleNamespace(sara=at_work("sara", Role.CASEWORKER, haven, Purpose.ASSISTANCE))


def scraped() -> str:
    return Client().get("/metrics").content.decode()


def test_a_sound_node_says_ok_and_nothing_else(db):
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_a_node_without_its_database_or_its_keys_says_that_it_cannot_answer(db, monkeypatch):
    from django.db import connection

    def gone(*_args, **_kwargs):
        raise DatabaseError("connection to 10.0.0.7 refused")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", gone)
        answer = Client().get("/healthz")
        assert (answer.status_code, answer.content) == (503, b"unavailable")
    monkeypatch.setattr("amana.kernel.sealed.keystore.is_unlocked", lambda: False)
    assert Client().get("/healthz").status_code == 503


def test_metrics_answer_this_machine_only_and_never_through_the_proxy(db):
    assert Client().get("/metrics").status_code == 200
    assert Client(REMOTE_ADDR="10.0.0.8").get("/metrics").status_code == 404
    assert Client().get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404


def test_metrics_count_by_route_and_name_nobody(haven):
    person = file_of(f"{CANARY} Tesfaye", haven.sara)
    asking = program(haven.sara)
    asking.get(f"/persons/{person}")
    asking.searched(CANARY)
    Client().get(f"/nowhere/{CANARY}?name={CANARY}")
    page = scraped()
    assert CANARY not in page
    assert str(person) not in page
    assert "Haven" not in page
    assert "sara" not in page
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", page)
    samples = [sample for family in text_string_to_metric_families(page) for sample in family.samples]
    assert {name for sample in samples for name in sample.labels} <= LABELS
    assert any(sample.labels.get("route") == "api/v1/persons/<person>" and sample.value for sample in samples)


def test_a_method_that_nobody_knows_makes_no_new_label(db):
    Client().generic(CANARY.upper(), "/healthz")
    assert CANARY.upper() not in scraped()


@pytest.fixture
def written(tmp_path):
    """The log file of a node, as lines that can be read."""
    before = logging.root.handlers[:], logging.root.level, structlog.get_config()
    logs.configure(tmp_path)
    yield lambda: [json.loads(line) for line in (tmp_path / "node.log").read_text(encoding="utf-8").splitlines()]
    for handler in {*logging.root.handlers, *logging.getLogger("amana").handlers}:
        handler.close()
    logging.root.handlers[:], logging.root.level = before[0], before[1]
    amana = logging.getLogger("amana")
    amana.handlers.clear()
    amana.propagate = True
    amana.setLevel(logging.NOTSET)
    structlog.configure(**before[2])


def test_every_request_is_one_line_by_route_and_says_nothing_of_anybody(haven, written):
    person = file_of(f"{CANARY} Tesfaye", haven.sara)
    asking = program(haven.sara)
    asking.searched(CANARY)
    asking.get(f"/persons/{person}")
    asking.post("/persons/search", {"text": CANARY, CANARY: CANARY}, key=None)
    Client().get(f"/nowhere/{CANARY}?name={CANARY}")
    lines = [line for line in written() if line["event"] == "request"]
    assert [line["status"] for line in lines] == [200, 200, 422, 404]
    assert lines[1]["route"] == "api/v1/persons/<person>"
    assert len({line["reference"] for line in lines}) == 4
    everything = json.dumps(written(), ensure_ascii=False)
    assert CANARY not in everything
    assert str(person) not in everything
    assert "sara" not in everything


def test_a_careless_call_cannot_leak(written):
    log = structlog.get_logger("amana.test")
    log.info("person opened", name=CANARY, person=str(uuid.uuid4()), status=200)
    try:
        raise ValueError(CANARY)
    except ValueError:
        log.exception("something failed", words=CANARY)
    logging.getLogger("django.request").error("Internal Server Error: /persons/%s", CANARY, extra={"request": CANARY})
    logging.getLogger("a.library").warning(CANARY)
    opened, failed, _request, _library = written()
    assert (opened["event"], opened["status"], set(opened) & {"name", "person"}) == ("person opened", 200, set())
    assert failed["exception"] == "ValueError"
    assert "test_watching" in failed["where"]
    assert CANARY not in json.dumps(written())


def test_an_error_in_the_work_carries_no_words_into_the_log(written, haven):
    from amana.kernel.errors import NotFound, Refused

    log = structlog.get_logger("amana.test")
    for error in (NotFound(name=CANARY), Refused(reason="S1.test", name=CANARY)):
        try:
            raise error
        except (NotFound, Refused):
            log.exception("refused", code=str(error))
    assert CANARY not in json.dumps(written())
