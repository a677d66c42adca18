"""The exchange between desks of one node: real envelopes, sealed and opened, without a line between them."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange import guard
from amana.contexts.exchange.carriage.delivering import take_turn
from amana.contexts.exchange.inbox.opening import open_due
from amana.contexts.exchange.models import KeptReceipt, Outgoing
from amana.contexts.exchange.terms import OutState

NODE = "et-maji"
really_post = exchange.post


@dataclass
class Carrier:
    """What was posted, and what became of it.

    posted  (message, kind, bytes of the payload)
    broken  nothing can be posted
    """

    posted: list[tuple[UUID, str, bytes]] = field(default_factory=list)
    broken: bool = False

    def post(self, **given: Any) -> exchange.Posted:
        """The facade's own, noted."""
        if self.broken:
            raise exchange.NotSent("exchange.no_line")
        made = really_post(**given)
        self.posted.append((made.message, given["kind"], guard.written(given["payload"])))
        return made

    @property
    def waiting(self) -> list[UUID]:
        return list(Outgoing.objects.filter(state=OutState.WAITING).values_list("message", flat=True))

    @property
    def left(self) -> list[tuple[str, bytes]]:
        """What arrived, in the order in which it was posted."""
        gone = set(Outgoing.objects.filter(state=OutState.DELIVERED).values_list("message", flat=True))
        return [(kind, content) for message, kind, content in self.posted if message in gone]

    @property
    def receipts(self) -> list[tuple[str, str]]:
        return list(KeptReceipt.objects.filter(direction="in").order_by("pk").values_list("kind", "code"))

    def deliver(self) -> None:
        """Carry and open until nothing moves."""
        while take_turn(NODE) + open_due():
            pass
