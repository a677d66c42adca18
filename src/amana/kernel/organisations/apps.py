from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "amana.kernel.organisations"
    default_auto_field = "django.db.models.BigAutoField"
