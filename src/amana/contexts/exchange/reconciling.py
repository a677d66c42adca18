"""Do both sides' logs name the same envelopes? What one log says was delivered, the other's must say was received."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from amana.contexts.exchange.carriage import asking
from amana.contexts.exchange.carriage.lines import Line
from amana.contexts.exchange.directory import Node
from amana.kernel.audit.entries import DETAIL_KEY, open_detail
from amana.kernel.audit.models import AuditEntry
from amana.kernel.sealed.keystore import get_keystore

RECEIVED, DELIVERED = "exchange.receive", "exchange.delivered"
LATEST = timedelta(days=1)  # by so much the two sides may have written the same message down at different times
_SMALLEST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Digests:
    """Digests of envelopes that a log names, with respect to one partner."""

    received: frozenset[bytes]
    delivered: frozenset[bytes]


@dataclass(slots=True)
class Reconciled:
    """What a comparison found: how many digests stand in both logs, and those that stand in one alone."""

    both: int = 0
    sent_missing_there: set[bytes] = field(default_factory=set)
    sent_missing_here: set[bytes] = field(default_factory=set)
    received_missing_there: set[bytes] = field(default_factory=set)
    received_missing_here: set[bytes] = field(default_factory=set)

    @property
    def agrees(self) -> bool:
        """Whether nothing stands in one log alone."""
        return not (self.sent_missing_there or self.sent_missing_here or self.received_missing_there or self.received_missing_here)


def digests(partner: str, *, since: datetime, until: datetime) -> Digests:
    """What this node's log says it received from a partner, and was delivered to it, between two moments."""
    found: dict[str, set[bytes]] = {RECEIVED: set(), DELIVERED: set()}
    for name, detail in _details(since, until):
        if detail.get("partner") == partner:
            found[name].add(bytes.fromhex(str(detail["digest"])))
    return Digests(frozenset(found[RECEIVED]), frozenset(found[DELIVERED]))


def _details(since: datetime, until: datetime) -> Iterator[tuple[str, dict[str, object]]]:
    key = get_keystore().named_secret(DETAIL_KEY)
    entries = AuditEntry.objects.filter(name__in=(RECEIVED, DELIVERED), at__gte=since, at__lt=until, text__isnull=False)
    for name, text in entries.values_list("name", "text").iterator():
        yield name, open_detail(json.loads(bytes(text or b"")), detail_key=key)


def reconcile(node: Node, *, since: datetime, until: datetime | None = None) -> Reconciled:
    """Compare both logs from a moment on. Raises LineBroken, RequestRefused."""
    result, end = Reconciled(), until or timezone.now()
    with Line(node) as line:
        _compare(line, node.id, since, end, result)
    return result


def _compare(line: Line, partner: str, since: datetime, until: datetime, result: Reconciled) -> None:
    """Compare one stretch. Each side is asked with a day to spare, since a message may have been written down there earlier or later."""
    theirs = _asked(line, partner, since - LATEST, until + LATEST)
    if theirs is None:
        if until - since <= _SMALLEST:
            raise asking.RequestRefused("reconcile.too_many")
        middle = since + (until - since) / 2
        _compare(line, partner, since, middle, result)
        _compare(line, partner, middle, until, result)
        return
    strictly = _asked(line, partner, since, until) or Digests(frozenset(), frozenset())
    ours, ours_widely = digests(partner, since=since, until=until), digests(partner, since=since - LATEST, until=until + LATEST)
    result.both += len(ours.delivered & theirs.received) + len(ours.received & theirs.delivered)
    result.sent_missing_there |= ours.delivered - theirs.received
    result.received_missing_there |= ours.received - theirs.delivered
    result.sent_missing_here |= strictly.received - ours_widely.delivered
    result.received_missing_here |= strictly.delivered - ours_widely.received


def _asked(line: Line, partner: str, since: datetime, until: datetime) -> Digests | None:
    """What the partner's log says; None if it is too much for one answer."""
    stretch = {"since": max(0, int(since.astimezone(UTC).timestamp())), "until": int(until.astimezone(UTC).timestamp()) + 1}
    said = asking.asked(line, partner, asking.RECONCILE, stretch)
    if said.get("too_many"):
        return None
    return Digests(_set(said.get("received")), _set(said.get("delivered")))


def _set(value: object) -> frozenset[bytes]:
    return frozenset(one for one in value if isinstance(one, bytes)) if isinstance(value, list) else frozenset()
