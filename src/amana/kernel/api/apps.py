from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "amana.kernel.api"
    default_auto_field = "django.db.models.BigAutoField"
