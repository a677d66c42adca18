"""This node with one desk, and another node of which the test holds the keys, so that it can say and do whatever it likes.

Messages are of the kind "referral" between two protection desks. What they say is looked at by the guard's own tests; here the guard lets
everything pass, so that the exchange itself is what is tried.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone

from amana.contexts.exchange import wiring
from amana.contexts.exchange.directory.making import Made, NewAgreement, NewDesk, NewNode, make_directory
from amana.contexts.exchange.directory.terms import Carriage as Way
from amana.contexts.exchange.inbox import arriving
from amana.contexts.exchange.outbox import actions as outbox
from amana.contexts.exchange.terms import Carriage, ThreadId
from amana.contexts.exchange.values import Incoming, Posted
from amana.engines.sealing.envelope import (
    Attachment,
    DeskSecrets,
    Header,
    Receipt,
    ReceiptKind,
    Request,
    encode,
    read_receipt,
    seal,
    sign_receipt,
    sign_request,
)
from amana.kernel.access.values import Access
from amana.kernel.accounts.terms import Role
from amana.kernel.ids import new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.keyring import DeskSecret
from amana.kernel.sealed.keystore import get_keystore
from tests.contexts.persons.people import employ

OURS, THEIRS, STRANGERS = "own/protection", "far/protection", "third/protection"


@dataclass
class Far:
    """The other node, in the hands of a test. It can seal, sign and lie."""

    made: Made

    def now(self) -> int:
        return int(timezone.now().timestamp())

    def desk(self, address: str = THEIRS) -> DeskSecrets:
        return engine(self.made.secrets[address])

    def sign(self, node: str, data: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.made.node_keys[node]).sign(data)

    def header(self, **changes: object) -> Header:
        plain = Header(
            sender=THEIRS,
            recipient=OURS,
            message=new_id(),
            thread=new_id(),
            sequence=1,
            previous=None,
            created=self.now(),
            expires=self.now() + 3600,
            kind="referral",
            purpose="assistance",
        )
        return replace(plain, **changes)  # type: ignore[arg-type]

    def envelope(
        self,
        *,
        payload: object = None,
        attachments: Sequence[Attachment] = (),
        signer: DeskSecrets | None = None,
        sealed_to: Sequence[DeskSecrets] | None = None,
        **changes: object,
    ) -> bytes:
        """An envelope to our desk, good unless it is changed. A payload given as bytes is sealed as it is."""
        header = self.header(**changes)
        keys = [one.public() for one in (sealed_to if sealed_to is not None else (own_secrets(), self.desk()))]
        content = payload if isinstance(payload, bytes) else encode({"says": "hello"} if payload is None else payload)
        return seal(header, content, recipients=keys, signer=signer or self.desk(header.sender), attachments=attachments)

    def request(self, what: str, arguments: object = None, *, by: str = "far", to: str = "own", **changes: object) -> bytes:
        plain = Request(by=by, to=to, what=what, at=self.now(), expires=self.now() + 300, arguments=encode(arguments))
        return sign_request(replace(plain, **changes), lambda data: self.sign(by, data))  # type: ignore[arg-type]

    def receipt(self, posted: Posted, kind: ReceiptKind, *, by: str = "far", signer: str = "", code: str = "", **changes: object) -> bytes:
        plain = Receipt(message=posted.message, digest=posted.digest, thread=posted.thread, kind=kind, code=code, by=by, at=self.now())
        really = signer or by
        sign = self.desk(really).sign if "/" in really else (lambda data: self.sign(really, data))
        return sign_receipt(replace(plain, **changes), sign)  # type: ignore[arg-type]


@dataclass
class Region:
    """Our node, the far one, and what our desk received."""

    access: Access
    elsewhere: Access
    far: Far
    nodes: list[NewNode]
    agreements: list[NewAgreement]
    received: list[Incoming] = field(default_factory=list)

    def post(self, *, recipient: str = THEIRS, thread: UUID | None = None, hours: float = 1, **more: object) -> Posted:
        return outbox.post(
            kind=str(more.pop("kind", "referral")),
            sender=OURS,
            recipient=recipient,
            purpose=str(more.pop("purpose", "assistance")),
            payload=more.pop("payload", {"says": "hello"}),  # type: ignore[arg-type]
            thread=ThreadId(thread) if thread else None,
            expires=timezone.now() + timedelta(hours=hours),
            access=more.pop("access", self.access),  # type: ignore[arg-type]
            **more,  # type: ignore[arg-type]
        )

    def arrives(self, envelope: bytes, carriage: Carriage = Carriage.PUSH) -> tuple[str, str]:
        """What our door says to these bytes: kind and code of its receipt."""
        receipt = self.answer(envelope, carriage)
        return receipt.kind.value, receipt.code

    def answer(self, envelope: bytes, carriage: Carriage = Carriage.PUSH) -> Receipt:
        return self.read(arriving.take_in((envelope,), carriage=carriage).receipt)

    def read(self, signed: bytes) -> Receipt:
        return read_receipt(signed, signing_keys=lambda by: [get_keystore().public_key()] if by == "own" else [])

    def again(self, *, version: int, nodes: list[NewNode] | None = None, agreements: list[NewAgreement] | None = None) -> None:
        """A newer directory under the same governance, with the same keys unless the nodes say otherwise."""
        wanted = nodes if nodes is not None else [self._with_keys(node) for node in self.nodes]
        made = make_directory(
            wanted, self.agreements if agreements is None else agreements, version=version, governance=self.far.made.governance
        )
        made.install()

    def _with_keys(self, node: NewNode) -> NewNode:
        from amana.contexts.exchange.directory.making import public_key

        signing = node.signing or public_key(self.far.made.node_keys[node.id])
        desks = tuple(replace(desk, secrets=desk.secrets or (self.far.made.secrets[f"{node.id}/{desk.name}"],)) for desk in node.desks)
        return replace(node, signing=signing, desks=desks)


def engine(secret: DeskSecret) -> DeskSecrets:
    return DeskSecrets(secret.signing, secret.encryption)


def own_secrets() -> DeskSecrets:
    return engine(get_keystore().desk_secrets("protection")[0])


@contextlib.contextmanager
def a_region(*, url: str = "", carriage: Way = Way.FILE, own_carriage: Way = Way.FILE, budget: int | None = None) -> Iterator[Region]:
    """Set it up: a directory that both trust, our desk's key in the key store, somebody at work, and a receiver that listens."""
    haven = Organisation.objects.create(name="Haven", kind="shelter", country="ET")
    harbour = Organisation.objects.create(name="Harbour", kind="ngo", country="ET")
    keystore = get_keystore()
    secret = keystore.make_desk_secret("protection", haven.ref)
    nodes = [
        NewNode(
            id="own",
            state="ET",
            signing=keystore.public_key(),
            carriage=own_carriage,
            desks=(NewDesk("protection", organisation="Haven", organisation_kind="shelter", secrets=(secret,)),),
        ),
        NewNode(id="far", state="KE", url=url, carriage=carriage, desks=(NewDesk("protection", organisation="Imara"),)),
        NewNode(id="third", state="IT", desks=(NewDesk("protection", organisation="Terza"),)),
    ]
    agreements = [NewAgreement("own", "far", budget_per_day=budget), NewAgreement("far", "third")]
    made = make_directory(nodes, agreements)
    made.install()
    region = Region(
        access=employ("sara", Role.CASEWORKER, haven),
        elsewhere=employ("paul", Role.CASEWORKER, harbour),
        far=Far(made),
        nodes=nodes,
        agreements=agreements,
    )
    with everything_may_leave(), received_by("referral", region.received.append):
        try:
            yield region
        finally:
            from amana.contexts.exchange.directory import trusted

            trusted.trusted_file().unlink(missing_ok=True)
            keystore.destroy_desk_secret(secret.ref)


@contextlib.contextmanager
def everything_may_leave() -> Iterator[None]:
    """The guard lets everything pass."""
    kept = outbox.guarded
    outbox.guarded = lambda payload, **about: ()  # type: ignore[assignment]
    try:
        yield
    finally:
        outbox.guarded = kept


@contextlib.contextmanager
def received_by(kind: str, receive: object) -> Iterator[None]:
    """This function receives messages of a kind, whoever did before."""
    kept = wiring._receivers.get(kind)
    wiring._receivers[kind] = receive  # type: ignore[assignment]
    try:
        yield
    finally:
        if kept is None:
            wiring._receivers.pop(kind, None)
        else:
            wiring._receivers[kind] = kept


def digest_of(envelope: bytes) -> bytes:
    return sha256(envelope).digest()
