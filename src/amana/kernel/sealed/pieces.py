"""Something too large for one value, kept as many sealed rows beside the row that names it.

The pieces lie in the database: so they are committed, backed up, restored and deleted with that row, a full disk leaves nothing
half-written, and no crash leaves anything to sweep. Each is sealed under the key of the file, bound to its own row, and says inside for
which row it is a piece, and the how-manieth: pieces cannot be exchanged, left out or put in another order.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Model

from amana.kernel.sealed.errors import ValueDamaged
from amana.kernel.sealed.rows import SealedModel

PIECE_BYTES = 1 << 20
_HEAD_BYTES = 20  # ref of the row it belongs to, and its number


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was kept: length in bytes, SHA-256, number of pieces."""

    size: int
    digest: bytes
    pieces: int


def keep(model: type[SealedModel], chunks: Iterable[bytes], *, of: UUID, file: Model, most: int, **owner: Any) -> Kept:
    """Keep bytes as rows of a model with the fields `number` and `content`, one piece in memory at a time, inside a transaction.

    of      ref of the row they belong to; `owner` names that row in the model
    most    bytes; raises ValueError for more
    """
    size, number, hashed = 0, 0, sha256()
    for piece in _cut(chunks):
        size += len(piece)
        if size > most:
            raise ValueError("more bytes than were announced")
        hashed.update(piece)
        model.objects.create(file=file, number=number, content=_head(of, number) + piece, **owner)
        number += 1
    return Kept(size=size, digest=hashed.digest(), pieces=number)


def kept(find: Callable[[int], Any], kept_as: Kept, *, of: UUID) -> Iterator[bytes]:
    """The bytes again, each piece given out once it is known to be genuine. Raises ValueDamaged for what is not as it was kept.

    find   gives the row of a piece by its number, or None
    """
    hashed = sha256()
    for number in range(kept_as.pieces):
        row = find(number)
        content = bytes(row.content) if row is not None else b""
        if content[:_HEAD_BYTES] != _head(of, number):
            raise ValueDamaged(column="piece", row=str(of))
        piece = content[_HEAD_BYTES:]
        hashed.update(piece)
        yield piece
    if hashed.digest() != kept_as.digest:
        raise ValueDamaged(column="digest", row=str(of))


def _head(of: UUID, number: int) -> bytes:
    return of.bytes + number.to_bytes(4, "big")


def _cut(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= PIECE_BYTES:
            yield bytes(held[:PIECE_BYTES])
            del held[:PIECE_BYTES]
    if held:
        yield bytes(held)
