"""A line to another node: HTTPS with the certificate checked, no redirects, bounded answers. Plain HTTP goes to this machine alone.

The address comes from the signed directory and from nowhere else. What comes back counts only by its own signature.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from amana.contexts.exchange import limits
from amana.contexts.exchange.directory import Node

ENVELOPES, REQUESTS = "/exchange/envelopes", "/exchange/requests"
ENVELOPE_TYPE, REQUEST_TYPE = "application/vnd.amana.envelope", "application/vnd.amana.request"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
CA_FILE = "AMANA_EXCHANGE_CA"  # certificates of a region's own authority, beside those of the system
_SLOWEST = 16 * 1024  # bytes a second below which a line is given up
_READ = 64 * 1024


class LineBroken(Exception):
    """No answer came, or not a whole one. `sent` says whether the bytes may have arrived."""

    def __init__(self, code: str, *, sent: bool) -> None:
        super().__init__(code)
        self.code = code
        self.sent = sent


class Line:
    """An open line to one node; use it as a context."""

    def __init__(self, node: Node) -> None:
        self.base = checked_address(node.url)
        self.pool = urllib3.connection_from_url(self.base, retries=False, maxsize=1, **_trust(self.base))

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_failure: object) -> None:
        self.pool.close()

    def deliver(self, chunks: Iterable[bytes], size: int) -> bytes:
        """Push an envelope; gives the answer, which is a signed receipt or worth nothing. Raises LineBroken."""
        with self._asked(ENVELOPES, chunks, size, ENVELOPE_TYPE) as answer:
            return _bounded(answer, limits.LARGEST_ANSWER)

    def ask(self, request: bytes) -> bytes:
        """Send a signed request; gives the answer, signed likewise. Raises LineBroken."""
        with self._asked(REQUESTS, (request,), len(request), REQUEST_TYPE) as answer:
            return _bounded(answer, limits.LARGEST_ANSWER)

    @contextmanager
    def fetch(self, request: bytes) -> "Iterator[urllib3.BaseHTTPResponse]":
        """Send a signed request whose answer is a bundle to be read while it comes. Raises LineBroken."""
        with self._asked(REQUESTS, (request,), len(request), REQUEST_TYPE) as answer:
            yield answer

    @contextmanager
    def _asked(self, path: str, chunks: Iterable[bytes], size: int, media_type: str) -> "Iterator[urllib3.BaseHTTPResponse]":
        timeout = urllib3.Timeout(connect=limits.CONNECT_SECONDS, read=limits.ANSWER_SECONDS + size / _SLOWEST)
        headers = {"Content-Type": media_type, "Content-Length": str(size), "Accept-Encoding": "identity"}
        body = _Counted(chunks)
        try:
            answer = self.pool.request(
                "POST", path, body=body, headers=headers, timeout=timeout, redirect=False, preload_content=False, decode_content=False
            )
        except (HTTPError, OSError) as failure:
            raise LineBroken(_why(failure), sent=body.given >= size) from None
        try:
            yield answer
        except (HTTPError, OSError) as failure:
            raise LineBroken(_why(failure), sent=True) from None
        finally:
            answer.drain_conn() if answer.length_remaining == 0 else answer.close()
            answer.release_conn()


class _Counted:
    """Hands chunks on and knows how many bytes were taken."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self.given = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            for at in range(0, len(chunk), _READ):
                piece = chunk[at : at + _READ]
                yield piece
                self.given += len(piece)


def checked_address(url: str) -> str:
    """The address of a node, if it may be used: https, or http on this machine. Raises LineBroken."""
    parts = urlsplit(url)
    secure = parts.scheme == "https" and bool(parts.hostname)
    here = parts.scheme == "http" and parts.hostname in LOOPBACK
    if not (secure or here) or parts.username or parts.query or parts.fragment:
        raise LineBroken("exchange.address_refused", sent=False)
    return url.rstrip("/")


def _trust(base: str) -> dict[str, object]:
    if not base.startswith("https:"):
        return {}
    own = os.environ.get(CA_FILE)
    return {"cert_reqs": "CERT_REQUIRED", **({"ca_certs": own} if own else {})}


def _bounded(answer: "urllib3.BaseHTTPResponse", most: int) -> bytes:
    got = answer.read(most + 1, decode_content=False)
    while got and len(got) <= most and (more := answer.read(most + 1 - len(got), decode_content=False)):
        got += more
    if len(got) > most:
        raise LineBroken("exchange.answer_too_long", sent=True)
    return bytes(got)


def _why(failure: BaseException) -> str:
    """What went wrong, as a code: names of errors and never what the other side said."""
    cause = getattr(failure, "reason", None) or failure
    return f"line.{type(cause).__name__}"[:80]
