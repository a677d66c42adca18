"""Making a backup of a node that goes on working."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils import timezone

from amana import __version__
from amana.engines.sealing.box import place
from amana.engines.sealing.checkpoint import verifier_key
from amana.kernel.audit.entries import Entry, EntryKind
from amana.kernel.audit.log import append
from amana.kernel.backup.archive import Member, write_archive
from amana.kernel.backup.content import Table, applied_migrations, tables
from amana.kernel.backup.snapshot import Snapshot, snapshot
from amana.kernel.backup.values import OUT, converted
from amana.kernel.sealed.keystore import get_keystore

Progress = Callable[[int, int], None]
FORMAT = "amana-backup/1"
HEADER, MANIFEST, SIGNATURE = "header.json", "manifest.json", "manifest.sig"
MEMBER_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """What was written, and where."""

    path: Path
    made_at: datetime
    rows: int
    bytes: int


@dataclass(slots=True)
class _Written:
    """What the manifest will say."""

    members: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


def backup(to: Path, *, progress: Progress | None = None) -> BackupReport:
    """Write an encrypted archive of all records, as they are at this moment.

    The file appears under its name once it is whole; killed before, nothing appears. Writes an entry into the audit log afterwards.
    """
    keystore = get_keystore()
    made_at, written = timezone.now(), _Written()
    with snapshot() as moment:
        content = tables()
        header = {
            "format": FORMAT,
            "version": __version__,
            "made_at": made_at.isoformat(),
            "verifier_key": verifier_key(keystore.origin, keystore.public_key()),
            "migrations": applied_migrations(),
            "tables": [asdict(table) for table in content],
        }
        write_archive(to, _members(header, content, moment, written, progress), recipient=keystore.backup_recipient())
    report = BackupReport(path=to, made_at=made_at, rows=sum(written.rows.values()), bytes=to.stat().st_size)
    append(Entry(kind=EntryKind.SYSTEM.value, name="backup.make", detail={"rows": report.rows, "bytes": report.bytes}))
    return report


def _members(
    header: dict[str, Any], content: list[Table], moment: Snapshot, written: _Written, progress: Progress | None
) -> Iterator[Member]:
    total = sum(moment.count(table) for table in content) if progress else 0
    yield _noted(written, HEADER, json.dumps(header, default=str).encode())
    done = 0
    for table in content:
        for number, (lines, rows) in enumerate(_parts(table, moment), start=1):
            yield _noted(written, f"tables/{table.name}/{number:06}.jsonl", lines)
            written.rows[table.name] = written.rows.get(table.name, 0) + rows
            done += rows
            if progress:
                progress(done, max(total, done))
    manifest = json.dumps({"members": written.members, "rows": written.rows}).encode()
    yield MANIFEST, manifest
    # Anybody may encrypt to the recipient of our backups; only this node can sign what is in one.
    yield SIGNATURE, get_keystore().sign(signed_part(manifest))


def signed_part(manifest: bytes) -> bytes:
    """What the signature of an archive is over."""
    return place("amana.backup", FORMAT, manifest)


def _parts(table: Table, moment: Snapshot) -> Iterator[tuple[bytes, int]]:
    """The rows of a table as JSON lines, some megabytes at a time, with the number of rows in each part."""
    converts = [OUT[kind] for _, kind in table.columns]
    lines, size = [], 0
    for row in moment.rows(table):
        line = json.dumps(converted(row, converts), ensure_ascii=False, separators=(",", ":")).encode()
        lines.append(line)
        size += len(line)
        if size >= MEMBER_BYTES:
            yield b"\n".join(lines), len(lines)
            lines, size = [], 0
    if lines:
        yield b"\n".join(lines), len(lines)


def _noted(written: _Written, name: str, content: bytes) -> Member:
    written.members[name] = sha256(content).hexdigest()
    return name, content
