"""The files of a result: pairs and groups as tables, and the cells that could not be read."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from amana.kernel.imports.safe_text import neutralised, plain

from .fields import Fault
from .lists import Lists
from .reading import NOTHING_FETCHED
from .telling import PAIR_COLUMNS

MARK = "\ufeff"  # spreadsheet programs take a text without it for one of an old code page
_AT_ONCE = 20_000  # rows in memory while the table is made
_WHOLE = frozenset({"row_a", "row_b"})
_TEXTS = frozenset({"record_a", "record_b", "list_a", "list_b", "band", "limits", "scripts", "model", "reasons"})


def line(cells: Iterable[object]) -> str:
    """One line of a table."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def write_pairs(path: Path, parts: Iterable[str]) -> None:
    """pairs.csv from the lines of its parts."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(MARK + line(PAIR_COLUMNS))
        for part in parts:
            file.write(part)


def write_parquet(path: Path, pairs: Path) -> None:
    """The same table as Parquet; texts that a spreadsheet program would have run stand there as they are."""
    kinds = ", ".join(f"{name} {'VARCHAR' if name in _TEXTS else 'INTEGER' if name in _WHOLE else 'DOUBLE'}" for name in PAIR_COLUMNS)
    settings: dict[str, Any] = {"threads": 1, "temp_directory": "", **NOTHING_FETCHED}
    with duckdb.connect(config=settings) as connection, pairs.open(encoding="utf-8-sig", newline="") as file:
        connection.execute(f"CREATE TABLE pairs ({kinds})")
        rows = csv.reader(file)
        next(rows)
        while some := list(islice(rows, _AT_ONCE)):
            connection.register("batch", dict(zip(PAIR_COLUMNS, map(_column, PAIR_COLUMNS, zip(*some, strict=True)), strict=True)))
            connection.execute("INSERT INTO pairs SELECT * FROM batch")
            connection.unregister("batch")
        connection.execute("COPY pairs TO $path (FORMAT parquet)", {"path": str(path)})


def _column(name: str, cells: Sequence[str]) -> NDArray[Any]:
    if name in _TEXTS:
        return np.array([plain(cell) for cell in cells], object)
    return np.array(cells, np.int32 if name in _WHOLE else np.float64)


def clusters_text(lists: Lists, named: Sequence[str]) -> str:
    """clusters.csv: every record with its group, in the order of lists and rows."""
    size = Counter(named)
    order = sorted(range(len(lists)), key=lambda at: (int(lists.list_of[at]), int(lists.row[at])))
    lines = [line(("record", "list", "row", "cluster", "records_in_cluster"))]
    for at in order:
        file = lists.lists[int(lists.list_of[at])].name
        lines.append(line((neutralised(lists.names[at]), neutralised(file), int(lists.row[at]), neutralised(named[at]), size[named[at]])))
    return MARK + "".join(lines)


def problems_text(faults: Iterable[Fault]) -> str:
    """problems.csv: the cells that could not be read, with what helps."""
    rows = [
        (neutralised(each.file), each.row, neutralised(each.column), each.field, neutralised(each.text), each.message(), each.advice())
        for each in faults
    ]
    return MARK + line(("list", "row", "column", "field", "text", "problem", "remedy")) + "".join(map(line, rows))
