"""Whose a record is, and what the policies are told about it. The register belongs to the whole dialogue; rows belong to states."""

from uuid import UUID

from amana.kernel.access import facts
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.accounts.models import User
from amana.kernel.accounts.terms import Role
from amana.kernel.organisations.models import Organisation

OWN_STATE = facts.declare("dialogue.own_state", "The state that owns this is the state of the organisation at work")
NO_STATE = facts.declare("dialogue.no_state", "The owner is a body of the dialogue and no state, so the secretariat keeps it")
SECOND_PARTY = facts.declare("dialogue.second_party", "The claim was made by another person, for another organisation")

REGISTER = "Dialogue"  # the resource kind of everything here


def register(*_args: object, access: Access, **_kwargs: object) -> Resource:
    """The register as a whole: for lists, reports, and what is entered anew."""
    return record_resource(REGISTER, access.ref)


def row(ref: UUID) -> Resource:
    """One record of it."""
    return record_resource(REGISTER, ref)


def ownership(owner_state: str, access: Access) -> frozenset[str]:
    """The facts about an owner: the reader's own state, or no state at all."""
    if not owner_state:
        return frozenset({NO_STATE})
    return frozenset({OWN_STATE}) if owner_state == access.state else frozenset()


def sees_progress(owner_state: str, access: Access) -> bool:
    """Whether a state's withheld progress is this reader's own: the state's, or, for a body without a state, the secretariat's."""
    return owner_state == access.state if owner_state else Role.SECRETARIAT in access.roles


def worker(access: Access) -> User | None:
    """The account behind an access; none where the node itself works."""
    return User.objects.filter(ref=access.user).first() if access.user else None


def organisation(access: Access) -> Organisation | None:
    """The organisation of an access; none where the node itself works."""
    return Organisation.objects.filter(ref=access.organisation).first() if access.organisation else None
