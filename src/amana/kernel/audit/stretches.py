"""Sets of entry numbers as stretches (from, to, both included), so that a million erased entries take one pair of numbers."""

from collections.abc import Iterable

Stretch = tuple[int, int]


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same numbers in as few stretches as possible, lowest first."""
    found: list[Stretch] = []
    for first, last in sorted(stretches):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def add(stretches: list[Stretch], index: int) -> None:
    """Add a number that is not below any that are there."""
    if stretches and index <= stretches[-1][1] + 1:
        stretches[-1] = (stretches[-1][0], max(index, stretches[-1][1]))
    else:
        stretches.append((index, index))


def without(stretches: Iterable[Stretch], taken: Iterable[Stretch]) -> list[Stretch]:
    """The numbers of the first that are not in the second."""
    left: list[Stretch] = []
    gaps = joined(taken)
    for first, last in joined(stretches):
        at = first
        for start, end in gaps:
            if end < at or start > last:
                continue
            if start > at:
                left.append((at, start - 1))
            at = end + 1
        if at <= last:
            left.append((at, last))
    return left


def size_of(stretches: Iterable[Stretch]) -> int:
    """How many numbers these are."""
    return sum(last - first + 1 for first, last in stretches)
