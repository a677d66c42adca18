from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CareConfig(AppConfig):
    name = "amana.desks.care"
    label = "care"

    def ready(self) -> None:
        from amana.kernel.ui.navigation import Desk, Entry, navigation

        navigation.register(
            Desk(key="care", label=_("Care desk"), order=10),
            [
                Entry(desk="care", label=_("Today"), url="care:today", action="cases.list_today", order=10, shortcut="g t", front=True),
                Entry(desk="care", label=_("My files"), url="care:mine", action="cases.list_mine", order=20, shortcut="g m"),
                Entry(desk="care", label=_("Find a person"), url="persons:search", action="persons.search", order=30, shortcut="g f"),
                Entry(desk="care", label=_("Decisions that wait"), url="care:decisions", action="cases.identify_list", order=35),
                Entry(desk="care", label=_("Who is who"), url="persons:identity", action="persons.identity_list", order=37),
                Entry(desk="care", label=_("Import"), url="imports:runs", action="imports.receive", order=40),
                Entry(desk="care", label=_("Who carries what"), url="care:load", action="cases.list_load", order=50),
            ],
        )
