from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "amana.kernel.access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from amana.kernel.access import checks  # noqa: F401  (registers itself with Django)
