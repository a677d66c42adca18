"""What is not needed any more is not kept, sealed or not. Digests and receipts stay: they say that something was sent, never what.

A received envelope's bytes go when its context has taken it over (`inbox.actions`). A sent copy goes with the file it was about, once it
has arrived or can no longer arrive, and after three months in any case.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from amana.contexts.exchange import storage
from amana.contexts.exchange.models import Outgoing, Part, Received
from amana.contexts.exchange.terms import ON_ITS_WAY, InState
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.files.models import File, State

SENT_COPY_FOR = timedelta(days=90)
AT_ONCE = 200
_TO_OPEN = (InState.ARRIVED, InState.HELD)


def forget_received(row: Received) -> None:
    """Delete the bytes of a message that its context has taken over; not those that the sender's desk on this node still has to deliver."""
    if not Outgoing.objects.filter(digest=row.digest).exists():
        storage.forget(bytes(row.digest))


def forget_sent() -> int:
    """Delete the bytes of sent copies that are not needed any more; says how many envelopes."""
    kept = Outgoing.objects.filter(Exists(Part.objects.filter(digest=OuterRef("digest"), number=0))).exclude(state__in=ON_ITS_WAY)
    kept = kept.exclude(Exists(Received.objects.filter(digest=OuterRef("digest"), state__in=_TO_OPEN)))
    abouts = set(kept.exclude(about=None).values_list("about", flat=True).distinct())
    with floor(system_access()):
        erased = set(File.objects.filter(ref__in=abouts, state=State.ERASED).values_list("ref", flat=True))
    over = Q(about__in=erased) | Q(state_at__lt=timezone.now() - SENT_COPY_FOR)
    digests = [bytes(digest) for digest in kept.filter(over).values_list("digest", flat=True)[:AT_ONCE]]
    for digest in digests:
        storage.forget(digest)
    return len(digests)
