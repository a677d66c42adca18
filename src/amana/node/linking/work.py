"""What one piece of work keeps until it is done, in DIR/.work: numbers, finished rows and nothing that names a person by itself.

Every file is written whole or not at all and belongs to one key, a digest of the inputs, of what was asked for, of the parameters and of
the program. Another key finds nothing here: what an earlier piece of work left is removed first.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from json import dumps, loads
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amana.kernel.vocabulary.weights import FILE as PARAMETERS

from .errors import AlreadyRunning, FolderInUse, ResultChanged
from .lists import Lists
from .settings import Settings

FOLDER = ".work"
KEY, LOCK, DONE = "key", "lock", "done"
KEPT_AFTERWARDS = frozenset({KEY, LOCK, DONE})
RESULTS = ("pairs.csv", "pairs.parquet", "clusters.csv", "report.html", "problems.csv")
Arrays = dict[str, NDArray[np.generic]]


class Work:
    """The folder of one piece of work. Use `begun` to get one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def arrays(self, name: str) -> Arrays | None:
        """What was kept under a name; None where nothing was, or not all of it."""
        try:
            with np.load(self._folder / f"{name}.npz", allow_pickle=False) as kept:
                return {key: kept[key] for key in kept.files}
        except (OSError, ValueError, EOFError):
            return None

    def keep(self, name: str, arrays: Arrays) -> None:
        """Keep arrays under a name."""
        with _whole(self._folder / f"{name}.npz") as unfinished, unfinished.open("wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]  # names of arrays, none of them an option
            _to_disk(file.fileno())

    def made(self, name: str, make: Callable[[], Arrays]) -> Arrays:
        """What is kept under a name, made first where nothing is."""
        found = self.arrays(name)
        if found is None:
            found = make()
            self.keep(name, found)
        return found

    def text(self, name: str) -> str | None:
        """A text that was kept, None where none was."""
        try:
            return (self._folder / name).read_text(encoding="utf-8")
        except OSError:
            return None

    def keep_text(self, name: str, text: str) -> None:
        """Keep a text under a name."""
        with _whole(self._folder / name) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            _to_disk(file.fileno())

    def path(self, name: str) -> Path:
        """Where a result is made before it is handed out."""
        return self._folder / name

    def finish(self, told: dict[str, Any]) -> None:
        """Hand out the results, each whole, take away results of earlier work that this one does not have, and keep only how it ended.

        told  what `ended` gives back; `files` are the names of the results
        """
        for name in RESULTS:
            if name in told["files"]:
                (self._folder / name).replace(self._folder.parent / name)
            else:
                (self._folder.parent / name).unlink(missing_ok=True)
        self.keep_text(DONE, dumps({"told": told, "digests": {name: _digest(self._folder.parent / name) for name in told["files"]}}))
        self._clear(KEPT_AFTERWARDS)

    def ended(self) -> dict[str, Any] | None:
        """What `finish` was told, if this very work is done and its results are all there still, changed by people or not.

        Raises ResultChanged where some are gone and others were changed.
        """
        text = self.text(DONE)
        told: dict[str, Any] | None = loads(text)["told"] if text else None
        if told is None:
            return None
        if not all((self._folder.parent / name).is_file() for name in told["files"]):
            self._spare_what_was_changed()
            return None
        self._clear(KEPT_AFTERWARDS)
        return told

    def _spare_what_was_changed(self) -> None:
        """Raise ResultChanged where somebody wrote into an earlier result: decisions beside pairs are work that must not be lost."""
        text = self.text(DONE)
        for name, digest in (loads(text)["digests"] if text else {}).items():
            path = self._folder.parent / name
            if path.is_file() and _digest(path) != digest:
                raise ResultChanged(file=name)

    def _clear(self, spared: frozenset[str]) -> None:
        for left in self._folder.iterdir():
            if left.name in spared:
                continue
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()

    def begin(self, key: str) -> None:
        """Take up the work of a key, or begin it where something else lies here. Raises ResultChanged."""
        if self.text(KEY) != key:
            self._spare_what_was_changed()
            (self._folder / KEY).unlink(missing_ok=True)
            self._clear(frozenset({LOCK}))
            self.keep_text(KEY, key)


@contextmanager
def begun(out: Path, key: str) -> Iterator[Work]:
    """The work of a key in a result folder, which only its owner may look into. Raises FolderInUse, AlreadyRunning, ResultChanged."""
    before = os.umask(0o077)
    try:
        _prepare(out)
        folder = out / FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        with _alone(folder, out):
            work = Work(folder)
            work.begin(key)
            yield work
    finally:
        os.umask(before)


def key_of(lists: Lists, settings: Settings, previous: str) -> str:
    """The digest of everything that decides the result."""
    program = sha256()
    package = Path(__file__).resolve().parents[2]
    for path in sorted([*(package / "engines" / "matching").rglob("*.py"), *(package / "node" / "linking").rglob("*.py")]):
        program.update(path.read_bytes())
    told = {
        "lists": [(each.name, each.digest, dict(each.mapped)) for each in lists.lists],
        "records": sha256(lists.digests.tobytes() + lists.row.tobytes()).hexdigest(),
        "settings": settings.written(),
        "parameters": sha256(PARAMETERS.read_bytes()).hexdigest(),
        "previous": sha256(previous.encode()).hexdigest(),
        "program": program.hexdigest(),
    }
    return sha256(dumps(told, sort_keys=True).encode()).hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _prepare(out: Path) -> None:
    try:
        out.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        if not out.is_dir() or {path.name for path in out.iterdir()} - {FOLDER, *RESULTS}:
            raise FolderInUse(folder=out.name) from None
        out.chmod(0o700)


@contextmanager
def _alone(folder: Path, out: Path) -> Iterator[None]:
    """Only one process at a time; a killed one leaves no lock behind. Where the system has no such locks nothing is locked."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (folder / LOCK).open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunning(folder=out.name) from None
        yield


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    unfinished = path.with_name(f".{path.name}.unfinished")
    yield unfinished
    unfinished.replace(path)


def _to_disk(number: int) -> None:
    os.fsync(number)
