"""Stands before Django: answers for the public face from memory, or with 304, for as long as the edition is the same.

What the browser says about its reader goes no further than here: no cookie, no sign-in, no preferred language. The language is in the
address, so that one answer serves everybody, and any proxy may keep it. Words of the query that no page knows are dropped, so that they
cannot fill the memory; and only a few pages are drawn at a time, so that a crowd of readers does not keep those who work here from working.
"""

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from django.db import DatabaseError, connection
from django.utils.http import http_date, parse_http_date_safe

from amana.desks.public.edition import Edition, edition

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]
Headers = list[tuple[str, str]]

PLACE: Final = "/public/"
KNOWN_WORDS: Final = frozenset({"treaty", "on", "since", "state", "instrument", "priority", "strength", "after", "year"})
ABOUT_THE_READER: Final = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_ACCEPT_LANGUAGE", "HTTP_REFERER", "REMOTE_USER")
FRESH_SECONDS: Final = 60  # for so long a proxy asks nobody
MOST_BYTES: Final = 32 * 1024 * 1024
LARGEST_KEPT: Final = 4 * 1024 * 1024
SMALLEST_PACKED: Final = 600
DRAWN_AT_ONCE: Final = 3
PATIENCE_SECONDS: Final = 10
KEPT_HEADERS: Final = frozenset(
    {"content-type", "content-language", "content-disposition", "content-security-policy", "location", "access-control-allow-origin"}
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One page as it is sent, packed where the reader's program can unpack."""

    status: str
    headers: Headers
    body: bytes
    packed: bytes | None

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed or b"") + 1000


class PublicFront:
    """A WSGI application around Django's. Everything outside `/public/` passes through untouched."""

    def __init__(self, application: Application, count: Callable[[int], None]) -> None:
        """`count` is told the status of each answer that did not come from Django, which counts its own."""
        self._application, self._count = application, count
        self._kept: OrderedDict[str, Answer] = OrderedDict()
        self._bytes, self._edition = 0, ""
        self._lock = threading.Lock()
        self._drawing = threading.BoundedSemaphore(DRAWN_AT_ONCE)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not path.startswith(PLACE) or path == PLACE:
            return self._application(environ, start)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._plain(start, "405 Method Not Allowed", [("Allow", "GET, HEAD")])
        try:
            connection.close_if_unusable_or_obsolete()
            now = edition()
        except DatabaseError:
            return self._plain(start, "503 Service Unavailable", [("Retry-After", "30")])
        query = _known(environ.get("QUERY_STRING", ""))
        if _is_current(environ, now):
            self._count(304)
            start("304 Not Modified", _caching(now))
            return [b""]
        answer = self._found(f"{path}?{query}", now)
        if answer is None:
            if not self._drawing.acquire(timeout=PATIENCE_SECONDS):
                return self._plain(start, "503 Service Unavailable", [("Retry-After", "10")])
            try:
                answer = _drawn(self._application, {**environ, "QUERY_STRING": query, "REQUEST_METHOD": "GET"})
            finally:
                self._drawing.release()
            self._keep(f"{path}?{query}", answer, now)
        else:
            self._count(200)
        return _send(answer, environ, start, now)

    def _plain(self, start: Start, status: str, headers: Headers) -> list[bytes]:
        self._count(int(status[:3]))
        start(status, [*headers, ("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")])
        return [status.encode()]

    def _found(self, key: str, now: Edition) -> Answer | None:
        with self._lock:
            if self._edition != now.name:
                self._kept.clear()
                self._bytes, self._edition = 0, now.name
            answer = self._kept.get(key)
            if answer is not None:
                self._kept.move_to_end(key)
            return answer

    def _keep(self, key: str, answer: Answer, drawn_in: Edition) -> None:
        """Keep what was drawn, unless something changed meanwhile: then it may be a mixture."""
        if not answer.status.startswith("200") or answer.size > LARGEST_KEPT or edition().name != drawn_in.name:
            return
        with self._lock:
            if self._edition != drawn_in.name or key in self._kept:
                return
            self._kept[key] = answer
            self._bytes += answer.size
            while self._bytes > MOST_BYTES:
                _key, oldest = self._kept.popitem(last=False)
                self._bytes -= oldest.size


def _drawn(application: Application, environ: Environ) -> Answer:
    """One page from Django, for nobody in particular."""
    for word in ABOUT_THE_READER:
        environ.pop(word, None)
    for word in [word for word in environ if word.startswith(("HTTP_IF_", "HTTP_ACCEPT_ENCODING"))]:
        environ.pop(word)
    began: dict[str, Any] = {}

    def begin(status: str, headers: Headers, _failure: object = None) -> None:
        began.update(status=status, headers=headers)

    parts = application(environ, begin)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    headers = [(name, value) for name, value in began["headers"] if name.lower() in KEPT_HEADERS or _isolates(name)]
    packed = gzip.compress(body, 6, mtime=0) if len(body) >= SMALLEST_PACKED else None
    return Answer(began["status"], headers, body, packed)


def _isolates(name: str) -> bool:
    return name.lower().startswith(("x-content", "x-frame", "referrer", "permissions", "cross-origin", "strict-transport"))


def _send(answer: Answer, environ: Environ, start: Start, now: Edition) -> list[bytes]:
    packs = answer.packed is not None and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
    body = answer.packed if packs and answer.packed is not None else answer.body
    headers = [*answer.headers, ("Content-Length", str(len(body)))]
    if packs:
        headers.append(("Content-Encoding", "gzip"))
    headers += _caching(now) if answer.status.startswith("200") else [("Cache-Control", "no-store")]
    start(answer.status, headers)
    return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _caching(now: Edition) -> Headers:
    return [
        ("ETag", f'W/"{now.name}"'),  # weak: the same page, packed or not
        ("Last-Modified", http_date(now.since.timestamp())),
        ("Cache-Control", f"public, max-age={FRESH_SECONDS}, stale-if-error=86400"),
        ("Vary", "Accept-Encoding"),
    ]


def _is_current(environ: Environ, now: Edition) -> bool:
    """Whether the reader has this edition already (RFC 9110, 13.1): the ETag speaks first, the date only where there is none."""
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known is not None:
        return now.name in {tag.strip().removeprefix("W/").strip('"') for tag in known.split(",")}
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if since is None:
        return False
    seen = parse_http_date_safe(since)
    return seen is not None and seen >= int(now.since.timestamp())


def _known(query: str) -> str:
    """The words of a query that pages know, in one order, each once."""
    return urlencode(sorted({name: value for name, value in parse_qsl(query[:500]) if name in KNOWN_WORDS}.items())) if query else ""
