from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "amana.kernel.audit"
    default_auto_field = "django.db.models.BigAutoField"
