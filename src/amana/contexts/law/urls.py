"""Addresses of the context, below /law/."""

from django.urls import include, path

app_name = "law"
urlpatterns = [
    path("states/", include("amana.contexts.law.states.urls")),
    path("instruments/", include("amana.contexts.law.instruments.urls")),
    path("treaties/", include("amana.contexts.law.treaties.urls")),
    path("check/", include("amana.contexts.law.check.urls")),
]
