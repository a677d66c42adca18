"""Having other nodes vouch for our log: each hour each partner that can be reached is shown how it has grown."""

import threading
import time
from collections.abc import Iterable

import structlog

from amana.contexts.exchange.carriage import asking
from amana.contexts.exchange.carriage.lines import Line, LineBroken
from amana.contexts.exchange.directory import Node
from amana.engines.sealing.errors import NoteInvalid
from amana.kernel.audit.models import AuditHead
from amana.kernel.audit.witnesses import keep_cosignature, size_seen_by, submission

log = structlog.get_logger(__name__)
SHOW_EVERY_SECONDS = 3600.0
_lock = threading.Lock()
_shown: dict[str, float] = {}  # node -> when it was shown our log last, by this process


def to_show(nodes: Iterable[str]) -> list[str]:
    """Of these nodes, those to which our log was not shown within the hour, and for which it has grown."""
    head = AuditHead.objects.filter(pk=AuditHead.THE_ONE).values_list("size", flat=True).first()
    if not head:
        return []
    now = time.monotonic()
    with _lock:
        due = [node for node in nodes if node not in _shown or now - _shown[node] >= SHOW_EVERY_SECONDS]
    return [node for node in due if size_seen_by(node) < head]


def show(line: Line, node: Node) -> bool:
    """Show our log to a node and keep its cosignature; says whether it gave one. A refusal is no reason not to carry: it is logged."""
    with _lock:
        _shown[node.id] = time.monotonic()
    try:
        return _shown_from(line, node, size_seen_by(node.id))
    except (asking.RequestRefused, LineBroken) as refused:
        log.warning("not cosigned", partner=node.id, code=refused.code)
    except (NoteInvalid, ValueError) as wrong:
        log.warning("not cosigned", partner=node.id, code=getattr(wrong, "code", "witness.no_log"))
    return False


def _shown_from(line: Line, node: Node, old: int) -> bool:
    shown = submission(old)
    said = asking.asked(line, node.id, asking.WITNESS, shown)
    if isinstance(seen := said.get("seen"), int) and seen != old:  # it saw another size last than we remember
        shown = submission(seen)
        said = asking.asked(line, node.id, asking.WITNESS, shown)
    keep_cosignature(str(said.get("cosignature", "")), submitted=shown, node=node.id, public_key=node.signing)
    return True
