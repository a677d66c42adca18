"""The key bundle: what an operator keeps in a safe so that backups can be opened after the node's disk is lost.

One line of JSON says whose bundle it is and how its passphrase is stretched; the rest is sealed. A bundle still opens files that
were erased after it was made, so `doctor` asks for a new one and the old one has to be destroyed.
"""

import json
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from amana.engines.sealing.box import seal, unseal
from amana.engines.sealing.errors import SealingError
from amana.kernel.sealed.errors import BundleRefused, KeysDamaged, PassphraseWrong
from amana.kernel.sealed.keyring import Lock, Secrets
from amana.kernel.sealed.wraps import Wrap

FORMAT = "amana-key-bundle/1"
_WRAP = struct.Struct(">16sIQH")  # ref, desk key, made at, length of the wrap
_DESTROYED = struct.Struct(">16sQ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Everything a key store holds at one moment. `generation` counts erasures, so a newer bundle can be told from an older one."""

    secrets: Secrets
    desk_key: int
    generation: int
    made_at: int
    wraps: tuple[Wrap, ...]
    destroyed: tuple[tuple[UUID, int], ...]
    checkpoint: str


def seal_bundle(bundle: Bundle, lock: Lock) -> bytes:
    """The bundle as one sealed file."""
    header = json.dumps(
        {
            "format": FORMAT,
            **bundle.secrets.public(),
            "generation": bundle.generation,
            "made_at": bundle.made_at,
            "desk_key": bundle.desk_key,
            "lock": lock.header(),
        }
    ).encode()
    wraps = b"".join(_WRAP.pack(w.ref.bytes, w.desk_key, w.made_at, len(w.wrap)) + w.wrap for w in bundle.wraps)
    destroyed = b"".join(_DESTROYED.pack(ref.bytes, at) for ref, at in bundle.destroyed)
    body = _joined((bundle.secrets.to_json(), wraps, destroyed, bundle.checkpoint.encode()))
    return header + b"\n" + seal(lock.key, body, associated=header)


def open_bundle(raw: bytes, passphrase: str) -> Bundle:
    """Read a bundle. Raises BundleRefused if it is none, PassphraseWrong if it does not open."""
    header, _, sealed = raw.partition(b"\n")
    try:
        stated = json.loads(header)
        if stated["format"] != FORMAT:
            raise BundleRefused
        lock = Lock.stated(passphrase, stated["lock"])
        content, wraps, destroyed, checkpoint = _parts(unseal(lock.key, sealed, associated=header))
        return Bundle(
            secrets=Secrets.from_json(stated["origin"], content),
            desk_key=stated["desk_key"],
            generation=stated["generation"],
            made_at=stated["made_at"],
            wraps=tuple(_wraps(wraps)),
            destroyed=tuple((UUID(bytes=ref), at) for ref, at in _DESTROYED.iter_unpack(destroyed)),
            checkpoint=checkpoint.decode(),
        )
    except SealingError:
        raise PassphraseWrong from None
    except (KeyError, TypeError, ValueError, struct.error, KeysDamaged):
        raise BundleRefused from None


def _wraps(raw: bytes) -> Iterable[Wrap]:
    at = 0
    while at < len(raw):
        ref, desk_key, made_at, length = _WRAP.unpack_from(raw, at)
        at += _WRAP.size
        yield Wrap(UUID(bytes=ref), desk_key, raw[at : at + length], made_at)
        at += length


def _joined(parts: Iterable[bytes]) -> bytes:
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)


def _parts(body: bytes) -> list[bytes]:
    parts, at = [], 0
    while at < len(body):
        length = int.from_bytes(body[at : at + 8], "big")
        parts.append(body[at + 8 : at + 8 + length])
        at += 8 + length
    return parts
