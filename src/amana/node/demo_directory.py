"""The directory of the demonstration region: desks for its nodes, one signed list of them, and each node taking it over.

A real directory needs several members of a governance on machines of their own (`docs/how-to/run-a-directory.md`). Here one key signs
everything and lies, without a passphrase, beside the nodes: the region is invented.
"""

import json
import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from amana.node.demo_nodes import AGREEMENTS, DIRECTORY, REGION, DemoNode
from amana.node.home import home

if TYPE_CHECKING:
    from amana.contexts.exchange.directory.values import Agreement, Directory, Node

REQUEST = "desk-request.json"
BUNDLE = "directory-bundle.json"
KEY = "governance-key"
TEN_YEARS = timedelta(days=3650)


def folder_beside(first: Path) -> Path:
    """Where the directory of a region lies, when its first node lies at `first`."""
    return first.with_name(f"{first.name}-directory")


def is_joined(node: DemoNode, first: Path) -> bool:
    """Whether the node goes by the region's directory as it is now, or has no desk that would need it."""
    bundle, trusted = folder_beside(first) / BUNDLE, node.folder(first) / "directory" / "trusted.json"
    if not node.id:
        return True
    return bundle.is_file() and trusted.is_file() and bundle.read_bytes() == trusted.read_bytes() and _lists_all(first)


def _lists_all(first: Path) -> bool:
    """Whether the directory was made from the requests and the addresses that lie there now."""
    stated = folder_beside(first) / "made-from.json"
    return stated.is_file() and json.loads(stated.read_bytes()) == _made_from(first)


def _made_from(first: Path) -> dict[str, str]:
    from amana.node.home import home_in

    found = {}
    for node in REGION:
        request = node.folder(first) / REQUEST
        if node.id and request.is_file():
            found[node.id] = f"{home_in(node.folder(first)).port} {request.read_text('utf-8')}"
    return {**found, "agreements": repr(AGREEMENTS)}


# in the node's own process


def ask_to_be_listed(node: DemoNode) -> None:
    """Make the keys of the node's desks where there are none yet, and write its request."""
    from amana.contexts.exchange.directory.ceremony import requests
    from amana.kernel.organisations.models import Organisation
    from amana.kernel.sealed.durable import write_whole
    from amana.kernel.sealed.keystore import get_keystore

    if not node.id:
        return
    store, desks = get_keystore(), []
    for body in node.bodies:
        organisation = Organisation.objects.get(name=body.name)
        for name, kind in body.desks:
            held = store.desk_secrets(name) or (store.make_desk_secret(name, organisation.ref, kind),)
            asked = requests.desk(name, kind, organisation=body.name, organisation_kind=body.kind, state=body.country)
            desks.append((asked, held[:1]))
    write_whole(home().path / REQUEST, requests.written(_as_listed(node), desks, store.sign))


def _as_listed(node: DemoNode) -> "Node":
    from amana.contexts.exchange.directory import Carriage, Node
    from amana.kernel.sealed.keystore import get_keystore

    return Node(
        id=node.id,
        name=node.name,
        state=node.country,
        profiles=frozenset(node.profile.split("+")),
        origin=get_keystore().origin,
        url=f"http://localhost:{home().port}/",
        carriage=Carriage.PUSH,
        signing=get_keystore().public_key(),
    )


def join(first: Path) -> None:
    """Make the region's directory of the requests that lie there, if it does not list them yet, and let this node take it over."""
    from amana.contexts.exchange.directory import verifying
    from amana.contexts.exchange.directory.bundle import read_bundle
    from amana.contexts.exchange.directory.trusted import take_over, trusted_file

    bundle = folder_beside(first) / BUNDLE
    if not bundle.is_file() or not _lists_all(first):
        _make(first)
    fingerprint = verifying.fingerprint(read_bundle(bundle))
    if trusted_file().is_file() and verifying.fingerprint(read_bundle(trusted_file())) != fingerprint:
        trusted_file().unlink()  # of a region whose directory was thrown away and made again
    take_over(str(bundle), fingerprint=fingerprint)


# the directory


def _make(first: Path) -> None:
    from amana.contexts.exchange.directory import making, verifying
    from amana.contexts.exchange.directory.bundle import read_bundle, write_bundle
    from amana.kernel.sealed.durable import write_whole

    place = folder_beside(first)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    made_from = _made_from(first)
    version = verifying.verified(read_bundle(place / BUNDLE)).version + 1 if (place / BUNDLE).is_file() else 1
    if not (place / KEY).is_file():
        write_whole(place / KEY, secrets.token_bytes(32))
    write_bundle(place / BUNDLE, making.signed(_contents(first, version), [(place / KEY).read_bytes()]))
    write_whole(place / "made-from.json", json.dumps(made_from).encode())


def _contents(first: Path, version: int) -> "Directory":
    from amana.contexts.exchange.directory.ceremony import editing, requests
    from amana.contexts.exchange.directory.values import Directory
    from amana.node.home import home_in

    now = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    directory = Directory(name=DIRECTORY, version=version, expires=now + TEN_YEARS, nodes=(), desks=(), agreements=())
    for node in REGION:
        file = node.folder(first) / REQUEST
        if node.id and file.is_file():
            asked = requests.read(file.read_bytes())
            asked = replace(asked, node=replace(asked.node, url=f"http://localhost:{home_in(node.folder(first)).port}/"))
            directory = editing.with_request(directory, asked, node_id=node.id, fingerprint=asked.fingerprint, now=now)
    lasting = tuple(replace(desk, keys=tuple(replace(key, until=now + TEN_YEARS) for key in desk.keys)) for desk in directory.desks)
    return replace(directory, desks=lasting, agreements=_agreements(directory, now))


def _agreements(directory: "Directory", now: datetime) -> "tuple[Agreement, ...]":
    """Those agreements of the region whose sides are listed: with --only, some nodes are not there."""
    from amana.contexts.exchange.directory.values import Agreement

    known = {*(node.id for node in directory.nodes), *(desk.address for desk in directory.desks)}
    return tuple(
        Agreement(
            id=one.id,
            between=one.between,
            both_ways=one.both_ways,
            kinds=frozenset(one.kinds),
            purposes=frozenset(one.purposes),
            from_=now,
            until=now + TEN_YEARS,
            budget_per_day=one.budget_per_day,
            source=one.source,
        )
        for one in AGREEMENTS
        if set(one.between) <= known
    )
