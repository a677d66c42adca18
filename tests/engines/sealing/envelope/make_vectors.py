"""Make the test vectors anew: `python -m tests.engines.sealing.envelope.make_vectors`, from the root of the repository.

The keys follow from their names and stay what they are; HPKE draws fresh randomness, so the envelopes differ each time and what is
committed is what counts. What of an envelope a refusal does not depend on is left out of the file: the bytes end where the reader
stops, or are given as edits of the good one.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from hashlib import sha256, shake_256
from pathlib import Path
from typing import Any

from amana.engines.sealing.envelope import DeskSecrets, EnvelopeRefused, open_envelope, signer_id, verify
from amana.engines.sealing.envelope.sizes import MAX_SIZE_CLASS, body_size, padded_size
from tests.engines.sealing.envelope.attacks import DESK, DOOR, Scene
from tests.engines.sealing.envelope.cbor_cases import OTHER_FORMS
from tests.engines.sealing.envelope.desks import HEADER, NOW
from tests.engines.sealing.envelope.document_cases import Case, receipts, requests

VECTORS = Path(__file__).parents[4] / "reference" / "envelope" / "vectors.json"
NODE = "et-maji"


def derived(name: str) -> DeskSecrets:
    """Keys that everybody can work out from their name, and that are good for nothing else."""
    raw = shake_256(f"amana test vector {name}".encode()).digest(128)
    return DeskSecrets(raw[:32], raw[32:])


KEYS = {name: derived(name) for name in ("maji", "bahari", "jabal", "maji before", "node bahari")}
LISTED = {"et-maji/protection": "maji", "ke-bahari/protection": "bahari", "sd-jabal/justice": "jabal", "ke-bahari": "node bahari"}


class VectorScene(Scene):
    """A scene with one good envelope, so that the changed ones can be told as edits of it."""

    @cache  # noqa: B019  the scene lives as long as the script
    def good(self) -> bytes:
        return super().good()


SCENE = VectorScene(
    header=HEADER,
    sender=KEYS["maji"],
    recipient=KEYS["bahari"],
    other=KEYS["jabal"],
    other_address="sd-jabal/justice",
    revoked=KEYS["maji before"],
    now=NOW,
)


def door(data: bytes) -> str | None:
    """With which code the door refuses these bytes; None if it does not."""
    try:
        verify([data], signing_keys=signing_keys, desk_keys=desk_keys, now=NOW, max_body=SCENE.largest_body)
    except EnvelopeRefused as refused:
        return refused.code
    return None


def signing_keys(address: str) -> list[bytes]:
    return [KEYS[LISTED[address]].public().signing] if address in LISTED else []


def desk_keys(address: str) -> list[bytes]:
    return [KEYS[LISTED[address]].public().key_id] if address in LISTED else []


def good_envelopes() -> Iterable[tuple[str, str, bytes, tuple[str, ...]]]:
    """Name, what is special, bytes, and whose keys open it."""
    both = ("maji", "bahari")
    yield "good", "two pieces, two attachments", SCENE.good(), both
    yield (
        "least",
        "no payload, no attachment, one desk key",
        SCENE.draft(payload=b"", recipients=(SCENE.recipient.public(),)).build(),
        ("bahari",),
    )
    three = tuple(KEYS[name].public() for name in ("maji", "bahari", "jabal"))
    later = replace(HEADER, sequence=2, previous=bytes(range(32)), recipient="sd-jabal/justice", kind="lead", purpose="investigation")
    yield "later_of_a_thread", "sequence 2, to a justice desk", SCENE.draft(header=later, recipients=three[::2]).build(), ("maji", "jabal")
    names = (("شهادة.pdf", "application/pdf", b"1"), ("ምስክር (2).jpg", "image/jpeg", b""), ("témoin", "text/plain", b"3\n"))
    yield "names_in_three_scripts", "attachments, one of them empty", SCENE.draft(files=names).build(), both
    yield "filled_to_the_last_byte", "no padding at all", SCENE.draft(payload=b"x" * (4096 - 36 - 6)).build(), both
    yield "one_whole_piece", "class 32: the only piece has 65,536 bytes", SCENE.draft(size_class=32).build(), both
    yield "larger_class_than_needed", "a sender may hide more of the length", SCENE.draft(size_class=9).build(), both
    fast = replace(HEADER, created=NOW + 300, expires=NOW + 301)
    yield "clock_five_minutes_ahead", "just not from the future", SCENE.draft(header=fast).build(), both


def vectors() -> dict[str, Any]:
    return {
        "about": "Test vectors of docs/reference/envelope.md, which also explains this file. The keys are for tests only.",
        "now": NOW,
        "max_body": SCENE.largest_body,
        "node": NODE,
        "keys": {name: _key(secrets) for name, secrets in KEYS.items()},
        "directory": LISTED,
        "size_classes": [[at, padded_size(at), body_size(at)] for at in range(MAX_SIZE_CLASS + 1)],
        "cbor": [{"bytes": data, "refused": code} for data, code in OTHER_FORMS],
        "envelopes": [*_accepted(), *_refused()],
        "receipts": [_document(case) for case in receipts(SCENE)],
        "requests": [_document(case) for case in requests(SCENE, "ke-bahari", NODE, KEYS["node bahari"])],
    }


def _key(secrets: DeskSecrets) -> dict[str, str]:
    public = secrets.public()
    return {
        "signing_private": secrets.signing_private.hex(),
        "encryption_private": secrets.encryption_private.hex(),
        "signing": public.signing.hex(),
        "encryption": public.encryption.hex(),
        "key_id": public.key_id.hex(),
        "signer": signer_id(public.signing).hex(),
    }


def _accepted() -> Iterable[dict[str, Any]]:
    for name, about, data, openers in good_envelopes():
        opened = open_envelope(data, keys=KEYS[openers[0]], signing_keys=signing_keys)
        if door(data) is not None:
            raise RuntimeError(f"{name} is refused: {door(data)}")
        yield {
            "name": name,
            "about": about,
            "bytes": _text(data),
            "door": None,
            "openers": openers,
            "desk": None,
            "digest": opened.digest.hex(),
            "payload": _text(opened.payload),
            "attachments": [[file.name, file.media_type, len(file.data), sha256(file.data).hexdigest()] for file in opened.attachments],
        }


def _refused() -> Iterable[dict[str, Any]]:
    for attack in DOOR:
        data = attack.build(SCENE)
        yield {"name": attack.name, "about": attack.tried, **_shortest(data, door), "door": attack.code}
    for attack in DESK:
        yield {
            "name": attack.name,
            "about": attack.tried,
            "bytes": _text(attack.build(SCENE)),
            "door": None,
            "openers": ["bahari"],
            "desk": attack.code,
        }


def _shortest(data: bytes, ask: Callable[[bytes], str | None]) -> dict[str, Any]:
    """The bytes up to where the reader stops, or as edits of the good envelope, or whole."""
    for end in _ends(data):
        if ask(data[:end]) == ask(data):
            return {"bytes": _text(data[:end])}
    good = SCENE.good()
    before = next((at for at, (one, other) in enumerate(zip(good, data, strict=False)) if one != other), min(len(good), len(data)))
    room = min(len(good), len(data)) - before
    after = next((at for at in range(room) if good[-1 - at] != data[-1 - at]), room)
    new = data[before : len(data) - after]
    if len(new) < len(data) // 4:
        return {"of": "good", "replace": [before, len(good) - after, _text(new)]}
    return {"bytes": _text(data)}


def _ends(data: bytes) -> Iterable[int]:
    """Where the parts of an envelope end: prefix, length, header, length of the wraps, wraps."""
    head = 12 + int.from_bytes(data[8:12], "big")
    wraps = head + 4 + int.from_bytes(data[head : head + 4], "big")
    return (8, 12, head, head + 4, wraps)


def _document(case: Case) -> dict[str, Any]:
    return {"name": case.name, "bytes": _text(case.data), "refused": case.code}


def _text(data: bytes) -> str:
    return b64encode(data).decode()


if __name__ == "__main__":
    VECTORS.parent.mkdir(parents=True, exist_ok=True)
    VECTORS.write_text(json.dumps(vectors(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
