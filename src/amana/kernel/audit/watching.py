"""What two nodes know of each other's logs, for whoever wants to see it; and how many cosignatures are kept.

Each cosignature binds everything in the log before it, so the newest one says all that the older ones say about what the log holds. What
only the older ones say is by when an entry existed: an auditor asks that by days for what is recent and by months for what is not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from amana.kernel.audit.models import AuditCosignature, AuditHead, ContradictedLog, WitnessedLog

DAYS_KEPT = timedelta(days=35)  # a day of each is kept for so long: a month's report with a few days to write it


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One cosignature. `key` is the witness's at that time."""

    size: int
    at: datetime
    key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A node's log told two stories, and nobody has settled that yet. `code` says how (`engines.sealing.witnessing`)."""

    code: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What this node and another know of each other's logs. Sizes are numbers of entries; absent times mean never.

    size             of our log now
    seen_by_them     how far the other node countersigned ours, last `seen_at`
    seen_by_us       how far we countersigned its log, last `watched_at`
    contradictions   what in its log contradicts what it showed before
    """

    size: int
    seen_by_them: int
    seen_at: datetime | None
    seen_by_us: int
    watched_at: datetime | None
    contradictions: Sequence[Contradiction]


def superfluous(kept: Iterable[Kept], *, now: datetime) -> list[int]:
    """The sizes at which a witness's cosignatures need not be kept in the database, given all of its own.

    Kept are the newest under each key of the witness, the last of each day (UTC) of the last weeks, and the last of each month before.
    """
    ordered = sorted(kept, key=lambda one: one.size)
    recent = now - DAYS_KEPT
    last: dict[object, int] = {}
    for one in ordered:
        last[one.key] = one.size
        last[(one.at.date() if one.at > recent else (one.at.year, one.at.month))] = one.size
    wanted = set(last.values())
    return [one.size for one in ordered if one.size not in wanted]


def prune(node: str, *, now: datetime) -> int:
    """Let go of the cosignatures of a witness that say nothing more; says how many. All of them stay in the file of checkpoints."""
    rows = AuditCosignature.objects.filter(witness=node)
    gone = superfluous((Kept(size=size, at=at, key=bytes(key)) for size, at, key in rows.values_list("size", "at", "key")), now=now)
    if gone:
        rows.filter(size__in=gone).delete()
    return len(gone)


def sizes_seen(nodes: Iterable[str]) -> Mapping[str, int]:
    """How far each of these nodes cosigned our log last; those that never did are not named."""
    found = AuditCosignature.objects.filter(witness__in=list(nodes)).order_by().values_list("witness")
    return dict(found.annotate(size=Max("size")))


def watch(node: str) -> Watch:
    """What this node and another know of each other's logs."""
    theirs = AuditCosignature.objects.filter(witness=node).order_by("-size").values_list("size", "at").first()
    ours = WitnessedLog.objects.filter(node=node).exclude(note="").values_list("size", "at").first()
    return Watch(
        size=AuditHead.objects.filter(pk=AuditHead.THE_ONE).values_list("size", flat=True).first() or 0,
        seen_by_them=theirs[0] if theirs else 0,
        seen_at=theirs[1] if theirs else None,
        seen_by_us=ours[0] if ours else 0,
        watched_at=ours[1] if ours else None,
        contradictions=[
            Contradiction(code=code, at=at)
            for code, at in ContradictedLog.objects.filter(node=node, settled_at=None).order_by("at", "code").values_list("code", "at")
        ],
    )


def contradicted() -> frozenset[str]:
    """The nodes whose logs told two stories that nobody has settled."""
    return frozenset(ContradictedLog.objects.filter(settled_at=None).values_list("node", flat=True))
