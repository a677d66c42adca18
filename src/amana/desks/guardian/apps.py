from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuardianConfig(AppConfig):
    name = "amana.desks.guardian"
    label = "guardian"

    def ready(self) -> None:
        from amana.kernel.ui.navigation import Desk, Entry, navigation

        navigation.register(
            Desk(key="guardian", label=_("Data protection"), order=200),
            [
                Entry(desk="guardian", label=_("Overview"), url="guardian:overview", action="guardian.read_log", order=10),
                Entry(desk="guardian", label=_("Who saw what"), url="guardian:log", action="guardian.read_log", order=20),
                Entry(desk="guardian", label=_("Emergency openings"), url="guardian:glasses", action="access.broken_glasses", order=30),
                Entry(desk="guardian", label=_("Erasures"), url="persons:erasures", action="persons.erasures", order=35),
                Entry(desk="guardian", label=_("Retention"), url="guardian:retention", action="persons.due_erasures", order=37),
                Entry(desk="guardian", label=_("State of the log"), url="guardian:state", action="guardian.check_log", order=40),
            ],
        )
