"""Invented desks, a header and the directory's look-ups, for the tests of envelopes."""

from dataclasses import replace
from uuid import UUID

from amana.engines.sealing.envelope import Attachment, DeskSecrets, Header, seal

CREATED, EXPIRES = 1_790_000_000, 1_792_592_000
NOW = CREATED + 3600

MAJI, BAHARI, JABAL = (DeskSecrets.generate() for _ in range(3))
ADDRESSES = {"et-maji/protection": MAJI, "ke-bahari/protection": BAHARI, "sd-jabal/justice": JABAL}

HEADER = Header(
    sender="et-maji/protection",
    recipient="ke-bahari/protection",
    message=UUID("01990000-0000-7000-8000-000000000001"),
    thread=UUID("01990000-0000-7000-8000-0000000000aa"),
    sequence=1,
    previous=None,
    created=CREATED,
    expires=EXPIRES,
    kind="referral",
    purpose="assistance",
)


def signing_keys(address: str) -> tuple[bytes, ...]:
    """The directory: one signing key a desk, none for a stranger."""
    return (ADDRESSES[address].public().signing,) if address in ADDRESSES else ()


def desk_keys(address: str) -> tuple[bytes, ...]:
    """The directory: which keys may be sealed to for a desk."""
    return (ADDRESSES[address].public().key_id,) if address in ADDRESSES else ()


def sealed(payload: bytes = b"{}", *, attachments: tuple[Attachment, ...] = (), signer: DeskSecrets = MAJI, **header: object) -> bytes:
    """An envelope from Maji to Bahari, with a copy for Maji."""
    wanted = replace(HEADER, **header)  # type: ignore[arg-type]
    return seal(wanted, payload, recipients=(BAHARI.public(), MAJI.public()), signer=signer, attachments=attachments)


def attached(name: str, data: bytes, media_type: str = "application/pdf", *, pieces: int = 1000) -> Attachment:
    """An attachment out of memory, given out in pieces."""
    return Attachment(
        name=name, media_type=media_type, size=len(data), chunks=lambda: (data[at : at + pieces] for at in range(0, len(data), pieces))
    )
