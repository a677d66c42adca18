"""Counting commitments. What is claimed and what is verified are two figures everywhere and never added; what is withheld is a third."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from amana.contexts.dialogue.terms import Status

Key = TypeVar("Key")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one commitment stands, as far as the reader may know: `status` None is "not shared"."""

    status: Status | None
    overdue: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How many commitments there are, and in which status. `by_status` has every status; all of it and `not_shared` make `recorded`."""

    recorded: int
    by_status: Mapping[Status, int]
    not_shared: int
    overdue: int

    @property
    def verified(self) -> int:
        return self.by_status[Status.DONE_VERIFIED]

    @property
    def claimed(self) -> int:
        return self.by_status[Status.DONE_CLAIMED]


def figures(standings: Iterable[Standing]) -> Figures:
    """Count. Whether something withheld is overdue is not known, so it counts as neither."""
    found = tuple(standings)
    return Figures(
        recorded=len(found),
        by_status={status: sum(each.status is status for each in found) for status in Status},
        not_shared=sum(each.status is None for each in found),
        overdue=sum(bool(each.overdue) for each in found),
    )


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, tuple[Item, ...]]:
    """Items by a key, each in one group, groups in the order in which they first occur."""
    found: dict[Key, list[Item]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return {name: tuple(group) for name, group in found.items()}
