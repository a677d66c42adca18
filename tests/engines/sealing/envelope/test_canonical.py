"""One value has one form, and every other form is refused; cbor2 agrees with our reader."""

from collections import OrderedDict
from datetime import UTC, datetime
from enum import StrEnum

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.engines.sealing.envelope import EnvelopeRefused, Refusal, decode, encode

leaves = st.one_of(st.none(), st.booleans(), st.integers(-(1 << 63), (1 << 64) - 1), st.binary(max_size=300), st.text(max_size=300))
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.dictionaries(st.text(max_size=30), inner, max_size=5),
        st.dictionaries(st.integers(0, (1 << 64) - 1), inner, max_size=5),
    ),
    max_leaves=20,
)
MAX = 1 << 20


def refusal(data: bytes, *, max_bytes: int = MAX, max_depth: int = 16) -> str:
    with pytest.raises(EnvelopeRefused) as refused:
        decode(data, max_bytes=max_bytes, max_depth=max_depth)
    return refused.value.code


@given(values)
def test_what_is_written_is_read_back_by_us_and_by_others(value):
    assert decode(encode(value), max_bytes=MAX) == value
    assert cbor2.loads(encode(value)) == value


@given(st.binary(max_size=60))
def test_whatever_is_accepted_is_the_only_form_of_its_value(data):
    try:
        value = decode(data, max_bytes=MAX)
    except EnvelopeRefused:
        return
    assert encode(value) == data


@given(values)
def test_keys_stand_in_the_order_of_their_bytes(value):
    assert encode(value) == cbor2.dumps(value, canonical=True)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("1800", Refusal.CBOR_NOT_CANONICAL),  # 0 in two bytes
        ("1817", Refusal.CBOR_NOT_CANONICAL),
        ("1900ff", Refusal.CBOR_NOT_CANONICAL),
        ("1a0000ffff", Refusal.CBOR_NOT_CANONICAL),
        ("1b00000000ffffffff", Refusal.CBOR_NOT_CANONICAL),
        ("3800", Refusal.CBOR_NOT_CANONICAL),
        ("580161", Refusal.CBOR_NOT_CANONICAL),
        ("780161", Refusal.CBOR_NOT_CANONICAL),
        ("9800", Refusal.CBOR_NOT_CANONICAL),
        ("b800", Refusal.CBOR_NOT_CANONICAL),
        ("a202000100", Refusal.CBOR_NOT_CANONICAL),  # {2: 0, 1: 0}
        ("a2626161006162 00", Refusal.CBOR_NOT_CANONICAL),
        ("a201000100", Refusal.CBOR_DUPLICATE_KEY),
        ("a3010002000100", Refusal.CBOR_NOT_CANONICAL),  # {1: 0, 2: 0, 1: 0}
        ("a20100616100", Refusal.CBOR_TYPE),  # keys of two kinds
        ("a14100f6", Refusal.CBOR_TYPE),  # a key of bytes
        ("a12000", Refusal.CBOR_TYPE),  # a negative key
        ("a1f500", Refusal.CBOR_TYPE),
        ("c000", Refusal.CBOR_TYPE),  # tags
        ("d9d9f700", Refusal.CBOR_TYPE),
        ("c24101", Refusal.CBOR_TYPE),
        ("f97e00", Refusal.CBOR_TYPE),  # floats
        ("fa00000000", Refusal.CBOR_TYPE),
        ("fb0000000000000000", Refusal.CBOR_TYPE),
        ("f7", Refusal.CBOR_TYPE),  # undefined
        ("f0", Refusal.CBOR_TYPE),
        ("f8ff", Refusal.CBOR_TYPE),
        ("f814", Refusal.CBOR_TYPE),
        ("5f4100ff", Refusal.CBOR_TYPE),  # indefinite lengths
        ("7f6161ff", Refusal.CBOR_TYPE),
        ("9fff", Refusal.CBOR_TYPE),
        ("bfff", Refusal.CBOR_TYPE),
        ("ff", Refusal.CBOR_TYPE),
        ("3b8000000000000000", Refusal.CBOR_TYPE),  # below -2^63
        ("1c", Refusal.CBOR_MALFORMED),
        ("", Refusal.CBOR_MALFORMED),
        ("0000", Refusal.CBOR_MALFORMED),
        ("19ff", Refusal.CBOR_MALFORMED),
        ("4100"[:2], Refusal.CBOR_MALFORMED),
        ("61ff", Refusal.CBOR_MALFORMED),
        ("62c080", Refusal.CBOR_MALFORMED),
        ("63eda080", Refusal.CBOR_MALFORMED),  # half of a surrogate pair
        ("5b7fffffffffffffff", Refusal.CBOR_MALFORMED),
        ("9b7fffffffffffffff00", Refusal.CBOR_MALFORMED),
        ("bb7fffffffffffffff00", Refusal.CBOR_MALFORMED),
        ("81" * 17 + "00", Refusal.CBOR_TOO_DEEP),
        ("81" * 100_000, Refusal.CBOR_TOO_DEEP),
        ("a100" * 100_000, Refusal.CBOR_TOO_DEEP),
    ],
)
def test_any_other_form_is_refused(data, code):
    assert refusal(bytes.fromhex(data)) == code


def test_depth_is_counted_from_the_outside():
    assert decode(bytes.fromhex("8181a10100"), max_bytes=9, max_depth=3) == [[{1: 0}]]
    assert refusal(bytes.fromhex("8181a10100"), max_depth=2) == Refusal.CBOR_TOO_DEEP
    assert refusal(b"\x80", max_depth=0) == Refusal.CBOR_TOO_DEEP


def test_more_bytes_than_allowed_are_not_looked_at():
    assert refusal(b"\xff" * 11, max_bytes=10) == Refusal.TOO_LARGE


class Code(StrEnum):
    HELP = "help"


def test_codes_and_mappings_are_written_as_what_they_stand_for():
    assert encode({Code.HELP: (Code.HELP, OrderedDict())}) == encode({"help": ["help", {}]})


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        1 << 64,
        -(1 << 63) - 1,
        datetime.now(UTC),
        {1, 2},
        object(),
        {1: 0, "a": 0},
        {-1: 0},
        {True: 0},
        {b"": 0},
        bytearray(b"x"),
        {None: 1},
    ],
)
def test_what_has_no_form_is_not_written(value):
    with pytest.raises(ValueError):
        encode([value])


def test_what_could_not_be_read_back_is_not_written():
    nested: object = 0
    for _ in range(17):
        nested = [nested]
    with pytest.raises(ValueError):
        encode(nested)
