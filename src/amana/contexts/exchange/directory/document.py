"""Reading and writing `directory.json`. Reading is strict: what this version does not understand, it refuses.

The format is described in `docs/reference/directory.md`. `read` gives values in which every name leads somewhere, every key has its
length, no key has two owners, and no desk stands where the firewall forbids it.
"""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from amana.contexts.exchange.directory.desk_keys import ENCRYPTION_BYTES, SIGNING_BYTES, key_id
from amana.contexts.exchange.directory.errors import (
    Dangling,
    DeskKindRefused,
    DeskOrganisationRefused,
    FieldMalformed,
    FieldMissing,
    FieldUnknown,
    KeyMalformed,
    NameTaken,
    NotADirectory,
    ProfilesRefused,
    WindowRefused,
)
from amana.contexts.exchange.directory.terms import DESKS_OF, NEVER_TOGETHER, ORGANISATIONS_OF, ROUTES, Carriage, DeskKind, NodeProfile
from amana.contexts.exchange.directory.values import Agreement, Desk, DeskKey, Directory, Node
from amana.kernel.organisations.terms import OrganisationKind

FORMAT = "amana-directory/1"
MOST_BYTES = 8 * 1024 * 1024  # some 4,000 desks with one key each
MOST_KEYS = 4  # of one desk at a time; an envelope carries a wrap for each
LONGEST_TEXT = 300
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
STATE = re.compile(r"[A-Z]{2}")
URL = re.compile(r"https://[^\s?#@]+|http://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?(?:/[^\s?#@]*)?")  # in the clear only to itself
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def read(raw: bytes, *, version: int, expires: datetime) -> Directory:
    """Read a directory document.

    version, expires   what the signed metadata around it say

    Raises a kind of EntryRefused that names the field.
    """
    top = _Fields(_parsed(raw), "")
    if top.take("format") != FORMAT:
        raise NotADirectory(field="format")
    directory = Directory(
        name=top.text("name"),
        version=version,
        expires=expires,
        nodes=tuple(_node(fields) for fields in top.entries("nodes")),
        desks=tuple(_desk(fields) for fields in top.entries("desks")),
        agreements=tuple(_agreement(fields) for fields in top.entries("agreements")),
    )
    top.done()
    check(directory)
    return directory


def write(directory: Directory) -> bytes:
    """The document of a directory; the same values give the same bytes. Raises a kind of EntryRefused if they are not in order."""
    document = {
        "format": FORMAT,
        "name": directory.name,
        "nodes": [_of_node(node) for node in directory.nodes],
        "desks": [_of_desk(desk) for desk in directory.desks],
        "agreements": [_of_agreement(agreement) for agreement in directory.agreements],
    }
    raw = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    read(raw, version=directory.version, expires=directory.expires)
    return raw


def moment(at: datetime) -> str:
    """A moment as the document writes it: UTC, to the second."""
    return at.astimezone(UTC).strftime(_MOMENT)


# what the whole must hold to


def check(directory: Directory) -> None:
    """See that names lead somewhere, keys have one owner each, and desks stand where they may. Raises a kind of EntryRefused."""
    nodes = {node.id: node for node in directory.nodes}
    _once((node.id for node in directory.nodes), "nodes[{}].id")
    _once((node.origin for node in directory.nodes), "nodes[{}].origin")
    _once((desk.address for desk in directory.desks), "desks[{}].address")
    _once((agreement.id for agreement in directory.agreements), "agreements[{}].id")
    for at, node in enumerate(directory.nodes):
        if node.profiles >= NEVER_TOGETHER:
            raise ProfilesRefused(field=f"nodes[{at}].profiles")
    for at, desk in enumerate(directory.desks):
        if desk.node not in nodes:
            raise Dangling(field=f"desks[{at}].address")
        _check_desk(desk, nodes[desk.node], f"desks[{at}]")
    _keys_have_one_owner(directory)
    known = {*nodes, *(desk.address for desk in directory.desks)}
    for at, agreement in enumerate(directory.agreements):
        for side, name in enumerate(agreement.between):
            if name not in known:
                raise Dangling(field=f"agreements[{at}].between[{side}]")
        if agreement.until < agreement.from_:
            raise WindowRefused(field=f"agreements[{at}]")


