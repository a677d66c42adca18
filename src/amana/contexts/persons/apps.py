from django.apps import AppConfig


class PersonsConfig(AppConfig):
    name = "amana.contexts.persons"
    default_auto_field = "django.db.models.BigAutoField"
