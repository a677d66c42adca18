"""What was found out about a table: its columns, where its data begin, what is doubtful. All of it can be shown, stored and corrected."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self


class Part(StrEnum):
    """What a column is for."""

    FIELD = "field"  # goes to a field
    OPTION = "option"  # says yes or no to one choice of a field
    COUNTER = "counter"  # numbers the rows
    SOURCE_KEY = "source_key"  # names the record in the system it comes from
    STATED_ON = "stated_on"  # the day the answers were given
    FORM = "form"  # the form program's own (start, device, version): not imported
    KEPT = "kept"  # not understood: kept beside the record, word for word
    EMPTY = "empty"  # nothing in it


class Certainty(StrEnum):
    """How sure the meaning of a column is."""

    EXACT = "exact"
    NEAR = "near"  # a near spelling
    NEIGHBOURS = "neighbours"  # several fields share this heading; its neighbours decided
    EVIDENCE = "evidence"  # two headings disagreed; the values decided
    NAME_OVER_LABEL = "name_over_label"  # two headings disagreed; the one for programs was taken
    CHOSEN = "chosen"  # the user said so
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `headings` are its texts from top to bottom; `alternatives` the fields it might also be."""

    index: int
    headings: tuple[str, ...]
    part: Part
    field: str = ""
    option: str = ""
    certainty: Certainty = Certainty.EXACT
    alternatives: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Headings of the same columns that disagree, and what was made of it. `columns` maps index -> (by name, by label)."""

    columns: tuple[tuple[int, str, str], ...]
    taken: str  # "name" or "label"
    name_fit: float  # share of values that fit, from -1 to 1
    label_fit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one table is laid out. Row numbers count as the sheet does."""

    table: str
    heading_rows: tuple[int, ...]
    skipped_rows: tuple[int, ...]  # titles above and instructions below the headings
    first_row: int
    columns: tuple[Column, ...]
    conflicts: tuple[Conflict, ...] = ()
    turned: bool = False  # one person per column: rows and columns were exchanged
    recognised: int = 0

    def written(self) -> dict[str, Any]:
        """The JSON object of it."""
        return asdict(self)

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self:
        """The layout of a JSON object made by `written`."""
        columns = tuple(_column(column) for column in content["columns"])
        conflicts = tuple(
            Conflict(**{**conflict, "columns": tuple((int(i), name, label) for i, name, label in conflict["columns"])})
            for conflict in content["conflicts"]
        )
        rows = {name: tuple(content[name]) for name in ("heading_rows", "skipped_rows")}
        return cls(**{**content, **rows, "columns": columns, "conflicts": conflicts})


def _column(content: Mapping[str, Any]) -> Column:
    texts = {name: tuple(content[name]) for name in ("headings", "alternatives", "samples")}
    return Column(**{**content, **texts, "part": Part(content["part"]), "certainty": Certainty(content["certainty"])})
