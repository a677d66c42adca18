"""Having other nodes vouch for our log: each hour each partner that can be reached is shown how it has grown.

When a partner was shown it, and what it said, stands with the partner: a process that starts anew does not ask everybody again, and
several workers ask once.
"""

from collections.abc import Iterable
from datetime import timedelta

import structlog
from django.utils import timezone

from amana.contexts.exchange.carriage import asking
from amana.contexts.exchange.carriage.lines import Line, LineBroken
from amana.contexts.exchange.directory import Node
from amana.contexts.exchange.models import CODE, Partner
from amana.engines.sealing.errors import NoteInvalid
from amana.kernel.audit.models import AuditHead
from amana.kernel.audit.watching import sizes_seen
from amana.kernel.audit.witnesses import keep_cosignature, size_seen_by, submission

log = structlog.get_logger(__name__)
SHOW_EVERY = timedelta(hours=1)


def to_show(nodes: Iterable[str]) -> list[str]:
    """Of these nodes, those to which our log was not shown within the hour, and for which it has grown."""
    wanted, now = list(nodes), timezone.now()
    # a moment in the future is one before the clock was set back
    shown = set(Partner.objects.filter(shown_at__gt=now - SHOW_EVERY, shown_at__lte=now).values_list("node", flat=True))
    due = [node for node in wanted if node not in shown]
    head = AuditHead.objects.filter(pk=AuditHead.THE_ONE).values_list("size", flat=True).first() if due else None
    if not head:
        return []
    seen = sizes_seen(due)
    return [node for node in due if seen.get(node, 0) < head]


def show(line: Line, node: Node) -> bool:
    """Show our log to a node and keep its cosignature; says whether it gave one. A refusal is no reason not to carry: it is kept with the
    partner, and logged."""
    code = ""
    try:
        _shown_from(line, node, size_seen_by(node.id))
    except (asking.RequestRefused, LineBroken) as refused:
        code = refused.code
    except (NoteInvalid, ValueError) as wrong:
        code = getattr(wrong, "code", "witness.no_log")
    if code:
        log.warning("not cosigned", partner=node.id, code=code)
    Partner.objects.update_or_create(node=node.id, defaults={"shown_at": timezone.now(), "witness_code": code[:CODE]})
    return not code


def _shown_from(line: Line, node: Node, old: int) -> None:
    shown = submission(old)
    said = asking.asked(line, node.id, asking.WITNESS, shown)
    if isinstance(seen := said.get("seen"), int) and seen != old:  # it saw another size last than we remember
        shown = submission(seen)
        said = asking.asked(line, node.id, asking.WITNESS, shown)
    keep_cosignature(str(said.get("cosignature", "")), submitted=shown, node=node.id, public_key=node.signing)
