"""Papers and pictures: known by their content, cleaned of what their maker or camera hid in them."""

import io
from dataclasses import dataclass

import pikepdf
from PIL import Image, ImageOps

from amana.contexts.cases.record.errors import FileNotTaken, FileTooLarge

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 80_000_000  # a picture that unpacks to more is refused before it is unpacked
_PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is kept: cleaned content and its type."""

    content: bytes
    media_type: str


def cleaned(content: bytes) -> Paper:
    """The paper without its metadata. Raises FileTooLarge, FileNotTaken for anything that is not surely one of the known kinds."""
    if len(content) > MOST_BYTES:
        raise FileTooLarge(megabytes=MOST_BYTES // (1024 * 1024))
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        return _picture(content)
    return _text(content)


def _picture(content: bytes) -> Paper:
    """Only the picture itself is written again: place, time, camera and thumbnails stay behind."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            kind = image.format or ""
            if kind not in _PICTURES or image.width * image.height > MOST_PIXELS:
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
    return Paper(content=out.getvalue(), media_type=_PICTURES[kind])


def _pdf(content: bytes) -> Paper:
    """Without author, dates, XMP, scripts, embedded files and actions that run when it is opened."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            for name in ("/Metadata", "/OpenAction", "/AA", "/AcroForm", "/PieceInfo"):
                if name in pdf.Root:
                    del pdf.Root[name]
            names = pdf.Root.get("/Names")
            if names is not None:
                for name in ("/JavaScript", "/EmbeddedFiles"):
                    if name in names:
                        del names[name]
            for page in pdf.pages:
                for name in ("/AA", "/Metadata", "/PieceInfo"):
                    if name in page.obj:
                        del page.obj[name]
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True)
    except pikepdf.PdfError as problem:
        raise FileNotTaken from problem
    return Paper(content=out.getvalue(), media_type="application/pdf")


def _text(content: bytes) -> Paper:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise FileNotTaken from problem
    if not text.strip() or any(ord(letter) < 32 and letter not in "\n\r\t\f" for letter in text):
        raise FileNotTaken
    return Paper(content=text.encode(), media_type="text/plain; charset=utf-8")
