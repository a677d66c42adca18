"""Invented requests to every endpoint, under every role: no fault, only described answers, and nothing of anybody else's file.

Requests follow the description of the API, or break it (schemathesis), some with the refs of files that are there: one within reach, one
restricted to a colleague, one of another organisation. The last two stand for everybody whom the token must not reach.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from amana.kernel.access.terms import PURPOSES_OF_ROLE, Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts.terms import Role
from amana.kernel.api.limits import Pace
from amana.kernel.audit.verify import verify_node
from amana.kernel.errors import Refused
from amana.kernel.files.models import Level

Refs = dict[str, tuple[str, ...]]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 8  # for each endpoint, role, and kind of request
ROLES = [(role, purpose) for role in Role for purpose in sorted(PURPOSES_OF_ROLE[role])]
MAKE_NO_TOKENS = frozenset({Purpose.OVERSIGHT, Purpose.ADMINISTRATION, Purpose.DIALOGUE, Purpose.INVESTIGATION})
MARK = "Zqxwvian"  # in the names of those who must not be reached, and in nothing that comes about by chance

bounded = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def operations(haven: object, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[schemathesis.APIOperation]]:
    """The endpoints of this node, read from its own description."""
    monkeypatch.setattr("amana.kernel.api.limits.pace", Pace(requests=1_000_000))
    with connection_kept():
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler(), base_url="http://localhost")
    return lambda: [found.ok() for found in schema.get_all_operations()]


@contextmanager
def connection_kept() -> Iterator[None]:
    """As Django's own test client does: a request must not close the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def test_the_description_holds_every_endpoint(operations):
    assert {(one.method.upper(), one.path) for one in operations()} >= {
        ("POST", "/api/v1/persons/search"),
        ("POST", "/api/v1/persons"),
        ("GET", "/api/v1/persons/{person}"),
        ("POST", "/api/v1/persons/{person}/facts"),
        ("POST", "/api/v1/cases"),
        ("GET", "/api/v1/cases/{case}"),
        ("GET", "/api/v1/cases/{case}/htcds"),
    }


@pytest.mark.timeout(240)
@pytest.mark.parametrize(("role", "purpose"), ROLES, ids=[f"{role}-{purpose}" for role, purpose in ROLES])
def test_no_request_breaks_the_api_or_reaches_somebody_elses_file(haven, operations, role, purpose):
    from tests.kernel.api.programs import at_work, file_of, program

    access = at_work(f"who-{role}", role, haven.organisation, purpose)
    if purpose in MAKE_NO_TOKENS:
        with pytest.raises(Refused):
            program(access)
        return
    own = file_of("Almaz Bekele", haven.sara)
    restricted = file_of(f"{MARK} Haile", haven.omar, level=Level.RESTRICTED)
    elsewhere = file_of(f"{MARK} Osman", haven.paul)
    before = said_of(restricted, elsewhere)
    refs = {
        "person": (str(own), str(restricted), str(elsewhere)),
        "case": (case_of("Selam Alem", haven.sara), case_of(f"{MARK} Idris", haven.paul)),
    }
    forbidden = (*refs["person"][1:], *refs["case"][1:])
    for operation in operations():
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            fuzz(operation, mode, token=program(access).token, refs=refs, forbidden=forbidden)
    assert said_of(restricted, elsewhere) == before
    assert verify_node().ok


def case_of(name: str, access: Access) -> str:
    """A case that a program of this person took in."""
    from tests.kernel.api.programs import program

    given, second = name.split()
    taken = program(access).post("/cases", {"cases": [{"prs_FirstName": given, "prs_SecondName": second, "cas_Status": "Active"}]})
    return str(taken.json()["case"])


def fuzz(operation: schemathesis.APIOperation, mode: GenerationMode, *, token: str, refs: Refs, forbidden: tuple[str, ...]) -> None:
    """Ask one endpoint in many ways, and judge each answer."""
    headers = {"Authorization": f"Bearer {token}"}
    names = refs.keys() & {parameter.name for parameter in operation.path_parameters}
    some = st.sampled_from([ref for name in sorted(names) for ref in refs[name]]) if names else st.none()

    @given(case=operation.as_strategy(mode), ref=st.none() | some)
    @bounded
    def ask(case: schemathesis.Case, ref: str | None) -> None:
        for name in names if ref else ():
            case.path_parameters[name] = ref
        response = case.call(headers=headers)
        case.validate_response(response, checks=CHECKS, headers=headers)
        assert MARK not in response.text
        assert not any(one in response.text for one in forbidden)
        if names and ref in forbidden:
            assert response.status_code >= 400

    with connection_kept():
        ask()


def said_of(*refs: object) -> list[tuple[object, ...]]:
    """All that stands in these persons' files, and which version they have."""
    from amana.contexts.persons.models import PersonFact
    from amana.kernel.access.floor import floor
    from amana.kernel.access.system import system_access

    with floor(system_access()):
        rows = PersonFact.objects.filter(person__ref__in=refs).order_by("pk")
        return list(rows.values_list("person__ref", "ref", "withdrawn_at", "file__version", "file__state", "file__level"))
