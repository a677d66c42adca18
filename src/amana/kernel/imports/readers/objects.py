"""JSON: a list of objects, an object that holds such a list, or one object per line. Objects inside objects become paths."""

import json
from collections.abc import Iterator, Mapping
from functools import partial

from amana.kernel.imports.cells import Cell, Row, Source, Table
from amana.kernel.imports.errors import JsonNotReadable, NoRecordsInJson, TooManyColumns, TooManyRows
from amana.kernel.imports.limits import MAX_COLUMNS, MAX_ROWS
from amana.kernel.imports.readers.text import decode
from amana.kernel.imports.terms import Format

LISTS = ("cases", "results", "records", "persons", "people", "data", "submissions", "items", "rows", "value")
MAX_DEPTH = 12
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def _refuse_constant(name: str) -> Json:
    raise ValueError(name)  # NaN and Infinity are no JSON


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def read_objects(content: bytes) -> Source:
    """Lay out a JSON file. Objects are taken from the text one by one, twice: once for the paths in them, once per reading."""
    decoded = decode(content)
    text = decoded.text
    start = _start_of_list(text)
    headings = _headings(text, start)
    if not headings:
        raise NoRecordsInJson
    table = Table(name="", rows=partial(_rows, text, start, headings), headings=headings)
    return Source(format=Format.JSON, tables=(table,), encoding=decoded.encoding)


def _start_of_list(text: str) -> int:
    """Where the records begin: after the bracket of the list, or at the first object of a file with one object per line."""
    at = _skip(text, 0)
    if text.startswith("[", at):
        return at + 1
    found: dict[str, int] = {}
    end = at + 1
    while True:
        end = _skip(text, end, ",")
        if text.startswith("}", end):
            break
        key, end = _value(text, end)
        end = _skip(text, end)
        if not isinstance(key, str) or not text.startswith(":", end):
            raise _mistake(text, end)
        end = _skip(text, end + 1)
        if text.startswith("[", end) and text.startswith("{", _skip(text, end + 1)):
            if key.casefold() in LISTS:
                return end + 1
            found[key] = end + 1
        _, end = _value(text, end)
    after = _skip(text, end + 1)
    if len(found) == 1 and after >= len(text):
        return next(iter(found.values()))
    if after >= len(text) or text.startswith("{", after):
        return at  # the object is itself a record, alone or the first of one per line
    raise _mistake(text, after)


def _objects(text: str, start: int) -> Iterator[dict[str, Json]]:
    at = _skip(text, start, ",")
    while at < len(text) and not text.startswith("]", at):
        value, at = _value(text, at)
        if not isinstance(value, dict):
            raise NoRecordsInJson
        yield value
        at = _skip(text, at, ",")


def _value(text: str, at: int) -> tuple[Json, int]:
    try:
        value, end = _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError) as failure:
        raise _mistake(text, getattr(failure, "pos", at)) from failure
    return value, end


def _skip(text: str, at: int, also: str = "") -> int:
    while at < len(text) and (text[at] in " \t\r\n" or text[at] in also):
        at += 1
    return at


def _mistake(text: str, at: int) -> JsonNotReadable:
    return JsonNotReadable(line=text.count("\n", 0, at) + 1)


def _headings(text: str, start: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for number, record in enumerate(_objects(text, start), start=1):
        if number > MAX_ROWS:
            raise TooManyRows(limit=MAX_ROWS)
        found.update(dict.fromkeys(_flat(record)))
        if len(found) > MAX_COLUMNS:
            raise TooManyColumns(limit=MAX_COLUMNS)
    return tuple(found)


def _rows(text: str, start: int, headings: tuple[str, ...]) -> Iterator[Row]:
    for number, record in enumerate(_objects(text, start), start=1):
        flat = _flat(record)
        row = Row(number, tuple(flat.get(heading) for heading in headings))
        if not row.is_blank:
            yield row


def _flat(record: Mapping[str, Json], path: str = "", depth: int = 0) -> dict[str, Cell]:
    """One cell per path. A list of plain values stays a list; a list of objects is kept as its JSON text."""
    cells: dict[str, Cell] = {}
    for key, value in record.items():
        name = f"{path}{key}"
        if isinstance(value, dict) and value and depth < MAX_DEPTH and not _is_opaque(key):
            cells.update(_flat(value, f"{name}/", depth + 1))
        elif isinstance(value, list) and value and all(isinstance(entry, str) for entry in value):
            cells[name] = tuple(str(entry) for entry in value)
        elif isinstance(value, list) and not _is_opaque(key) and all(not isinstance(entry, list | dict) for entry in value):
            cells[name] = tuple("" if entry is None else str(entry) for entry in value)
        elif isinstance(value, list | dict):
            cells[name] = json.dumps(value, ensure_ascii=False, sort_keys=True) if value else None
        else:
            cells[name] = value
    return cells


def _is_opaque(key: str) -> bool:
    """Names in our own namespace hold structure that belongs together (docs/reference/htcds.md)."""
    return key.startswith("amana:")
