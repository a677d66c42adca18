"""One value has one form, and every other form is refused; cbor2 agrees with our reader."""

from collections import OrderedDict
from datetime import UTC, datetime
from enum import StrEnum

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.engines.sealing.envelope import EnvelopeRefused, Refusal, decode, encode
from tests.engines.sealing.envelope.cbor_cases import OTHER_FORMS

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


@pytest.mark.parametrize(("data", "code"), OTHER_FORMS)
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
