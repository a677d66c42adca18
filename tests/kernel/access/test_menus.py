"""A menu shows a line only to somebody whose access can include the act at all. It is a courtesy; the policy on the page protects."""

from datetime import UTC, datetime, timedelta

import pytest

from amana.kernel.access.lists import may
from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts.terms import Role
from amana.kernel.ids import AccessId, OrganisationId, UserId, new_id


def access(role: Role, purpose: Purpose) -> Access:
    now = datetime.now(UTC)
    return Access(
        ref=AccessId(new_id()),
        user=UserId(new_id()),
        organisation=OrganisationId(new_id()),
        purpose=purpose,
        roles=frozenset({role}),
        opened_at=now,
        expires_at=now + timedelta(hours=1),
        second_factor=True,
        organisation_kind="shelter",
        state="ET",
    )


@pytest.mark.parametrize(
    ("story", "role", "purpose", "act", "shown"),
    [
        ("a case worker searches", Role.CASEWORKER, Purpose.ASSISTANCE, "persons.search", True),
        ("a case worker does not read the log", Role.CASEWORKER, Purpose.ASSISTANCE, "guardian.read_log", False),
        ("a case worker confirms no roles", Role.CASEWORKER, Purpose.ASSISTANCE, "accounts.confirm_role", False),
        ("the data protection officer reads the log", Role.GUARDIAN, Purpose.OVERSIGHT, "guardian.read_log", True),
        ("the data protection officer does not search the register", Role.GUARDIAN, Purpose.OVERSIGHT, "persons.search", False),
        ("the auditor reviews no emergency opening", Role.AUDITOR, Purpose.OVERSIGHT, "access.broken_glasses", False),
        ("a supervisor confirms roles", Role.SUPERVISOR, Purpose.SUPERVISION, "accounts.confirm_role", True),
        ("an administrator makes accounts", Role.ADMINISTRATOR, Purpose.ADMINISTRATION, "accounts.add_user", True),
        ("an administrator does not search", Role.ADMINISTRATOR, Purpose.ADMINISTRATION, "persons.search", False),
        ("nobody sees an act that does not exist", Role.SUPERVISOR, Purpose.SUPERVISION, "no.such_act", False),
    ],
)
def test_which_lines_of_the_menu_are_shown(story: str, role: Role, purpose: Purpose, act: str, shown: bool) -> None:
    assert may(access(role, purpose), act) is shown
