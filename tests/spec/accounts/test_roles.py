"""Which roles one person can hold, and when a role counts."""

from datetime import date
from itertools import product

import pytest

from amana.kernel.accounts.rules import Held, counts, exclude_each_other, may_confirm
from amana.kernel.accounts.terms import READER_ROLES, Role

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("story", "one", "other", "excluded"),
    [
        ("who opens files does not audit their opening", Role.CASEWORKER, Role.AUDITOR, True),
        ("who opens files does not oversee their opening", Role.SUPERVISOR, Role.GUARDIAN, True),
        ("who makes accounts opens no file", Role.ADMINISTRATOR, Role.CASEWORKER, True),
        ("who makes accounts does not audit either", Role.ADMINISTRATOR, Role.AUDITOR, True),
        ("the one who checks the log is not the data protection officer", Role.AUDITOR, Role.GUARDIAN, True),
        ("intake and case work may be one person's", Role.INTAKE, Role.CASEWORKER, False),
        ("a supervisor may carry cases", Role.SUPERVISOR, Role.CASEWORKER, False),
    ],
)
def test_which_roles_exclude_each_other(story: str, one: Role, other: Role, excluded: bool) -> None:
    assert exclude_each_other(one, other) is excluded


def test_exclusion_does_not_depend_on_which_role_came_first() -> None:
    assert all(exclude_each_other(a, b) == exclude_each_other(b, a) for a, b in product(Role, Role))


def test_no_administrator_can_ever_hold_a_role_that_opens_files() -> None:
    assert all(exclude_each_other(Role.ADMINISTRATOR, role) for role in READER_ROLES)


@pytest.mark.parametrize(
    ("story", "held", "expected"),
    [
        ("confirmed and begun", Held(role=Role.CASEWORKER, since=TODAY, until=None, confirmed=True), True),
        ("nobody has confirmed it", Held(role=Role.CASEWORKER, since=TODAY, until=None, confirmed=False), False),
        ("it begins tomorrow", Held(role=Role.CASEWORKER, since=date(2026, 11, 24), until=None, confirmed=True), False),
        ("it ended yesterday", Held(role=Role.CASEWORKER, since=date(2026, 1, 1), until=date(2026, 11, 22), confirmed=True), False),
        ("its last day is today", Held(role=Role.CASEWORKER, since=date(2026, 1, 1), until=TODAY, confirmed=True), True),
        (
            "an administrator opens nothing and needs no confirmation",
            Held(role=Role.ADMINISTRATOR, since=TODAY, until=None, confirmed=False),
            True,
        ),
        (
            "an auditor is confirmed like everybody who meets personal data",
            Held(role=Role.AUDITOR, since=TODAY, until=None, confirmed=False),
            False,
        ),
    ],
)
def test_when_a_role_counts(story: str, held: Held, expected: bool) -> None:
    assert counts(held, on=TODAY) is expected


@pytest.mark.parametrize(
    ("story", "roles", "own", "expected"),
    [
        ("a supervisor confirms a colleague", {Role.SUPERVISOR}, False, True),
        ("the data protection officer confirms a colleague", {Role.GUARDIAN}, False, True),
        ("nobody confirms their own role", {Role.SUPERVISOR}, True, False),
        ("an administrator confirms nobody", {Role.ADMINISTRATOR}, False, False),
        ("a case worker confirms nobody", {Role.CASEWORKER}, False, False),
    ],
)
def test_who_may_confirm_a_role(story: str, roles: set[Role], own: bool, expected: bool) -> None:
    assert may_confirm(frozenset(roles), confirmer_is_the_member=own) is expected
