"""Text tables: comma, semicolon, tab or pipe; the mark that gives the most even table is taken."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import chain, islice

from amana.kernel.imports.cells import Remark, Row, Source, Table
from amana.kernel.imports.errors import FileEmpty, QuoteNotClosed, TooManyColumns, TooManyRows
from amana.kernel.imports.limits import MAX_COLUMNS, MAX_ROWS
from amana.kernel.imports.readers.text import decode
from amana.kernel.imports.safe_text import plain
from amana.kernel.imports.terms import Format

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_ROWS = 60
END = "\x04end of the file\x04"  # no text table holds it: control signs are no text


def read_delimited(content: bytes, *, encoding: str = "", most_rows: int = MAX_ROWS) -> Source:
    """Lay out a text table. Rows are read again from the text each time; quoted cells may hold line breaks and marks."""
    decoded = decode(content, encoding=encoding)
    text, announced = _announced(decoded.text)
    delimiter = announced or _delimiter(text)
    first = 2 if announced else 1
    _read_to_the_end(text, delimiter, first, most_rows)
    remarks = () if decoded.certain else (Remark(code="file.encoding_guessed", data={"encoding": decoded.encoding}),)
    return Source(
        format=Format.CSV,
        tables=(Table(name="", rows=partial(_rows, text, delimiter, first)),),
        remarks=remarks,
        encoding=decoded.encoding,
        delimiter=delimiter,
    )


def _announced(text: str) -> tuple[str, str]:
    """Excel's own first line `sep=;`."""
    line, mark, rest = text.partition("\n")
    line = line.strip().strip('"').lower()
    if mark and line.startswith("sep=") and len(line) <= 5:
        return rest, line[4:] or "\t"
    return text, ""


def _delimiter(text: str) -> str:
    return max(DELIMITERS, key=lambda mark: _evenness(text, mark))


def _evenness(text: str, mark: str) -> float:
    """How well a mark divides the first rows: the commonest number of cells, by how many of the divided rows have it.

    Rows of one cell are titles, or numbers with nothing behind them; many of them count a little against a mark.
    """
    try:
        widths = [len(cells) for cells in islice(_reader(text, mark), SAMPLE_ROWS) if any(cells)]
    except csv.Error:
        return 0.0
    divided = [width for width in widths if width > 1]
    if not divided:
        return 0.0
    width, times = Counter(divided).most_common(1)[0]
    return float(times / len(divided) * min(width, 40) * (len(divided) / len(widths)) ** 0.25)


def _reader(text: str, mark: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=mark, skipinitialspace=True)


def _read_to_the_end(text: str, mark: str, first: int, most_rows: int) -> None:
    """Find out now, and not in the middle of a commit, that every row can be read. A line of ours at the end shows whether a quotation
    mark is still open there: then it is swallowed with the rest, and the people of all these rows would be one cell."""
    number, last = first - 1, [END]
    filled = False
    lines = chain(io.StringIO(text, newline=""), (END,))
    try:
        for number, cells in enumerate(csv.reader(lines, delimiter=mark, skipinitialspace=True), start=first):
            if len(cells) > MAX_COLUMNS:
                raise TooManyColumns(limit=MAX_COLUMNS)
            if number - first > most_rows:
                raise TooManyRows(limit=most_rows)
            filled, last = filled or (any(cells) and cells != [END]), cells
    except csv.Error as failure:  # a cell of more than 131,072 signs: a quotation mark swallowed the rest of the file
        raise QuoteNotClosed(row=number + 1) from failure
    if last != [END]:
        raise QuoteNotClosed(row=number)
    if not filled:
        raise FileEmpty


def _rows(text: str, mark: str, first: int) -> Iterator[Row]:
    for number, cells in enumerate(_reader(text, mark), start=first):
        row = Row(number, tuple(plain(cell) for cell in cells))
        if not row.is_blank:
            yield row
