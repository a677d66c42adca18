from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "amana.kernel.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from amana.kernel.ui.navigation import Desk, Entry, navigation

        navigation.register(
            Desk(key="node", label=_("This node"), order=900),
            [
                Entry(
                    desk="node", label=_("People"), url="accounts:people", action=("accounts.confirm_role", "accounts.add_user"), order=10
                ),
                Entry(desk="node", label=_("Your account"), url="accounts:mine", order=90),
            ],
        )
