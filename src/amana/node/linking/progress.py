"""What a piece of work tells while it goes on, and how it ended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from .fields import Fault
from .lists import Lists

Step = Callable[[int, int], None]  # done, of how many


class Progress(Protocol):
    """Somebody who listens."""

    def read(self, lists: Lists) -> None:
        """The lists were read, and how."""

    def faults(self, faults: Sequence[Fault]) -> None:
        """Cells could not be read."""

    def begins(self, stage: str) -> Step:
        """A stage begins: `names`, `candidates`, `weighing`, `groups`, `telling`, `report`."""


class Silent:
    """Nobody listens."""

    def read(self, lists: Lists) -> None:
        pass

    def faults(self, faults: Sequence[Fault]) -> None:
        pass

    def begins(self, stage: str) -> Step:
        return lambda _done, _total: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """How it ended. `stood` says that the result was there already and was left as it is."""

    records: int
    candidates: int
    possible: int
    probable: int
    groups: int
    files: tuple[str, ...]
    stood: bool = False
