"""Desks, as referrals and leads need them: ours, those we may write to, and how each stands in the consent ledger."""

from collections.abc import Mapping

from amana.contexts.cases.consent.values import Recipient
from amana.contexts.cases.referral.errors import NoDesk
from amana.contexts.exchange import directory
from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.directory import Desk
from amana.contexts.exchange.directory.errors import DirectoryExpired, DirectoryMissing, OwnNodeUnlisted, UnknownDesk
from amana.kernel.access.values import Access
from amana.kernel.errors import NotFound
from amana.kernel.ids import OrganisationId

_NO_DIRECTORY = (DirectoryMissing, DirectoryExpired, OwnNodeUnlisted)


def ours(access: Access) -> tuple[str, ...]:
    """The addresses of the desks of the organisation at work; () where this node has no directory."""
    return tuple(desk.address for desk in exchange.desks_of(access))


def organisation_of(address: str) -> OrganisationId | None:
    """Whose desk of this node an address is; None for a desk elsewhere."""
    return next((own.organisation for own in directory.own_desks() if own.desk.address == address), None)


def partners(kind: str, access: Access) -> Mapping[str, tuple[Desk, ...]]:
    """For each desk of ours, those it may send a kind of message to, by what was agreed."""
    return {sender: exchange.partners(kind, sender, access=access) for sender in ours(access)}


def may_write(kind: str, sender: str, recipient: str, access: Access) -> None:
    """Whether our desk may send a kind of message to another. Raises NoDesk."""
    if all(desk.address != recipient for desk in partners(kind, access).get(sender, ())):
        raise NoDesk


def find(address: str) -> Desk:
    """A desk of the directory. Raises NotFound."""
    try:
        return directory.current().desk(address)
    except (UnknownDesk, *_NO_DIRECTORY):
        raise NotFound from None


def recipients(kinds: tuple[str, ...], access: Access) -> tuple[Recipient, ...]:
    """The desks that a person can be asked about: those some desk of ours may write to."""
    found = {desk.address: desk for kind in kinds for desks in partners(kind, access).values() for desk in desks}
    return tuple(Recipient.desk(desk) for _address, desk in sorted(found.items()))
