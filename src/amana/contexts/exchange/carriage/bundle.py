"""Many envelopes and receipts as one stream: the file that somebody carries, and the answer to a node that fetches.

    "amana-bundle/1\\n" | frame | frame | ... | end frame
    frame = one byte of kind | eight bytes of length, big-endian | as many bytes

Each frame is signed in itself, so a bundle needs no signature, and what comes before a break is whole. The end frame ("Z", length 0)
only says that nothing was cut off.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from amana.contexts.exchange.limits import LARGEST_ENVELOPE, LARGEST_RECEIPT, LARGEST_REQUEST

MAGIC = b"amana-bundle/1\n"
MEDIA_TYPE = "application/vnd.amana.bundle"
_HEAD = 9
_READ = 64 * 1024


class FrameKind(Enum):
    ENVELOPE = b"E"
    RECEIPT = b"R"
    REQUEST = b"Q"
    END = b"Z"


LARGEST = {
    FrameKind.ENVELOPE: LARGEST_ENVELOPE,
    FrameKind.RECEIPT: LARGEST_RECEIPT,
    FrameKind.REQUEST: LARGEST_REQUEST,
    FrameKind.END: 0,
}


class BundleBroken(ValueError):
    """The bytes are no bundle, or end in the middle of one."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One thing in a bundle. Its chunks must be read before the next frame is asked for; what is left is skipped."""

    kind: FrameKind
    size: int
    chunks: Iterable[bytes]

    def whole(self) -> bytes:
        """All its bytes at once, for the small ones."""
        return b"".join(self.chunks)


def begin() -> bytes:
    """What a bundle begins with."""
    return MAGIC


def framed(kind: FrameKind, size: int, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """One frame. Raises BundleBroken if the chunks are not as long as said."""
    yield kind.value + size.to_bytes(8, "big")
    left = size
    for chunk in chunks:
        left -= len(chunk)
        yield chunk
    if left:
        raise BundleBroken("the chunks are not as long as said")


def end() -> bytes:
    """What a whole bundle ends with."""
    return FrameKind.END.value + bytes(8)


def frames(read: Callable[[int], bytes]) -> Iterator[Frame]:
    """The frames of a bundle, given something to read from. Raises BundleBroken where it breaks off; what came before was whole."""
    if _exactly(read, len(MAGIC)) != MAGIC:
        raise BundleBroken("not a bundle")
    while True:
        head = _exactly(read, _HEAD)
        try:
            kind = FrameKind(head[:1])
        except ValueError:
            raise BundleBroken("a frame of an unknown kind") from None
        size = int.from_bytes(head[1:], "big")
        if size > LARGEST[kind]:
            raise BundleBroken("a frame longer than its kind may be")
        if kind is FrameKind.END:
            return
        chunks = _chunks(read, size)
        yield Frame(kind, size, chunks)
        for _skipped in chunks:
            pass


def _chunks(read: Callable[[int], bytes], size: int) -> Iterator[bytes]:
    left = size
    while left:
        chunk = read(min(left, _READ))
        if not chunk:
            raise BundleBroken("it breaks off in the middle of a frame")
        left -= len(chunk)
        yield chunk


def _exactly(read: Callable[[int], bytes], size: int) -> bytes:
    got = b""
    while len(got) < size:
        more = read(size - len(got))
        if not more:
            raise BundleBroken("it breaks off")
        got += more
    return got
