"""Posting: the act by which a message is sealed and stands in the outbox."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from amana.contexts.exchange.errors import NotSent
from amana.contexts.exchange.terms import ThreadId
from amana.contexts.exchange.values import Posted
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import action, record
from amana.kernel.catalogue import Kind
from amana.kernel.ids import FileId, new_id


def _envelope(**given: object) -> Resource:
    access = given["access"]
    return record_resource("Envelope", new_id(), organisation=access.organisation if isinstance(access, Access) else None)


@action("exchange.post", kind=Kind.WRITE, on="Envelope", resource=_envelope)
def post(
    *,
    kind: str,
    sender: str,
    recipient: str,
    purpose: str,
    payload: Mapping[str, object],
    about: FileId | None = None,
    thread: ThreadId | None = None,
    attachments: Sequence[object] = (),
    expires: datetime,
    access: Access,
) -> Posted:
    """Seal a message and put it into the outbox, in the transaction of the act that calls this. Raises NotSent; nothing has left then.

    sender, recipient  addresses of desks; the sender is a desk of the organisation at work
    payload            what the message says, by the schema of its kind; the guard looks at exactly these bytes
    about              the file it tells of; needed for every kind about a person
    thread             the conversation it belongs to; absent for a new one
    """
    record(kind=kind, recipient=recipient)
    raise NotSent("exchange.no_directory")
