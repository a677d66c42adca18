from django.apps import AppConfig


class NodeConfig(AppConfig):
    name = "amana.node"
    label = "node"

    def ready(self) -> None:
        from amana.node import rebuilds, subscriptions

        subscriptions.wire()
        rebuilds.register()
