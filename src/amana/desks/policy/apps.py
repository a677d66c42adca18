from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PolicyConfig(AppConfig):
    name = "amana.desks.policy"
    label = "policy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from amana.kernel.ui.navigation import Desk, Entry, navigation

        navigation.register(
            Desk(key="policy", label=_("My desk"), order=20),
            [
                Entry(desk="policy", label=_("Inbox"), url="policy:inbox", action="dialogue.list_commitments", order=10, shortcut="g i"),
                Entry(desk="policy", label=_("Reports"), url="policy:reports", action="dialogue.list_commitments", order=20),
            ],
        )
