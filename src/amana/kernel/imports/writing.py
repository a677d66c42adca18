"""Writing a workbook of texts and whole numbers in memory: no formula can stand in it, and nothing of it touches the disk.

The usual libraries write sheets to temporary files in the clear before they pack them. A workbook of texts needs a few small parts.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO
from xml.sax.saxutils import escape

from amana.kernel.imports.cells import column_letter

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # spreadsheet programs read _x0041_ as A
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OVERRIDE = '<Override PartName="{part}" ContentType="application/vnd.openxmlformats-{kind}+xml"/>'
_RELATION = '<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'

Cell = str | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet. Programs allow 31 signs for its name and none of []:*?/\\, so other names are shortened."""

    name: str
    rows: Iterable[Sequence[Cell]]


def workbook(rows: Iterable[Sequence[str]], *, sheet: str, description: str = "") -> bytes:
    """A workbook of one sheet, every cell a text. Signs that XML cannot hold are left out."""
    return workbook_of([Sheet(name=sheet, rows=rows)], description=description)


def workbook_of(sheets: Sequence[Sheet], *, description: str = "", right_to_left: bool = False) -> bytes:
    """A workbook of several sheets; whole numbers stay numbers. With `right_to_left` columns begin at the right, as in Arabic."""
    numbers = range(1, len(sheets) + 1)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "officedocument.spreadsheetml.worksheet"
        overrides = "".join(_OVERRIDE.format(part=f"/xl/worksheets/sheet{n}.xml", kind=kind) for n in numbers)
        archive.writestr(
            "[Content_Types].xml",
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            + _OVERRIDE.format(part="/xl/workbook.xml", kind="officedocument.spreadsheetml.sheet.main")
            + overrides
            + _OVERRIDE.format(part="/docProps/core.xml", kind="package.core-properties")
            + "</Types>",
        )
        archive.writestr(
            "_rels/.rels",
            _relations(
                _RELATION.format(number=1, kind=f"{_RELATIONS}/officeDocument", target="xl/workbook.xml"),
                _RELATION.format(number=2, kind=f"{_PACKAGE}/relationships/metadata/core-properties", target="docProps/core.xml"),
            ),
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            _relations(*(_RELATION.format(number=n, kind=f"{_RELATIONS}/worksheet", target=f"worksheets/sheet{n}.xml") for n in numbers)),
        )
        names = zip(numbers, (_sheet_name(each.name) for each in sheets), strict=True)
        listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in names)
        archive.writestr(
            "xl/workbook.xml", f'{_XML}<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>'
        )
        archive.writestr(
            "docProps/core.xml",
            f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:creator>Amana</dc:creator><dc:description>{escape(description)}</dc:description></cp:coreProperties>",
        )
        view = '<sheetViews><sheetView rightToLeft="1" workbookViewId="0"/></sheetViews>' if right_to_left else ""
        for number, each in zip(numbers, sheets, strict=True):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
                _write_cells(part, each.rows, view)
    return packed.getvalue()


def _write_cells(part: IO[bytes], rows: Iterable[Sequence[Cell]], view: str) -> None:
    part.write(f'{_XML}<worksheet xmlns="{_SPREADSHEET}">{view}<sheetData>'.encode())
    for number, row in enumerate(rows, start=1):
        cells = "".join(_cell(value, index, number) for index, value in enumerate(row) if value != "")
        part.write(f'<row r="{number}">{cells}</row>'.encode())
    part.write(b"</sheetData></worksheet>")


def _relations(*relations: str) -> str:
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'


def _sheet_name(name: str) -> str:
    return _attribute(_NOT_IN_XML.sub("", _NOT_IN_SHEET_NAMES.sub(" ", name)).strip()[:31])


def _cell(value: Cell, index: int, row: int) -> str:
    place = f"{column_letter(index)}{row}"
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    allowed = _LOOKS_ESCAPED.sub("_x005F_", _NOT_IN_XML.sub("", value))
    safe = escape(allowed, {"\r": "_x000D_"})
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>'


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})
