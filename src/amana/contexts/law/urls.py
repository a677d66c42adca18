"""Addresses of the context, below /law/."""

from django.urls import URLPattern, URLResolver

app_name = "law"
urlpatterns: list[URLPattern | URLResolver] = []
