"""Bytes that come in pieces of any size, taken in pieces of the size wanted, and hashed on the way."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from amana.engines.sealing.envelope.refusals import EnvelopeRefused, Refusal


class Source:
    """Reads exactly as much as is asked for; keeps no more than one incoming piece and what is asked for.

    `hash` is SHA-256 over all bytes taken so far.
    """

    __slots__ = ("_at", "_piece", "_pieces", "hash")

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces: Iterator[bytes] = iter(pieces)
        self._piece = memoryview(b"")
        self._at = 0
        self.hash = sha256()

    def take(self, length: int) -> bytes:
        """The next bytes, exactly so many. Raises EnvelopeRefused if they end before."""
        taken = bytearray()
        while len(taken) < length:
            if self._at == len(self._piece) and not self._next():
                raise EnvelopeRefused(Refusal.TRUNCATED)
            end = min(len(self._piece), self._at + length - len(taken))
            taken += self._piece[self._at : end]
            self._at = end
        whole = bytes(taken)
        self.hash.update(whole)
        return whole

    def end(self) -> None:
        """Check that nothing follows. Raises EnvelopeRefused."""
        if self._at < len(self._piece) or self._next():
            raise EnvelopeRefused(Refusal.TRAILING)

    def _next(self) -> bool:
        """Go on to the next piece that is not empty; False at the end."""
        for piece in self._pieces:
            if piece:
                self._piece, self._at = memoryview(piece), 0
                return True
        return False
