"""What the worker does for the node each minute: small, safe to repeat, safe to miss."""

from django.apps import apps

from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.audit.checkpoints import checkpoint_if_due


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


def forget_old_sheets() -> None:
    """Destroy the keys of imported sheets whose time is over."""
    from amana.kernel.imports.forgetting import forget_old_sheets as forget

    forget()


def clear_sessions() -> None:
    """Remove sessions that have ended."""
    from django.contrib.sessions.backends.db import SessionStore

    SessionStore.clear_expired()


CHORES = (sign_checkpoint, finish_erasures, forget_old_sheets, clear_sessions)
