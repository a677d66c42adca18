"""Who makes accounts, who confirms them, and that the two are never one."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from amana.kernel.access.system import system_access
from amana.kernel.accounts import actions, queries, rules
from amana.kernel.accounts.errors import MandateMissing, NameTaken, NotByOneself, RolesExclude
from amana.kernel.accounts.models import Membership, User
from amana.kernel.accounts.terms import DIALOGUE_ROLES, READER_ROLES, Role
from amana.kernel.errors import Refused
from amana.kernel.ids import OrganisationId
from amana.kernel.organisations.models import Organisation


def added(house, role=Role.CASEWORKER, username="omar"):
    return actions.add_user(
        OrganisationId(house.organisation.ref), username=username, display_name="Omar", role=role, access=house.administrator
    )


def counted(house, user) -> frozenset[Role]:
    return queries.roles_in(User.objects.get(ref=user), house.organisation, on=timezone.localdate())


def membership(user) -> Membership:
    return Membership.objects.select_related("user", "organisation").get(user__ref=user, until=None)


def test_a_new_account_has_a_one_time_password_and_no_role_until_it_is_confirmed(house):
    user, password = added(house)
    made = User.objects.get(ref=user)
    assert made.check_password(password)
    assert made.must_change_password
    assert password not in str(User.objects.filter(ref=user).values())
    assert counted(house, user) == frozenset()
    actions.confirm_role(membership(user), access=house.supervisor)
    assert counted(house, user) == {Role.CASEWORKER}


def test_a_name_is_given_once_in_whatever_letters(house):
    added(house)
    with pytest.raises(NameTaken):
        added(house, username="OMAR")


@pytest.mark.parametrize("who", ["supervisor", "guardian", "sara"])
def test_only_the_administrator_makes_accounts(house, who):
    with pytest.raises(Refused):
        actions.add_user(
            OrganisationId(house.organisation.ref), username="omar", display_name="Omar", role=Role.CASEWORKER, access=getattr(house, who)
        )
    assert not User.objects.filter(username="omar").exists()


def test_whoever_made_an_account_cannot_confirm_it(house):
    user, _ = added(house)
    with pytest.raises(Refused):
        actions.confirm_role(membership(user), access=house.administrator)
    assert counted(house, user) == frozenset()


@pytest.fixture
def guardian_elsewhere(house):
    """The data protection officer of another organisation of the node."""
    return replace(house.guardian, organisation=OrganisationId(uuid4()))


@pytest.mark.parametrize("role", sorted(DIALOGUE_ROLES))
def test_the_officer_of_any_organisation_confirms_a_role_about_states(house, guardian_elsewhere, role):
    user, _ = added(house, role)
    actions.confirm_role(membership(user), access=guardian_elsewhere)
    assert counted(house, user) == {role}


@pytest.mark.parametrize("role", sorted(READER_ROLES - {Role.IDENTIFICATION_AUTHORITY}))
def test_the_officer_of_another_organisation_confirms_no_role_that_opens_files(house, guardian_elsewhere, role):
    user, _ = added(house, role)
    with pytest.raises(Refused):
        actions.confirm_role(membership(user), access=guardian_elsewhere)
    assert counted(house, user) == frozenset()


def test_nobody_confirms_a_role_of_their_own(house):
    actions.grant_role(OrganisationId(house.organisation.ref), house.supervisor.user, Role.CASEWORKER, access=house.administrator)
    own = Membership.objects.select_related("user", "organisation").get(user__ref=house.supervisor.user, role=Role.CASEWORKER)
    with pytest.raises(NotByOneself):
        actions.confirm_role(own, access=house.supervisor)
    actions.confirm_role(own, access=house.guardian)
    assert counted(house, house.supervisor.user) == {Role.SUPERVISOR, Role.CASEWORKER}


def test_a_supervisor_of_another_organisation_confirms_nobody_here(house):
    user, _ = added(house)
    other = Organisation.objects.create(name="Harbour", kind="ngo", country="ET")
    with pytest.raises(Refused):
        actions.confirm_role(membership(user), access=replace(house.supervisor, organisation=OrganisationId(other.ref)))


def test_the_node_itself_confirms_no_case_worker(house):
    user, _ = added(house)
    with pytest.raises(NotByOneself):
        actions.confirm_role(membership(user), access=system_access())


@pytest.mark.parametrize(("one", "other"), [(a, b) for a in Role for b in Role if a != b])
def test_roles_that_exclude_each_other_are_never_given_to_one_person(house, one, other):
    house.organisation.mandates.create(mandate="identify", basis="Proclamation 1 (invented)")
    user, _ = added(house, role=one)
    if rules.exclude_each_other(one, other):
        with pytest.raises(RolesExclude):
            actions.grant_role(OrganisationId(house.organisation.ref), user, other, access=house.administrator)
        assert Membership.objects.filter(user__ref=user).count() == 1
    else:
        actions.grant_role(OrganisationId(house.organisation.ref), user, other, access=house.administrator)
        assert Membership.objects.filter(user__ref=user).count() == 2


def test_whoever_opens_files_neither_audits_nor_oversees_nor_administers():
    for reader in READER_ROLES:
        for other in (Role.AUDITOR, Role.GUARDIAN, Role.ADMINISTRATOR):
            assert rules.exclude_each_other(reader, other)
            assert rules.exclude_each_other(other, reader)


def test_an_identification_authority_needs_an_organisation_with_the_mandate(house):
    with pytest.raises(MandateMissing):
        added(house, role=Role.IDENTIFICATION_AUTHORITY)
    assert not User.objects.filter(username="omar").exists()


def test_a_role_that_ended_and_days_of_leave_open_nothing(house):
    today = timezone.localdate()
    actions.record_leave(house.sara.user, today, today + timedelta(days=3), access=house.administrator)
    assert counted(house, house.sara.user) == frozenset()
    actions.end_role(membership(house.supervisor.user), access=house.administrator)
    assert queries.roles_in(User.objects.get(ref=house.supervisor.user), house.organisation, on=today + timedelta(days=1)) == frozenset()
