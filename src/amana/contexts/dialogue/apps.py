from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialogueConfig(AppConfig):
    name = "amana.contexts.dialogue"
    label = "dialogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from amana.kernel.ui.navigation import Desk, Entry, navigation

        navigation.register(
            Desk(key="dialogue", label=_("Dialogue"), order=30),
            [
                Entry(desk="dialogue", label=_("Commitments"), url="dialogue:commitments", action="dialogue.list_commitments", order=10),
                Entry(desk="dialogue", label=_("Meetings"), url="dialogue:meetings", action="dialogue.list_meetings", order=20),
                Entry(desk="dialogue", label=_("Calendar"), url="dialogue:calendar", action="dialogue.open_calendar", order=30),
                Entry(desk="dialogue", label=_("Progress report"), url="dialogue:progress", action="dialogue.open_progress", order=40),
                Entry(
                    desk="dialogue", label=_("Handover of the chair"), url="dialogue:handovers", action="dialogue.open_handover", order=50
                ),
                Entry(desk="dialogue", label=_("National plans"), url="dialogue:plans", action="dialogue.list_plans", order=60),
            ],
        )
