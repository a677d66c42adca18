"""The body as a stream of pieces, each sealed and authenticated by itself (STREAM: Hoang, Reyhanitabar, Rogaway and Vizar, 2015).

Pieces of 65,536 bytes, the last one what is left. The nonce is eleven bytes of counter, from zero, and one byte that is 1 for the last
piece: a piece changed, moved, left out or cut off behind does not open. The key is fresh for each envelope and used for nothing else.
"""

from collections.abc import Callable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from amana.engines.sealing.envelope.refusals import EnvelopeRefused, Refusal
from amana.engines.sealing.envelope.sizes import CHUNK_BYTES, TAG_BYTES, chunk_count, padded_size
from amana.engines.sealing.envelope.source import Source


class ChunkWriter:
    """Seals what it is given in pieces; `close` fills up to the size class with zeros and seals the last one."""

    __slots__ = ("_aead", "_buffer", "_head_hash", "_left", "_number", "_write")

    def __init__(self, write: Callable[[bytes], object], *, key: bytes, head_hash: bytes, size_class: int) -> None:
        self._write = write
        self._aead = AESGCM(key)
        self._head_hash = head_hash
        self._buffer = bytearray()
        self._left = padded_size(size_class)  # bytes that are still to be given, or filled up
        self._number = 0

    def write(self, data: bytes) -> None:
        """Take more of the content. Raises EnvelopeRefused if it is more than the class holds."""
        if len(data) > self._left:
            raise EnvelopeRefused(Refusal.CONTENT_TOO_LARGE)
        self._left -= len(data)
        rest = memoryview(data)
        while rest:
            room = CHUNK_BYTES - len(self._buffer)
            self._buffer += rest[:room]
            rest = rest[room:]
            if len(self._buffer) == CHUNK_BYTES and (rest or self._left):
                self._seal(last=False)

    def close(self) -> None:
        """Fill up and end."""
        while self._left:
            self.write(bytes(min(self._left, CHUNK_BYTES)))
        self._seal(last=True)

    def _seal(self, *, last: bool) -> None:
        self._write(self._aead.encrypt(chunk_nonce(self._number, last=last), bytes(self._buffer), self._head_hash))
        self._buffer.clear()
        self._number += 1


def open_chunks(source: Source, *, key: bytes, head_hash: bytes, size_class: int) -> Iterator[bytes]:
    """The pieces of the body, each given out only after it was authenticated. Raises EnvelopeRefused."""
    aead, left, last = AESGCM(key), padded_size(size_class), chunk_count(size_class) - 1
    for number in range(last + 1):
        size = min(left, CHUNK_BYTES)
        left -= size
        try:
            opened = aead.decrypt(chunk_nonce(number, last=number == last), source.take(size + TAG_BYTES), head_hash)
        except InvalidTag:
            raise EnvelopeRefused(Refusal.CHUNK) from None
        yield opened


def chunk_nonce(number: int, *, last: bool) -> bytes:
    """The nonce of a piece."""
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")
