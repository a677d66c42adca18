from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "amana.contexts.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from amana.kernel.ui.navigation import Desk, Entry, navigation

        seen = "cases.referral_list"
        navigation.register(
            Desk(key="referrals", label=_("Referrals"), order=15),
            [
                Entry(desk="referrals", label=_("Sent to us"), url="cases:referrals", action=seen, order=10, front=True),
                Entry(desk="referrals", label=_("Sent by us"), url="cases:referrals_sent", action=seen, order=20),
            ],
        )
