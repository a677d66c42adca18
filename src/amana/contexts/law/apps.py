from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LawConfig(AppConfig):
    name = "amana.contexts.law"
    label = "law"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from amana.kernel.ui.navigation import Desk, Entry, navigation

        navigation.register(
            Desk(key="law", label=_("Law and treaties"), order=40),
            [
                Entry(desk="law", label=_("Treaties"), url="law:matrix", action="law.read_claims", order=10),
                Entry(desk="law", label=_("States"), url="law:states", action="law.read_claims", order=30),
                Entry(desk="law", label=_("Instruments"), url="law:instruments", action="law.read_claims", order=40),
                Entry(desk="law", label=_("Harmonisation"), url="law:harmonisation", action="law.read_claims", order=45),
                Entry(desk="law", label=_("Law check"), url="law:check", action="law.read_check", order=50),
                Entry(desk="law", label=_("What changed"), url="law:changed", action="law.read_claims", order=60),
                Entry(desk="law", label=_("Tables of claims"), url="law:tables", action="law.read_versions", order=70),
            ],
        )
