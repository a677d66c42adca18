from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "amana.kernel.jobs"
    default_auto_field = "django.db.models.BigAutoField"
