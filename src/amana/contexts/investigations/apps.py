from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvestigationsConfig(AppConfig):
    name = "amana.contexts.investigations"
    label = "investigations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from amana.kernel.ui.navigation import Desk, Entry, navigation

        navigation.register(
            Desk(key="justice", label=_("Investigations"), order=10),
            [
                Entry(
                    desk="justice",
                    label=_("Reports"),
                    url="investigations:reports",
                    action="investigations.report_list",
                    order=10,
                    front=True,
                ),
                Entry(
                    desk="justice",
                    label=_("Requests to erase"),
                    url="investigations:erasures",
                    action="investigations.erasure_list",
                    order=20,
                ),
            ],
        )
