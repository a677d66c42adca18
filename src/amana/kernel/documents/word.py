"""A longer document as DOCX, written in memory: headings, paragraphs, labels with values and tables, in either direction.

A text document needs five small parts; a library would bring a template of its own, an XML parser in C and no help with right-to-left.
Office Open XML: ECMA-376, part 1.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from amana.kernel.documents.parts import Grid, Heading, Manner, Pairs, Paragraph, Part

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FIXED = {
    "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" '
    f'Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
# name, what it is for readers of the outline, size in half points, bold, colour
_STYLES = (
    ("Title", None, 36, True, "1D2430"),
    ("Heading1", 0, 28, True, "0B5C5E"),
    ("Heading2", 1, 23, True, "1D2430"),
    ("Note", None, 20, False, "566072"),
    ("Gap", None, 21, True, "6B4600"),
)


def word(parts: Sequence[Part], *, language: str, title: str) -> bytes:
    """The document as DOCX. Signs that XML cannot hold are left out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in _FIXED.items():
            archive.writestr(name, part)
        archive.writestr("word/styles.xml", _styles(language))
        archive.writestr("word/document.xml", _document(parts, language, title))
        archive.writestr(
            "docProps/core.xml",
            f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{_clean(title)}</dc:title><dc:creator>Amana</dc:creator><dc:language>{language}</dc:language></cp:coreProperties>",
        )
    return packed.getvalue()


def _document(parts: Sequence[Part], language: str, title: str) -> str:
    bidi = "<w:bidi/>" if language in RIGHT_TO_LEFT else ""
    body = _paragraph(title, language, style="Title") + "".join(_part(part, language) for part in parts)
    page = (
        f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1247" w:bottom="1247" w:left="1247"/>{bidi}</w:sectPr>'
    )
    return f'{_XML}<w:document xmlns:w="{_WORDS}"><w:body>{body}{page}</w:body></w:document>'


def _part(part: Part, language: str) -> str:
    match part:
        case Heading():
            return _paragraph(part.text, language, style=f"Heading{part.level}")
        case Paragraph():
            style = {Manner.PLAIN: "", Manner.NOTE: "Note", Manner.GAP: "Gap"}[part.manner]
            return _paragraph(part.text, part.language or language, style=style, around=language)
        case Pairs():
            return _table(part.lines, language)
        case Grid():
            return _table(part.rows, language, columns=part.columns)


def _paragraph(text: str, language: str, *, style: str = "", bold: bool = False, around: str = "") -> str:
    """One paragraph. It stands on the side of the document; its words run in the direction of their own language."""
    layout = (f'<w:pStyle w:val="{style}"/>' if style else "") + ("<w:bidi/>" if (around or language) in RIGHT_TO_LEFT else "")
    look = ("<w:b/><w:bCs/>" if bold else "") + ("<w:rtl/>" if language in RIGHT_TO_LEFT else "")
    look += f'<w:lang w:val="{language}" w:bidi="{language}"/>'
    runs = "<w:r><w:br/></w:r>".join(
        f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{_clean(line)}</w:t></w:r>' for line in text.split("\n")
    )
    return f"<w:p><w:pPr>{layout}</w:pPr>{runs}</w:p>"


def _table(rows: Iterable[Sequence[str]], language: str, *, columns: Sequence[str] = ()) -> str:
    kept = [list(row) for row in rows]
    if not kept:
        return ""
    width = 9400 // max(len(columns), *(len(row) for row in kept))
    bidi = "<w:bidiVisual/>" if language in RIGHT_TO_LEFT else ""
    line = '<w:bottom w:val="single" w:sz="4" w:color="8A93A3"/><w:insideH w:val="single" w:sz="4" w:color="8A93A3"/>'
    head = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{_cells(columns, language, width, bold=True)}</w:tr>" if columns else ""
    body = "".join(f"<w:tr>{_cells(row, language, width)}</w:tr>" for row in kept)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _cell in kept[0])
    return (
        f'<w:tbl><w:tblPr>{bidi}<w:tblW w:w="0" w:type="auto"/><w:tblBorders>{line}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>{_paragraph('', language)}"
    )


def _cells(row: Sequence[str], language: str, width: int, *, bold: bool = False) -> str:
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(text, language, bold=bold)}</w:tc>' for text in row
    )


def _styles(language: str) -> str:
    named = "".join(_style(*style) for style in _STYLES)
    fonts = '<w:rFonts w:ascii="Noto Sans" w:hAnsi="Noto Sans" w:cs="Noto Naskh Arabic"/>'
    letters = f'<w:rPr>{fonts}<w:sz w:val="21"/><w:szCs w:val="23"/><w:lang w:val="{language}" w:bidi="{language}"/></w:rPr>'
    spacing = '<w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr>'
    defaults = f"<w:rPrDefault>{letters}</w:rPrDefault><w:pPrDefault>{spacing}</w:pPrDefault>"
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    return f'{_XML}<w:styles xmlns:w="{_WORDS}"><w:docDefaults>{defaults}</w:docDefaults>{normal}{named}</w:styles>'


def _style(name: str, outline: int | None, size: int, bold: bool, colour: str) -> str:
    level = "" if outline is None else f'<w:outlineLvl w:val="{outline}"/>'
    layout = f"<w:pPr>{'<w:keepNext/>' if outline is not None else ''}{level}</w:pPr>"
    heavy = "<w:b/><w:bCs/>" if bold else ""
    look = f'<w:rPr>{heavy}<w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    head = f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{_published(name)}"/><w:basedOn w:val="Normal"/>'
    return f"{head}{layout}{look}</w:style>"


def _published(name: str) -> str:
    """The name under which word processors know a style: "heading 1", not "Heading1"."""
    return re.sub(r"^Heading(\d)$", r"heading \1", name)


def _clean(text: str) -> str:
    return escape(_NOT_IN_XML.sub("", text))
