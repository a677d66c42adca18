"""Every announcement has a line in the table of subscriptions, and every line names something that exists."""

import importlib
import inspect
import pkgutil

from django.utils.module_loading import import_string

import amana
from amana.node.subscriptions import SUBSCRIPTIONS


def announcements() -> set[str]:
    found = set()
    for module in pkgutil.walk_packages(amana.__path__, "amana."):
        if module.name.endswith(".events"):
            loaded = importlib.import_module(module.name)
            found |= {
                f"{module.name}.{name}"
                for name, value in vars(loaded).items()
                if inspect.isclass(value) and value.__module__ == module.name
            }
    return found


def test_every_announcement_has_a_listener_or_a_written_nobody() -> None:
    assert announcements() == set(SUBSCRIPTIONS)


def test_every_listener_exists() -> None:
    assert all(callable(import_string(hearer)) for hearers in SUBSCRIPTIONS.values() for hearer in hearers)
