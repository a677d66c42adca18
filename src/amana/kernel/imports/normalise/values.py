"""What a cell says, and how it can fail to say anything."""

from dataclasses import dataclass, field
from typing import Any

from amana.kernel.imports.terms import Missing


class Unreadable(ValueError):
    """The text is not what its column holds. `code` names the reason; `data` stands in the sentence about it."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A remark about a value that was taken: a near spelling, a number kept as written."""

    code: str
    data: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one cell says.

    value    text, date, number, truth or tuple of codes; None where `missing` says why there is none, or the cell says nothing
    beside   what the value alone cannot hold, by the name under which it is kept ("as_given", "other", "birth")
    """

    value: Any = None
    missing: Missing | None = None
    beside: dict[str, Any] = field(default_factory=dict)
    noted: tuple[Noted, ...] = ()

    @property
    def says_nothing(self) -> bool:
        return self.value is None and self.missing is None and not self.beside


NOTHING = Reading()
