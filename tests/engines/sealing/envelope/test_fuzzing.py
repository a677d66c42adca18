"""Bytes mangled in every way: each parser accepts them or raises EnvelopeRefused, and the second reader says the same.

Mutations are made at the bytes and, because few of those get past the lengths and the tags, also inside: in header, wraps and manifest
before they are sealed and signed.
"""

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.engines.sealing.envelope import EnvelopeRefused, decode, open_envelope, read_header, read_receipt, read_request
from tests.engines.sealing.envelope import second_reader as second
from tests.engines.sealing.envelope.desks import ADDRESSES, BAHARI, NOW, signing_keys
from tests.engines.sealing.envelope.document_cases import receipts, requests
from tests.engines.sealing.envelope.scene import SCENE, door

SIGNING = {address: [desk.public().signing] for address, desk in ADDRESSES.items()}
SEALING = {address: [desk.public().key_id] for address, desk in ADDRESSES.items()}
NODES = {"ke-bahari": [BAHARI.public().signing]}
ENVELOPE = SCENE.draft(payload=b"a referral").build()
RECEIPTS = [case.data for case in receipts(SCENE)]
REQUESTS = [case.data for case in requests(SCENE, "ke-bahari", "et-maji", BAHARI)]
TELLING = b"\x00\x01\x17\x18\x19\x1a\x1b\x1f\x20\x3b\x40\x5b\x5f\x60\x7b\x7f\x80\x9b\x9f\xa0\xbb\xbf\xc0\xf4\xf6\xf7\xf8\xfb\xff"


@st.composite
def mangled(draw, original: bytes) -> bytes:
    """The original after one to four changes: a byte, a stretch cut out, doubled, moved or filled, a length blown up."""
    data = bytearray(original)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 40)))
        change = draw(st.sampled_from("set insert cut double move fill length".split()))
        some = draw(st.binary(min_size=1, max_size=9) | st.sampled_from([bytes([byte]) for byte in TELLING]))
        if change == "set":
            data[at : at + len(some)] = some
        elif change == "insert":
            data[at:at] = some
        elif change == "cut":
            del data[at:end]
        elif change == "double":
            data[at:at] = data[at:end]
        elif change == "move":
            taken = data[at:end]
            del data[at:end]
            to = draw(st.integers(0, len(data)))
            data[to:to] = taken
        elif change == "fill":
            data[at:end] = some[:1] * (end - at)
        else:
            data[at : at + 9] = bytes([draw(st.sampled_from(TELLING))]) + draw(
                st.sampled_from([b"\xff" * 8, b"\x7f" + b"\xff" * 7, bytes(8)])
            )
    return bytes(data)


def ours(read) -> object:
    """Accepted (None), or the code; anything else than EnvelopeRefused comes through and fails the test."""
    try:
        read()
    except EnvelopeRefused as refused:
        return refused.code
    return None


def theirs(read) -> object:
    try:
        read()
    except second.Refused as refused:
        return str(refused)
    return None


def agreed(data: bytes) -> object:
    """What both readers say of an envelope at the door."""
    said = ours(lambda: door(data))
    assert said == theirs(lambda: second.check_door(data, signing=SIGNING, sealing=SEALING, now=NOW, max_body=SCENE.largest_body))
    ours(lambda: read_header(data))
    return said


@settings(max_examples=300, deadline=None)
@given(mangled(ENVELOPE) | mangled(ENVELOPE[:400]) | st.binary(max_size=200))
def test_mangled_envelopes(data):
    assert agreed(data) is None or data != ENVELOPE
    ours(lambda: open_envelope(data, keys=BAHARI, signing_keys=signing_keys))
    ours(lambda: open_envelope(data, keys=BAHARI))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_mangled_headers_with_good_lengths_and_signatures(data):
    agreed(SCENE.draft(header_bytes=lambda raw: data.draw(mangled(raw))).build())


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_mangled_wraps_with_good_lengths_and_signatures(data):
    agreed(SCENE.draft(wraps_bytes=lambda raw: data.draw(mangled(raw))).build())


@settings(max_examples=200, deadline=None)
@given(st.data(), st.booleans())
def test_mangled_contents_with_good_tags_and_signatures(data, in_manifest):
    files = (("a.pdf", "application/pdf", b"a" * 50), ("b.pdf", "application/pdf", b"b" * 50))
    changed = {"manifest" if in_manifest else "content": lambda raw: data.draw(mangled(raw))}
    envelope = SCENE.draft(payload=b"a referral", files=files, **changed).build()
    said = ours(lambda: open_envelope(envelope, keys=BAHARI, signing_keys=signing_keys))
    private = {"signing_private": BAHARI.signing_private, "encryption_private": BAHARI.encryption_private}
    assert said == theirs(lambda: second.open_at_desk(envelope, **private))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(RECEIPTS).flatmap(mangled) | st.binary(max_size=200))
def test_mangled_receipts(data):
    assert ours(lambda: read_receipt(data, signing_keys=signing_keys)) == theirs(lambda: second.check_receipt(data, signing=SIGNING))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(REQUESTS).flatmap(mangled) | st.binary(max_size=200))
def test_mangled_requests(data):
    said = ours(lambda: read_request(data, signing_keys=lambda node: NODES.get(node, ()), to="et-maji", now=NOW))
    assert said == theirs(lambda: second.check_request(data, signing=NODES, to="et-maji", now=NOW))


@settings(max_examples=500, deadline=None)
@given(mangled(ENVELOPE[12:184]) | st.binary(max_size=60))
def test_mangled_values(data):
    assert ours(lambda: decode(data, max_bytes=1 << 20)) == theirs(lambda: second.read_cbor(data, 16))


BOMBS = {
    "nested lists": b"\x81" * 1_000_000,
    "nested maps": b"\xa1\x00" * 500_000,
    "lists of endless lists": b"\x9b\x7f\xff\xff\xff\xff\xff\xff\xff" * 100_000,
    "a list as long as the data": b"\x9a\x00\x0f\x42\x3b" + b"\x81" * 1_000_000,
    "an endless text": b"\x7b\x7f\xff\xff\xff\xff\xff\xff\xff" + bytes(1_000_000),
    "zeros": bytes(1_000_000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_goes_off_in_no_more_memory_than_its_own(name):
    bomb = BOMBS[name]
    tracemalloc.start()
    try:
        assert ours(lambda: decode(bomb, max_bytes=1 << 20)) is not None
        for prefix in ("89414d450d0a1a01", "89414d520d0a1a01", "89414d510d0a1a01"):
            document = bytes.fromhex(prefix) + bomb[: (1 << 20) - 72]
            ours(lambda document=document: door(document))
            ours(lambda document=document: read_receipt(document, signing_keys=signing_keys))
            ours(lambda document=document: read_request(document, signing_keys=signing_keys, to="et-maji", now=NOW))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 6 << 20


def test_an_envelope_that_claims_the_largest_class_costs_the_door_what_has_come():
    claimed = SCENE.draft(size_class=40, wraps_bytes=lambda raw: raw).build()[:3000]
    huge = SCENE.draft(header_bytes=lambda raw: raw.replace(b"\x0c\x00\x0d", b"\x0c\x18\x7d\x0d", 1)).build()
    for data in (claimed, huge):
        tracemalloc.start()
        try:
            assert ours(lambda data=data: open_envelope(data, keys=BAHARI)) in {"format.truncated", "open.wrap", "open.chunk"}
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < 1 << 20
