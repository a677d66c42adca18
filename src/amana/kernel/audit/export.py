"""Writing the log to a file that anybody can check who has the public key: `verify.verify_export`.

One JSON object a line. The first names format, key, head and checkpoints; each further one is an entry with its leaf. Details stay
sealed in it.
"""

import json
import os
import secrets
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from amana.engines.sealing.checkpoint import verifier_key
from amana.kernel.audit.sources import EXPORT_FORMAT, DatabaseLog, Head, Leaf, Text
from amana.kernel.sealed.durable import PRIVATE, sync_folder


def export(path: Path) -> int:
    """Write this node's log to a file; gives the number of entries. The file appears only once it is whole."""
    log = DatabaseLog()
    head = log.head() or Head(0, b"", b"", "")
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "w", encoding="utf-8") as file:
            for row in _rows(log, head):
                file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)
    return head.size


def _rows(log: DatabaseLog, head: Head) -> Iterator[dict[str, Any]]:
    yield {
        "format": EXPORT_FORMAT,
        "verifier_key": verifier_key(log.origin, log.public_key),
        "size": head.size,
        "roots": _b64(head.roots),
        "root": _b64(head.root),
        "note": head.note,
        "checkpoints": [{"note": kept.note, "where": kept.where} for kept in log.checkpoints()],
        "cosignatures": [{"witness": kept.witness, "key": _b64(kept.key), "note": kept.note} for kept in log.cosignatures()],
    }
    texts = log.texts()
    text = next(texts, None)
    for leaf in log.leaves():
        if leaf.index >= head.size:
            break  # added since the head was read
        while text is not None and text.index < leaf.index:
            yield _row(None, text)
            text = next(texts, None)
        if text is not None and text.index == leaf.index:
            yield _row(leaf, text)
            text = next(texts, None)
        else:
            yield _row(leaf, None)


def _row(leaf: Leaf | None, text: Text | None) -> dict[str, Any]:
    row: dict[str, Any] = {"index": leaf.index if leaf else text.index if text else None}
    if leaf:
        row |= {"leaf": _b64(leaf.leaf_hash), "signature": _b64(leaf.signature)}
    if text and (text.text is None or text.salt is None):
        row["erased"] = True
    elif text and text.text is not None and text.salt is not None:
        row |= {"salt": _b64(text.salt), "text": text.text.decode("utf-8", "surrogateescape")}
    return row


def _b64(raw: bytes) -> str:
    return b64encode(raw).decode()
