"""A whole signed directory for a few nodes in a moment, with keys made on the spot: for the demonstration and for tests.

    made = make_directory([NewNode(id="et-maji", desks=(NewDesk("protection", organisation="Maji Shelter Network"),)), ...],
                          [NewAgreement("et-maji", "ke-imara", kinds=("referral",))])
    made.install()            # the running node trusts it
    made.secrets["et-maji/protection"], made.node_keys["et-maji"]

A real directory is made by its governance with `amana directory`, and its keys never lie together on one machine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amana.contexts.exchange.directory import desk_keys, document, signing, trusted, verifying
from amana.contexts.exchange.directory.bundle import Files, packed
from amana.contexts.exchange.directory.signing import Quorum
from amana.contexts.exchange.directory.terms import NO_STATE, Carriage, DeskKind
from amana.contexts.exchange.directory.values import Agreement, Desk, DeskKey, Directory, Node
from amana.kernel.sealed.keyring import DeskSecret

YEAR = timedelta(days=365)
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class NewDesk:
    """A desk to be listed. `secrets` are its key pairs, newest first; without any, one is made."""

    name: str
    kind: str = DeskKind.PROTECTION
    organisation: str = "Organisation"
    organisation_kind: str = "ngo"
    state: str = ""  # the node's if left out
    secrets: tuple[DeskSecret, ...] = ()
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNode:
    """A node to be listed. `signing` is its public key; without one, a key pair is made."""

    id: str
    desks: tuple[NewDesk, ...]
    name: str = ""
    state: str = NO_STATE
    profiles: tuple[str, ...] = ("care",)
    url: str = ""
    carriage: Carriage = Carriage.FILE
    origin: str = ""
    signing: bytes = b""
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewAgreement:
    """An agreement to be listed; for ten years from yesterday unless it says otherwise."""

    one: str
    other: str
    kinds: tuple[str, ...] = ("referral",)
    purposes: tuple[str, ...] = ("assistance",)
    both_ways: bool = True
    from_: datetime | None = None
    until: datetime | None = None
    budget_per_day: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made.

    secrets     by address: the newest key pair of each desk
    node_keys   by node: its private signing key, where it was made here
    governance  private keys of the governance, to make a further edition with (`again`)
    """

    directory: Directory
    files: Files
    secrets: Mapping[str, DeskSecret] = field(repr=False)
    node_keys: Mapping[str, bytes] = field(repr=False)
    governance: tuple[bytes, ...] = field(repr=False)

    @property
    def bundle(self) -> bytes:
        """The directory as a single file."""
        return packed(self.files)

    def install(self) -> Directory:
        """Make it the directory that the node of this process trusts."""
        return trusted.keep_first(self.files)


def make_directory(
    nodes: Sequence[NewNode],
    agreements: Sequence[NewAgreement] = (),
    *,
    name: str = "Directory",
    version: int = 1,
    at: datetime | None = None,
    lasts: timedelta = YEAR,
    governance: Sequence[bytes] = (),
    threshold: int = 1,
) -> Made:
    """Make and sign a directory. Raises a kind of EntryRefused if what it would say is not in order.

    version     of the contents, to make a later edition under the same root
    at          when it is made; keys count from the day before
    governance  private keys of those who sign (32 bytes each); without any, one is made
    """
    now = at or datetime.now(UTC)
    keys = tuple(governance) or (_private(),)
    node_keys = {node.id: _private() for node in nodes if not node.signing}
    secrets = {f"{node.id}/{desk.name}": desk.secrets or (make_secret(desk.name),) for node in nodes for desk in node.desks}
    directory = Directory(
        name=name,
        version=version,
        expires=(now + lasts).replace(microsecond=0),
        nodes=tuple(_node(node, node_keys) for node in nodes),
        desks=tuple(_desk(node, desk, secrets[f"{node.id}/{desk.name}"], now) for node in nodes for desk in node.desks),
        agreements=tuple(_agreement(number, one, now) for number, one in enumerate(agreements, start=1)),
    )
    files = signed(directory, keys, threshold=threshold)
    return Made(
        directory=verifying.verified(files),
        files=files,
        secrets={address: pairs[0] for address, pairs in secrets.items()},
        node_keys=node_keys,
        governance=keys,
    )


def signed(directory: Directory, keys: Sequence[bytes], *, threshold: int = 1) -> Files:
    """The files of a directory, every part of it signed with all of these keys."""
    quorum = Quorum(keys=tuple(public_key(key) for key in keys), threshold=threshold)
    version, expires = directory.version, directory.expires
    raw = document.write(directory)
    root = signing.sign(signing.root(1, datetime(2100, 1, 1, tzinfo=UTC), governance=quorum, freshness=quorum), keys)
    targets = signing.sign(signing.targets(version, expires, raw), keys)
    snapshot = signing.sign(signing.snapshot(version, expires, targets, version), keys)
    timestamp = signing.sign(signing.timestamp(version, expires, snapshot, version), keys)
    return signing.named(
        {1: root}, [("targets", version, targets), ("snapshot", version, snapshot), ("timestamp", version, timestamp)], raw
    )


def make_secret(desk: str, organisation: UUID = NOBODY) -> DeskSecret:
    """A key pair as the key store would make it."""
    return DeskSecret.fresh(desk, organisation)


def public_key(private: bytes) -> bytes:
    """The public half of an Ed25519 key."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def _private() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes_raw()


def _node(node: NewNode, made: Mapping[str, bytes]) -> Node:
    return Node(
        id=node.id,
        name=node.name or node.id,
        state=node.state,
        profiles=frozenset(node.profiles),
        origin=node.origin or f"{node.id}/audit",
        url=node.url,
        carriage=node.carriage,
        signing=node.signing or public_key(made[node.id]),
        revoked_at=node.revoked_at,
    )


def _desk(node: NewNode, desk: NewDesk, secrets: Sequence[DeskSecret], now: datetime) -> Desk:
    return Desk(
        address=f"{node.id}/{desk.name}",
        node=node.id,
        kind=DeskKind(desk.kind),
        organisation=desk.organisation,
        organisation_kind=desk.organisation_kind,
        state=desk.state or node.state,
        keys=tuple(_key(secret, now) for secret in secrets),
        revoked_at=desk.revoked_at,
    )


def _key(secret: DeskSecret, now: datetime) -> DeskKey:
    public, encryption = desk_keys.public_halves(secret)
    begins = (now - timedelta(days=1)).replace(microsecond=0)
    return DeskKey(
        key_id=desk_keys.key_id(public, encryption), signing=public, encryption=encryption, from_=begins, until=begins + 2 * YEAR
    )


def _agreement(number: int, one: NewAgreement, now: datetime) -> Agreement:
    begins = one.from_ or (now - timedelta(days=1)).replace(microsecond=0)
    return Agreement(
        id=f"agreement-{number}",
        between=(one.one, one.other),
        both_ways=one.both_ways,
        kinds=frozenset(one.kinds),
        purposes=frozenset(one.purposes),
        from_=begins,
        until=one.until or begins + 10 * YEAR,
        budget_per_day=one.budget_per_day,
        source=one.source,
    )
