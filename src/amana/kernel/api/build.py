"""One OpenAPI 3.1 description from the routers of the installed contexts.

A context offers its router in `api.py`, and there the status under which a program learns of its errors, where it is not the one that
pages use (`STATUSES`).
"""

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from amana import __version__
from amana.kernel.api.described import described
from amana.kernel.api.errors import (
    BodyTooLarge,
    BodyUnreadable,
    KeyMissing,
    KeyReused,
    NotCovered,
    RecordNotTaken,
    TokenRefused,
    TooManyRequests,
)
from amana.kernel.api.limits import SECONDS
from amana.kernel.api.tokens import covered_acts
from amana.kernel.errors import AmanaError, BadInput
from amana.kernel.ui.errors import status_of

STATUSES: Mapping[type[AmanaError], int] = {
    TokenRefused: 401,
    NotCovered: 403,
    KeyMissing: 400,
    KeyReused: 409,
    BodyUnreadable: 400,
    BodyTooLarge: 413,
    RecordNotTaken: 422,
    TooManyRequests: 429,
}
HEADERS: Mapping[int, tuple[str, str]] = {401: ("WWW-Authenticate", "Bearer"), 429: ("Retry-After", str(int(SECONDS)))}


def offered_acts() -> frozenset[str]:
    """The acts a token can be made for: those of the endpoints of this node."""
    _modules()
    return covered_acts()


def build() -> NinjaAPI:
    """The API of this node. Errors carry code, message and remedy, and for wrong input the field; never a stack."""
    api = NinjaAPI(
        title="Amana",
        version=__version__,
        urls_namespace="api",
        docs_url=None,  # the interactive page would need scripts from another host
        description="The same acts and rules as the pages. Send `Authorization: Bearer <token>`; "
        "requests that create something also need `Idempotency-Key`.",
    )
    statuses = dict(STATUSES)
    for label, module in _modules().items():
        api.add_router(f"/{label}", module.router, tags=[label])
        statuses |= getattr(module, "STATUSES", {})

    def answer(request: HttpRequest, error: AmanaError, errors: Mapping[str, str] | None = None, status: int = 0) -> HttpResponse:
        status = status or next((known for kind, known in statuses.items() if isinstance(error, kind)), status_of(error))
        response = api.create_response(request, described(error, errors), status=status)
        if status in HEADERS:
            name, value = HEADERS[status]
            response[name] = value
        return response

    @api.exception_handler(AmanaError)
    def refused(request: HttpRequest, error: AmanaError) -> HttpResponse:
        return answer(request, error, error.fields if isinstance(error, RecordNotTaken) else None)

    @api.exception_handler(AuthenticationError)
    def unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return answer(request, TokenRefused())

    @api.exception_handler(HttpError)
    def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(request, BodyUnreadable())

    @api.exception_handler(ValidationError)
    def wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields = {".".join(str(part) for part in one["loc"]): str(one["msg"]) for one in error.errors}
        return answer(request, BadInput(field=", ".join(fields)), fields, status=422)

    return api


def _modules() -> dict[str, ModuleType]:
    """The `api.py` of each installed context, by label."""
    contexts = (config for config in apps.get_app_configs() if config.name.startswith("amana.contexts."))
    return {config.label: import_module(f"{config.name}.api") for config in contexts if find_spec(f"{config.name}.api") is not None}
