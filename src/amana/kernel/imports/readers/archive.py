"""Looking into a packed workbook before it is opened: how far it expands, whether it is whole, how far its cells are spread.

The reader lays out the rectangle from the first to the last cell, so two cells at opposite corners of a sheet of 20 kB would take
half a terabyte. Attackers do that on purpose and people do it by accident; both are found here, before any memory is taken.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from amana.kernel.imports.errors import ExpandsTooFar, FileDamaged, FormatNotTaken, SheetTooWide, TooManyRows
from amana.kernel.imports.limits import MAX_CELLS, MAX_EXPANDED, MAX_PARTS, MAX_RATIO, MAX_ROWS, RATIO_FREE

CHUNK = 1 << 20
LONGEST_CELL = 1 << 20  # bytes; a cell holds 32,767 signs at most, so nothing honest is longer
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,9})["'][^>]*(?<!/)>(?!\s*</)""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["'](\d{1,9})["'][^>]*(?<!/)>(?!\s*</)""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >]")
_FAULT = re.compile(rb"""\st\s*=\s*["']e["']""")
_HIDDEN = re.compile(rb"""<(?:\w+:)?col\s[^>]*\shidden\s*=\s*["'](?:1|true)["']""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a look inside showed, summed over all sheets."""

    formulas: int = 0
    faults: int = 0  # cells that hold an error of the spreadsheet, such as #REF!
    hidden_columns: bool = False
    macros: bool = False


def look_inside(content: bytes) -> Contents:
    """Unpack every part once into nothing, check sums included, and measure the sheets.

    Raises ExpandsTooFar, FileDamaged, SheetTooWide, TooManyRows.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _expands_within_limits(parts)
            found = [_look_at_part(archive, part) for part in parts]
            macros = any(part.filename.endswith("vbaProject.bin") for part in parts)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as damage:
        raise FileDamaged from damage
    return Contents(
        formulas=sum(part.formulas for part in found),
        faults=sum(part.faults for part in found),
        hidden_columns=any(part.hidden_columns for part in found),
        macros=macros,
    )


def _expands_within_limits(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_EXPANDED:
        raise ExpandsTooFar
    for part in parts:
        if part.file_size > RATIO_FREE and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise ExpandsTooFar
    names = [part.filename for part in parts]
    if len(set(names)) != len(names):
        raise FileDamaged  # two parts of one name: one program would read the first, another the second


def _look_at_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Contents:
    name = part.filename.lower()
    if name.startswith("xl/worksheets/") and name.endswith(".xml"):
        return _measure_sheet(_chunks(archive, part))
    if name == "content.xml":
        _OpenDocument().measure(_chunks(archive, part))
        return Contents()
    for _ in _chunks(archive, part):
        pass  # reading to the end checks the sum and the true size
    return Contents()


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked bytes of one part. `zipfile` stops at the announced size, so an understated size shows as a wrong check sum."""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _measure_sheet(chunks: Iterator[bytes]) -> Contents:
    last_row, widest, formulas, faults, hidden = 0, b"A", 0, 0, False
    for text in _whole_cells(chunks):
        cells = _CELL.findall(text)
        if cells:
            last_row = max([last_row, *(int(row) for _, row in cells)])
            widest = max({letters.upper() for letters, _ in cells} | {widest}, key=lambda letters: (len(letters), letters))
        last_row = max([last_row, *map(int, _ROW.findall(text))])
        formulas += len(_FORMULA.findall(text))
        faults += len(_FAULT.findall(text))
        hidden = hidden or bool(_HIDDEN.search(text))
    _refuse_spread(last_row, _column_number(widest), widest.decode("ascii"))
    return Contents(formulas=formulas, faults=faults, hidden_columns=hidden)


def _whole_cells(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that end before a row or a cell begins."""
    tail = b""
    for chunk in chunks:
        if chunk[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in chunk[:64]:
            raise FileDamaged  # a sheet in UTF-16 would pass our measures unseen
        text = tail + chunk
        begins = max(text.rfind(mark) for mark in (b"<c", b"<row", b":c", b":row"))
        cut = max(text.rfind(b"<", 0, begins + 1) if begins > 0 else text.rfind(b"<"), 0)
        tail = text[cut:]
        if len(tail) > LONGEST_CELL:
            raise FileDamaged
        yield text[:cut]
    yield tail


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refuse_spread(rows: int, columns: int, letters: str) -> None:
    if rows * columns > MAX_CELLS:
        raise SheetTooWide(cell=f"{letters}{rows}")
    if rows > MAX_ROWS:
        raise TooManyRows(limit=MAX_ROWS)


class _OpenDocument:
    """Counts the cells an OpenDocument table would have: there one row or cell may stand for a million by an attribute."""

    def __init__(self) -> None:
        self.rows = self.columns = self.row_columns = 0
        self.row_repeat = self.cell_repeat = 1
        self.pending_rows = 0
        self.row_has_content = False

    def measure(self, chunks: Iterator[bytes]) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.EntityDeclHandler = self._entity
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as damage:
            raise FileDamaged from damage

    def _entity(self, *_: object) -> None:
        raise FormatNotTaken(kind="OpenDocument with entities")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.rows = self.columns = self.pending_rows = 0
        elif name == "table:table-row":
            self.row_repeat = _times(attributes.get("table:number-rows-repeated"))
            self.row_columns, self.row_has_content = 0, False
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.cell_repeat = _times(attributes.get("table:number-columns-repeated"))
            filled = "office:value-type" in attributes or "calcext:value-type" in attributes
            self.row_columns += self.cell_repeat
            if filled:
                self.row_has_content = True
                self.columns = max(self.columns, self.row_columns)

    def _end(self, name: str) -> None:
        if name != "table:table-row":
            return
        if not self.row_has_content:
            self.pending_rows += self.row_repeat  # empty rows count only when something follows
            return
        self.rows += self.pending_rows + self.row_repeat
        self.pending_rows = 0
        if self.rows * max(self.columns, 1) > MAX_CELLS:
            raise SheetTooWide(cell=f"row {self.rows}, column {self.columns}")
        if self.rows > MAX_ROWS:
            raise TooManyRows(limit=MAX_ROWS)


def _times(text: str | None) -> int:
    if text is None or not text.strip().isdecimal():
        return 1
    return int(text)
