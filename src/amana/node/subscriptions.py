"""Who listens to what, in one table. News goes up here; calls go down everywhere else."""

from amana.kernel.actions import Listener, listen

# announcement -> those who hear it, after the commit
SUBSCRIPTIONS: dict[type, tuple[Listener, ...]] = {}


def wire() -> None:
    """Wire the table once, when the node starts."""
    for event, hearers in SUBSCRIPTIONS.items():
        for hearer in hearers:
            listen(event, hearer)