def _check_desk(desk: Desk, node: Node, field: str) -> None:
    if not any(desk.kind in DESKS_OF[NodeProfile(profile)] for profile in node.profiles):
        raise DeskKindRefused(field=f"{field}.kind")
    if OrganisationKind(desk.organisation_kind) not in ORGANISATIONS_OF[desk.kind]:
        raise DeskOrganisationRefused(field=f"{field}.organisation_kind")
    if len(desk.keys) > MOST_KEYS:
        raise FieldMalformed(field=f"{field}.keys")
    for at, key in enumerate(desk.keys):
        if len(key.signing) != SIGNING_BYTES:
            raise KeyMalformed(field=f"{field}.keys[{at}].signing", bytes=SIGNING_BYTES)
        if len(key.encryption) != ENCRYPTION_BYTES:
            raise KeyMalformed(field=f"{field}.keys[{at}].encryption", bytes=ENCRYPTION_BYTES)
        if key.until <= key.from_:
            raise WindowRefused(field=f"{field}.keys[{at}]")


def _keys_have_one_owner(directory: Directory) -> None:
    """Two desks with one key could open each other's letters, and a signature would not say whose it is."""
    seen: set[bytes] = set()
    named = [(f"nodes[{at}].signing", node.signing) for at, node in enumerate(directory.nodes)]
    for at, desk in enumerate(directory.desks):
        for number, pair in enumerate(desk.keys):
            named += [(f"desks[{at}].keys[{number}].signing", pair.signing), (f"desks[{at}].keys[{number}].encryption", pair.encryption)]
    for field, key in named:
        if key in seen:
            raise NameTaken(field=field)
        seen.add(key)


def _once(names: Iterable[str], field: str) -> None:
    seen: set[str] = set()
    for at, name in enumerate(names):
        if name in seen:
            raise NameTaken(field=field.format(at))
        seen.add(name)


# reading entries


class _Fields:
    """The fields of one entry, each taken once; `done` refuses what is left over."""

    def __init__(self, entry: object, place: str) -> None:
        if not isinstance(entry, dict):
            raise FieldMalformed(field=place or "directory")
        self._left: dict[str, Any] = dict(entry)
        self._place = f"{place}." if place else ""

    def at(self, name: str) -> str:
        return f"{self._place}{name}"

    def take(self, name: str) -> Any:
        if name not in self._left:
            raise FieldMissing(field=self.at(name))
        return self._left.pop(name)

    def done(self) -> None:
        if self._left:
            raise FieldUnknown(field=self.at(min(self._left)))

    def text(self, name: str, form: re.Pattern[str] | None = None, *, empty: bool = False) -> str:
        value = self.take(name)
        if not isinstance(value, str) or len(value) > LONGEST_TEXT or not value.isprintable() or value != value.strip():
            raise FieldMalformed(field=self.at(name))
        if not value and empty:
            return value
        if not value or (form and not form.fullmatch(value)):
            raise FieldMalformed(field=self.at(name))
        return value

    def one_of(self, name: str, allowed: Iterable[str]) -> str:
        value = self.text(name)
        if value not in set(allowed):
            raise FieldMalformed(field=self.at(name))
        return value

    def items(self, name: str, form: re.Pattern[str], allowed: Iterable[str] | None = None) -> list[str]:
        """A list of different texts, at least one."""
        value = self.take(name)
        if not isinstance(value, list) or not value or not all(isinstance(one, str) and form.fullmatch(one) for one in value):
            raise FieldMalformed(field=self.at(name))
        if len(set(value)) != len(value) or (allowed is not None and not set(value) <= set(allowed)):
            raise FieldMalformed(field=self.at(name))
        return list(value)

    def pair(self, name: str, form: re.Pattern[str]) -> tuple[str, str]:
        value = self.take(name)
        if not isinstance(value, list) or len(value) != 2 or not all(isinstance(one, str) and form.fullmatch(one) for one in value):
            raise FieldMalformed(field=self.at(name))
        return value[0], value[1]

    def key(self, name: str, length: int) -> bytes:
        try:
            key = b64decode(self.take(name), validate=True)
        except (TypeError, ValueError):
            raise FieldMalformed(field=self.at(name)) from None
        if len(key) != length:
            raise KeyMalformed(field=self.at(name), bytes=length)
        return key

    def moment(self, name: str) -> datetime:
        try:
            return datetime.strptime(self.text(name), _MOMENT).replace(tzinfo=UTC)
        except ValueError:
            raise FieldMalformed(field=self.at(name)) from None

    def moment_or_never(self, name: str) -> datetime | None:
        if name in self._left and self._left[name] is None:
            self._left.pop(name)
            return None
        return self.moment(name)

    def truth(self, name: str) -> bool:
        value = self.take(name)
        if not isinstance(value, bool):
            raise FieldMalformed(field=self.at(name))
        return value

    def count_or_none(self, name: str) -> int | None:
        value = self.take(name)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= 1_000_000:
            raise FieldMalformed(field=self.at(name))
        return value

    def entries(self, name: str) -> Iterable["_Fields"]:
        value = self.take(name)
        if not isinstance(value, list):
            raise FieldMalformed(field=self.at(name))
        return [_Fields(entry, f"{self.at(name)}[{at}]") for at, entry in enumerate(value)]


