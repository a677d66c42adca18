"""Addresses of the context, below /law/."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "law"
urlpatterns: list[URLPattern | URLResolver] = [path("check/", include("amana.contexts.law.check.urls"))]
