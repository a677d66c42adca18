"""Where the bytes of envelopes are kept: in the database, a stretch at a time, beside the rows that name them.

So they are committed, backed up and restored with their rows, and a full disk leaves nothing half-written. The bytes are sealed as they
travel; two rows with the same digest (a message between desks of one node) share them.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from amana.contexts.exchange import limits
from amana.contexts.exchange.models import Outgoing, Part, Received

PART_BYTES = limits.PART
READ_BYTES = 64 * 1024
IN_MEMORY_BYTES = 512 * 1024  # the common message never touches a temporary file
ORPHANED_AFTER = timedelta(days=1)


def folder() -> Path:
    """Where arriving bytes lie until they are verified."""
    place = Path(settings.AMANA_HOME) / "exchange"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


@contextmanager
def spool() -> Iterator[IO[bytes]]:
    """A place for bytes on their way into the database; gone afterwards, whatever happens, also with the process."""
    with SpooledTemporaryFile(max_size=IN_MEMORY_BYTES, dir=str(folder())) as file:
        yield cast("IO[bytes]", file)


def read_through(file: IO[bytes]) -> Iterator[bytes]:
    """The whole file from its beginning, in stretches."""
    file.seek(0)
    while stretch := file.read(READ_BYTES):
        yield stretch


def keep_ahead(digest: bytes, file: IO[bytes], size: int) -> None:
    """Write a large envelope's bytes before the transaction that names them, so that this one stays short.

    What is left by a process that died in between is swept away by `sweep`.
    """
    if size > PART_BYTES and not is_kept(digest, size):
        for number, content in enumerate(_parts(read_through(file))):
            Part.objects.get_or_create(digest=digest, number=number, defaults={"content": content, "kept_at": timezone.now()})


def keep(digest: bytes, file: IO[bytes], size: int) -> None:
    """Keep an envelope's bytes in the current transaction, unless they are kept already."""
    if is_kept(digest, size):
        return
    now = timezone.now()
    for number, content in enumerate(_parts(read_through(file))):
        Part.objects.get_or_create(digest=digest, number=number, defaults={"content": content, "kept_at": now})


def is_kept(digest: bytes, size: int) -> bool:
    """Whether all parts of an envelope are here."""
    return Part.objects.filter(digest=digest).count() == max(1, -(-size // PART_BYTES))


def kept(digest: bytes) -> Iterator[bytes]:
    """An envelope's bytes, one part in memory at a time; nothing if they were forgotten."""
    number = 0
    while (content := Part.objects.filter(digest=digest, number=number).values_list("content", flat=True).first()) is not None:
        yield bytes(content)
        number += 1


def forget(digest: bytes) -> None:
    """Delete an envelope's bytes, for good. The rows that named them, and the log, keep its digest."""
    Part.objects.filter(digest=digest).delete()


def sweep() -> int:
    """Delete parts that no row names, a day after they were written; says how many."""
    old = Part.objects.filter(kept_at__lt=timezone.now() - ORPHANED_AFTER)
    swept = 0
    for digest in old.values_list("digest", flat=True).distinct():
        with transaction.atomic():
            if not Outgoing.objects.filter(digest=digest).exists() and not Received.objects.filter(digest=digest).exists():
                swept += Part.objects.filter(digest=digest).delete()[0]
    return swept


def _parts(stretches: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for stretch in stretches:
        held += stretch
        while len(held) >= PART_BYTES:
            yield bytes(held[:PART_BYTES])
            del held[:PART_BYTES]
    if held:
        yield bytes(held)
