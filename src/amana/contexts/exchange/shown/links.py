"""Where a message is read: the context that received or sent it says so, and only to those who may open it.

Filled once when the node starts, from the table in `node/subscriptions.py`, as `wiring` is; the exchange knows no context.
"""

from collections.abc import Callable

from amana.contexts.exchange.terms import MessageId, ThreadId
from amana.kernel.access.values import Access

# (message, thread, access) -> the address of its page, or None where there is none or this access may not open it
FindPage = Callable[[MessageId, ThreadId, Access], str | None]

_pages: dict[str, FindPage] = {}


def read_at(kind: str, find: FindPage) -> None:
    """Have the pages of the exchange link to what messages of this kind are about."""
    if _pages.get(kind, find) is not find:
        raise RuntimeError(f"two contexts show messages of the kind {kind}")
    _pages[kind] = find


def page_of(kind: str, message: MessageId, thread: ThreadId, access: Access) -> str:
    """The address at which a message can be read under this access; empty if at none."""
    find = _pages.get(kind)
    return (find(message, thread, access) or "") if find is not None else ""
