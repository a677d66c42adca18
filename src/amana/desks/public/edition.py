"""The edition of the public face: a word that changes whenever anything that is public may have changed.

Every change is an action, and an action's entry in the log is written in the same transaction. So the newest entry of an act that can
change something public names the edition, in every process, with nothing to announce and nothing to forget. Looking costs one row (the
head of the log); only when the log grew are the new entries asked for. Overdue is counted by the day, so the day is part of the word;
and so is what the pages are made with.
"""

import hashlib
import threading
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Final

from django.utils import timezone

from amana.kernel import catalogue
from amana.kernel.audit.models import AuditEntry, AuditHead

PACKAGE: Final = Path(__file__).resolve().parents[2]
PARTS: Final = frozenset({".py", ".html", ".mo", ".css", ".svg"})
CONTEXTS: Final = ("law.", "dialogue.")
LOADING: Final = "reference.load"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """`name` stands in ETags; `since` is the moment from which pages say what they say."""

    name: str
    since: datetime


class Newest:
    """The newest entry that counts, remembered with the size of the log up to which it was looked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._size, self._root, self._index, self._at = 0, b"", 0, timezone.now()

    def look(self) -> tuple[int, datetime]:
        """The number of the entry and when it was written; 0 and the start of this process where there is none."""
        size, root = AuditHead.objects.values_list("size", "root").first() or (0, b"")
        with self._lock:
            if size < self._size or (size == self._size and bytes(root) != self._root):  # another database: a backup was restored
                self._size, self._index = 0, 0
            if size > self._size:
                entries = AuditEntry.objects.filter(name__in=changing(), kind__in=("action", "system"), index__gte=self._size)
                found = entries.order_by("-index").values_list("index", "at").first()
                if found is not None:
                    self._index, self._at = found
                self._size, self._root = size, bytes(root)
            return self._index, self._at


_newest = Newest()


def edition() -> Edition:
    """The edition in force now."""
    index, at = _newest.look()
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    return Edition(name=f"{index}-{timezone.localdate():%Y%m%d}-{made_with()}", since=max(at, midnight))


@cache
def changing() -> frozenset[str]:
    """Acts after which something public may read differently: every change in a context of the dialogue, and loaded reference data."""
    acts = (act.name for act in catalogue.acts().values() if act.logged_as == "action" and act.name.startswith(CONTEXTS))
    return frozenset({*acts, LOADING})


@cache
def made_with() -> str:
    """What the pages of this process are made with: programs, templates, translations, styles."""
    digest = hashlib.blake2b(digest_size=4)
    for path in sorted(path for path in PACKAGE.rglob("*") if path.suffix in PARTS):
        about = path.stat()
        digest.update(f"{path.relative_to(PACKAGE)} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()
