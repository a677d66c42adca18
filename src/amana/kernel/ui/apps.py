"""Django's entry for the user interface kit."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "amana.kernel.ui"
    label = "ui"
