"""The archive as a file: a compressed tar of small JSON members, encrypted with age while it is written.

Nothing of it ever stands on a disk unencrypted. `age -d -i IDENTITY backup.age | tar tz` lists it with the identity from the key store.
"""

import gzip
import io
import os
import tarfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyrage

from amana.kernel.backup.errors import BackupOfAnotherNode, BackupUnreadable
from amana.kernel.sealed.durable import PRIVATE, sync_folder

Member = tuple[str, bytes]


class _Pulled(io.RawIOBase):
    """A stream that is made while it is read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._rest = b""
        self.failure: BaseException | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        try:
            while not self._rest:
                self._rest = next(self._parts)
        except StopIteration:
            return b""
        except BaseException as failure:
            self.failure = failure
            raise
        part, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return part


def write_archive(path: Path, members: Iterable[Member], *, recipient: str) -> None:
    """Write an archive; it stands under its name only once it is whole and on the disk."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    stream = _Pulled(_tar(members))
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "wb") as file:
            try:
                pyrage.encrypt_io(stream, file, [pyrage.x25519.Recipient.from_str(recipient)])
            except pyrage.EncryptError:
                if stream.failure is not None:
                    raise stream.failure from stream.failure.__cause__  # what it came of, not that it came through the encryption
                raise
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(path.parent)


@contextmanager
def open_archive(path: Path, *, identity: str) -> Iterator[Iterator[Member]]:
    """The members of an archive, in order, decrypted as they are read.

    Raises BackupUnreadable, BackupOfAnotherNode; what was read before a damage is noticed is genuine, but not all there is.
    """
    ended: list[BaseException | None] = []
    reading, writing = os.pipe()
    worker = threading.Thread(target=_decrypt, args=(path, identity, writing, ended), daemon=True)
    worker.start()
    with os.fdopen(reading, "rb") as plain:
        try:
            yield _members(plain, worker, ended)
        finally:
            plain.close()
            worker.join()


def _tar(members: Iterable[Member]) -> Iterator[bytes]:
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=1, mtime=0) as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
        for name, content in members:
            about = tarfile.TarInfo(name)
            about.size = len(content)
            tar.addfile(about, io.BytesIO(content))
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _decrypt(path: Path, identity: str, writing: int, ended: list[BaseException | None]) -> None:
    try:
        with os.fdopen(writing, "wb") as plain, path.open("rb") as source:  # in this order: the reader waits until `plain` is closed
            pyrage.decrypt_io(source, plain, [pyrage.x25519.Identity.from_str(identity)])
    except Exception as failure:  # noqa: BLE001  told to the reader by `_members`
        ended.append(failure)
    else:
        ended.append(None)


def _members(plain: io.BufferedReader, worker: threading.Thread, ended: list[BaseException | None]) -> Iterator[Member]:
    try:
        with tarfile.open(fileobj=plain, mode="r|gz") as tar:
            for about in tar:
                content = tar.extractfile(about)
                yield about.name, content.read() if content else b""
        while plain.read(1 << 16):  # to the end, so that a cut archive is noticed
            pass
    except (tarfile.TarError, EOFError, OSError, gzip.BadGzipFile) as failure:
        worker.join()
        raise _explained(ended) or BackupUnreadable(what=type(failure).__name__) from None
    worker.join()
    if explained := _explained(ended):
        raise explained


def _explained(ended: list[BaseException | None]) -> Exception | None:
    failure = ended[0] if ended else None
    if failure is None:
        return None
    if isinstance(failure, pyrage.DecryptError) and "No matching keys" in str(failure):
        return BackupOfAnotherNode()
    return BackupUnreadable(what=type(failure).__name__)
