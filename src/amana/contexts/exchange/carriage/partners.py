"""Whose turn it is, how things stand with each partner, and the pauses after failures: one partner's trouble is no other's."""

import os
import socket
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min
from django.utils import timezone

from amana.contexts.exchange import limits
from amana.contexts.exchange.models import KeptReceipt, Outgoing, Partner
from amana.contexts.exchange.pauses import is_over, pause_after
from amana.contexts.exchange.terms import ON_ITS_WAY, Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerStatus:
    """How things stand with one node. Absent times mean never."""

    node: str
    last_heard: datetime | None
    last_tried: datetime | None
    next_try: datetime | None
    failures: int
    code: str
    waiting: int
    receipts_waiting: int
    oldest: datetime | None


def due() -> list[str]:
    """Nodes for which an envelope or a receipt is due now, and which are not in a pause or in somebody's turn."""
    now = timezone.now()
    is_due = is_over("next_try_at", now)
    nodes = set(Outgoing.objects.filter(is_due, state__in=ON_ITS_WAY).values_list("partner", flat=True).distinct())
    nodes |= set(
        KeptReceipt.objects.filter(is_due, direction=Direction.OUT, acknowledged=False).values_list("partner", flat=True).distinct()
    )
    return sorted(nodes - _resting(now))


def to_fetch_from(nodes: list[str]) -> list[str]:
    """Of these nodes, those that were not asked for a while and are not in a pause."""
    now = timezone.now()
    asked = Partner.objects.filter(pulled_at__gt=now - limits.PULL_EVERY, pulled_at__lte=now).values_list("node", flat=True)
    return sorted(set(nodes) - set(asked) - _resting(now))


def not_resting(nodes: list[str]) -> list[str]:
    """Of these nodes, those that are neither in a pause nor in somebody's turn."""
    resting = _resting(timezone.now())
    return [node for node in nodes if node not in resting]


def _resting(now: datetime) -> set[str]:
    """Nodes in a pause, or in somebody's turn."""
    free = is_over("next_try_at", now) & is_over("lease_until", now, longest=limits.LEASE)
    return set(Partner.objects.exclude(free).values_list("node", flat=True))


def claim(node: str) -> bool:
    """Take the turn of one partner; False if another worker has it."""
    now = timezone.now()
    Partner.objects.get_or_create(node=node)
    free = Partner.objects.filter(is_over("lease_until", now, longest=limits.LEASE), node=node)
    return bool(free.update(lease_until=now + limits.LEASE, worker=f"{socket.gethostname()}:{os.getpid()}"[:80], last_tried_at=now))


def is_under_way(node: str) -> bool:
    """Whether somebody carries to a node now. Until the transaction ends no turn can begin, so what is not under way stays so."""
    Partner.objects.get_or_create(node=node)
    partner = Partner.objects.select_for_update().get(node=node)
    return partner.lease_until is not None and partner.lease_until > timezone.now()


def give_back(node: str) -> None:
    """End a turn."""
    Partner.objects.filter(node=node).update(lease_until=None)


def heard(node: str) -> None:
    """Note that a partner answered, or asked, with its signature."""
    Partner.objects.get_or_create(node=node)
    Partner.objects.filter(node=node).update(last_heard_at=timezone.now(), failures=0, next_try_at=None, last_code="")


def failed(node: str, code: str) -> None:
    """Note that a partner did not answer: the next try is later, and later each time."""
    partner = Partner.objects.get(node=node)
    partner.failures, partner.last_code = partner.failures + 1, code
    partner.next_try_at = timezone.now() + pause_after(partner.failures)
    partner.save(update_fields=["failures", "last_code", "next_try_at"])


def fetched(node: str) -> None:
    """Note when a partner was last asked for what waits."""
    Partner.objects.filter(node=node).update(pulled_at=timezone.now())


def statuses() -> tuple[PartnerStatus, ...]:
    """All partners there ever was something for, by name."""
    known = {partner.node: partner for partner in Partner.objects.all()}
    on_its_way = (
        Outgoing.objects.filter(state__in=ON_ITS_WAY).order_by().values("partner").annotate(many=Count("pk"), oldest=Min("posted_at"))
    )
    waiting = {row["partner"]: row for row in on_its_way}
    not_given = KeptReceipt.objects.filter(direction=Direction.OUT, acknowledged=False).order_by().values_list("partner")
    receipts = dict(not_given.annotate(many=Count("pk")))
    return tuple(
        PartnerStatus(
            node=node,
            last_heard=partner.last_heard_at if partner else None,
            last_tried=partner.last_tried_at if partner else None,
            next_try=partner.next_try_at if partner else None,
            failures=partner.failures if partner else 0,
            code=partner.last_code if partner else "",
            waiting=waiting[node]["many"] if node in waiting else 0,
            receipts_waiting=receipts.get(node, 0),
            oldest=waiting[node]["oldest"] if node in waiting else None,
        )
        for node in sorted(known.keys() | waiting.keys() | receipts.keys())
        for partner in [known.get(node)]
    )
