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


def checkpoint_if_due(*, now: datetime | None = None) -> bool:
    """Keep a checkpoint if a thousand entries or five minutes have passed since the last; says whether one was made.

    Called after each commit that wrote entries, and by the worker now and then for the last entries of a quiet time.
    """
    if _held.get():
        return False
    head = AuditHead.objects.filter(pk=AuditHead.THE_ONE).values("size").first()
    if head is None or not head["size"]:
        return False
    last = AuditCheckpoint.objects.order_by("-size").values("size", "at").first()
    if last is not None:
        grown = head["size"] - last["size"]
        if grown <= 0 or (grown < EVERY_ENTRIES and (now or timezone.now()) - last["at"] < EVERY):
            return False
    return make_checkpoint()


def make_checkpoint() -> bool:
    """Keep the head as it stands now. It leaves the database only once it is committed there. False if it was kept before."""
    with transaction.atomic():
        head = AuditHead.objects.select_for_update().filter(pk=AuditHead.THE_ONE).first()
        if head is None or not head.size or AuditCheckpoint.objects.filter(size=head.size).exists():
            return False
        at = timezone.now()
        AuditCheckpoint.objects.create(size=head.size, root=head.root, note=head.note, at=at)
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


def _keep_outside(note: str, at: datetime) -> None:
    get_keystore().remember_checkpoint(note)
    add_line(checkpoints_file(), json.dumps({"at": at.isoformat(), "note": note}))
