from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "amana.kernel.jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from amana.kernel.ui.navigation import Desk, Entry, navigation

        navigation.register(
            Desk(key="node", label=_("This node"), order=900),
            # imports are the only long work that a person starts
            [Entry(desk="node", label=_("Jobs"), url="jobs:list", action="imports.receive", order=50)],
        )
