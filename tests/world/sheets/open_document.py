"""The smallest OpenDocument spreadsheet, also with rows and cells that say they stand for many."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'office:version="1.2">{entity}<office:body><office:spreadsheet><table:table table:name="Feuille1">'
)
_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"
MIME = "application/vnd.oasis.opendocument.spreadsheet"


def ods(rows: Sequence[Sequence[str]], *, repeat_last_row: int = 1, repeat_cells: int = 1, tail: str = "", manifest: str = "") -> bytes:
    """A sheet of texts. `tail` is put after the rows as it is; `manifest` replaces the list of parts."""
    lines = []
    for number, row in enumerate(rows):
        repeat = f' table:number-rows-repeated="{repeat_last_row}"' if number == len(rows) - 1 and repeat_last_row > 1 else ""
        lines.append(f"<table:table-row{repeat}>{''.join(_cell(text, repeat_cells) for text in row)}</table:table-row>")
    content = _HEAD.format(entity="") + "".join(lines) + tail + _TAIL
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest or _manifest())
        archive.writestr("content.xml", content)
    return packed.getvalue()


def _cell(text: str, repeat: int) -> str:
    many = f' table:number-columns-repeated="{repeat}"' if repeat > 1 else ""
    if not text:
        return f"<table:table-cell{many}/>"
    return f'<table:table-cell office:value-type="string"{many}><text:p>{escape(text)}</text:p></table:table-cell>'


def _manifest() -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
