"""Canaries: made-up words that stand in for secrets, and a search for them wherever bytes end up.

    left = [*files_under(home), *database_bytes(), archive_bytes(backup, identity)]
    assert sightings(CANARIES, left) == []

A canary is looked for as text in UTF-8 and UTF-16, in hexadecimal, in base64 (wherever in a longer text it stands) and as JSON and URL
escapes; compressed files are opened first.
"""

import gzip
import io
import json
import zipfile
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from django.db import connection

Bytes = tuple[str, bytes]  # where, and what stands there

# Invented words, in three scripts, that occur nowhere else.
CANARIES = ("Qelbwyrm Zathuvoor", "ቀልብውይርም ዛትሁቮር", "قلبويرم زاثوفور", "+000 77 313 55 019")


def forms(canary: str) -> dict[str, set[bytes]]:
    """Every way of writing the canary that is looked for."""
    raw = canary.encode()
    return {
        "utf-8": {raw},
        "utf-16": {canary.encode("utf-16-le"), canary.encode("utf-16-be")},
        "hex": {raw.hex().encode(), raw.hex().upper().encode()},
        "base64": {form for encode in (b64encode, urlsafe_b64encode) for form in _shifted(raw, encode)},
        "escaped": {json.dumps(canary)[1:-1].encode(), quote(canary).encode()},
    }


def _shifted(raw, encode) -> Iterator[bytes]:
    """Base64 of the canary inside a longer text: its letters depend on where in a group of three bytes it begins."""
    for before in range(3):
        inner = encode(b"\x00" * before + raw)
        start = (before * 8 + 5) // 6
        end = ((before + len(raw)) * 8) // 6
        yield inner[start:end]


def sightings(canaries: Iterable[str], left: Iterable[Bytes]) -> list[tuple[str, str, str]]:
    """Where which canary was seen, and in which form. An empty list is what one wants."""
    wanted = [(canary, form, needle) for canary in canaries for form, needles in forms(canary).items() for needle in needles]
    seen = set()
    for where, content in left:
        for part in _opened(content):
            seen.update((where, canary, form) for canary, form, needle in wanted if needle in part)
    return sorted(seen)


def _opened(content: bytes) -> Iterator[bytes]:
    """The bytes as they stand, and what is packed in them."""
    yield content
    if content[:2] == b"\x1f\x8b":
        yield gzip.decompress(content)
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield from (packed.read(name) for name in packed.namelist())


def files_under(*folders: Path) -> Iterator[Bytes]:
    """Every file below these folders: databases with their write-ahead logs, keys, logs, temporary files."""
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if path.is_file():
                yield str(path), path.read_bytes()


def database_bytes() -> Iterator[Bytes]:
    """What a thief of the database holds: on SQLite its files, on PostgreSQL every row of every table in text and binary form."""
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        yield from files_under(*(path for path in name.parent.glob(f"{name.name}*") if path.is_file()))
        return
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for how in ("", " WITH (FORMAT binary)"):
                with cursor.copy(f'COPY (SELECT * FROM "{table}") TO STDOUT{how}') as copy:
                    yield f"table {table}", b"".join(bytes(part) for part in copy)


def archive_bytes(path: Path, identity: str) -> Iterator[Bytes]:
    """A backup as a thief of the file holds it, and as a thief of the backup identity (but of no passphrase) holds it."""
    from amana.kernel.backup.archive import open_archive

    yield str(path), path.read_bytes()
    with open_archive(path, identity=identity) as members:
        for name, content in members:
            yield f"{path.name}:{name}", content
            yield f"{path.name}:{name} (decoded)", b"".join(_base64_values(content))


def _base64_values(content: bytes) -> Iterator[bytes]:
    """The columns of an archive's rows that are bytes, as bytes."""
    from base64 import b64decode

    for word in content.replace(b'"', b"\n").split(b"\n"):
        if len(word) >= 16 and len(word) % 4 == 0:
            try:
                yield b64decode(word, validate=True)
            except ValueError:
                continue
