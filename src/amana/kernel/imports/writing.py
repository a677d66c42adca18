"""Writing a workbook of texts in memory: no formula can stand in it, and nothing of it touches the disk.

The usual libraries write sheets to temporary files in the clear before they pack them. A sheet of texts needs five small parts.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from amana.kernel.imports.cells import column_letter

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # spreadsheet programs read _x0041_ as A
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_FIXED = {
    "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" '
    f'Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def workbook(rows: Iterable[Sequence[str]], *, sheet: str, description: str = "") -> bytes:
    """A workbook of one sheet, every cell a text. Signs that XML cannot hold are left out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in _FIXED.items():
            archive.writestr(name, part)
        archive.writestr(
            "xl/workbook.xml",
            f'{_XML}<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_RELATIONS}"><sheets>'
            f'<sheet name="{_attribute(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "docProps/core.xml",
            f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:creator>Amana</dc:creator><dc:description>{escape(description)}</dc:description></cp:coreProperties>",
        )
        with archive.open("xl/worksheets/sheet1.xml", "w") as cells_part:
            cells_part.write(f'{_XML}<worksheet xmlns="{_SPREADSHEET}"><sheetData>'.encode())
            for number, row in enumerate(rows, start=1):
                cells = "".join(_cell(text, index, number) for index, text in enumerate(row) if text)
                cells_part.write(f'<row r="{number}">{cells}</row>'.encode())
            cells_part.write(b"</sheetData></worksheet>")
    return packed.getvalue()


def _cell(text: str, index: int, row: int) -> str:
    allowed = _LOOKS_ESCAPED.sub("_x005F_", _NOT_IN_XML.sub("", text))
    safe = escape(allowed, {"\r": "_x000D_"})
    return f'<c r="{column_letter(index)}{row}" t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>'


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})
