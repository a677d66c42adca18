"""The account of the node's own command line.

Whoever runs `amana` here holds the passphrase of the key store, which opens everything. What they search and import with it still goes
through an account, purposes and policies, so that the log says so: it names the console, not a colleague. The console cannot sign in.
"""

from django.db import transaction

from amana.kernel.access.actions import open_purpose
from amana.kernel.access.opening import new_access
from amana.kernel.access.system import system_access
from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts import actions
from amana.kernel.accounts.models import Membership, User
from amana.kernel.accounts.terms import Role
from amana.kernel.ids import OrganisationId, UserId
from amana.kernel.organisations.models import Organisation

NAME = "console"


def organisation_called(name: str | None) -> Organisation:
    """The organisation a command works for. Raises SystemExit with what to do when the name is missing or unknown."""
    if name is not None:
        found = Organisation.objects.filter(name=name).first()
    else:
        found = Organisation.objects.first() if Organisation.objects.count() == 1 else None
    if found is None:
        raise SystemExit("Name an organisation of this node with --organisation. `amana organisation list` shows them.")
    return found


def console_access(organisation: Organisation) -> Access:
    """An access for one command, opened and logged like everybody's."""
    user = _console(organisation)
    access = new_access(user, organisation, Purpose.ASSISTANCE, second_factor=True)
    open_purpose(access=access)
    return access


def _console(organisation: Organisation) -> User:
    """The console's account, made with its role in this organisation when it is first needed."""
    node, own = system_access(), OrganisationId(organisation.ref)
    with transaction.atomic():
        user = User.objects.filter(username=NAME).first()
        if user is None:
            actions.add_user(own, username=NAME, display_name="Console", role=Role.SUPERVISOR, access=node)
            user = User.objects.get(username=NAME)
            user.set_unusable_password()
            user.is_active, user.must_change_password = True, False
            user.save(update_fields=["password", "is_active", "must_change_password"])
        membership = (
            Membership.objects.filter(user=user, organisation=organisation, until=None).select_related("user", "organisation").first()
        )
        if membership is None:
            actions.grant_role(own, UserId(user.ref), Role.SUPERVISOR, access=node)
            membership = Membership.objects.select_related("user", "organisation").get(user=user, organisation=organisation, until=None)
        if membership.confirmed_by_id is None:
            actions.confirm_role(membership, access=node)
    return user
