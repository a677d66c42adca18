"""Headers that keep a page to the person it was sent to, a reference for each request, and pages for what went wrong."""

import secrets
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from amana.kernel.errors import AmanaError
from amana.kernel.ui.errors import error_page

# Crockford's alphabet: no I, L, O or U, so that a code read out over the phone arrives.
REFERENCE_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH: Final = 8

# Features a page of ours never uses; passkeys need the two credential features for themselves.
PERMISSIONS_POLICY: Final = ", ".join(
    [
        *(
            f"{feature}=()"
            for feature in (
                "accelerometer",
                "autoplay",
                "browsing-topics",
                "camera",
                "display-capture",
                "geolocation",
                "gyroscope",
                "magnetometer",
                "microphone",
                "midi",
                "payment",
                "screen-wake-lock",
                "serial",
                "usb",
            )
        ),
        "publickey-credentials-get=(self)",
        "publickey-credentials-create=(self)",
    ],
)

HEADERS: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

NextHandler = Callable[[HttpRequest], HttpResponse]


def new_reference() -> str:
    """Give a code of eight letters and digits by which one request is found in the logs."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))


class PageHeaders:
    """Adds the isolation headers, and keeps pages for signed-in people out of every cache.

    A page shown to somebody who signed in may hold personal data; a browser's disk cache
    or back button on a shared computer would show it to the next person. Sets
    `request.reference`, unless an outer middleware did: a random code, shown on error
    pages and sent as `X-Reference`, which says nothing about the person or the page.
    """

    def __init__(self, get_response: NextHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reference = getattr(request, "reference", "") or new_reference()
        request.reference = reference  # type: ignore[attr-defined]  # kernel/requests.py declares it
        response = self.get_response(request)
        response.headers.setdefault("X-Reference", reference)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if is_personal(request):
            response["Cache-Control"] = "no-store, private"
            patch_vary_headers(response, ("Cookie",))
        return response


def is_personal(request: HttpRequest) -> bool:
    """Say whether the answer to this request may hold something about a person."""
    if getattr(request, "access", None) is not None:
        return True
    user = getattr(request, "user", None)
    return bool(user is not None and user.is_authenticated)


class Refusals:
    """Turns what can go wrong in the work (`AmanaError`) into a page that says what happened and what can be done."""

    def __init__(self, get_response: NextHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, AmanaError):
            return None
        return error_page(request, exception)
