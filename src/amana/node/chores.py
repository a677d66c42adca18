"""What the worker does for the node each minute: small, safe to repeat, safe to miss."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.apps import apps
from django.core.cache import cache

from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.audit.checkpoints import checkpoint_if_due
from amana.kernel.audit.entries import Entry, EntryKind
from amana.kernel.audit.log import append
from amana.kernel.files.models import File
from amana.kernel.sealed.keystore import get_keystore

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ORPHANED_FOR = timedelta(days=7)  # no transaction lasts as long


def sign_checkpoint() -> None:
    """Sign a checkpoint of the log when one is due."""
    checkpoint_if_due()


def finish_erasures() -> None:
    """Destroy the keys of files whose erasure was decided just before a process died."""
    if not apps.is_installed("amana.contexts.persons"):
        return
    from amana.contexts.persons.facade import finish_erasures as finish

    with floor(system_access()):
        finish()


def end_referrals() -> None:
    """End referrals that nobody answered in time, and destroy the keys of those that ended just before a process died."""
    if not apps.is_installed("amana.contexts.cases"):
        return
    from amana.contexts.cases.facade import end_referrals as end

    end()


def end_reports() -> None:
    """Tell what was decided on requests to erase reports, and destroy the keys of those erased just before a process died."""
    if not apps.is_installed("amana.contexts.investigations"):
        return
    from amana.contexts.investigations.ending import end_reports as end

    end()


def forget_rest_of_erased() -> None:
    """Each hour, delete rows of erased files that a process left when it died, or that an older backup brought back."""
    if not cache.add("chores.forget_rest_of_erased", True, timeout=HOUR.total_seconds()):
        return
    from amana.node.forgetting import forget_rest_of_erased as forget

    forget()


def erase_what_is_due() -> None:
    """Each hour, tell of files that come due by the retention plan, and erase those that colleagues were told of thirty days ago."""
    if not apps.is_installed("amana.contexts.cases"):
        return
    if not cache.add("chores.erase_what_is_due", True, timeout=HOUR.total_seconds()):
        return
    from amana.contexts.cases.facade import last_decided
    from amana.contexts.persons.facade import erase_what_is_due as erase

    erase(last_decided)


def compare_files() -> None:
    """Have new and changed files compared with the others; once a week, at night, all of them."""
    if not apps.is_installed("amana.contexts.persons"):
        return
    from amana.contexts.persons.facade import compare_all_later, compare_new_later

    compare_new_later()
    compare_all_later()


def forget_old_sheets() -> None:
    """Destroy the keys of imported sheets whose time is over."""
    from amana.kernel.imports.forgetting import forget_old_sheets as forget

    forget()


def clear_sessions() -> None:
    """Remove sessions that have ended."""
    from django.contrib.sessions.backends.db import SessionStore

    SessionStore.clear_expired()


def sweep_orphaned_keys() -> None:
    """Once a day, remove keys whose files were never recorded. A registration that runs now has its keys already and its files not yet."""
    if not cache.add("chores.sweep_orphaned_keys", True, timeout=DAY.total_seconds()):
        return
    with floor(system_access()):
        swept = get_keystore().sweep_orphans(_recorded, older_than_seconds=int(ORPHANED_FOR.total_seconds()))
    if swept:
        append(Entry(kind=EntryKind.SYSTEM.value, name="keys.sweep_orphans", detail={"keys": swept}))


def _recorded(refs: Sequence[UUID]) -> set[UUID]:
    return set(File.objects.filter(ref__in=refs).values_list("ref", flat=True))


# In this order: a worker that starts after a crash destroys the keys that were left, then the rows whose keys are gone.
CHORES = (
    sign_checkpoint,
    finish_erasures,
    end_referrals,
    end_reports,
    forget_rest_of_erased,
    erase_what_is_due,
    compare_files,
    forget_old_sheets,
    clear_sessions,
    sweep_orphaned_keys,
)
