"""Who may look at in- and outboxes, at partners, and who carries. Decided by Cedar with the policies as they are."""

from uuid import UUID

import pytest

from amana.kernel.access.book import Book, book
from amana.kernel.access.decide import judge
from amana.kernel.access.resources import record_resource
from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access, Circumstances
from amana.kernel.accounts.terms import Role
from amana.kernel.ids import OrganisationId, new_id
from tests.kernel.access.worlds import access

OURS = access().organisation
OTHERS = OrganisationId(UUID(int=200))
BOXES = ("exchange.list_sent", "exchange.list_came", "exchange.list_waiting", "exchange.follow", "exchange.retry")
CARRYING = ("exchange.call", "exchange.export_file", "exchange.import_file")

case_worker = access()
referring = access(Purpose.REFERRAL)
supervisor = access(Purpose.SUPERVISION, Role.SUPERVISOR)
intake = access(Purpose.SCREENING, Role.INTAKE)
guardian = access(Purpose.OVERSIGHT, Role.GUARDIAN)
auditor = access(Purpose.OVERSIGHT, Role.AUDITOR)
administrator = access(Purpose.ADMINISTRATION, Role.ADMINISTRATOR)
the_node = access(Purpose.MAINTENANCE, None, user=None, organisation=None, second_factor=False)


@pytest.fixture(scope="module")
def policies() -> Book:
    return book()


def allowed(policies: Book, who: Access, act: str, organisation: OrganisationId | None) -> bool:
    about = record_resource(policies.acts[act].on, new_id(), organisation=organisation)
    return judge(policies, who, act, about, Circumstances()).allowed


@pytest.mark.parametrize("act", BOXES)
@pytest.mark.parametrize(
    ("story", "who", "open_to"),
    [
        ("a case worker at the desk", case_worker, True),
        ("the same, on a referral", referring, True),
        ("their supervisor", supervisor, True),
        ("somebody at intake needs no list of all that was written to whom", intake, False),
        ("the data protection officer reads no mail", guardian, False),
        ("nor does the auditor", auditor, False),
        ("nor whoever runs the node", administrator, False),
        ("nor the node itself", the_node, False),
    ],
)
def test_who_sees_the_boxes_of_a_desk(policies: Book, story: str, who: Access, open_to: bool, act: str) -> None:
    assert allowed(policies, who, act, OURS) is open_to, story


@pytest.mark.parametrize("act", BOXES)
def test_the_boxes_of_another_organisation_are_closed_to_everybody(policies: Book, act: str) -> None:
    everybody = (case_worker, referring, supervisor, intake, guardian, auditor, administrator, the_node)
    assert [who for who in everybody if allowed(policies, who, act, OTHERS)] == []


@pytest.mark.parametrize(
    ("act", "who", "open_to"),
    [
        ("exchange.partners", case_worker, True),
        ("exchange.partners", guardian, True),
        ("exchange.partners", auditor, True),
        ("exchange.partners", intake, False),
        ("exchange.partners", administrator, False),
        ("exchange.run", administrator, True),
        ("exchange.run", case_worker, False),
        *((act, administrator, True) for act in CARRYING),
        *((act, supervisor, True) for act in CARRYING),
        *((act, case_worker, False) for act in CARRYING),
        *((act, auditor, False) for act in CARRYING),
        *((act, the_node, False) for act in CARRYING),
    ],
)
def test_who_sees_partners_and_who_carries(policies: Book, act: str, who: Access, open_to: bool) -> None:
    assert allowed(policies, who, act, None) is open_to
