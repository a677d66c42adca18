"""How often one node may knock, and how much of what strangers bring reaches the log. Counted in each process of the server."""

import threading
import time
from collections import defaultdict, deque

from amana.contexts.exchange import limits

_WINDOW = 10.0
_lock = threading.Lock()
_came: dict[str, deque[float]] = defaultdict(deque)
_logged: deque[float] = deque()


def allowed(node: str) -> bool:
    """Count one envelope of a node; False once there were too many in ten seconds."""
    with _lock:
        return _within(_came[node], _WINDOW, limits.PER_TEN_SECONDS)


def may_log() -> bool:
    """Count one refusal of what nobody signed; False once enough of them were logged in this minute."""
    with _lock:
        return _within(_logged, 60.0, limits.UNPROVEN_ENTRIES_PER_MINUTE)


def _within(times: deque[float], window: float, most: int) -> bool:
    now = time.monotonic()
    while times and times[0] <= now - window:
        times.popleft()
    if len(times) >= most:
        return False
    times.append(now)
    return True
