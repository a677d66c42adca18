from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "amana.kernel.accounts"
    default_auto_field = "django.db.models.BigAutoField"
