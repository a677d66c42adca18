"""What a new table changes: rows added, removed, and changed field by field. Kept with the version as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amana.contexts.law.treaties.reading import COLUMNS


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One value of one row, before and after."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One row: "added", "removed" or "changed". `row` is as it is after, or as it was where it was removed."""

    key: str
    what: str
    row: Mapping[str, str]
    fields: tuple[FieldChange, ...] = ()


def compare(before: Mapping[str, Mapping[str, str]], after: Mapping[str, Mapping[str, str]]) -> tuple[RowChange, ...]:
    """Every row that differs, in the order of the keys."""
    found = []
    for key in sorted({*before, *after}):
        if key not in before:
            found.append(RowChange(key=key, what="added", row=after[key]))
        elif key not in after:
            found.append(RowChange(key=key, what="removed", row=before[key]))
        else:
            fields = tuple(
                FieldChange(column=column, before=before[key][column], after=after[key][column])
                for column in COLUMNS
                if before[key][column] != after[key][column]
            )
            if fields:
                found.append(RowChange(key=key, what="changed", row=after[key], fields=fields))
    return tuple(found)


def written(changes: tuple[RowChange, ...]) -> list[dict[str, Any]]:
    """As stored."""
    return [
        {
            "key": one.key,
            "what": one.what,
            "row": dict(one.row),
            "fields": [[field.column, field.before, field.after] for field in one.fields],
        }
        for one in changes
    ]


def read(stored: list[dict[str, Any]]) -> tuple[RowChange, ...]:
    """From what was stored."""
    return tuple(
        RowChange(
            key=one["key"],
            what=one["what"],
            row=one["row"],
            fields=tuple(FieldChange(column=column, before=before, after=after) for column, before, after in one["fields"]),
        )
        for one in stored
    )
