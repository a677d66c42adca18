"""The few secrets everything else hangs on, sealed by the passphrase in `keys/keyring.json`.

The file says in the clear which node it belongs to, the public key of its audit log and the recipient of its backups; the sealed
part is bound to these, so nobody can swap them. Desk keys are numbered: during a rotation the old and the new one are both there.
"""

import json
import secrets
import time
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Self
from uuid import UUID

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amana.engines.sealing.box import new_key, place, seal, unseal
from amana.engines.sealing.derive import Cost, key_from_passphrase
from amana.engines.sealing.errors import SealingError
from amana.kernel.ids import new_id
from amana.kernel.sealed.durable import write_whole
from amana.kernel.sealed.errors import KeysDamaged, PassphraseWrong

KEYRING = "keyring.json"
FORMAT = 1
SALT_BYTES = 16
DESK_SIGNING_BYTES = 32  # an Ed25519 private key
DESK_ENCRYPTION_BYTES = 64 + 32  # the seed of an ML-KEM-768 key (FIPS 203, 7.1), then an X25519 private key


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSecret:
    """The private halves of one key pair of an exchange desk. `repr` shows neither.

    desk          the desk's name on this node, without the node
    ref           names this pair; a later one of the same desk sorts behind it
    organisation  whose desk it is
    kind          code of the kind of desk it was made for
    made_at       seconds since 1970
    signing       Ed25519, 32 bytes
    encryption    the seed of ML-KEM-768 (64 bytes), then X25519 (32 bytes)
    """

    desk: str
    ref: UUID
    organisation: UUID
    kind: str
    made_at: int
    signing: bytes = field(repr=False)
    encryption: bytes = field(repr=False)

    @classmethod
    def fresh(cls, desk: str, organisation: UUID, kind: str = "") -> Self:
        """A new key pair, made now."""
        return cls(
            desk=desk,
            ref=new_id(),
            organisation=organisation,
            kind=kind,
            made_at=int(time.time()),
            signing=secrets.token_bytes(DESK_SIGNING_BYTES),
            encryption=secrets.token_bytes(DESK_ENCRYPTION_BYTES),
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "desk": self.desk,
            "ref": str(self.ref),
            "organisation": str(self.organisation),
            "kind": self.kind,
            "made_at": self.made_at,
            "signing": b64encode(self.signing).decode(),
            "encryption": b64encode(self.encryption).decode(),
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        return cls(
            desk=values["desk"],
            ref=UUID(values["ref"]),
            organisation=UUID(values["organisation"]),
            kind=values["kind"],
            made_at=values["made_at"],
            signing=b64decode(values["signing"]),
            encryption=b64decode(values["encryption"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """The secrets of one node. `repr` shows none of them.

    desk_keys     what file keys are wrapped under, by number
    desk_secrets  the key pairs of its exchange desks
    desks_gone    which of these were destroyed, so that none comes back from an old bundle
    """

    origin: str
    desk_keys: dict[int, bytes] = field(repr=False)
    index_root: bytes = field(repr=False)
    secret_root: bytes = field(repr=False)
    signing_key: bytes = field(repr=False)
    backup_identity: str = field(repr=False)
    desk_secrets: tuple[DeskSecret, ...] = field(default=(), repr=False)
    desks_gone: frozenset[UUID] = frozenset()

    @classmethod
    def fresh(cls, origin: str) -> Self:
        """New secrets for a new node."""
        return cls(
            origin=origin,
            desk_keys={1: new_key()},
            index_root=new_key(),
            secret_root=new_key(),
            signing_key=Ed25519PrivateKey.generate().private_bytes_raw(),
            backup_identity=str(pyrage.x25519.Identity.generate()),
        )

    @property
    def newest(self) -> int:
        """Number of the desk key that new wraps use once the rotation has begun."""
        return max(self.desk_keys)

    def public(self) -> dict[str, str]:
        """What anybody may know."""
        return {
            "origin": self.origin,
            "public_key": b64encode(Ed25519PrivateKey.from_private_bytes(self.signing_key).public_key().public_bytes_raw()).decode(),
            "backup_recipient": str(pyrage.x25519.Identity.from_str(self.backup_identity).to_public()),
        }

    def with_desk_key(self, number: int, key: bytes) -> Self:
        return replace(self, desk_keys={**self.desk_keys, number: key})

    def with_only(self, number: int) -> Self:
        return replace(self, desk_keys={number: self.desk_keys[number]})

    def with_desk_secret(self, secret: DeskSecret) -> Self:
        return replace(self, desk_secrets=(*self.desk_secrets, secret))

    def without_desk_secret(self, ref: UUID) -> Self:
        return replace(self, desk_secrets=tuple(one for one in self.desk_secrets if one.ref != ref), desks_gone=self.desks_gone | {ref})

    def with_desks_of(self, other: Self) -> Self:
        """These secrets with the desks' key pairs of another copy of this keyring; what was destroyed in either of them stays so."""
        gone = self.desks_gone | other.desks_gone
        pairs = {one.ref: one for one in (*self.desk_secrets, *other.desk_secrets) if one.ref not in gone}
        return replace(self, desk_secrets=tuple(pairs.values()), desks_gone=gone)

    def to_json(self) -> bytes:
        return json.dumps(
            {
                "desk_keys": {str(number): b64encode(key).decode() for number, key in self.desk_keys.items()},
                "index_root": b64encode(self.index_root).decode(),
                "secret_root": b64encode(self.secret_root).decode(),
                "signing_key": b64encode(self.signing_key).decode(),
                "backup_identity": self.backup_identity,
                "desk_secrets": [secret.to_json() for secret in self.desk_secrets],
                "desks_gone": sorted(str(ref) for ref in self.desks_gone),
            }
        ).encode()

    @classmethod
    def from_json(cls, origin: str, raw: bytes) -> Self:
        values = json.loads(raw)
        return cls(
            origin=origin,
            desk_keys={int(number): b64decode(key) for number, key in values["desk_keys"].items()},
            index_root=b64decode(values["index_root"]),
            secret_root=b64decode(values["secret_root"]),
            signing_key=b64decode(values["signing_key"]),
            backup_identity=values["backup_identity"],
            # Keyrings from before there were exchange desks have none.
            desk_secrets=tuple(DeskSecret.from_json(one) for one in values.get("desk_secrets", ())),
            desks_gone=frozenset(UUID(ref) for ref in values.get("desks_gone", ())),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The key made from a passphrase, with the salt and cost it was made with; kept so that the keyring can be written again."""

    salt: bytes
    cost: Cost
    key: bytes = field(repr=False)

    @classmethod
    def fresh(cls, passphrase: str, cost: Cost) -> Self:
        salt = secrets.token_bytes(SALT_BYTES)
        return cls(salt=salt, cost=cost, key=key_from_passphrase(passphrase, salt=salt, cost=cost))

    @classmethod
    def stated(cls, passphrase: str, header: dict[str, Any]) -> Self:
        """The lock a file's header describes. Raises KeysDamaged if it describes none this version knows."""
        try:
            salt, cost = b64decode(header["salt"]), Cost(**header["cost"])
            if header["name"] != "argon2id":
                raise KeysDamaged(what="key derivation")
            return cls(salt=salt, cost=cost, key=key_from_passphrase(passphrase, salt=salt, cost=cost))
        except (KeyError, TypeError, ValueError):
            raise KeysDamaged(what="key derivation") from None

    def header(self) -> dict[str, Any]:
        return {"name": "argon2id", "salt": b64encode(self.salt).decode(), "cost": asdict(self.cost)}


def save(folder: Path, content: Secrets, lock: Lock) -> None:
    """Write the keyring as a whole."""
    public = content.public()
    sealed = seal(lock.key, content.to_json(), associated=_bound(public))
    document = {"format": FORMAT, **public, "lock": lock.header(), "sealed": b64encode(sealed).decode()}
    write_whole(folder / KEYRING, json.dumps(document, indent=1).encode())


def load(folder: Path, lock: Lock) -> Secrets:
    """Open the keyring with a lock already made. Raises PassphraseWrong, KeysDamaged."""
    document = read(folder)
    try:
        public = {name: str(document[name]) for name in ("origin", "public_key", "backup_recipient")}
        opened = Secrets.from_json(public["origin"], unseal(lock.key, b64decode(document["sealed"]), associated=_bound(public)))
    except SealingError:
        raise PassphraseWrong from None
    except (KeyError, ValueError):
        raise KeysDamaged(what=KEYRING) from None
    return opened


def unlock(folder: Path, passphrase: str) -> tuple[Secrets, Lock]:
    """Open the keyring with the passphrase (about a tenth of a second, by design). Raises PassphraseWrong, KeysDamaged."""
    lock = Lock.stated(passphrase, read(folder).get("lock", {}))
    return load(folder, lock), lock


def read(folder: Path) -> dict[str, Any]:
    """The keyring file as it stands. Raises KeysDamaged."""
    try:
        document = json.loads((folder / KEYRING).read_bytes())
    except (OSError, ValueError):
        raise KeysDamaged(what=KEYRING) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise KeysDamaged(what=KEYRING)
    return document


def stamp(folder: Path) -> tuple[int, int]:
    """What changes whenever the keyring is written; zeros while there is none."""
    try:
        found = (folder / KEYRING).stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_ino, found.st_mtime_ns


def _bound(public: dict[str, str]) -> bytes:
    return place("amana.keyring", FORMAT, public["origin"], public["public_key"], public["backup_recipient"])
