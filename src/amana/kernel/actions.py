"""The one way to change anything (`@action`) and the one way to look at a protected record (`@read`).

An action asks the policy of its name, opens the transaction, runs, writes the audit entry and lets announcements out after the
commit. Whatever fails takes everything back, the refusal is then written in a transaction of its own. If the audit entry cannot be
written, the action fails (S7, S8). Actions may call actions: the outermost one commits, and the log keeps an entry for each.

A read changes nothing, so it runs before its transaction begins, which only writes the entry: on SQLite a transaction shuts out every
other, and nobody should wait for somebody's search. What was read is given out only once the entry is written.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec, TypeVar

import structlog
from django.db import connection, transaction

from amana.kernel import catalogue
from amana.kernel.access import on_page
from amana.kernel.access.decide import decide
from amana.kernel.access.floor import floor
from amana.kernel.access.values import Access, Resource
from amana.kernel.audit.entries import Entry
from amana.kernel.audit.log import append_all
from amana.kernel.catalogue import Kind
from amana.kernel.errors import AmanaError, NoAccess, Refused

P = ParamSpec("P")
R = TypeVar("R")
FindResource = Callable[..., Resource]
FindContext = Callable[..., Mapping[str, object]]
Listener = Callable[[object], None]

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Step:
    """One running action: what it will leave in the log, and what it has to tell.

    reads   whether it is a look that changes nothing
    traces  what a read writes beside its entry, in the entry's transaction
    """

    reads: bool = False
    detail: dict[str, object] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    refusals: list[Entry] = field(default_factory=list)
    events: list[object] = field(default_factory=list)
    traces: list[Callable[[], None]] = field(default_factory=list)


_CHANGES = frozenset({"INSERT", "UPDATE", "DELETE"})

_step: ContextVar[_Step | None] = ContextVar("amana_step", default=None)
_listeners: dict[type, list[Listener]] = {}


def action(
    name: str, *, resource: FindResource, on: str = "File", kind: Kind = Kind.WRITE, context: FindContext | None = None
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function the action `name`.

    resource  called with the action's own arguments, gives what the policy is asked about; raises NotFound for what is not there
    context   called likewise, gives the facts that belong to this one act (recipient, second person, ...)

    The function must be called with the keyword `access`. Raises NoAccess, Refused, or what the function itself raises.
    """
    return _enter(name, resource=resource, on=on, kind=kind, context=context, logged_as="action")


def read(
    name: str,
    *,
    resource: FindResource,
    on: str = "File",
    kind: Kind = Kind.OPEN,
    context: FindContext | None = None,
    logged_as: str = "read",
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a logged look at protected records; like `action`, but it may change nothing. Searches say logged_as="search"."""
    return _enter(name, resource=resource, on=on, kind=kind, context=context, logged_as=logged_as)


def record(**detail: object) -> None:
    """Add facts to the running action's own audit entry (ids, counts, codes; search terms): the entry's detail is sealed."""
    step = _step.get()
    if step is None:
        raise RuntimeError("record() outside an action")
    step.detail.update(detail)


def leave(trace: Callable[[], None]) -> None:
    """Have a read write something beside its entry, in the same transaction: both are there afterwards, or neither."""
    step = _step.get()
    if step is None:
        raise RuntimeError("leave() outside an action")
    step.traces.append(trace)


def announce(event: object) -> None:
    """Tell listeners, after the commit, that something happened. Raises outside an action: nothing happens anywhere else."""
    step = _step.get()
    if step is None:
        raise RuntimeError("announce() outside an action")
    step.events.append(event)


def listen(event: type, listener: Listener) -> None:
    """Wire one listener; called only from `node/subscriptions.py`."""
    _listeners.setdefault(event, []).append(listener)


def listeners() -> dict[type, tuple[Listener, ...]]:
    """Who listens to what."""
    return {event: tuple(found) for event, found in _listeners.items()}


def _enter(
    name: str, *, resource: FindResource, on: str, kind: Kind, context: FindContext | None, logged_as: str
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            access = kwargs.get("access")
            if not isinstance(access, Access):
                raise NoAccess(action=name)
            return _run(function, name, access, resource, context, logged_as, args, kwargs)

        catalogue.enter(catalogue.Act(name=name, kind=kind, on=on, logged_as=logged_as, function=run))
        return run

    return decorate


def _run(
    function: Callable[..., R],
    name: str,
    access: Access,
    resource: FindResource,
    context: FindContext | None,
    logged_as: str,
    args: tuple[object, ...],
    kwargs: Mapping[str, object],
) -> R:
    outer = _step.get()
    step = _Step(reads=logged_as != "action")
    if outer is not None and outer.reads and not step.reads:
        raise RuntimeError(f"a read changes nothing, so it cannot call {name}")
    token = _step.set(step)
    entry = Entry(kind=logged_as, name=name, actor=access.user, organisation=access.organisation, purpose=access.purpose, access=access.ref)
    try:
        with _changes_nothing() if step.reads else transaction.atomic(), floor(access):
            found = resource(*args, **kwargs)
            entry = entry.about(found.file)
            decision = decide(access, name, found, context(*args, **kwargs) if context else {})
            entry = entry.decided(decision.reason)
            if not decision.allowed:
                raise Refused(reason=decision.reason, act=name)
            on_page.note(found)
            result = function(*args, **kwargs)
            step.entries.append(entry.saying(step.detail))
            if outer is None and not step.reads:
                _conclude(step)
        if outer is None and step.reads:
            _conclude(step)
    except BaseException as failure:
        refusal = entry.refused(failure.code if isinstance(failure, AmanaError) else type(failure).__name__, step.detail)
        if outer is None:
            with transaction.atomic():
                append_all([*step.refusals, refusal])
        else:
            outer.refusals += [*step.refusals, refusal]
        raise
    finally:
        _step.reset(token)
    if outer is not None:
        outer.entries += step.entries
        outer.refusals += step.refusals
        outer.events += step.events
        outer.traces += step.traces
    return result


@contextmanager
def _changes_nothing() -> Iterator[None]:
    """Refuse every statement that would change the database: it would be kept without an entry in the log (S8)."""

    def look(execute: Callable[..., object], sql: str, params: object, many: bool, context: object) -> object:
        if sql.lstrip()[:6].upper() in _CHANGES:
            raise RuntimeError("a read tried to change something; what it leaves goes through leave()")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield


def _conclude(step: _Step) -> None:
    """Write what the outermost act leaves, and tell what it announced once that is kept."""
    with transaction.atomic():
        for trace in step.traces:
            trace()
        append_all(step.entries + step.refusals)
        _deliver_after_commit(step.events)


def _deliver_after_commit(events: list[object]) -> None:
    for event in events:
        for listener in _listeners.get(type(event), []):
            # the defaults bind this event, not the last one
            transaction.on_commit(lambda e=event, hear=listener: hear(e), robust=True)  # type: ignore[misc]
