"""The Merkle tree of RFC 6962, section 2.1, as a log that only grows.

A log of n entries has one root; adding an entry needs only the roots of its O(log n) whole subtrees (`CompactRange`). Proofs are
in `proofs.py`. Leaves and inner nodes are hashed with different prefixes, so that neither can pass for the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from amana.engines.sealing.errors import ProofInvalid

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry as a leaf."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node over its two children."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactRange:
    """A log reduced to what is needed to add to it: its size and the roots of its whole subtrees, largest first.

    There are as many roots as the size has ones in binary. Raises ProofInvalid if that does not hold.
    """

    size: int = 0
    roots: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.roots) != self.size.bit_count():
            raise ProofInvalid("a compact range holds one root per one in the binary size")

    def append(self, leaf: bytes) -> Self:
        """The range after one more leaf hash."""
        return self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> Self:
        """The range after more leaf hashes, in order."""
        size, roots = self.size, list(self.roots)
        for leaf in leaves:
            merged, carry = leaf, size
            while carry & 1:  # like binary addition: two subtrees of one size become one of the next
                merged = node_hash(roots.pop(), merged)
                carry >>= 1
            roots.append(merged)
            size += 1
        return type(self)(size=size, roots=tuple(roots))

    def root(self) -> bytes:
        """The root of the whole log; of an empty log, the hash of nothing."""
        if not self.roots:
            return EMPTY_ROOT
        *rest, root = self.roots
        for larger in reversed(rest):
            root = node_hash(larger, root)
        return root

    def to_bytes(self) -> bytes:
        """The roots in a row, 32 bytes each; the size is stored beside them."""
        return b"".join(self.roots)

    @classmethod
    def from_bytes(cls, size: int, raw: bytes) -> Self:
        """Read `to_bytes` back. Raises ProofInvalid if the bytes do not fit the size."""
        if len(raw) % HASH_BYTES:
            raise ProofInvalid("roots are 32 bytes each")
        return cls(size=size, roots=tuple(raw[at : at + HASH_BYTES] for at in range(0, len(raw), HASH_BYTES)))


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes in order."""
    return CompactRange().extend(leaves).root()
