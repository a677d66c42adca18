"""Signed checkpoints, kept in three places: the database, the key store and a text file an operator can copy away.

Whoever rolls the database back to an earlier state cannot take the other two along, so a shortened log is noticed.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from amana.kernel.audit.models import AuditCheckpoint, AuditHead
from amana.kernel.sealed.durable import add_line
from amana.kernel.sealed.keystore import get_keystore

EVERY_ENTRIES = 1000
EVERY = timedelta(minutes=5)


def checkpoints_file() -> Path:
    """Where the text file lies: one JSON object a line, `at` and `note`."""
    return Path(settings.AMANA_HOME) / "audit" / "checkpoints.txt"


_held = ContextVar("amana_checkpoints_held", default=False)


@contextmanager
def holding_checkpoints() -> Iterator[None]:
    """Make no checkpoints for a while: for a restore, whose database is not the node's until it is whole."""
    token = _held.set(True)
    try:
        yield
    finally:
        _held.reset(token)


def is_due(head: AuditHead, now: datetime) -> bool:
    """Whether a thousand entries or five minutes have passed since the last checkpoint."""
    grown = head.size - head.checkpoint_size
    if grown <= 0:
        return False
    return grown >= EVERY_ENTRIES or head.checkpoint_at is None or now - head.checkpoint_at >= EVERY


def checkpoint_if_due(*, now: datetime | None = None) -> bool:
    """Keep a checkpoint if one is due; says whether one was made.

    Called after each commit that makes one due, and by the worker now and then for the last entries of a quiet time.
    """
    head = None if _held.get() else AuditHead.objects.filter(pk=AuditHead.THE_ONE).first()
    return head is not None and is_due(head, now or timezone.now()) and make_checkpoint()


def make_checkpoint() -> bool:
    """Keep the head as it stands now. It leaves the database only once it is committed there. False if it was kept before."""
    with transaction.atomic():
        head = AuditHead.objects.select_for_update().filter(pk=AuditHead.THE_ONE).first()
        if head is None or head.size <= head.checkpoint_size:
            return False
        at = timezone.now()
        AuditCheckpoint.objects.create(size=head.size, root=head.root, note=head.note, at=at)
        AuditHead.objects.filter(pk=AuditHead.THE_ONE).update(checkpoint_size=head.size, checkpoint_at=at)
        transaction.on_commit(lambda: _keep_outside(head.note, at))
    return True


def kept_in_file() -> Iterator[str]:
    """The checkpoint notes of the text file, oldest first; a line that cannot be read is given as it stands."""
    file = checkpoints_file()
    if not file.is_file():
        return
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            try:
                yield str(json.loads(line)["note"])
            except (ValueError, KeyError, TypeError):
                yield line


def keep_in_file(note: str, at: datetime) -> None:
    """Add a note to the text file."""
    add_line(checkpoints_file(), json.dumps({"at": at.isoformat(), "note": note}))


def _keep_outside(note: str, at: datetime) -> None:
    get_keystore().remember_checkpoint(note)
    keep_in_file(note, at)
