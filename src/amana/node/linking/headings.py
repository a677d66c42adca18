"""What the columns of a list mean: as the user says, else by their headings in English, French and Arabic."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from amana.engines.matching.rows import FIELDS
from amana.kernel.imports.cells import Table, as_text
from amana.kernel.imports.columns.keys import key, readings
from amana.kernel.imports.normalise.texts import one_line
from amana.kernel.imports.tables import spellings

from .errors import MappingNotReadable, UnknownField

# Besides what the engine compares: the number of the record, and a family name, which becomes the last link of the whole name.
ALL_FIELDS = ("id", *FIELDS, "family")
NAMES = frozenset({"name", "given", "father", "grandfather", "family"})
_LOOKED_AT = 20  # rows among which the headings are looked for, since lists begin with titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where a table's headings stand and what they mean.

    columns     field -> places of its columns, in their order
    left_aside  headings that mean nothing here
    first_row   number of the first row of data
    """

    table: Table
    headings: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    left_aside: tuple[str, ...]
    first_row: int

    @property
    def has_names(self) -> bool:
        return not NAMES.isdisjoint(self.columns)

    def heading(self, field: str) -> str:
        """The headings of a field's columns, for people."""
        return ", ".join(self.headings[place] for place in self.columns.get(field, ()))


def from_words(words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The columns of words such as `given=First name`. Raises UnknownField, MappingNotReadable."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        field, mark, heading = word.partition("=")
        if not mark or not heading.strip():
            raise MappingNotReadable(file=word)
        found[_known(field)] = (*found.get(field.strip(), ()), heading.strip())
    return found


def from_file(path: Path) -> dict[str, tuple[str, ...]]:
    """The columns a TOML file names, at its top or under `[columns]`. Raises UnknownField, MappingNotReadable."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise MappingNotReadable(file=path.name) from problem
    given = content.get("columns", content)
    if not isinstance(given, dict) or not given:
        raise MappingNotReadable(file=path.name)
    found = {}
    for field, headings in given.items():
        listed = headings if isinstance(headings, list) else [headings]
        if not all(isinstance(heading, str) for heading in listed):
            raise MappingNotReadable(file=path.name)
        found[_known(field)] = tuple(listed)
    return found


def _known(field: str) -> str:
    if field.strip() not in ALL_FIELDS:
        raise UnknownField(field=field.strip(), fields=", ".join(ALL_FIELDS))
    return field.strip()


def lay_out(tables: Sequence[Table], said: Mapping[str, Sequence[str]]) -> Layout:
    """The table of a file that has the most known headings, with their meaning; the first table where none is known."""
    found = [layout for table in tables for layout in _ways(table, said)]
    return max(found, key=lambda layout: (layout.has_names, len(layout.columns)))


def _ways(table: Table, said: Mapping[str, Sequence[str]]) -> list[Layout]:
    """One layout for each row that could hold the headings, the upper ones first; `max` keeps the first of equals."""
    if table.headings is not None:
        return [_layout(table, table.headings, said, first_row=1)]
    rows = islice(table.rows(), _LOOKED_AT)
    ways = [_layout(table, [as_text(cell) for cell in row.cells], said, first_row=row.number + 1) for row in rows]
    return ways or [_layout(table, (), said, first_row=1)]


def _layout(table: Table, texts: Sequence[str], said: Mapping[str, Sequence[str]], *, first_row: int) -> Layout:
    headings = tuple(one_line(text) for text in texts)
    meanings = _meanings(headings, said)
    columns: dict[str, list[int]] = {}
    for place, field in enumerate(meanings):
        if field:
            columns.setdefault(field, []).append(place)
    if "family" in columns and NAMES.isdisjoint(columns.keys() - {"family"}):
        columns["name"] = columns.pop("family")  # a lone "Nom" or "Surname" holds whole names
    aside = tuple(heading for heading, field in zip(headings, meanings, strict=True) if heading and not field)
    return Layout(
        table=table,
        headings=headings,
        columns={field: tuple(places) for field, places in columns.items()},
        left_aside=aside,
        first_row=first_row,
    )


def _meanings(headings: Sequence[str], said: Mapping[str, Sequence[str]]) -> list[str]:
    """The field of each heading, "" for none. What the user says stands; the fields they name are not recognised elsewhere."""
    told = {key(heading): field for field, listed in said.items() for heading in listed}
    return [told.get(key(heading)) or _recognised(heading, told.values()) for heading in headings]


def _recognised(heading: str, taken: Collection[str]) -> str:
    known = spellings("list_headings")
    for reading in readings(heading):
        field = known.get(reading) or (reading if reading in FIELDS else "")
        if field and field not in taken:
            return field
    return ""
