"""Opening a file of any kind."""

from amana.kernel.imports.cells import Source
from amana.kernel.imports.errors import FileEmpty, FileTooLarge, FormatDiffers
from amana.kernel.imports.limits import MAX_BYTES, MEGABYTE
from amana.kernel.imports.readers.delimited import read_delimited
from amana.kernel.imports.readers.detect import detect
from amana.kernel.imports.readers.objects import read_objects
from amana.kernel.imports.readers.workbook import read_workbook
from amana.kernel.imports.terms import Format


def open_source(content: bytes, *, announced: Format | None = None, encoding: str = "") -> Source:
    """Recognise a file by its content and lay out its tables.

    announced  what the sender says it is; a contradiction is an error and not a guess
    encoding   for text files only: the encoding the user chose instead of the recognised one

    Raises FileNotReadable or one of its kinds. Nothing is executed, nothing is written anywhere.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise FileEmpty
    if len(content) > MAX_BYTES:
        raise FileTooLarge(limit=MAX_BYTES // MEGABYTE)
    found = detect(content)
    if announced and announced is not found:
        raise FormatDiffers(announced=announced.value, found=found.value)
    if found is Format.JSON:
        return read_objects(content)
    if found is Format.CSV:
        return read_delimited(content, encoding=encoding)
    return read_workbook(content, found)
