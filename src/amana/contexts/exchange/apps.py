from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "amana.contexts.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from amana.kernel.ui.navigation import Desk, Entry, navigation

        key = "exchange"
        navigation.register(
            Desk(key=key, label=_("Exchange"), order=60),
            [
                Entry(desk=key, label=_("Messages that came"), url="exchange:inbox", action="exchange.list_came", order=10, shortcut="g c"),
                Entry(desk=key, label=_("Messages sent"), url="exchange:outbox", action="exchange.list_sent", order=20, shortcut="g s"),
                Entry(desk=key, label=_("What waits"), url="exchange:waiting", action="exchange.list_waiting", order=30, shortcut="g w"),
                Entry(
                    desk=key,
                    label=_("Partners"),
                    url="exchange:partners",
                    action=("exchange.partners", "exchange.run"),
                    order=40,
                    shortcut="g p",
                ),
            ],
        )