def _parsed(raw: bytes) -> object:
    if len(raw) > MOST_BYTES:
        raise NotADirectory(field="size")
    try:
        parsed: object = json.loads(raw.decode("utf-8"), object_pairs_hook=_each_name_once, parse_constant=_no_such_number)
    except (ValueError, RecursionError):
        raise NotADirectory(field="JSON") from None
    return parsed


def _each_name_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field stands there twice")
    return found


def _no_such_number(name: str) -> None:
    raise ValueError(name)


def _node(fields: _Fields) -> Node:
    carriage = Carriage(fields.one_of("carriage", Carriage))
    node = Node(
        id=fields.text("id", SLUG),
        name=fields.text("name"),
        state=fields.text("state", STATE),
        profiles=frozenset(fields.items("profiles", CODE, NodeProfile)),
        origin=fields.text("origin", re.compile(r"[^\s+]+")),
        url=fields.text("url", URL, empty=carriage is not Carriage.PUSH),
        carriage=carriage,
        signing=fields.key("signing", SIGNING_BYTES),
        revoked_at=fields.moment_or_never("revoked_at"),
    )
    fields.done()
    return node


def _desk(fields: _Fields) -> Desk:
    address = fields.text("address", re.compile(rf"{SLUG.pattern}/{SLUG.pattern}"))
    desk = Desk(
        address=address,
        node=address.partition("/")[0],
        kind=DeskKind(fields.one_of("kind", DeskKind.values)),
        organisation=fields.text("organisation"),
        organisation_kind=fields.one_of("organisation_kind", OrganisationKind.values),
        state=fields.text("state", STATE),
        keys=tuple(_key(entry) for entry in fields.entries("keys")),
        revoked_at=fields.moment_or_never("revoked_at"),
    )
    fields.done()
    return desk


def _key(fields: _Fields) -> DeskKey:
    signing, encryption = fields.key("signing", SIGNING_BYTES), fields.key("encryption", ENCRYPTION_BYTES)
    key = DeskKey(
        key_id=_key_id(signing, encryption, fields.at("encryption")),
        signing=signing,
        encryption=encryption,
        from_=fields.moment("from"),
        until=fields.moment("until"),
        revoked_at=fields.moment_or_never("revoked_at"),
    )
    fields.done()
    return key


def _key_id(signing: bytes, encryption: bytes, field: str) -> bytes:
    try:
        return key_id(signing, encryption)
    except ValueError:
        raise KeyMalformed(field=field, bytes=ENCRYPTION_BYTES) from None


def _agreement(fields: _Fields) -> Agreement:
    agreement = Agreement(
        id=fields.text("id", SLUG),
        between=fields.pair("between", re.compile(rf"{SLUG.pattern}(?:/{SLUG.pattern})?")),
        both_ways=fields.truth("both_ways"),
        kinds=frozenset(fields.items("kinds", CODE, ROUTES)),
        purposes=frozenset(fields.items("purposes", CODE)),
        from_=fields.moment("from"),
        until=fields.moment("until"),
        budget_per_day=fields.count_or_none("budget_per_day"),
        source=fields.text("source", empty=True),
    )
    fields.done()
    return agreement


# writing entries


def _of_node(node: Node) -> Mapping[str, object]:
    return {
        "id": node.id,
        "name": node.name,
        "state": node.state,
        "profiles": sorted(node.profiles),
        "origin": node.origin,
        "url": node.url,
        "carriage": str(node.carriage),
        "signing": b64encode(node.signing).decode(),
        "revoked_at": _moment_or_none(node.revoked_at),
    }


def _of_desk(desk: Desk) -> Mapping[str, object]:
    return {
        "address": desk.address,
        "kind": str(desk.kind),
        "organisation": desk.organisation,
        "organisation_kind": desk.organisation_kind,
        "state": desk.state,
        "keys": [
            {
                "signing": b64encode(key.signing).decode(),
                "encryption": b64encode(key.encryption).decode(),
                "from": moment(key.from_),
                "until": moment(key.until),
                "revoked_at": _moment_or_none(key.revoked_at),
            }
            for key in desk.keys
        ],
        "revoked_at": _moment_or_none(desk.revoked_at),
    }


def _of_agreement(agreement: Agreement) -> Mapping[str, object]:
    return {
        "id": agreement.id,
        "between": list(agreement.between),
        "both_ways": agreement.both_ways,
        "kinds": sorted(agreement.kinds),
        "purposes": sorted(agreement.purposes),
        "from": moment(agreement.from_),
        "until": moment(agreement.until),
        "budget_per_day": agreement.budget_per_day,
        "source": agreement.source,
    }


def _moment_or_none(at: datetime | None) -> str | None:
    return None if at is None else moment(at)
