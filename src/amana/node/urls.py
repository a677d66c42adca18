"""All addresses of a node. A context's pages are there only if its profile installs it."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic.base import RedirectView

from amana.node import home_page, metrics

handler400 = "amana.kernel.ui.errors.bad_request"
handler403 = "amana.kernel.ui.errors.permission_denied"
handler404 = "amana.kernel.ui.errors.page_not_found"
handler500 = "amana.kernel.ui.errors.server_error"

# app -> where its pages stand. An app without pages has no `urls` module.
PLACES = {
    "amana.kernel.access": "access/",
    "amana.kernel.accounts": "people/",
    "amana.kernel.jobs": "jobs/",
    "amana.kernel.imports": "imports/",
    "amana.kernel.vocabulary": "reference/",
    "amana.kernel.api": "api/",
    "amana.contexts.exchange": "exchange/",
    "amana.contexts.persons": "persons/",
    "amana.contexts.cases": "cases/",
    "amana.contexts.investigations": "reports/",
    "amana.desks.care": "desk/",
    "amana.contexts.law": "law/",
    "amana.contexts.dialogue": "dialogue/",
    "amana.desks.policy": "policy/",
    "amana.desks.public": "public/",
    "amana.desks.guardian": "guardian/",
}


def _installed() -> list[URLResolver]:
    """The pages of the installed apps that have any."""
    found = []
    for config in apps.get_app_configs():
        place = PLACES.get(config.name)
        if place is not None and find_spec(f"{config.name}.urls") is not None:
            found.append(path(place, include(import_module(f"{config.name}.urls"))))
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    path("", home_page.home, name="home"),
    path("healthz", metrics.healthz, name="healthz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("favicon.ico", RedirectView.as_view(url="/static/ui/mark.svg", permanent=True)),
    path("", include("amana.kernel.locale.urls")),
    path("account/", include("amana.kernel.accounts.sign_in_urls")),
    *_installed(),
]
