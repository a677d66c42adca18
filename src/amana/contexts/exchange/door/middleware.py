"""Keeps the two addresses of the door away from sessions and sign-in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve

from amana.contexts.exchange.carriage.lines import ENVELOPES, REQUESTS

# Whatever a client or a proxy says about who knocks: nothing of it reaches the door.
_CLAIMS = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_FORWARDED", "REMOTE_USER", "AUTH_TYPE")
_CLAIM_PREFIXES = ("HTTP_X_", "HTTP_REMOTE_", "SSL_CLIENT_")


class WithoutSession:
    """Answers the door's addresses directly, before any session, language or access is looked up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in (ENVELOPES, REQUESTS):
            return self.get_response(request)
        for name in list(request.META):
            if name in _CLAIMS or name.startswith(_CLAIM_PREFIXES):
                del request.META[name]
        match = resolve(request.path_info)
        request.resolver_match = match
        answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        return answer
