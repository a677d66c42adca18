"""Where a message is read: the context that received or sent it says so, and only to those who may open it.

Filled once when the node starts, from the table in `node/subscriptions.py`, as `wiring` is; the exchange knows no context.
"""

from collections.abc import Callable

from amana.contexts.exchange.terms import MessageId, ThreadId
from amana.kernel.access.values import Access

# (message, thread, access) -> the address of its page, or None where there is none or this access may not open it
FindPage = Callable[[MessageId, ThreadId, Access], str | None]

_pages: dict[str, list[FindPage]] = {}


def read_at(kind: str, find: FindPage) -> None:
    """Have the pages of the exchange link to what messages of this kind are about. Of several, the first that knows a page gives it."""
    known = _pages.setdefault(kind, [])
    if find not in known:
        known.append(find)


def page_of(kind: str, message: MessageId, thread: ThreadId, access: Access) -> str:
    """The address at which a message can be read under this access; empty if at none."""
    found = (find(message, thread, access) for find in _pages.get(kind, ()))
    return next((page for page in found if page), "")
