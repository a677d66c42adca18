"""Destroying what is left of sheets whose time is over: a chore of the node (node/chores.py). May be repeated."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.files.models import State
from amana.kernel.ids import ImportId
from amana.kernel.imports import actions
from amana.kernel.imports.models import ImportRun
from amana.kernel.sealed.keystore import get_keystore


def forget_old_sheets() -> int:
    """Forget sheets that were imported a month ago, or lie about unfinished for two weeks; gives how many.

    The key goes after the commit; one that a crash left behind goes the next time.
    """
    access = system_access()
    now = timezone.now()
    due = Q(finished_at__lt=now - actions.KEPT_AFTER) | Q(finished_at=None, started_at__lt=now - actions.KEPT_UNFINISHED)
    with floor(access):
        refs = list(ImportRun.objects.filter(due, forgotten_at=None).values_list("ref", "file__ref"))
    for run, file in refs:
        _forget(ImportId(run), file)
    with floor(access):
        files = set(ImportRun.objects.filter(forgotten_at__isnull=False, file__state=State.ERASED).values_list("file__ref", flat=True))
    if left := files - get_keystore().destroyed(files):
        get_keystore().destroy_file_keys(left)
    return len(refs)


def _forget(run: ImportId, file: UUID) -> None:
    actions.forget(run, access=system_access())
    transaction.on_commit(lambda: get_keystore().destroy_file_keys([file]))
