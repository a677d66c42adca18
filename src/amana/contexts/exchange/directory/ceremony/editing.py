"""What governance writes into a draft: nodes and desks from their requests, agreements, revocations. Plain functions of the contents."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from amana.contexts.exchange.directory.ceremony.errors import (
    NothingToRevoke,
    RequestOther,
    RequestRefused,
    RequestUnconfirmed,
)
from amana.contexts.exchange.directory.ceremony.requests import Request
from amana.contexts.exchange.directory.errors import NameTaken
from amana.contexts.exchange.directory.values import Agreement, Desk, DeskKey, Directory, Node

Entry = TypeVar("Entry", Node, Desk, Agreement)
KEYS_LAST = timedelta(days=400)  # a year, and a month to be late in
OVERLAP = timedelta(days=60)  # how long the key before goes on counting: letters by file may be on their way that long


def with_request(directory: Directory, request: Request, *, node_id: str, fingerprint: str, now: datetime) -> Directory:
    """The directory with what a node asks for.

    node_id      the id of a new node; a node that is listed keeps its own
    fingerprint  as its administrator read it aloud; a node that is listed signs with the key the directory knows, and needs none

    A desk's new keys count from now on; those it had count for two months more. Nothing is ever taken away by a request.
    Raises RequestUnconfirmed, RequestOther, RequestRefused, NameTaken.
    """
    known = directory.node_signed_by(request.node.signing)
    if fingerprint and _plain(fingerprint) != _plain(request.fingerprint):
        raise RequestOther
    if known is None and not fingerprint:
        raise RequestUnconfirmed
    if known is not None and known.revoked_at is not None:
        raise RequestRefused
    if known is None and node_id in {node.id for node in directory.nodes}:
        raise NameTaken(field=node_id)
    own = known.id if known else node_id
    node = replace(request.node, id=own)
    directory = replace(directory, nodes=_replaced(directory.nodes, known, node))
    for asked in request.desks:
        directory = _with_desk(directory, replace(asked, address=f"{own}/{asked.name}", node=own), now)
    return directory


def _with_desk(directory: Directory, asked: Desk, now: datetime) -> Directory:
    before = next((desk for desk in directory.desks if desk.address == asked.address), None)
    if before is not None and (before.revoked_at is not None or before.kind != asked.kind):
        raise RequestRefused
    had = before.keys if before else ()
    new = [key for key in asked.keys if key.key_id not in {one.key_id for one in had}]
    if new:
        had = tuple(replace(key, until=min(key.until, now + OVERLAP)) for key in had if key.until > now)
    keys = (*(_from(key, now) for key in new), *had)
    return replace(directory, desks=_replaced(directory.desks, before, replace(asked, keys=keys)))


def _from(key: DeskKey, now: datetime) -> DeskKey:
    return replace(key, from_=now, until=now + KEYS_LAST)


def with_agreement(directory: Directory, agreement: Agreement) -> Directory:
    """The directory with an agreement more, or with another text of the one with this id."""
    before = next((one for one in directory.agreements if one.id == agreement.id), None)
    return replace(directory, agreements=_replaced(directory.agreements, before, agreement))


def without(directory: Directory, name: str, *, key: str = "", at: datetime) -> Directory:
    """The directory in which a node, a desk, one key of a desk, or an agreement counts no more from this moment on.

    name  id of a node or an agreement, or address of a desk
    key   the first digits of the id of one of the desk's keys (hex), if only that key is meant

    The entry stays, so that nobody can take its name and what came before can still be explained. Raises NothingToRevoke.
    """
    for node in directory.nodes:
        if node.id == name and node.revoked_at is None and not key:
            return replace(directory, nodes=_replaced(directory.nodes, node, replace(node, revoked_at=at)))
    for desk in directory.desks:
        if desk.address == name and desk.revoked_at is None:
            gone = _desk_without(desk, key, at) if key else replace(desk, revoked_at=at)
            return replace(directory, desks=_replaced(directory.desks, desk, gone))
    for agreement in directory.agreements:
        if agreement.id == name and agreement.until > at and not key:
            ended = replace(agreement, until=max(at, agreement.from_))
            return replace(directory, agreements=_replaced(directory.agreements, agreement, ended))
    raise NothingToRevoke(name=f"{name} {key}".strip())


def _desk_without(desk: Desk, key_id: str, at: datetime) -> Desk:
    meant = [key for key in desk.keys if key.key_id.hex().startswith(_plain(key_id)) and key.revoked_at is None]
    if len(meant) != 1:
        raise NothingToRevoke(name=f"{desk.address} {key_id}")
    return replace(desk, keys=tuple(replace(key, revoked_at=at) if key == meant[0] else key for key in desk.keys))


def _plain(digits: str) -> str:
    return "".join(digits.split()).lower()


def _replaced(entries: tuple[Entry, ...], before: Entry | None, after: Entry) -> tuple[Entry, ...]:
    changed = [after if one == before else one for one in entries]
    if before is None:
        changed.append(after)
    return tuple(changed)
