"""What the directory says, as frozen values, and what it answers: who is where, with which keys, and who may send what to whom.

Every answer takes the moment it is asked for. For what arrived that is the moment of arrival by this node's own clock, never a date the
sender wrote: a stolen key that was revoked today would otherwise go on signing letters of last week.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from amana.contexts.exchange.directory.errors import UnknownDesk, UnknownNode
from amana.contexts.exchange.directory.terms import FOLLOWING, ROUTES, Carriage, DeskKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskKey:
    """The public halves of one key pair of a desk, and when they count.

    signing     Ed25519, 32 bytes
    encryption  ML-KEM-768 (1,184 bytes) followed by X25519 (32 bytes)
    until       the first moment at which it no longer counts
    revoked_at  from then on nothing it signed is believed, whenever it was written; absent if it was never revoked
    """

    key_id: bytes
    signing: bytes
    encryption: bytes
    from_: datetime
    until: datetime
    revoked_at: datetime | None = None

    def counts(self, at: datetime) -> bool:
        """Whether the key is good at this moment."""
        return self.from_ <= at < self.until and not _revoked(self.revoked_at, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who sends and receives: a desk of one organisation on one node. The address is `node/desk`.

    organisation       its name, as people know it
    organisation_kind  a code of `OrganisationKind`
    state              ISO 3166-1 alpha-2 of the organisation, XX for one of no state
    """

    address: str
    node: str
    kind: DeskKind
    organisation: str
    organisation_kind: str
    state: str
    keys: tuple[DeskKey, ...] = ()
    revoked_at: datetime | None = None

    @property
    def name(self) -> str:
        """The part of the address behind the node."""
        return self.address.partition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One installation.

    origin    the name under which its audit log is signed (the origin line of its checkpoints)
    url       where it can be reached; "" if only by pull or by file
    signing   its Ed25519 key, 32 bytes: receipts of its door, its requests and its checkpoints
    """

    id: str
    name: str
    state: str
    profiles: frozenset[str]
    origin: str
    url: str
    carriage: Carriage
    signing: bytes
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What two sides agreed that one may send the other.

    between         two addresses, or ids of nodes for all their desks; the first is the sender if it holds one way only
    kinds           kinds of message that may begin a conversation (`terms.ROUTES`)
    purposes        codes of purposes
    budget_per_day  how many such messages one desk may send another in 24 hours; absent if there is no limit
    source          where it is written down
    """

    id: str
    between: tuple[str, str]
    both_ways: bool
    kinds: frozenset[str]
    purposes: frozenset[str]
    from_: datetime
    until: datetime
    budget_per_day: int | None = None
    source: str = ""

    def joins(self, sender: Desk, recipient: Desk) -> bool:
        """Whether it is about sending from one desk to the other."""
        first, second = self.between
        forth = _covers(first, sender) and _covers(second, recipient)
        return forth or (self.both_ways and _covers(first, recipient) and _covers(second, sender))

    def stands(self, at: datetime) -> bool:
        return self.from_ <= at < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Whether a message may be sent, with a stable code that says why, and the agreement that allows it."""

    allowed: bool
    code: str
    agreement: Agreement | None = None

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True, kw_only=True)
class Directory:
    """The whole directory.

    version   of the signed list of its contents; never goes down
    expires   the moment from which it must be renewed
    """

    name: str
    version: int
    expires: datetime
    nodes: tuple[Node, ...]
    desks: tuple[Desk, ...]
    agreements: tuple[Agreement, ...]
    _nodes: Mapping[str, Node] = field(init=False, repr=False, compare=False)
    _desks: Mapping[str, Desk] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_nodes", {node.id: node for node in self.nodes})
        object.__setattr__(self, "_desks", {desk.address: desk for desk in self.desks})

    def node(self, name: str) -> Node:
        """A node by its id. Raises UnknownNode."""
        if name not in self._nodes:
            raise UnknownNode(node=name)
        return self._nodes[name]

    def desk(self, address: str) -> Desk:
        """A desk by its address. Raises UnknownDesk."""
        if address not in self._desks:
            raise UnknownDesk(desk=address)
        return self._desks[address]

    def node_of(self, address: str) -> Node:
        """The node on which a desk is. Raises UnknownDesk."""
        return self.node(self.desk(address).node)

    def node_signed_by(self, signing: bytes) -> Node | None:
        """The node of this signing key; absent if the directory lists none."""
        return next((node for node in self.nodes if node.signing == signing), None)

    def desks_of(self, node: str) -> tuple[Desk, ...]:
        return tuple(desk for desk in self.desks if desk.node == node)

    def is_revoked(self, desk: Desk, at: datetime) -> bool:
        """Whether a desk, or the whole node it is on, was revoked."""
        return _revoked(desk.revoked_at, at) or _revoked(self.node(desk.node).revoked_at, at)

    def good_keys(self, address: str, at: datetime) -> tuple[DeskKey, ...]:
        """The keys of a desk that count at this moment, newest first; none of a revoked desk. Raises UnknownDesk."""
        desk = self.desk(address)
        if self.is_revoked(desk, at):
            return ()
        good = [key for key in desk.keys if key.counts(at)]
        return tuple(sorted(good, key=lambda key: key.from_, reverse=True))

    def signing_keys(self, address: str, at: datetime) -> tuple[bytes, ...]:
        """The keys whose signature counts for a desk; none for a desk that is revoked or that nobody knows."""
        return tuple(key.signing for key in self.good_keys(address, at)) if address in self._desks else ()

    def node_signing_keys(self, name: str, at: datetime) -> tuple[bytes, ...]:
        """The key whose signature counts for a node; none for a node that is revoked or that nobody knows."""
        node = self._nodes.get(name)
        return (node.signing,) if node and not _revoked(node.revoked_at, at) else ()

    def partners(self, sender: str, kind: str, at: datetime | None = None) -> tuple[Desk, ...]:
        """The desks to which a desk may send this kind of message for some purpose, by name; now, unless another moment is asked for.

        Raises UnknownDesk.
        """
        own, moment = self.desk(sender), at or datetime.now(UTC)
        found = [desk for desk in self.desks if self._may_send_something(own, desk, kind, moment)]
        return tuple(sorted(found, key=lambda desk: (desk.organisation, desk.address)))

    def _may_send_something(self, sender: Desk, recipient: Desk, kind: str, at: datetime) -> bool:
        purposes = {purpose for agreement in self.agreements if agreement.joins(sender, recipient) for purpose in agreement.purposes}
        return any(self.may_send(sender.address, recipient.address, kind, purpose, at) for purpose in purposes)

    def may_send(self, sender: str, recipient: str, kind: str, purpose: str, at: datetime) -> Sending:
        """Decide whether one desk may send another a message of this kind for this purpose at this moment.

        What begins a conversation needs an agreement that stands; what follows in it (an answer, a withdrawal, an erasure) may go also
        when the agreement has ended. Nothing goes from or to a desk that is revoked or has no good key.
        """
        if sender == recipient:
            return _no("directory.same_desk")
        if sender not in self._desks or recipient not in self._desks:
            return _no("directory.unknown_desk")
        one, other = self._desks[sender], self._desks[recipient]
        for desk in (one, other):
            if _revoked(self.node(desk.node).revoked_at, at):
                return _no("directory.node_revoked")
            if _revoked(desk.revoked_at, at):
                return _no("directory.desk_revoked")
            if not self.good_keys(desk.address, at):
                return _no("directory.no_key")
        if kind in FOLLOWING:
            return self._may_follow(one, other, at)
        return self._may_begin(one, other, kind, purpose, at)

    def _may_follow(self, sender: Desk, recipient: Desk, at: datetime) -> Sending:
        for agreement in self.agreements:
            if agreement.from_ <= at and (agreement.joins(sender, recipient) or agreement.joins(recipient, sender)):
                return Sending(allowed=True, code="directory.follows", agreement=agreement)
        return _no("directory.no_agreement")

    def _may_begin(self, sender: Desk, recipient: Desk, kind: str, purpose: str, at: datetime) -> Sending:
        if kind not in ROUTES:
            return _no("directory.unknown_kind")
        if (sender.kind, recipient.kind) not in ROUTES[kind]:
            return _no("directory.desk_of_other_kind")
        between = [agreement for agreement in self.agreements if agreement.joins(sender, recipient)]
        about = [agreement for agreement in between if kind in agreement.kinds]
        if not about:
            return _no("directory.other_kind" if between else "directory.no_agreement")
        fitting = [agreement for agreement in about if purpose in agreement.purposes]
        if not fitting:
            return _no("directory.other_purpose")
        standing = [agreement for agreement in fitting if agreement.stands(at)]
        if not standing:
            return _no("directory.agreement_to_come" if any(at < agreement.from_ for agreement in fitting) else "directory.agreement_ended")
        # Of several the most generous one counts: each of them was agreed.
        best = max(standing, key=lambda agreement: float("inf") if agreement.budget_per_day is None else agreement.budget_per_day)
        return Sending(allowed=True, code="directory.agreed", agreement=best)


def _no(code: str) -> Sending:
    return Sending(allowed=False, code=code)


def _revoked(revoked_at: datetime | None, at: datetime) -> bool:
    return revoked_at is not None and revoked_at <= at


def _covers(side: str, desk: Desk) -> bool:
    return side in (desk.address, desk.node)
