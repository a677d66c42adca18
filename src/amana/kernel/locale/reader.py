"""Who reads the page: their calendar and time zone, for the length of one request.

Kept in a context variable, so that a day deep inside a component is written in the reader's calendar without
each template passing it on. Outside a request, days are Gregorian in the node's time zone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from amana.kernel.locale.calendars import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    calendar: Calendar = Calendar.GREGORIAN


NOBODY: Final = Reader()
_reader: ContextVar[Reader] = ContextVar("amana_reader", default=NOBODY)


def current_reader() -> Reader:
    """Give the reader of the page being made."""
    return _reader.get()


def set_reader(reader: Reader) -> None:
    """Set the reader for the rest of this request; the middleware ends it."""
    _reader.set(reader)


@contextmanager
def read_by(reader: Reader) -> Iterator[None]:
    """Write everything inside for one reader."""
    token = _reader.set(reader)
    try:
        yield
    finally:
        _reader.reset(token)


def reader_of(user: object) -> Reader:
    """Give the reader a user is, from the preference `calendar` of their account."""
    wanted = str(getattr(user, "calendar", "") or "")
    return Reader(calendar=Calendar(wanted) if wanted in set(Calendar) else Calendar.GREGORIAN)
