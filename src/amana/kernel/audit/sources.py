"""Where a log that is to be checked comes from: this node's database, or an export file. Both are read as streams."""

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from amana.engines.sealing.checkpoint import parse_verifier_key
from amana.kernel.audit.checkpoints import kept_in_file
from amana.kernel.audit.models import AuditCheckpoint, AuditCosignature, AuditEntry, AuditHead, AuditLeaf
from amana.kernel.errors import AmanaError
from amana.kernel.sealed.keystore import get_keystore

EXPORT_FORMAT = "amana-audit/1"
_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Leaf:
    index: int
    leaf_hash: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Text:
    """An entry's text and salt, absent once erased. `columns` are the search columns beside it, absent in an export."""

    index: int
    salt: bytes | None
    text: bytes | None
    columns: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Head:
    size: int
    roots: bytes
    root: bytes
    note: str


@dataclass(frozen=True, slots=True)
class KeptCheckpoint:
    """A checkpoint note and where it was kept."""

    note: str
    where: str


@dataclass(frozen=True, slots=True)
class KeptCosignature:
    """A checkpoint note with a witness's line under it, and that witness's name and public key."""

    witness: str
    key: bytes
    note: str


class LogSource(Protocol):
    """A log to be checked. Leaves and texts come in order of index."""

    origin: str
    public_key: bytes

    def head(self) -> Head | None: ...
    def checkpoints(self) -> Iterator[KeptCheckpoint]: ...
    def cosignatures(self) -> Iterator[KeptCosignature]: ...
    def leaves(self, start: int = 0) -> Iterator[Leaf]: ...
    def texts(self) -> Iterator[Text]: ...


class ExportUnreadable(AmanaError):
    """The file is no audit export of a known format, or breaks off."""

    code = "audit.export_unreadable"
    sentence = _("This file is not a whole export of an audit log (line %(line)s).")
    remedy = _("Export the log again.")


class DatabaseLog:
    """The log of this node, with the checkpoints kept outside the database."""

    def __init__(self) -> None:
        keystore = get_keystore()
        self.origin, self.public_key = keystore.origin, keystore.public_key()

    def head(self) -> Head | None:
        head = AuditHead.objects.filter(pk=AuditHead.THE_ONE).first()
        return None if head is None else Head(head.size, bytes(head.roots), bytes(head.root), head.note)

    def checkpoints(self) -> Iterator[KeptCheckpoint]:
        for note in AuditCheckpoint.objects.order_by("size").values_list("note", flat=True).iterator(_ROWS):
            yield KeptCheckpoint(note, "database")
        if last := get_keystore().last_checkpoint():
            yield KeptCheckpoint(last, "key store")
        for note in kept_in_file():
            yield KeptCheckpoint(note, "checkpoints.txt")
        for cosigned in AuditCosignature.objects.order_by("size", "witness").iterator(_ROWS):
            yield KeptCheckpoint(cosigned.note, f"cosigned by {cosigned.witness}")

    def cosignatures(self) -> Iterator[KeptCosignature]:
        for row in AuditCosignature.objects.order_by("witness", "size").iterator(_ROWS):
            yield KeptCosignature(row.witness, bytes(row.key), row.note)

    def leaves(self, start: int = 0) -> Iterator[Leaf]:
        rows = AuditLeaf.objects.filter(index__gte=start).order_by("index").values_list("index", "leaf_hash", "signature")
        for index, leaf_hash, signature in rows.iterator(_ROWS):
            yield Leaf(index, bytes(leaf_hash), bytes(signature))

    def texts(self) -> Iterator[Text]:
        columns = ("at", "kind", "name", "actor", "organisation", "file")
        for index, salt, text, *values in (
            AuditEntry.objects.order_by("index").values_list("index", "salt", "text", *columns).iterator(_ROWS)
        ):
            beside = dict(zip(columns, values, strict=True))
            yield Text(index, None if salt is None else bytes(salt), None if text is None else bytes(text), beside)


class ExportedLog:
    """A log from an export file. Checking it needs the public key alone.

    public_key  the key the signatures must be from; by default the one the file names, whose fingerprint is then to be compared
    Raises ExportUnreadable.
    """

    def __init__(self, path: Path, *, public_key: bytes | None = None) -> None:
        self._path = path
        opening = next(self._lines(), {})
        try:
            if opening["format"] != EXPORT_FORMAT:
                raise ExportUnreadable(line=1)
            self.origin, stated = parse_verifier_key(opening["verifier_key"])
            self._head = Head(opening["size"], b64decode(opening["roots"]), b64decode(opening["root"]), opening["note"])
            self._checkpoints = [KeptCheckpoint(kept["note"], kept["where"]) for kept in opening["checkpoints"]]
            self._cosignatures = [
                KeptCosignature(kept["witness"], b64decode(kept["key"]), kept["note"]) for kept in opening.get("cosignatures", ())
            ]
        except (KeyError, TypeError, ValueError):
            raise ExportUnreadable(line=1) from None
        self.public_key = public_key or stated

    def _lines(self) -> Iterator[dict[str, Any]]:
        with self._path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    read = json.loads(line)
                except ValueError:
                    raise ExportUnreadable(line=number) from None
                if not isinstance(read, dict) or not line.endswith("\n"):
                    raise ExportUnreadable(line=number)
                yield read

    def _rows(self) -> Iterator[dict[str, Any]]:
        lines = self._lines()
        next(lines)
        return lines

    def head(self) -> Head:
        return self._head

    def checkpoints(self) -> Iterator[KeptCheckpoint]:
        yield from self._checkpoints

    def cosignatures(self) -> Iterator[KeptCosignature]:
        yield from self._cosignatures

    def leaves(self, start: int = 0) -> Iterator[Leaf]:
        for number, row in enumerate(self._rows(), start=2):
            try:
                if row["index"] >= start and "leaf" in row:
                    yield Leaf(row["index"], b64decode(row["leaf"]), b64decode(row["signature"]))
            except (KeyError, TypeError, ValueError):
                raise ExportUnreadable(line=number) from None

    def texts(self) -> Iterator[Text]:
        for number, row in enumerate(self._rows(), start=2):
            try:
                if "erased" in row:
                    yield Text(row["index"], None, None, None)
                elif "text" in row:
                    yield Text(row["index"], b64decode(row["salt"]), row["text"].encode(), None)
            except (KeyError, TypeError, ValueError, AttributeError):
                raise ExportUnreadable(line=number) from None
