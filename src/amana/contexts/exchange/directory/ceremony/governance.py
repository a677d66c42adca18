"""The key of one member of the governance: a file sealed by that member's passphrase, and a public file that the others may have."""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amana.contexts.exchange.directory.ceremony.errors import (
    GovernanceKeyUnreadable,
    GovernanceKeyWrong,
    WouldOverwrite,
)
from amana.contexts.exchange.directory.desk_keys import SIGNING_BYTES
from amana.contexts.exchange.directory.signing import tuf_key
from amana.contexts.exchange.directory.verifying import grouped
from amana.engines.sealing.box import place, seal, unseal
from amana.engines.sealing.derive import Cost
from amana.engines.sealing.errors import SealingError
from amana.kernel.sealed.durable import write_whole
from amana.kernel.sealed.errors import KeysDamaged
from amana.kernel.sealed.keyring import Lock

FORMAT = "amana-governance-key/1"
FINGERPRINT_DIGITS = 32  # 128 bits: nobody makes a second key with the same ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody whose signature counts, by a name for people and a public Ed25519 key."""

    name: str
    public: bytes

    @property
    def key_id(self) -> str:
        """How TUF names the key."""
        return str(tuf_key(self.public).keyid)

    @property
    def fingerprint(self) -> str:
        """What is read aloud: eight groups of four."""
        return key_fingerprint(self.public)


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernanceKey:
    """A member with the private key, once the passphrase was given."""

    member: Member
    private: bytes = field(repr=False)

    @classmethod
    def fresh(cls, name: str) -> Self:
        """A new key for somebody."""
        key = Ed25519PrivateKey.generate()
        return cls(member=Member(name=name, public=key.public_key().public_bytes_raw()), private=key.private_bytes_raw())

    def save(self, file: Path, passphrase: str, cost: Cost | None = None) -> Path:
        """Write the sealed key and, beside it, the public file; gives where that one is. Raises WouldOverwrite."""
        beside = file.with_name(f"{file.name}.pub")
        for path in (file, beside):
            if path.exists():
                raise WouldOverwrite(file=str(path))
        lock, public = Lock.fresh(passphrase, cost or Cost()), _public(self.member)
        sealed = seal(lock.key, self.private, associated=_bound(self.member))
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, _text({**public, "lock": lock.header(), "sealed": b64encode(sealed).decode()}))
        write_whole(beside, _text(public))
        return beside


def key_fingerprint(public: bytes) -> str:
    """What is read aloud of a public key: eight groups of four."""
    return grouped(sha256(public).hexdigest()[:FINGERPRINT_DIGITS])


def read_member(file: Path) -> Member:
    """The public part of a key file. Raises GovernanceKeyUnreadable."""
    return _member(_document(file), file)


def unlock(file: Path, passphrase: str) -> GovernanceKey:
    """Open a key file. Raises GovernanceKeyUnreadable, GovernanceKeyWrong."""
    document = _document(file)
    member = _member(document, file)
    try:
        private = unseal(
            Lock.stated(passphrase, document["lock"]).key, b64decode(document["sealed"], validate=True), associated=_bound(member)
        )
    except SealingError:
        raise GovernanceKeyWrong(file=file.name) from None
    except (KeyError, TypeError, ValueError, KeysDamaged):
        raise GovernanceKeyUnreadable(file=file.name) from None
    return GovernanceKey(member=member, private=private)


def _document(file: Path) -> dict[str, Any]:
    try:
        document = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        raise GovernanceKeyUnreadable(file=file.name) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise GovernanceKeyUnreadable(file=file.name)
    return document


def _member(document: dict[str, Any], file: Path) -> Member:
    try:
        name, public = str(document["name"]), b64decode(document["public"], validate=True)
    except (KeyError, TypeError, ValueError):
        raise GovernanceKeyUnreadable(file=file.name) from None
    if len(public) != SIGNING_BYTES or not name.isprintable() or not name.strip():
        raise GovernanceKeyUnreadable(file=file.name)
    return Member(name=name, public=public)


def _public(member: Member) -> dict[str, Any]:
    return {"format": FORMAT, "name": member.name, "public": b64encode(member.public).decode()}


def _bound(member: Member) -> bytes:
    return place("amana.governance_key", FORMAT, member.name, member.public)


def _text(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"
