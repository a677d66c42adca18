"""Known by their content, and cleaned of what their maker or camera hid in them, before anything is kept.

A recording cannot be cleaned here: what the device wrote into it stays, and whoever sends it is told so.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

import pikepdf
from PIL import Image, ImageOps

from amana.contexts.cases.papers.errors import FileEmpty, FileNotTaken, FileTooLarge
from amana.contexts.cases.papers.kinds import FIRST_BYTES, PICTURES, Kind, kind_of
from amana.kernel.sealed.spool import SealedSpool
from amana.kernel.uploads import MOST_BYTES

MEGABYTE = 1024 * 1024
MOST_WHOLE = 20 * MEGABYTE  # of what has to be in memory to be cleaned: pictures and texts
MOST_PIXELS = 80_000_000  # a picture that unpacks to more is refused before it is unpacked
READ_BYTES = 256 * 1024
_FORMATS = {"JPEG": Kind.JPEG, "PNG": Kind.PNG, "WEBP": Kind.WEBP}
_HIDDEN = ("/Metadata", "/PieceInfo", "/AA", "/LastModified")  # in any part of a PDF
_AT_THE_TOP = ("/Metadata", "/OpenAction", "/AA", "/AcroForm", "/PieceInfo")
_KEPT_SEGMENTS = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}  # of a JPEG: what is needed to draw it


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is kept: cleaned content, to be read from its beginning, its length and its kind."""

    content: BinaryIO
    size: int
    kind: Kind

    def chunks(self) -> Iterator[bytes]:
        """The content in stretches."""
        self.content.seek(0)
        while chunk := self.content.read(READ_BYTES):
            yield chunk


def cleaned(content: BinaryIO | bytes) -> Paper:
    """The paper without what can be taken out of it. Raises FileTooLarge, FileEmpty, FileNotTaken."""
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    size = source.seek(0, io.SEEK_END)
    if not size:
        raise FileEmpty
    if size > MOST_BYTES:
        raise FileTooLarge(megabytes=MOST_BYTES // MEGABYTE)
    source.seek(0)
    kind = kind_of(source.read(FIRST_BYTES))
    source.seek(0)
    if kind is Kind.PDF:
        return _pdf(source)
    if not kind.cleaned:
        return Paper(content=source, size=size, kind=kind)
    if size > MOST_WHOLE:
        if kind is Kind.TEXT and b"\x00" in source.read(FIRST_BYTES):
            raise FileNotTaken
        raise FileTooLarge(megabytes=MOST_WHOLE // MEGABYTE)
    return _picture(source.read()) if kind in PICTURES else _text(source.read())


def _picture(content: bytes) -> Paper:
    """Only the picture itself is written again: place, time, camera and thumbnails stay behind."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            kind = image.format or ""
            if kind not in _FORMATS or image.width * image.height > MOST_PIXELS:
                raise FileNotTaken
            upright = ImageOps.exif_transpose(image)
            plain = Image.new(upright.mode, upright.size)
            plain.paste(upright)
            if upright.mode == "P":
                plain.putpalette(upright.getpalette() or [])
            out = io.BytesIO()
            plain.save(out, format=kind)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise FileNotTaken from problem
    return _whole(out.getvalue(), _FORMATS[kind])


def _pdf(source: BinaryIO) -> Paper:
    """Without author, dates, XMP, scripts, embedded files, actions that run when it is opened, and what cameras wrote into its pictures."""
    out = SealedSpool()
    try:
        with pikepdf.open(source) as pdf:
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            for name in _AT_THE_TOP:
                if name in pdf.Root:
                    del pdf.Root[name]
            names = pdf.Root.get("/Names")
            if names is not None:
                for name in ("/JavaScript", "/EmbeddedFiles"):
                    if name in names:
                        del names[name]
            for part in pdf.objects:
                if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
                    _clean_part(part)
            pdf.save(cast("BinaryIO", out), deterministic_id=True)
    except (pikepdf.PdfError, ValueError, KeyError) as problem:
        raise FileNotTaken from problem
    return Paper(content=cast("BinaryIO", io.BufferedReader(out)), size=out.size, kind=Kind.PDF)


def _clean_part(part: "pikepdf.Dictionary | pikepdf.Stream") -> None:
    for name in _HIDDEN:
        if name in part:
            del part[name]
    if isinstance(part, pikepdf.Stream) and part.get("/Subtype") == "/Image" and part.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
        part.write(without_notes(part.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)


def without_notes(jpeg: bytes) -> bytes:
    """A JPEG without the segments in which cameras and programs write notes; the picture itself is not touched."""
    if jpeg[:2] != b"\xff\xd8":
        return jpeg
    kept, at = bytearray(jpeg[:2]), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] not in (0xDA, 0xD9, 0xFF):
        marker, end = jpeg[at + 1], at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        note = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not note or (marker in _KEPT_SEGMENTS and jpeg[at + 4 : end].startswith(_KEPT_SEGMENTS[marker])):
            kept += jpeg[at:end]
        at = end
    return bytes(kept + jpeg[at:])


def _text(content: bytes) -> Paper:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise FileNotTaken from problem
    if not text.strip() or any(ord(letter) < 32 and letter not in "\n\r\t\f" for letter in text):
        raise FileNotTaken
    return _whole(text.encode(), Kind.TEXT)


def _whole(content: bytes, kind: Kind) -> Paper:
    return Paper(content=io.BytesIO(content), size=len(content), kind=kind)
