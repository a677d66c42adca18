"""Looking at partners. Two acts for one look: those who run the node do everything of theirs as administration."""

from amana.contexts.exchange.shown.partners import Partners, partners_of
from amana.kernel.access.resources import record_resource
from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import read
from amana.kernel.catalogue import Kind


def _of_the_node(*, access: Access) -> Resource:
    return record_resource("Partners", access.ref)


def partners(*, access: Access) -> Partners:
    """How things stand with every other node, for whoever works at a desk, oversees this node or runs it."""
    return run(access=access) if access.purpose is Purpose.ADMINISTRATION else look(access=access)


@read("exchange.partners", kind=Kind.OVERSEE, on="Partners", resource=_of_the_node)
def look(*, access: Access) -> Partners:
    """The look of those who send, and of those who oversee."""
    return partners_of(access)


@read("exchange.run", kind=Kind.ADMINISTER, on="Partners", resource=_of_the_node)
def run(*, access: Access) -> Partners:
    """The look of those who run the node, which is an act of administration like all of theirs."""
    return partners_of(access)
