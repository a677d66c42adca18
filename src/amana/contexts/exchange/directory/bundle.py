"""The files of a signed directory, in a folder or in one file, under the same names.

    metadata/1.root.json  metadata/timestamp.json  metadata/3.snapshot.json  metadata/3.targets.json
    targets/<sha256>.directory.json

This is the layout of a TUF repository, so that any TUF client can read a published folder. The single file is JSON with these names and
the text of each. It is also how a node keeps the copy it trusts: written as a whole or not at all.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from amana.contexts.exchange.directory.errors import DirectoryUnreadable
from amana.kernel.sealed.durable import write_whole

FORMAT = "amana-directory-bundle/1"
MOST_BYTES = 16 * 1024 * 1024
MOST_FILES = 1000
METADATA = "metadata"
TARGETS = "targets"
DOCUMENT = "directory.json"

Files = Mapping[str, bytes]  # by name, "metadata/1.root.json"


def packed(files: Files) -> bytes:
    """The files as one."""
    texts = {name: raw.decode("utf-8") for name, raw in sorted(files.items())}
    return json.dumps({"format": FORMAT, "files": texts}, ensure_ascii=False, indent=1).encode()


def unpacked(raw: bytes) -> Files:
    """The files in a bundle. Raises DirectoryUnreadable."""
    try:
        document = json.loads(raw)
        if document["format"] != FORMAT or not 0 < len(document["files"]) <= MOST_FILES:
            raise DirectoryUnreadable(what="format")
        return {str(name): text.encode() for name, text in document["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DirectoryUnreadable(what="format") from None


def read_bundle(file: Path) -> Files:
    """The files in a bundle on the disk. Raises DirectoryUnreadable."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise DirectoryUnreadable(what="size")
        return unpacked(file.read_bytes())
    except OSError:
        raise DirectoryUnreadable(what=file.name) from None


def write_bundle(file: Path, files: Files) -> None:
    """Write a bundle as a whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, packed(files))


def write_folder(folder: Path, files: Files) -> None:
    """Write the files into a folder that may be served. What others read first comes last, so that a reader never meets a gap."""
    for name in sorted(files, key=lambda name: (name.endswith("timestamp.json"), name)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / name, files[name])
        (folder / name).chmod(0o644)  # public by its nature; a web server of another user serves it
