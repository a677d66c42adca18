"""Proofs over the log: that it holds an entry, and that a later log continues an earlier one.

Making a proof asks for the roots of some stretches of leaves (`inclusion_stretches`, `consistency_stretches`), so whoever stores
subtree roots need not read the leaves. Verification follows RFC 9162, sections 2.1.3.2 and 2.1.4.2 (same tree as RFC 6962).
"""

from collections.abc import Sequence

from amana.engines.sealing.errors import ProofInvalid
from amana.engines.sealing.merkle import node_hash, root_of

Stretch = tuple[int, int]  # from leaf, to leaf (not included)


def _split(size: int) -> int:
    """The largest power of two below a size of at least two."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_stretches(index: int, size: int) -> tuple[Stretch, ...]:
    """Whose roots, lowest first, prove that leaf `index` is in a log of `size`. Raises ProofInvalid outside the log."""
    if not 0 <= index < size:
        raise ProofInvalid("there is no such leaf in a log of this size")
    path: list[Stretch] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return tuple(reversed(path))


def consistency_stretches(old: int, new: int) -> tuple[Stretch, ...]:
    """Whose roots prove that a log of size `new` continues one of size `old`. Raises ProofInvalid unless 0 < old <= new."""
    if not 0 < old <= new:
        raise ProofInvalid("the earlier log is not empty and not longer")
    path: list[Stretch] = []
    start, end, whole = 0, new, True
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start, whole = middle, False
    if not whole:
        path.append((start, end))
    return tuple(reversed(path))


def roots_of(leaves: Sequence[bytes], stretches: Sequence[Stretch]) -> tuple[bytes, ...]:
    """The roots of stretches of a log held in memory as leaf hashes."""
    return tuple(root_of(leaves[start:end]) for start, end in stretches)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that the log of `size` with `root` holds the leaf hash at `index`. Raises ProofInvalid if not shown."""
    if not 0 <= index < size:
        raise ProofInvalid("there is no such leaf in a log of this size")
    at, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofInvalid("the proof is too long")
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    if last or found != root:
        raise ProofInvalid("the proof does not lead to the root")


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """Check that the log of size `new` begins with the log of size `old`. Raises ProofInvalid if not shown."""
    if not 0 < old <= new:
        raise ProofInvalid("the earlier log is not empty and not longer")
    if old == new:
        if proof or old_root != new_root:
            raise ProofInvalid("one size has one root and needs no proof")
        return
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        raise ProofInvalid("the proof is too short")
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    earlier = later = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofInvalid("the proof is too long")
        if at & 1 or at == last:
            earlier, later = node_hash(sibling, earlier), node_hash(sibling, later)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            later = node_hash(later, sibling)
        at, last = at >> 1, last >> 1
    if last or earlier != old_root or later != new_root:
        raise ProofInvalid("the proof does not join the two roots")
