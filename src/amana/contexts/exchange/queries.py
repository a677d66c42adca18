"""Where messages are, as people see it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from amana.contexts.exchange import directory as directory_of
from amana.contexts.exchange.directory import Desk
from amana.contexts.exchange.models import Outgoing
from amana.contexts.exchange.shown.way import stage_of_sent
from amana.contexts.exchange.terms import ON_ITS_WAY, MessageId, Stage, ThreadId
from amana.contexts.exchange.values import Delivery
from amana.kernel.access.values import Access
from amana.kernel.errors import AmanaError


def delivery(messages: Iterable[MessageId]) -> Mapping[MessageId, Delivery]:
    """Where each of these sent messages is; those that this node did not send are left out.

    It is given by id alone: whoever may see the record that names a message may see where it is.
    """
    return {MessageId(row.message): _delivery(row) for row in Outgoing.objects.filter(message__in=list(messages))}


def organisation_at(address: str) -> str:
    """The name of the organisation whose desk an address is; the address itself where our directory does not list it."""
    try:
        return directory_of.latest().desk(address).organisation
    except AmanaError:
        return address


def partners(kind: str, sender: str | None = None, *, access: Access) -> tuple[Desk, ...]:
    """The desks to which the organisation at work may send this kind of message now, by name; from one of its desks or from any.

    Empty where there is no directory that counts.
    """
    try:
        directory = directory_of.current()
    except AmanaError:
        return ()
    own = [desk.desk.address for desk in directory_of.own_desks() if desk.organisation == access.organisation]
    found = {desk.address: desk for address in own if sender in (None, address) for desk in directory.partners(address, kind)}
    return tuple(sorted(found.values(), key=lambda desk: (desk.organisation, desk.address)))


def desks_of(access: Access) -> tuple[Desk, ...]:
    """The desks of the organisation at work on this node."""
    return tuple(own.desk for own in directory_of.own_desks() if own.organisation == access.organisation)


def _delivery(row: Outgoing) -> Delivery:
    stage, at, code = _stage(row)
    return Delivery(
        message=MessageId(row.message),
        thread=ThreadId(row.thread),
        kind=row.kind,
        sender=row.sender,
        recipient=row.recipient,
        stage=stage,
        code=code,
        at=at,
        posted=row.posted_at,
        expires=row.expires_at,
        waiting_for=row.last_code if row.state in ON_ITS_WAY else "",
        attempts=row.attempts,
        next_try=row.next_try_at if row.state in ON_ITS_WAY else None,
        digest=bytes(row.digest),
    )


def _stage(row: Outgoing) -> tuple[Stage, datetime, str]:
    """The stage, since when, and why. What the recipient's desk said comes before how the bytes travelled."""
    over = row.expires_at <= timezone.now()
    stage = stage_of_sent(row.state, row.outcome, row.outcome_code, over=over)
    if row.outcome:
        return stage, row.outcome_at or row.state_at, row.outcome_code
    if stage is Stage.EXPIRED:
        return stage, row.expires_at, ""
    return stage, row.state_at, row.last_code if stage is Stage.REFUSED else ""
