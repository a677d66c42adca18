"""Uploads too large for memory: they go to the disk as they come, but only sealed.

A view says that it takes them (`takes_large_files`); everywhere else an upload stays in memory and small, so that nobody who is not at such
a page can have the node write. What was too much is not kept, and the view asks `not_taken` why there is no file.
"""

import shutil
import threading
import weakref
from collections.abc import Callable
from enum import StrEnum
from io import BufferedReader
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers
from django.http import HttpRequest, HttpResponseBase

from amana.kernel.sealed.spool import SealedSpool, folder

MOST_BYTES = 200 << 20
IN_MEMORY_BYTES = 1 << 20
FORM_BYTES = 1 << 20  # what the other fields of the form may take
SPARE_DISK_BYTES = 64 << 20
AT_ONCE = 2  # of the server's eight threads, so that pages go on while large files come
_places = threading.BoundedSemaphore(AT_ONCE)

View = Callable[..., HttpResponseBase]


class NotTaken(StrEnum):
    """Why an upload was not kept."""

    TOO_LARGE = "too_large"
    NO_ROOM = "no_room"  # on the disk
    BUSY = "busy"  # as many large files are coming already as may


def takes_large_files(view: View) -> View:
    """Let a view take files up to MOST_BYTES."""
    view.takes_large_files = True  # type: ignore[attr-defined]  # read by the handler below
    return view


def not_taken(request: HttpRequest) -> NotTaken | None:
    """Why a file of this request was not kept; None where nothing was turned away."""
    return next((handler.why for handler in request.upload_handlers if isinstance(handler, SealedUploads) and handler.why), None)


class LargeFile(UploadedFile):
    """An upload that lies sealed on the disk; read like any other."""

    def __init__(self, spool: SealedSpool, name: str | None, content_type: str | None) -> None:
        spool.seek(0)
        super().__init__(file=BufferedReader(spool), name=name, content_type=content_type, size=spool.size)


class SealedUploads(FileUploadHandler):
    """Takes what is too large for memory, if the view wants it. What is small is left to the handler that comes next."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.why: NotTaken | None = None
        self._taking = False
        self._spool: SealedSpool | None = None
        self._give_back: Callable[[], Any] = lambda: None

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  Django's name
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        match = getattr(self.request, "resolver_match", None)
        if content_length <= IN_MEMORY_BYTES or not getattr(getattr(match, "func", None), "takes_large_files", False):
            return
        if content_length > MOST_BYTES + FORM_BYTES:
            self.why = NotTaken.TOO_LARGE
        elif shutil.disk_usage(folder()).free < 2 * content_length + SPARE_DISK_BYTES:  # here, and then in the database
            self.why = NotTaken.NO_ROOM
        elif not _places.acquire(blocking=False):
            self.why = NotTaken.BUSY
        else:
            self._give_back = weakref.finalize(self, _places.release)  # once, at the end of the upload or of the request
            self._taking = True

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.why:
            raise SkipFile  # the rest of the form is read, so that the page can answer
        if self._taking:
            self._spool = SealedSpool()
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self._spool is None:
            return raw_data
        if self._spool.size + len(raw_data) > MOST_BYTES:
            self._spool.close()
            self._spool, self.why = None, NotTaken.TOO_LARGE
            raise SkipFile
        self._spool.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> LargeFile | None:
        spool, self._spool = self._spool, None
        return None if spool is None else LargeFile(spool, self.file_name, self.content_type)

    def upload_complete(self) -> None:
        self._give_back()

    def upload_interrupted(self) -> None:
        self._give_back()
        if self._spool is not None:
            self._spool.close()
