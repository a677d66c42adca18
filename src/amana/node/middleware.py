"""One log line and one measurement for each request, by route: never by path, which carries ids, nor by query, which carries words."""

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from amana.kernel.ui.middleware import new_reference
from amana.node.metrics import REQUESTS, SECONDS

log = structlog.get_logger("amana.requests")

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class RequestLog:
    """Outermost: gives the request its reference, which error pages show, and writes down how it went."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reference = new_reference()  # type: ignore[attr-defined]  # kernel/requests.py declares it
        started = time.perf_counter()
        try:
            response = self.get_response(request)
        except Exception:  # even the page for errors failed; the log must say where, and nothing else may leave
            log.exception("request failed", reference=request.reference)  # type: ignore[attr-defined]  # kernel/requests.py declares it
            response = HttpResponse("500", status=500, content_type="text/plain")
        seconds = time.perf_counter() - started
        route = request.resolver_match.route if request.resolver_match else "none"
        method = request.method if request.method in METHODS else "other"  # a client may send any word
        REQUESTS.labels(route, method, response.status_code).inc()
        SECONDS.labels(route).observe(seconds)
        log.info(
            "request",
            reference=request.reference,  # type: ignore[attr-defined]  # kernel/requests.py declares it
            method=method,
            route=route,
            status=response.status_code,
            milliseconds=round(seconds * 1000, 1),
        )
        return response
