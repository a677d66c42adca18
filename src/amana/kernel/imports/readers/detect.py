"""What kind of file this is. The content decides: agencies rename files, and so do attackers."""

import io
import zipfile
import zlib

from amana.kernel.imports.errors import FileDamaged, FileProtected, FormatNotTaken, FormatUnknown
from amana.kernel.imports.readers.text import looks_like_text
from amana.kernel.imports.terms import Format

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Office files and of encrypted new ones
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"

# first bytes -> the kind as people call it
NOT_TAKEN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"{\\rtf", "RTF"),
)


def detect(content: bytes) -> Format:
    """Name the format of a file.

    Raises FormatNotTaken for kinds we know and do not read, FileProtected for an encrypted workbook, FileDamaged for a packed file
    that does not open, FormatUnknown for the rest.
    """
    for start, kind in NOT_TAKEN:
        if content.startswith(start):
            raise FormatNotTaken(kind=kind)
    if content.startswith(b"PK"):
        return _packed(content)
    if content.startswith(COMPOUND_FILE):
        return _compound(content)
    if not looks_like_text(content):
        raise FormatUnknown
    start = content[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start[:1] in (b"{", b"["):
        return Format.JSON
    if start[:1] == b"<":
        raise FormatNotTaken(kind="XML/HTML")
    return Format.CSV


def _packed(content: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:200] if "mimetype" in names else b""
            manifest = archive.read("META-INF/manifest.xml")[:1_000_000] if "META-INF/manifest.xml" in names else b""
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error) as damage:
        raise FileDamaged from damage
    if kind.startswith(ODS_TYPE):
        if b"encryption-data" in manifest:
            raise FileProtected
        return Format.ODS
    if "xl/workbook.bin" in names:
        return Format.XLSB
    if any(name.startswith("xl/") for name in names):
        return Format.XLSX
    if any(name.startswith("word/") for name in names):
        raise FormatNotTaken(kind="Word")
    if any(name.startswith("ppt/") for name in names):
        raise FormatNotTaken(kind="PowerPoint")
    if kind:
        raise FormatNotTaken(kind="OpenDocument")
    raise FormatNotTaken(kind="ZIP")


def _compound(content: bytes) -> Format:
    """Tell an old workbook from an encrypted new one by the names in its directory (UTF-16)."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileProtected
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return Format.XLS
    if "WordDocument".encode("utf-16-le") in content:
        raise FormatNotTaken(kind="Word")
    raise FormatUnknown
