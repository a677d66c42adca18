"""The body of a request as it comes, with an eye on how fast: a line that hardly moves must not hold a place that others need."""

import time
from collections.abc import Callable, Iterator

import structlog
from django.http import HttpRequest

from amana.contexts.exchange import limits

log = structlog.get_logger(__name__)


class TooSlow(Exception):
    """The line carried less than the least that is waited for."""


def pieces(request: HttpRequest, size: int, *, clock: Callable[[], float] = time.monotonic) -> Iterator[bytes]:
    """A body of the announced size, piece by piece. A connection that breaks off ends it; what came then says itself that it is not whole.

    Raises TooSlow. A read returns when its piece is whole, so pieces are small where little is to come, and a line that is quite silent
    is not noticed here but by the proxy in front.
    """
    large = size > limits.LARGE
    piece, least = (limits.LARGE_PIECE, limits.LARGE_LEAST_PER_SECOND) if large else (limits.PIECE, limits.LEAST_PER_SECOND)
    since, came = clock(), 0
    try:
        while chunk := request.read(piece):
            came += len(chunk)
            watched = clock() - since
            if watched >= limits.WATCHED_SECONDS:
                if came < least * watched:
                    raise TooSlow
                since, came = since + watched, 0
            yield chunk
    except OSError as broken:
        log.info("upload broken off", code=type(broken).__name__)
