"""Rows that may be somebody already on file, or the same person as an earlier row of the sheet. The target finds them; a human decides.

Only who was found is kept with a row. Names and reasons are put together when somebody looks, so that nothing of another person's file
lies with the sheet, and a file that was erased meanwhile is gone here too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self
from uuid import UUID

from amana.kernel.access.values import Access
from amana.kernel.ui.parts import Text

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Whom one row resembles: persons on file by ref, earlier rows by number."""

    persons: tuple[UUID, ...] = ()
    rows: tuple[int, ...] = ()

    def written(self) -> dict[str, Any]:
        return {"persons": [str(person) for person in self.persons], "rows": list(self.rows)}

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self:
        return cls(persons=tuple(map(UUID, content["persons"])), rows=tuple(content["rows"]))


class Looker(Protocol):
    """Looks for the rows of one sheet, in its order, some at a time."""

    def look(self, rows: Iterable[tuple[int, Payload]]) -> list[tuple[int, Alike]]:
        """The rows that resemble somebody, by number. Rows are given once, each with what it would become."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Resemblance:
    """One person or row, shown beside the row in question. `row` is 0 for a person on file; `url` then leads to the file."""

    called: Text
    number: str = ""
    url: str = ""
    row: int = 0
    speaks_for: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A row, whom it resembles, and what earlier rows of the sheet say where that is still kept."""

    payload: Payload
    alike: Alike
    others: Mapping[int, Payload]


class Resembling(Protocol):
    """Show whom some rows resemble, with reasons for and against: persons within reach first, then rows."""

    def __call__(self, asked: Sequence[Question], *, access: Access) -> Sequence[Sequence[Resemblance]]: ...
