"""What the node does for reports: each minute, answers that could not be written and keys that a crash left; each hour, time limits."""

from django.core.cache import cache

from amana.contexts.investigations.erasing import actions, telling
from amana.contexts.investigations.reports import keeping
from amana.contexts.investigations.time_limits import actions as time_limits
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access

HOUR = 3600  # seconds


def end_reports() -> None:
    """Keep the time limits, tell what was decided and not told, and destroy the keys that a crash left. May be repeated."""
    access = system_access()
    if cache.add("chores.time_of_reports", True, timeout=HOUR):
        time_limits.go_by_time()
    if telling.untold():
        actions.tell_untold(access=access)
    with floor(access):
        keeping.finish_all()
