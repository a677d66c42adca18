"""`amana desk`: the exchange desks of this node, their key pairs, and the request by which the directory lists them."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from amana.node.commands.starting import open_node
from amana.node.home import home

if TYPE_CHECKING:
    from amana.contexts.exchange.directory.values import Desk, Node
    from amana.kernel.organisations.models import Organisation
    from amana.kernel.sealed.keyring import DeskSecret

KINDS = ("protection", "police", "justice", "statistics")
REQUEST = Path("desk-request.json")
KEYS_IN_A_REQUEST = 2  # the newest, and the one before in case it was never listed


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    desk = parsers.add_parser("desk", help="exchange desks of this node and their keys")
    whats = desk.add_subparsers(dest="what", metavar="WHAT", required=True)

    new = whats.add_parser("add", help="make a desk of an organisation, with its first keys, and write the request")
    new.add_argument("name", help="short and without spaces, for example protection; the address becomes NODE/NAME")
    new.add_argument("--kind", choices=KINDS, required=True)
    new.add_argument("--organisation", help="whose desk it is, by name; may be left out where there is only one")
    _request_options(new)
    new.set_defaults(run=_add)

    rotate = whats.add_parser(
        "rotate", help="make new keys for a desk and write the request; the old ones go on opening what is on its way"
    )
    rotate.add_argument("name")
    _request_options(rotate)
    rotate.set_defaults(run=_rotate)

    request = whats.add_parser("request", help="write the request for all desks again")
    _request_options(request)
    request.set_defaults(run=_request)

    show = whats.add_parser("list", help="desks and keys this node holds, and whether the directory lists them")
    show.set_defaults(run=_list)

    destroy = whats.add_parser("destroy", help="destroy one key of a desk for good: what was sealed to it alone can never be read again")
    destroy.add_argument("name")
    destroy.add_argument("key", help="first digits of the key's id, as `amana desk list` shows it")
    destroy.set_defaults(run=_destroy)


def _request_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--request", type=Path, default=REQUEST, help=f"where the request goes (by default ./{REQUEST})")
    parser.add_argument("--url", default="", help="the address at which other nodes reach this one; left out if they cannot")
    parser.add_argument("--by-file", action="store_true", help="this node has no line at all: envelopes are carried as files")


def _add(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.contexts.exchange.directory.ceremony import requests
    from amana.kernel.sealed.keystore import get_keystore
    from amana.node.console import organisation_called

    if get_keystore().desk_secrets(arguments.name):
        raise SystemExit(f"There is a desk called {arguments.name} already. `amana desk rotate {arguments.name}` gives it new keys.")
    organisation = organisation_called(arguments.organisation)
    wanted = _desk(arguments.name, arguments.kind, organisation)
    requests.check(_node(arguments), wanted)
    _say("exchange.desk_key_made", get_keystore().make_desk_secret(arguments.name, organisation.ref, arguments.kind))
    return _write(arguments)


def _rotate(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.kernel.sealed.keystore import get_keystore

    newest = _secrets_of(arguments.name)[0]
    _say("exchange.desk_key_made", get_keystore().make_desk_secret(newest.desk, newest.organisation, newest.kind))
    print(f"{arguments.name} has new keys. It goes on signing with the old ones until the directory lists the new ones.")
    return _write(arguments)


def _request(arguments: argparse.Namespace) -> int:
    open_node()
    return _write(arguments)


def _list(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.contexts.exchange.directory import own_desks
    from amana.contexts.exchange.directory.desk_keys import key_id_of
    from amana.contexts.exchange.directory.verifying import grouped
    from amana.kernel.sealed.keystore import get_keystore

    listed = {key.key_id: own.desk.address for own in own_desks() for key in own.desk.keys}
    for secret in get_keystore().desk_secrets():
        key = key_id_of(secret)
        print(f"{secret.desk}\t{secret.kind}\t{grouped(key.hex())}\t{listed.get(key, 'not listed in the directory yet')}")
    return 0


def _destroy(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.contexts.exchange.directory.desk_keys import key_id_of
    from amana.kernel.sealed.keystore import get_keystore

    begins = "".join(arguments.key.split()).lower()
    meant = [secret for secret in _secrets_of(arguments.name) if begins and key_id_of(secret).hex().startswith(begins)]
    if len(meant) != 1:
        raise SystemExit(f"{len(meant)} keys of {arguments.name} begin so. `amana desk list` shows them; give more digits.")
    _say("exchange.desk_key_destroyed", meant[0])
    get_keystore().destroy_desk_secret(meant[0].ref)
    print("Destroyed here. Bundles exported before still hold it: export a new one and destroy the older ones.")
    return 0


def _secrets_of(name: str) -> "tuple[DeskSecret, ...]":
    from amana.contexts.exchange.directory.ceremony.errors import NoDeskYet
    from amana.kernel.sealed.keystore import get_keystore

    found = get_keystore().desk_secrets(name)
    if not found:
        raise NoDeskYet(desk=name)
    return found


def _write(arguments: argparse.Namespace) -> int:
    """Write the request for all desks of this node with all keys it holds, signed by the node."""
    from amana.contexts.exchange.directory.ceremony import requests
    from amana.contexts.exchange.directory.ceremony.errors import NoDeskYet
    from amana.kernel.organisations.models import Organisation
    from amana.kernel.sealed.durable import write_whole
    from amana.kernel.sealed.keystore import get_keystore

    store = get_keystore()
    by_name: dict[str, list[DeskSecret]] = {}
    for secret in store.desk_secrets():
        by_name.setdefault(secret.desk, []).append(secret)
    if not by_name:
        raise NoDeskYet(desk="-")
    organisations = {row.ref: row for row in Organisation.objects.all()}
    desks = [
        (_desk(name, secrets[0].kind, organisations[secrets[0].organisation]), secrets[:KEYS_IN_A_REQUEST])
        for name, secrets in sorted(by_name.items())
    ]
    raw = requests.written(_node(arguments), desks, store.sign)
    write_whole(arguments.request, raw)
    print(f"{arguments.request} asks the directory to list {', '.join(sorted(by_name))}. Give it to the governance of the directory,")
    print("and read this to them; for a node that is listed already it is not needed:")
    print(f"  {requests.fingerprint(raw)}")
    return 0


def _node(arguments: argparse.Namespace) -> "Node":
    """This node as it asks to be listed; one that is listed keeps its address unless another is given."""
    from amana.contexts.exchange.directory import Carriage, DirectoryMissing, Node, OwnNodeUnlisted, own_node
    from amana.contexts.exchange.directory.ceremony.requests import PLACEHOLDER
    from amana.kernel.sealed.keystore import get_keystore
    from amana.node.profiles import parse

    try:
        listed = own_node()
        url, carriage = listed.url, listed.carriage
    except (DirectoryMissing, OwnNodeUnlisted):
        url, carriage = "", Carriage.PULL
    if arguments.url:
        url, carriage = arguments.url, Carriage.PUSH
    if arguments.by_file:
        url, carriage = "", Carriage.FILE
    here = home()
    return Node(
        id=PLACEHOLDER,
        name=here.name,
        state=here.country,
        profiles=frozenset(str(profile) for profile in parse(here.profile)),
        origin=get_keystore().origin,
        url=url,
        carriage=carriage,
        signing=get_keystore().public_key(),
    )


def _desk(name: str, kind: str, organisation: "Organisation") -> "Desk":
    from amana.contexts.exchange.directory.ceremony.requests import desk

    return desk(
        name, kind, organisation=organisation.name, organisation_kind=organisation.kind, state=organisation.country or home().country
    )


def _say(name: str, secret: "DeskSecret") -> None:
    from amana.contexts.exchange.directory.desk_keys import key_id_of
    from amana.kernel.audit.entries import Entry, EntryKind
    from amana.kernel.audit.log import append

    append(Entry(kind=EntryKind.SYSTEM.value, name=name, detail={"desk": secret.desk, "key": key_id_of(secret).hex()}))
