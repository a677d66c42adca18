"""How much one program may ask: the size of a request, and how many in a minute.

Counted in this process's memory. A node answers with one web process (`amana serve`), so one count is the whole count; after a restart
it begins again, which harms nothing.
"""

import threading
import time
from collections import deque

from django.http import HttpRequest

from amana.kernel.api.errors import BodyTooLarge, TooManyRequests

BODY_KILOBYTES = 256  # one case with long notes takes a few dozen
REQUESTS = 600
SECONDS = 60.0


class Pace:
    """When each token asked in the last minute."""

    def __init__(self, requests: int = REQUESTS, seconds: float = SECONDS) -> None:
        self.requests = requests
        self.seconds = seconds
        self._asked: dict[int, deque[float]] = {}
        self._lock = threading.Lock()

    def ask(self, token: int, *, now: float) -> None:
        """Count one request at a moment in seconds. Raises TooManyRequests, which is not counted."""
        with self._lock:
            asked = self._asked.setdefault(token, deque())
            while asked and asked[0] <= now - self.seconds:
                asked.popleft()
            if len(asked) >= self.requests:
                raise TooManyRequests(limit=self.requests)
            asked.append(now)

    def forget(self) -> None:
        """Begin counting again."""
        with self._lock:
            self._asked.clear()


pace = Pace()


def keep_within(request: HttpRequest, token: int) -> None:
    """Refuse a request that is too large or comes too soon. Raises BodyTooLarge, TooManyRequests."""
    pace.ask(token, now=time.monotonic())
    # Servers give no more of a body than its announced length, so the announcement can be believed.
    if int(request.META.get("CONTENT_LENGTH") or 0) > BODY_KILOBYTES * 1024:
        raise BodyTooLarge(kilobytes=BODY_KILOBYTES)
