"""What the policies are asked about the register of law, which belongs to the whole dialogue, and the fact they may ask for."""

from uuid import UUID

from amana.kernel.access.facts import declare
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access, Resource

KIND = "Law"
REGISTER = UUID("018f0000-0000-7000-8000-00000000001a")  # the one register of a node; a fixed name, so that the log can be searched for it
OWN_STATE = declare("law.own_state", "The organisation at work belongs to the state that the record is about")


def register(*_args: object, **_kwargs: object) -> Resource:
    """The register as a whole."""
    return record_resource(KIND, REGISTER)


def facts_for(access: Access, state: str) -> frozenset[str]:
    """Facts about a record of one state: whether whoever is at work belongs to it."""
    return frozenset({OWN_STATE}) if access.state == state else frozenset()
