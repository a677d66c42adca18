from django.apps import AppConfig
from django.core import checks


class SealedConfig(AppConfig):
    name = "amana.kernel.sealed"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from amana.kernel.sealed.checks import stored_fields_declare_their_class

        checks.register(stored_fields_declare_their_class, checks.Tags.models)
