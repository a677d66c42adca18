"""A file as a table of texts: CSV in any encoding, workbooks, Parquet. The content says what it is, not the name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from amana.kernel.imports.cells import Cell, Row, Source, Table
from amana.kernel.imports.errors import FileNotReadable
from amana.kernel.imports.problems import remark_sentence
from amana.kernel.imports.readers.delimited import read_delimited
from amana.kernel.imports.readers.detect import detect
from amana.kernel.imports.readers.source import open_source
from amana.kernel.imports.terms import Format

from .errors import ListNotReadable, ListNotThere

MOST_ROWS = 5_000_000  # of one list; a node's importer takes far fewer, since people look through what it reads
PARQUET = b"PAR1"
NOTHING_FETCHED = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}  # the database would ask the network
AT_ONCE = 10_000  # rows fetched from a Parquet file


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file whose rows can be read, any number of times.

    name     the file's own name, without its folder
    kind     csv, xlsx, parquet and so on
    digest   SHA-256 of the content
    tables   the sheets of a workbook; one otherwise
    remarks  what a reader should know, as sentences
    """

    name: str
    kind: str
    digest: str
    tables: tuple[Table, ...]
    encoding: str = ""
    delimiter: str = ""
    remarks: tuple[str, ...] = ()


def open_list(path: Path) -> Opened:
    """Open a file. Raises ListNotThere, ListNotReadable."""
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise ListNotThere(file=path.name) from problem
    digest = sha256(content).hexdigest()
    if content[:4] == PARQUET:
        return Opened(name=path.name, kind="parquet", digest=digest, tables=(_parquet(path),))
    try:
        source = _source(content)
    except FileNotReadable as problem:
        raise ListNotReadable(file=path.name, why=problem.message(), help=problem.advice()) from problem
    return Opened(
        name=path.name,
        kind=source.format.value,
        digest=digest,
        tables=tuple(table for table in source.tables if not table.hidden) or source.tables,
        encoding=source.encoding,
        delimiter=source.delimiter,
        remarks=tuple(map(remark_sentence, source.remarks)),
    )


def _source(content: bytes) -> Source:
    """As the importer reads it; text tables may be longer here."""
    if content.strip(b"\x00 \t\r\n") and detect(content) is Format.CSV:
        return read_delimited(content, most_rows=MOST_ROWS)
    return open_source(content)


def _parquet(path: Path) -> Table:
    def connected() -> duckdb.DuckDBPyConnection:
        settings: dict[str, Any] = {
            "threads": 1,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "temp_directory": "",
        }
        return duckdb.connect(config=settings)

    try:
        with connected() as connection:
            headings = [row[0] for row in connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()]
    except duckdb.Error as problem:
        raise ListNotReadable(file=path.name, why=str(problem).splitlines()[0], help="") from problem
    rows: Callable[[], Iterator[Row]] = partial(_parquet_rows, path, connected)
    return Table(name="", rows=rows, headings=tuple(headings))


def _parquet_rows(path: Path, connected: Callable[[], duckdb.DuckDBPyConnection]) -> Iterator[Row]:
    with connected() as connection:
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        number = 0
        while some := found.fetchmany(AT_ONCE):
            for cells in some:
                number += 1
                yield Row(number, tuple(map(_cell, cells)))


def _cell(value: object) -> Cell:
    if isinstance(value, list | tuple):
        return tuple(str(each) for each in value if each is not None)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return value if hasattr(value, "isoformat") else str(value)  # type: ignore[return-value]  # days and times keep their kind
