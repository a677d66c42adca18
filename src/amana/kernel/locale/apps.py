"""Django's entry for languages and calendars."""

from django.apps import AppConfig


class LocaleConfig(AppConfig):
    name = "amana.kernel.locale"
    label = "locale"
