"""Under which access the running code works. Set by `floor`; read by protected managers."""

from contextvars import ContextVar

from amana.kernel.access.values import Access

_current: ContextVar[Access | None] = ContextVar("amana_access", default=None)


def current() -> Access | None:
    """The access in force here, or None outside any."""
    return _current.get()
