"""Where a directory comes from: a folder, a single bundle file, or an address on the web. TUF asks for one file after another."""

from collections.abc import Callable, Iterator
from pathlib import Path

from tuf.api.exceptions import DownloadHTTPError
from tuf.ngclient import FetcherInterface, Urllib3Fetcher

from amana.contexts.exchange.directory.bundle import Files, read_bundle
from amana.contexts.exchange.directory.document import URL
from amana.contexts.exchange.directory.errors import DirectoryUnreadable

HERE = "https://bundle.invalid/"  # what a file's name is prefixed with when nothing is fetched over a network
NOT_FOUND = 404


class HeldFiles(FetcherInterface):
    """Gives files that are at hand. `read` gives the bytes of a name, or raises KeyError or OSError."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read

    def _fetch(self, url: str) -> Iterator[bytes]:
        try:
            return iter((self._read(url.removeprefix(HERE)),))
        except (KeyError, OSError):
            raise DownloadHTTPError("no such file", NOT_FOUND) from None


def held(files: Files) -> tuple[FetcherInterface, str]:
    """A source of files in memory: the fetcher, and the address that stands for it."""
    return HeldFiles(files.__getitem__), HERE


def source(where: str) -> tuple[FetcherInterface, str]:
    """The source that an operator named: a folder, a bundle file, or an address that begins with https://.

    Raises DirectoryUnreadable.
    """
    if URL.fullmatch(where):
        return Urllib3Fetcher(), where if where.endswith("/") else f"{where}/"
    path = Path(where)
    if path.is_dir():
        return HeldFiles(lambda name: (path / name).read_bytes()), HERE
    if path.is_file():
        return held(read_bundle(path))
    raise DirectoryUnreadable(what=where)
