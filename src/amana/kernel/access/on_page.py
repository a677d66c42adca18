"""Whose file the present request has opened, so that the frame of its page can say who else sees it.

`actions` notes each file an act was allowed on; the middleware begins a new list for each request. Without a request nothing is noted.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.translation import gettext_lazy as _

from amana.kernel.access.values import FILE, Access, Resource
from amana.kernel.errors import Sentence
from amana.kernel.files.models import Level

_files: ContextVar[list[Resource | None] | None] = ContextVar("amana_files_on_page", default=None)

SEEN_BY_ORGANISATION = _("Seen by: those of your organisation who work with files.")
SEEN_BY_HOLDER = _("Seen by: those who work with files at the organisation that holds this one, and its team.")
SEEN_BY_TEAM = _("Seen by: the team of this file.")
SEEN_IN_EMERGENCY = _("Seen by: the team of this file, and you in an emergency. Your colleagues were told.")


@contextmanager
def one_page() -> Iterator[None]:
    """Begin an empty list for what is opened inside."""
    token = _files.set([])
    try:
        yield
    finally:
        _files.reset(token)


def note(resource: Resource) -> None:
    """Add the file an act was allowed on. A record about nobody is no file."""
    files = _files.get()
    if files is not None and resource.kind == FILE:
        files.append(resource)


def note_several() -> None:
    """Say that the page is about several people, though what it shows is sealed under one file: a sheet that was handed in."""
    files = _files.get()
    if files is not None:
        files.append(None)


def the_one_file() -> Resource | None:
    """The file on the page, as it was last looked at; None where there is none, or more than one."""
    files = _files.get() or []
    return files[-1] if len({file and file.ref for file in files}) == 1 else None


def seen_by(file: Resource, access: Access) -> Sentence:
    """Who can see what is on a page about one file."""
    if access.break_glass_file is not None:
        return SEEN_IN_EMERGENCY
    if file.attrs["level"] == Level.RESTRICTED:
        return SEEN_BY_TEAM
    return SEEN_BY_ORGANISATION if file.attrs["organisation"] == access.organisation else SEEN_BY_HOLDER
