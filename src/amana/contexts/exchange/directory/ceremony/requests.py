"""A node's request to be listed, with its desks and their public keys.

The node signs the whole with its node key and each desk with the key it wants listed, so that nobody can put in another key on the way, or
ask for a key they do not hold. Of a node that is listed already the directory knows the node key; of a new one somebody reads the
fingerprint aloud.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from amana.contexts.exchange.directory import desk_keys, document
from amana.contexts.exchange.directory.ceremony.errors import RequestRefused
from amana.contexts.exchange.directory.errors import EntryRefused
from amana.contexts.exchange.directory.terms import DeskKind
from amana.contexts.exchange.directory.values import Desk, DeskKey, Directory, Node
from amana.contexts.exchange.directory.verifying import grouped
from amana.kernel.sealed.keyring import DeskSecret

FORMAT = "amana-desk-request/1"
PLACEHOLDER = "this-node"  # a node does not choose its id; governance does
MOST_BYTES = 1024 * 1024
_FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a node asks for. The ids in it are placeholders; the keys of a desk have no dates yet."""

    node: Node
    desks: tuple[Desk, ...]
    fingerprint: str


def written(node: Node, desks: Sequence[tuple[Desk, Sequence[DeskSecret]]], sign: Callable[[bytes], bytes]) -> bytes:
    """The request file of a node. Each desk comes with the key pairs that are to be listed; `sign` signs with the node key.

    Raises a kind of EntryRefused if a desk must not stand on this node.
    """
    named = replace(node, id=PLACEHOLDER)
    listed = tuple(
        replace(desk, address=f"{PLACEHOLDER}/{desk.name}", node=PLACEHOLDER, keys=tuple(_undated(secret) for secret in secrets))
        for desk, secrets in desks
    )
    text = document.write(_as_directory(named, listed)).decode()
    proofs = [
        b64encode(Ed25519PrivateKey.from_private_bytes(secret.signing).sign(_proof_bytes(text))).decode()
        for _, secrets in desks
        for secret in secrets
    ]
    content = {"format": FORMAT, "request": text, "signature": b64encode(sign(_bytes(text))).decode(), "proofs": proofs}
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def check(node: Node, wanted: Desk) -> None:
    """See that a desk may stand on a node, before keys are made for it. Raises a kind of EntryRefused."""
    document.write(_as_directory(replace(node, id=PLACEHOLDER), (wanted,)))


def read(raw: bytes) -> Request:
    """Read a request whose signatures all hold. Raises RequestRefused."""
    try:
        if len(raw) > MOST_BYTES:
            raise RequestRefused
        content: dict[str, Any] = json.loads(raw)
        if content["format"] != FORMAT or set(content) != {"format", "request", "signature", "proofs"}:
            raise RequestRefused
        text: str = content["request"]
        asked = document.read(text.encode(), version=1, expires=_FOREVER)
        [node] = asked.nodes
        Ed25519PublicKey.from_public_bytes(node.signing).verify(b64decode(content["signature"], validate=True), _bytes(text))
        keys = [key for desk in asked.desks for key in desk.keys]
        for key, proof in zip(keys, content["proofs"], strict=True):
            Ed25519PublicKey.from_public_bytes(key.signing).verify(b64decode(proof, validate=True), _proof_bytes(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidSignature, EntryRefused):
        raise RequestRefused from None
    return Request(node=node, desks=asked.desks, fingerprint=fingerprint(raw))


def fingerprint(raw: bytes) -> str:
    """What is read aloud of a request: eight groups of four, over everything it says."""
    return grouped(sha256(_bytes(json.loads(raw)["request"])).hexdigest()[:32])


def desk(name: str, kind: str, *, organisation: str, organisation_kind: str, state: str) -> Desk:
    """A desk for a request."""
    return Desk(
        address=f"{PLACEHOLDER}/{name}",
        node=PLACEHOLDER,
        kind=DeskKind(kind),
        organisation=organisation,
        organisation_kind=organisation_kind,
        state=state,
    )


def _as_directory(node: Node, desks: tuple[Desk, ...]) -> Directory:
    """A request is a directory of one node, so that the same rules read it."""
    return Directory(name=node.name, version=1, expires=_FOREVER, nodes=(node,), desks=desks, agreements=())


def _undated(secret: DeskSecret) -> DeskKey:
    signing, encryption = desk_keys.public_halves(secret)
    made = datetime.fromtimestamp(secret.made_at, UTC)
    return DeskKey(key_id=desk_keys.key_id(signing, encryption), signing=signing, encryption=encryption, from_=made, until=_FOREVER)


def _bytes(text: str) -> bytes:
    """What the node signs. The first line keeps this signature from meaning anything else."""
    return f"{FORMAT} node\n{text}".encode()


def _proof_bytes(text: str) -> bytes:
    return f"{FORMAT} desk\n{text}".encode()
