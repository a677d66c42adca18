"""A place for something large on its way: on the disk, but only sealed, under a key that this process alone holds and nobody keeps.

The file has no name in its folder; it is gone with the process, and what a stolen disk shows of it is noise.
"""

import io
import secrets
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

BLOCK_BYTES = 64 * 1024
_TAG_BYTES = 16


def folder() -> Path:
    """Where spools lie while they are used."""
    place = Path(settings.AMANA_HOME) / "spool"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


class SealedSpool(io.RawIOBase):
    """Bytes written one after the other and read from anywhere. No more than a block of them is in memory.

    Each block is sealed once, under a nonce that is its number; writing goes on at the end only.
    """

    def __init__(self) -> None:
        self._file = TemporaryFile(dir=folder(), buffering=0)  # noqa: SIM115  closed with the spool
        self._aead = AESGCM(secrets.token_bytes(32))
        self._blocks = 0  # written to the disk
        self._tail = bytearray()  # of the last block, not full yet
        self._at = 0
        self._opened: tuple[int, bytes] = (-1, b"")

    @property
    def size(self) -> int:
        """How many bytes were written."""
        return self._blocks * BLOCK_BYTES + len(self._tail)

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        """Add bytes at the end. Raises UnsupportedOperation anywhere else."""
        if self._at != self.size:
            raise io.UnsupportedOperation("a spool is written at its end")
        given = memoryview(data).cast("B")
        rest = given
        while rest:
            room = BLOCK_BYTES - len(self._tail)
            self._tail += rest[:room]
            rest = rest[room:]
            if len(self._tail) == BLOCK_BYTES:
                self._end_block()
        self._at += len(given)
        return len(given)

    def readinto(self, buffer: Any, /) -> int:
        """Read on from where one is, up to the end of a block."""
        wanted = memoryview(buffer).cast("B")
        number, start = divmod(self._at, BLOCK_BYTES)
        block = bytes(self._tail) if number == self._blocks else self._block(number) if number < self._blocks else b""
        piece = block[start : start + len(wanted)]
        wanted[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        """Give the disk back."""
        if not self.closed:
            self._file.close()
            self._tail.clear()
            self._opened = (-1, b"")
        super().close()

    def _end_block(self) -> None:
        self._file.seek(0, io.SEEK_END)
        sealed = memoryview(self._aead.encrypt(_nonce(self._blocks), bytes(self._tail), None))
        while sealed:
            sealed = sealed[self._file.write(sealed) :]
        self._blocks += 1
        self._tail.clear()

    def _block(self, number: int) -> bytes:
        if self._opened[0] != number:
            self._file.seek(number * (BLOCK_BYTES + _TAG_BYTES))
            sealed = bytearray()
            while len(sealed) < BLOCK_BYTES + _TAG_BYTES and (more := self._file.read(BLOCK_BYTES + _TAG_BYTES - len(sealed))):
                sealed += more
            self._opened = (number, self._aead.decrypt(_nonce(number), bytes(sealed), None))
        return self._opened[1]


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")
