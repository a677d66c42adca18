"""A log's head as text that people, partner nodes and courts can keep: C2SP `signed-note` and `tlog-checkpoint`, with Ed25519.

amana.example/care                              origin: which log this is
1234                                            size
mN2q...=                                        root, base64
                                                (an empty line ends what is signed)
— amana.example/care Zm9v...                    who signed: key id (4 bytes) and signature, base64
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from amana.engines.sealing.errors import NoteInvalid
from amana.engines.sealing.merkle import HASH_BYTES

ED25519 = b"\x01"
_NAME = re.compile(r"[^\s+]+")
_SIZE = re.compile(r"0|[1-9][0-9]*", re.ASCII)
Sign = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The head of one log: which log, how many entries, which root (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def key_id(name: str, public_key: bytes) -> bytes:
    """The four bytes by which a signature line names its key."""
    return sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:4]


def verifier_key(name: str, public_key: bytes) -> str:
    """The public key as one line that can be handed to others: name, key id, algorithm and key."""
    return f"{name}+{key_id(name, public_key).hex()}+{b64encode(ED25519 + public_key).decode()}"


def parse_verifier_key(line: str) -> tuple[str, bytes]:
    """Read a verifier key line: (name, public key). Raises NoteInvalid if it is not one, or its id is not that of its key."""
    name, _, rest = line.strip().partition("+")
    identity, _, encoded = rest.partition("+")
    raw = _decoded(encoded)
    if not _NAME.fullmatch(name) or raw[:1] != ED25519 or len(raw) != 33 or identity != key_id(name, raw[1:]).hex():
        raise NoteInvalid("not an Ed25519 verifier key")
    return name, raw[1:]


def sign_note(text: str, *, name: str, public_key: bytes, sign: Sign) -> str:
    """Sign a text that ends with a line end. Raises NoteInvalid for a text or name the format cannot carry."""
    if not text.endswith("\n") or not _NAME.fullmatch(name):
        raise NoteInvalid("a note ends with a line end and its signer's name has no space or plus")
    signature = b64encode(key_id(name, public_key) + sign(text.encode())).decode()
    return f"{text}\n— {name} {signature}\n"


def open_note(note: str, *, name: str, public_key: bytes) -> str:
    """The text of a note, after checking this signer's signature; those of others are passed over.

    Raises NoteInvalid if the note is malformed, or carries no good signature by this key.
    """
    text, separator, lines = note.rpartition("\n\n")
    if not separator or not lines.endswith("\n"):
        raise NoteInvalid("a note ends with an empty line and its signatures")
    text += "\n"
    wanted = key_id(name, public_key)
    for line in lines.splitlines():
        mark, signer, encoded = ([*line.split(" "), "", ""])[:3]
        raw = _decoded(encoded)
        if mark != "—" or len(raw) < 5:
            raise NoteInvalid("malformed signature line")
        if signer == name and raw[:4] == wanted:
            _check(public_key, raw[4:], text)
            return text
    raise NoteInvalid("no signature by this key")


def sign_checkpoint(checkpoint: Checkpoint, *, public_key: bytes, sign: Sign) -> str:
    """The checkpoint as a signed note in the log's own name."""
    return sign_note(checkpoint.text(), name=checkpoint.origin, public_key=public_key, sign=sign)


def open_checkpoint(note: str, *, origin: str, public_key: bytes) -> Checkpoint:
    """Read and check a checkpoint of this log. Raises NoteInvalid if it is malformed, of another log, or not signed by the key."""
    checkpoint = parse_checkpoint(open_note(note, name=origin, public_key=public_key))
    if checkpoint.origin != origin:
        raise NoteInvalid("this is the checkpoint of another log")
    return checkpoint


def parse_checkpoint(text: str) -> Checkpoint:
    """Read a checkpoint's text without asking who signed it. Extension lines are passed over. Raises NoteInvalid if malformed."""
    lines = text.split("\n")
    if len(lines) < 4 or not lines[0] or not _SIZE.fullmatch(lines[1]):
        raise NoteInvalid("a checkpoint is origin, size and root, a line each")
    root = _decoded(lines[2])
    if len(root) != HASH_BYTES:
        raise NoteInvalid("a root is 32 bytes")
    return Checkpoint(origin=lines[0], size=int(lines[1]), root=root)


def _check(public_key: bytes, signature: bytes, text: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, text.encode())
    except InvalidSignature:
        raise NoteInvalid("the signature is not good") from None


def _decoded(encoded: str) -> bytes:
    try:
        return b64decode(encoded, validate=True)
    except (Base64Error, ValueError):
        raise NoteInvalid("not base64") from None
