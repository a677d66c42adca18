"""One OpenAPI 3.1 description from the routers of the installed contexts."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, ValidationError

from amana import __version__
from amana.kernel.api.errors import KeyMissing, KeyReused, TokenRefused
from amana.kernel.errors import AmanaError
from amana.kernel.ui.errors import status_of

STATUSES: dict[type[AmanaError], int] = {TokenRefused: 401, KeyMissing: 400, KeyReused: 409}


def build() -> NinjaAPI:
    """The API of this node. Errors carry code, message and remedy, and for wrong input the field; never a stack."""
    api = NinjaAPI(
        title="Amana",
        version=__version__,
        urls_namespace="api",
        docs_url=None,  # the interactive page would need scripts from another host
        description="The same acts and rules as the pages. Send `Authorization: Bearer <token>`; "
        "requests that change something also need `Idempotency-Key`.",
    )
    for config in apps.get_app_configs():
        if config.name.startswith("amana.contexts.") and find_spec(f"{config.name}.api") is not None:
            router: Router = import_module(f"{config.name}.api").router
            api.add_router(f"/{config.label}", router, tags=[config.label])

    @api.exception_handler(AmanaError)
    def refused(request: HttpRequest, error: AmanaError) -> HttpResponse:
        status = STATUSES.get(type(error), status_of(error))
        return api.create_response(request, described(error), status=status)

    @api.exception_handler(AuthenticationError)
    def unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return api.create_response(request, described(TokenRefused()), status=401)

    @api.exception_handler(ValidationError)
    def wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields = [{"field": ".".join(str(part) for part in one["loc"]), "message": one["msg"]} for one in error.errors]
        return api.create_response(request, {"code": "input.bad", "message": "", "remedy": "", "errors": fields}, status=422)

    return api


def described(error: AmanaError) -> dict[str, object]:
    """An error of the work for a program."""
    return {"code": error.code, "message": error.message(), "remedy": error.advice(), "errors": []}
