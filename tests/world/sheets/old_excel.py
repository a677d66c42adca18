"""The smallest Excel 97 file (BIFF8 in a compound file) that readers take: nothing on the machine writes that format any more."""

import struct
from collections.abc import Sequence

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def xls(rows: Sequence[Sequence[str | float]]) -> bytes:
    """A workbook of one sheet with texts and numbers."""
    return _compound(_workbook(rows))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _workbook(rows: Sequence[Sequence[str | float]]) -> bytes:
    name = "Sheet1"
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    codepage = _record(0x0042, struct.pack("<H", 1200))
    bound_length = 4 + 8 + len(name)
    position = len(begin) + len(codepage) + bound_length + 4
    bound = _record(0x0085, struct.pack("<IBBBB", position, 0, 0, len(name), 0) + name.encode("latin-1"))
    end = _record(0x000A, b"")
    return begin + codepage + bound + end + _sheet(rows)


def _sheet(rows: Sequence[Sequence[str | float]]) -> bytes:
    width = max(len(row) for row in rows)
    content = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    content += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str) and value:
                text = value.encode("utf-16-le")
                content += _record(0x0204, struct.pack("<HHHHB", number, column, 0, len(text) // 2, 1) + text)
            elif not isinstance(value, str):
                content += _record(0x0203, struct.pack("<HHHd", number, column, 0, value))
    return content + _record(0x000A, b"")


def _compound(stream: bytes) -> bytes:
    """Header, allocation table, directory, stream: each in sectors of 512 bytes."""
    size = max(len(stream), 4096)
    stream = stream.ljust((size + SECTOR - 1) // SECTOR * SECTOR, b"\x00")
    sectors = len(stream) // SECTOR
    chain = [FAT, END, *(range(3, 2 + sectors)), END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x003E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", FREE) * 108
    directory = _entry("Root Entry", 5, child=1, start=END, size=0) + _entry("Workbook", 2, child=FREE, start=2, size=size)
    return header + table + directory.ljust(SECTOR, b"\x00") + stream


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    text = (name + "\x00").encode("utf-16-le")
    content = text.ljust(64, b"\x00") + struct.pack("<HBB", len(text), kind, 1) + struct.pack("<III", FREE, FREE, child)
    return content + bytes(16 + 4 + 8 + 8) + struct.pack("<IQ", start, size)
