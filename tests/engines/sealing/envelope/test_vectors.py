"""The committed vectors open, and a reader written from the specification alone says of each what the engine says."""

import json
import re
from base64 import b64decode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from amana.engines.sealing.envelope import (
    DeskSecrets,
    EnvelopeRefused,
    Refusal,
    decode,
    open_envelope,
    read_receipt,
    read_request,
    verify,
)
from amana.engines.sealing.envelope.sizes import body_size, padded_size
from tests.engines.sealing.envelope import second_reader as second
from tests.engines.sealing.envelope.attacks import DESK, DOOR
from tests.engines.sealing.envelope.make_vectors import KEYS, VECTORS, derived

SPECIFICATION = Path(__file__).parents[4] / "docs" / "reference" / "envelope.md"
KNOWN: dict[str, Any] = json.loads(VECTORS.read_text(encoding="utf-8"))
NOW, NODE, LARGEST = KNOWN["now"], KNOWN["node"], KNOWN["max_body"]
SIGNING = {address: [bytes.fromhex(KNOWN["keys"][name]["signing"])] for address, name in KNOWN["directory"].items()}
SEALING = {address: [bytes.fromhex(KNOWN["keys"][name]["key_id"])] for address, name in KNOWN["directory"].items()}
ENVELOPES = {vector["name"]: vector for vector in KNOWN["envelopes"]}
MADE_HERE = {Refusal.CONTENT_TOO_LARGE, Refusal.CONTENT_RECIPIENTS, Refusal.CONTENT_ATTACHMENT}


def named(vectors: list[dict[str, Any]]) -> Any:
    return pytest.mark.parametrize("vector", vectors, ids=lambda vector: vector.get("name") or vector["bytes"][:40])


@cache
def envelope(name: str) -> bytes:
    vector = ENVELOPES[name]
    if "bytes" in vector:
        return b64decode(vector["bytes"])
    start, end, new = vector["replace"]
    whole = envelope(vector["of"])
    return whole[:start] + b64decode(new) + whole[end:]


def known(table: dict[str, list[bytes]]) -> Any:
    return lambda address: table.get(address, [])


def engine(read: Any) -> Any:
    """What the engine says: its answer, or the code of its refusal."""
    try:
        return read()
    except EnvelopeRefused as refused:
        return refused.code


def other(read: Any) -> Any:
    """What the second reader says."""
    try:
        return read()
    except second.Refused as refused:
        return str(refused)


@named(KNOWN["envelopes"])
def test_door_and_desk_say_of_an_envelope_what_the_vector_says(vector):
    data = envelope(vector["name"])
    digest = engine(lambda: verify([data], signing_keys=known(SIGNING), desk_keys=known(SEALING), now=NOW, max_body=LARGEST).digest)
    ours = digest if isinstance(digest, str) else digest.hex()
    theirs = other(lambda: second.check_door(data, signing=SIGNING, sealing=SEALING, now=NOW, max_body=LARGEST))
    assert ours == theirs
    if vector["door"]:
        assert ours == vector["door"]
        return
    for opener in vector["openers"]:
        raw = {half: bytes.fromhex(KNOWN["keys"][opener][half]) for half in ("signing_private", "encryption_private")}
        opened = engine(lambda raw=raw: open_envelope(data, keys=DeskSecrets(**raw), signing_keys=known(SIGNING)))
        read = other(lambda raw=raw: second.open_at_desk(data, **raw))
        if vector["desk"]:
            assert opened == read == vector["desk"]
            continue
        assert ours == vector["digest"]
        assert opened.payload == read["payload"] == b64decode(vector["payload"])
        files = [(file.name, file.media_type, file.data) for file in opened.attachments]
        assert files == read["attachments"]
        assert [[name, kind, len(file), sha256(file).hexdigest()] for name, kind, file in files] == vector["attachments"]


@named(KNOWN["receipts"])
def test_both_readers_say_of_a_receipt_what_the_vector_says(vector):
    data = b64decode(vector["bytes"])
    ours = engine(lambda: read_receipt(data, signing_keys=known(SIGNING)))
    theirs = other(lambda: second.check_receipt(data, signing=SIGNING))
    if vector["refused"]:
        assert ours == theirs == vector["refused"]
    else:
        assert [ours.message.bytes, ours.digest, ours.thread.bytes, ours.kind, ours.code, ours.by, ours.at] == list(theirs.values())


@named(KNOWN["requests"])
def test_both_readers_say_of_a_request_what_the_vector_says(vector):
    data = b64decode(vector["bytes"])
    ours = engine(lambda: read_request(data, signing_keys=known(SIGNING), to=NODE, now=NOW))
    theirs = other(lambda: second.check_request(data, signing=SIGNING, to=NODE, now=NOW))
    if vector["refused"]:
        assert ours == theirs == vector["refused"]
    else:
        assert [ours.by, ours.to, ours.what, ours.nonce, ours.at, ours.expires, ours.arguments] == list(theirs.values())


@named(KNOWN["cbor"])
def test_both_readers_refuse_what_is_not_canonical(vector):
    data = bytes.fromhex(vector["bytes"])
    assert engine(lambda: decode(data, max_bytes=1 << 20)) == other(lambda: second.read_cbor(data, 16)) == vector["refused"]


def test_size_classes_are_those_of_the_table():
    for size_class, content, body in KNOWN["size_classes"]:
        assert (padded_size(size_class), body_size(size_class)) == (content, body)
        assert second.content_length(size_class) == content


def test_the_keys_follow_from_their_names():
    for name, stated in KNOWN["keys"].items():
        assert KEYS[name].signing_private == derived(name).signing_private == bytes.fromhex(stated["signing_private"])
        signing, encryption = second.public_halves(*(bytes.fromhex(stated[half]) for half in ("signing_private", "encryption_private")))
        assert (signing.hex(), encryption.hex()) == (stated["signing"], stated["encryption"])
        assert second.fingerprint(signing, encryption)[:16].hex() == stated["key_id"]
        assert second.signer_name(signing).hex() == stated["signer"]


def test_there_is_a_vector_for_every_attack_and_for_every_refusal_of_bytes():
    assert {attack.name for attack in DOOR + DESK} <= ENVELOPES.keys()
    every = [
        vector.get(key) for part in ("envelopes", "receipts", "requests") for vector in KNOWN[part] for key in ("door", "desk", "refused")
    ]
    assert set(Refusal) - MADE_HERE == {code for code in every if code}


def test_the_specification_explains_every_refusal_and_no_other():
    table = SPECIFICATION.read_text(encoding="utf-8").rpartition("## Refusals")[2]
    assert sorted(re.findall(r"^\| `([a-z_.]+)` \|", table, re.MULTILINE)) == sorted(Refusal)
