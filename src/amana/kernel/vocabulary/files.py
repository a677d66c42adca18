"""Reading `reference/`: the list of tables and the tables themselves, checked before anything is stored."""

import csv
import hashlib
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from amana.kernel.vocabulary.errors import TableFaulty

REFERENCE = Path(__file__).resolve().parents[4] / "reference"  # beside `src/` in the checkout that this node runs from
LIST = "tables.toml"
LONGEST_CODE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What `tables.toml` says about one table."""

    name: str
    title: str
    key: tuple[str, ...]
    edition: str
    licence: str
    translate: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One file as read: its hash, and its rows by code in the order of the file."""

    declared: Declared
    sha256: str
    rows: Mapping[str, Mapping[str, str]]


def declared(folder: Path = REFERENCE) -> tuple[Declared, ...]:
    """The tables that a folder offers."""
    listed = tomllib.loads((folder / LIST).read_text(encoding="utf-8"))
    return tuple(
        Declared(
            name=name,
            title=table["title"],
            key=tuple(table["key"]),
            edition=table["edition"],
            licence=table["licence"],
            translate=tuple(table["translate"]),
        )
        for name, table in listed.items()
    )


def content(table: Declared, folder: Path = REFERENCE) -> Content:
    """Read one table. Raises TableFaulty, naming the line, for a missing column, an empty or doubled key, or a broken line."""
    # A checkout may change line ends; the content, and so its hash, is the same.
    raw = (folder / f"{table.name}.csv").read_bytes().replace(b"\r\n", b"\n")
    lines = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)
    columns = lines.fieldnames or []
    for column in {*table.key, *table.translate} - set(columns):
        raise TableFaulty(table=table.name, line=1, fault=f"no column {column}")
    rows: dict[str, Mapping[str, str]] = {}
    for line in lines:
        if None in line or None in line.values():
            raise TableFaulty(table=table.name, line=lines.line_num, fault="more or fewer values than columns")
        code = ":".join(line[column] for column in table.key)
        if not all(line[column] for column in table.key) or len(code) > LONGEST_CODE:
            raise TableFaulty(table=table.name, line=lines.line_num, fault="key empty or too long")
        if code in rows:
            raise TableFaulty(table=table.name, line=lines.line_num, fault="key used twice")
        rows[code] = line
    return Content(declared=table, sha256=hashlib.sha256(raw).hexdigest(), rows=rows)


def sentences(folder: Path = REFERENCE) -> tuple[tuple[str, str, str], ...]:
    """Every sentence that a reader may meet, for the translators: (sentence, table, code), in the order of the files."""
    return tuple(
        (row[column], table.name, code)
        for table in declared(folder)
        for code, row in content(table, folder).rows.items()
        for column in table.translate
        if row[column]
    )
