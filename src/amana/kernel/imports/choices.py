"""What the user decided about a file: which column is what, in which order days are written, what becomes of unknown columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from amana.kernel.imports.terms import DayOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Decisions that overrule ours. `fields` maps a column to a field, or to "" to keep it beside the record."""

    fields: Mapping[int, str] = field(default_factory=dict)
    day_order: Mapping[int, DayOrder] = field(default_factory=dict)
    encoding: str = ""
    keep_unknown_columns: bool = True

    def written(self) -> dict[str, Any]:
        return {
            "fields": {str(index): name for index, name in self.fields.items()},
            "day_order": {str(index): order.value for index, order in self.day_order.items()},
            "encoding": self.encoding,
            "keep_unknown_columns": self.keep_unknown_columns,
        }

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self:
        """The value of a JSON object made by `written`."""
        return cls(
            fields={int(index): str(name) for index, name in content["fields"].items()},
            day_order={int(index): DayOrder(order) for index, order in content["day_order"].items()},
            encoding=str(content["encoding"]),
            keep_unknown_columns=bool(content["keep_unknown_columns"]),
        )
