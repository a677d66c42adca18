"""What the node does for reports each minute: answers that could not be written, and erasures that a crash cut short."""

from amana.contexts.investigations.erasing import actions, telling
from amana.contexts.investigations.reports import keeping
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access


def end_reports() -> None:
    """Tell what was decided and not told, and destroy the keys of reports that were erased just before a process died. May be repeated."""
    access = system_access()
    if telling.untold():
        actions.tell_untold(access=access)
    with floor(access):
        keeping.finish_all()
