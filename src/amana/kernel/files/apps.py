from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "amana.kernel.files"
    default_auto_field = "django.db.models.BigAutoField"
