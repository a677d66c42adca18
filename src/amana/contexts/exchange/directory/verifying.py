"""Taking over a signed directory: TUF's client workflow, then the document itself.

Everything happens in a folder of its own and on a copy of what is trusted; only when all of it holds does the caller get the new files.
So a directory that is refused half way leaves no trace.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tuf.api import exceptions as tuf_errors
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization import DeserializationError
from tuf.ngclient import FetcherInterface, Updater, UpdaterConfig

from amana.contexts.exchange.directory import document
from amana.contexts.exchange.directory.bundle import DOCUMENT, METADATA, TARGETS, Files
from amana.contexts.exchange.directory.errors import (
    DirectoryRefused,
    DirectoryRolledBack,
    DirectoryStale,
    DirectoryTampered,
    DirectoryUnreadable,
    DirectoryUnsigned,
)
from amana.contexts.exchange.directory.values import Directory

CONFIGURATION = UpdaterConfig(root_max_length=512_000, targets_max_length=512_000, snapshot_max_length=64_000, timestamp_max_length=64_000)
MOST_ROOTS = 256


def taken_over(trusted: Files, fetcher: FetcherInterface, address: str) -> Files:
    """The files of a newer directory, once TUF and the document's own rules are satisfied.

    trusted  what the node has; at the very first time nothing but the root it was told to trust

    Raises a kind of DirectoryRefused, DirectoryStale, or a kind of EntryRefused.
    """
    with TemporaryDirectory(prefix="amana-directory-") as folder, _in_our_words():
        place = Path(folder)
        roots = _roots(trusted)
        history = place / "root_history"
        history.mkdir()
        for version, raw in roots.items():
            (history / f"{version}.root.json").write_bytes(raw)
        for role in (Timestamp.type, Snapshot.type, Targets.type):
            if role_file := _file_of(trusted, role):
                (place / f"{role}.json").write_bytes(trusted[role_file])
        first = roots[min(roots)]
        updater = Updater(folder, f"{address}{METADATA}", folder, f"{address}{TARGETS}", fetcher, CONFIGURATION, bootstrap=first)
        updater.refresh()
        target = updater.get_targetinfo(DOCUMENT)
        if target is None or target.length > document.MOST_BYTES:
            raise DirectoryUnreadable(what=DOCUMENT)
        raw = Path(updater.download_target(target, str(place / DOCUMENT))).read_bytes()
        files = {f"{METADATA}/{file.name}": file.read_bytes() for file in history.glob("*.root.json")}
        files[f"{METADATA}/timestamp.json"] = (place / "timestamp.json").read_bytes()
        for role in (Snapshot.type, Targets.type):
            content = (place / f"{role}.json").read_bytes()
            files[f"{METADATA}/{Metadata.from_bytes(content).signed.version}.{role}.json"] = content
        files[f"{TARGETS}/{hashlib.sha256(raw).hexdigest()}.{DOCUMENT}"] = raw
    verified(files)
    return files


def verified(files: Files) -> Directory:
    """The directory in files that belong together, whether or not it is past its date. Raises a kind of DirectoryRefused."""
    with _in_our_words():
        root = newest_root(files)
        timestamp: Metadata[Timestamp] = Metadata.from_bytes(_one(files, Timestamp.type))
        root.verify_delegate(Timestamp.type, timestamp.signed_bytes, timestamp.signatures)
        raw_snapshot = _one(files, Snapshot.type)
        timestamp.signed.snapshot_meta.verify_length_and_hashes(raw_snapshot)
        snapshot: Metadata[Snapshot] = Metadata.from_bytes(raw_snapshot)
        root.verify_delegate(Snapshot.type, snapshot.signed_bytes, snapshot.signatures)
        raw_targets = _one(files, Targets.type)
        snapshot.signed.meta["targets.json"].verify_length_and_hashes(raw_targets)
        targets: Metadata[Targets] = Metadata.from_bytes(raw_targets)
        root.verify_delegate(Targets.type, targets.signed_bytes, targets.signatures)
        target = targets.signed.targets[DOCUMENT]
        raw = _one(files, DOCUMENT)
        target.verify_length_and_hashes(raw)
        expires = min(part.expires for part in (root, timestamp.signed, snapshot.signed, targets.signed))
        return document.read(raw, version=targets.signed.version, expires=expires)


def roots_at(fetcher: FetcherInterface, address: str) -> Files:
    """The roots at a source, from the first on, unverified. Raises DirectoryUnreadable if there is none."""
    roots: dict[str, bytes] = {}
    with _in_our_words():
        for version in range(1, MOST_ROOTS):
            name = f"{METADATA}/{version}.root.json"
            try:
                roots[name] = fetcher.download_bytes(f"{address}{name}", CONFIGURATION.root_max_length)
            except tuf_errors.DownloadHTTPError as missing:
                if roots and missing.status_code in (403, 404):
                    break
                raise
    return roots


def newest_root(files: Files) -> Root:
    """The last root, after each was signed by the one before. Raises a kind of DirectoryRefused."""
    with _in_our_words():
        chain: list[Metadata[Root]] = [Metadata.from_bytes(raw) for _, raw in sorted(_roots(files).items())]
        before: Root | None = None
        for one in chain:
            if not one.signed.get_root_verification_result(before, one.signed_bytes, one.signatures):
                raise DirectoryUnsigned(what="root")
            before = one.signed
        if before is None:
            raise DirectoryUnreadable(what="root")
        return before


def fingerprint(files: Files) -> str:
    """The fingerprint of the newest root, as it is read aloud: sixteen groups of four. It changes when governance changes its keys."""
    newest: Metadata[Root] = Metadata.from_bytes(newest_root_file(files))
    return grouped(hashlib.sha256(newest.signed_bytes).hexdigest())


def grouped(digits: str) -> str:
    """Digits in groups of four."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def newest_root_file(files: Files) -> bytes:
    """The file of the newest root. Raises DirectoryUnreadable if there is none."""
    roots = _roots(files)
    return roots[max(roots)]


def _roots(files: Files) -> dict[int, bytes]:
    found = {}
    for name, raw in files.items():
        version = name.removeprefix(f"{METADATA}/").removesuffix(".root.json")
        if name == f"{METADATA}/{version}.root.json" and version.isascii() and version.isdigit():
            found[int(version)] = raw
    if not found:
        raise DirectoryUnreadable(what="root")
    return found


def _file_of(files: Files, part: str) -> str | None:
    """The name of the file of a role, or of the document; what has a version is named by it."""
    ends = (f".{part}", f"/{part}") if part == DOCUMENT else (f".{part}.json", f"/{part}.json")
    return next((name for name in files if name.endswith(ends)), None)


def _one(files: Files, part: str) -> bytes:
    name = _file_of(files, part)
    if name is None:
        raise DirectoryUnreadable(what=part)
    return files[name]


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Say in our words what TUF refuses."""
    try:
        yield
    except tuf_errors.ExpiredMetadataError as refused:
        raise DirectoryStale(what=str(refused)) from None
    except tuf_errors.BadVersionNumberError as refused:
        raise DirectoryRolledBack(what=str(refused)) from None
    except tuf_errors.UnsignedMetadataError as refused:
        raise DirectoryUnsigned(what=str(refused)) from None
    except tuf_errors.LengthOrHashMismatchError as refused:
        raise DirectoryTampered(what=str(refused)) from None
    except (tuf_errors.DownloadError, DeserializationError, KeyError, OSError) as refused:
        raise DirectoryUnreadable(what=str(refused)) from None
    except (tuf_errors.RepositoryError, ValueError) as refused:
        raise DirectoryRefused(what=str(refused)) from None
