"""What people do with messages on these pages besides looking: try again now, and carry by file."""

from django.utils import timezone

from amana.contexts.exchange.models import KeptReceipt, Outgoing, Partner
from amana.contexts.exchange.shown.queries import organisation_of
from amana.contexts.exchange.terms import ON_ITS_WAY, Direction, MessageId, ThreadId
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import action, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound


def _sent(message: MessageId, *_args: object, access: Access, **_kwargs: object) -> Resource:
    if not Outgoing.objects.filter(message=message, organisation__ref=organisation_of(access)).exists():
        raise NotFound
    return record_resource("Envelope", message, organisation=access.organisation)


@action("exchange.retry", kind=Kind.WRITE, on="Envelope", resource=_sent)
def retry(message: MessageId, *, access: Access) -> ThreadId:
    """Have a message that waits tried again at once instead of after its pause; gives its thread. Raises NotFound."""
    record(message=str(message))
    now, row = timezone.now(), Outgoing.objects.get(message=message)
    if Outgoing.objects.filter(pk=row.pk, state__in=ON_ITS_WAY).update(next_try_at=now):
        Partner.objects.filter(node=row.partner).update(next_try_at=now)
    return ThreadId(row.thread)


def _partners(*_args: object, access: Access, **_kwargs: object) -> Resource:
    return record_resource("Partners", access.ref)


@action("exchange.call", kind=Kind.ADMINISTER, on="Partners", resource=_partners)
def call(node: str, *, access: Access) -> None:
    """Have all that waits for a node tried again at once."""
    now = timezone.now()
    waiting = Outgoing.objects.filter(partner=node, state__in=ON_ITS_WAY).update(next_try_at=now)
    receipts = KeptReceipt.objects.filter(partner=node, direction=Direction.OUT, acknowledged=False).update(next_try_at=now)
    Partner.objects.filter(node=node).update(next_try_at=now)
    record(partner=node, messages=waiting, receipts=receipts)


@action("exchange.export_file", kind=Kind.ADMINISTER, on="Partners", resource=_partners)
def allow_export(node: str, *, access: Access) -> None:
    """Say in the log who takes what waits for a node away as a file. It is sealed: whoever carries it can read nothing of it."""
    record(partner=node)


@action("exchange.import_file", kind=Kind.ADMINISTER, on="Partners", resource=_partners)
def allow_import(digest: str, size: int, *, access: Access) -> None:
    """Say in the log who brings in which file. What it holds is taken in afterwards, each message in a transaction of its own."""
    record(digest=digest, size=size)
