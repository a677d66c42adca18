"""Addresses of the language switch and the preferences; included without a prefix or namespace."""

from django.urls import path

from amana.kernel.locale import views

urlpatterns = [
    path("language", views.language, name="language"),
    path("preferences", views.preferences, name="preferences"),
]
