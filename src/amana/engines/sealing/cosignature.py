"""Cosignatures: a witness states, with the time, that a log's checkpoint continues the last one it saw. C2SP `tlog-cosignature`, Ed25519.

    — amana-node/5e1f… Zm9v…      base64 of key id (4 bytes), Unix seconds (8 bytes, big-endian) and signature (64 bytes)

What is signed is `cosignature/v1`, a line with the time, and the checkpoint's text. What a witness asks before it cosigns is in
`witnessing.py`.
"""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from amana.engines.sealing.checkpoint import Checkpoint, Sign, open_checkpoint
from amana.engines.sealing.errors import NoteInvalid

COSIGNATURE = b"\x04"
_LINE_BYTES = 4 + 8 + 64


def cosigner_id(name: str, public_key: bytes) -> bytes:
    """The four bytes by which a cosignature names its key; another one than the key has as a log's."""
    return sha256(name.encode() + b"\n" + COSIGNATURE + public_key).digest()[:4]


def cosign(text: str, *, name: str, public_key: bytes, sign: Sign, at: int) -> str:
    """The signature line of a witness under a checkpoint's text; `at` in Unix seconds."""
    raw = cosigner_id(name, public_key) + at.to_bytes(8, "big") + sign(_message(text, at))
    return f"— {name} {b64encode(raw).decode()}\n"


def open_cosignature(line: str, *, text: str, public_key: bytes) -> tuple[str, int]:
    """Check a cosignature of a checkpoint's text by this key: the witness's name, and when it signed (Unix seconds).

    Raises NoteInvalid if the line is none, or not by this key, or for another text.
    """
    mark, name, encoded = ([*line.removesuffix("\n").split(" "), "", ""])[:3]
    try:
        raw = b64decode(encoded, validate=True)
    except (Base64Error, ValueError):
        raise NoteInvalid("not base64") from None
    if mark != "—" or len(raw) != _LINE_BYTES or raw[:4] != cosigner_id(name, public_key) or line != f"— {name} {encoded}\n":
        raise NoteInvalid("no cosignature by this key")
    at = int.from_bytes(raw[4:12], "big")
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(raw[12:], _message(text, at))
    except (InvalidSignature, ValueError):
        raise NoteInvalid("the cosignature is not good") from None
    return name, at


def cosigned(note: str, *, origin: str, public_key: bytes, witness_key: bytes) -> tuple[Checkpoint, int]:
    """A log's checkpoint with one witness's line as the last: the checkpoint, and when the witness signed (Unix seconds).

    Raises NoteInvalid unless both signatures are good.
    """
    checkpoint = open_checkpoint(note, origin=origin, public_key=public_key)
    text, _, lines = note.rpartition("\n\n")
    _name, at = open_cosignature(lines.splitlines(keepends=True)[-1], text=f"{text}\n", public_key=witness_key)
    return checkpoint, at


def _message(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()
