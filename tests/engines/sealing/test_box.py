"""A sealed value opens with its key, in its place, unchanged, and in no other way."""

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from amana.engines.sealing.box import (
    OVERHEAD,
    new_key,
    pad,
    place,
    seal,
    unpad,
    unseal,
    unwrap_key,
    wrap_key,
)
from amana.engines.sealing.errors import UnknownFormat, UnsealFailed

KEY = bytes(range(32))
HERE = place("persons_person", "given_name", b"\x01" * 16, 1)


@given(st.binary(max_size=300), st.binary(max_size=60))
def test_what_was_sealed_opens_again(plaintext, associated):
    sealed = seal(KEY, plaintext, associated=associated)
    assert len(sealed) == len(plaintext) + OVERHEAD
    assert unseal(KEY, sealed, associated=associated) == plaintext


@given(st.binary(min_size=1, max_size=40), st.data())
def test_one_changed_bit_is_noticed(plaintext, data):
    sealed = bytearray(seal(KEY, plaintext, associated=HERE))
    at = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[at // 8] ^= 1 << at % 8
    with pytest.raises((UnsealFailed, UnknownFormat)):
        unseal(KEY, bytes(sealed), associated=HERE)


def test_a_value_moved_to_another_place_does_not_open():
    sealed = seal(KEY, b"Selamawit", associated=HERE)
    with pytest.raises(UnsealFailed):
        unseal(KEY, sealed, associated=place("persons_person", "given_name", b"\x02" * 16, 1))


def test_another_key_does_not_open_it():
    with pytest.raises(UnsealFailed):
        unseal(new_key(), seal(KEY, b"Selamawit", associated=HERE), associated=HERE)


def test_the_format_is_plain_aes_gcm_behind_one_format_byte():
    sealed = seal(KEY, b"x", associated=b"place")
    assert sealed[:1] == b"\x01"
    assert AESGCM(KEY).decrypt(sealed[1:13], sealed[13:], b"\x01place") == b"x"


@pytest.mark.parametrize("junk", [b"", b"\x01", b"\x02" + bytes(40)])
def test_what_is_no_sealed_value_is_called_that(junk):
    with pytest.raises(UnknownFormat):
        unseal(KEY, junk, associated=b"")


def test_the_same_value_sealed_twice_looks_different():
    assert len({seal(KEY, b"same", associated=HERE) for _ in range(50)}) == 50


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_two_places_are_never_confused(one, other):
    assert (place(*one) == place(*other)) == (one == other)


def test_a_wrap_opens_only_for_the_owner_it_names():
    key = new_key()
    wrap = wrap_key(KEY, key, associated=b"file-1")
    assert unwrap_key(KEY, wrap, associated=b"file-1") == key
    with pytest.raises(UnsealFailed):
        unwrap_key(KEY, wrap, associated=b"file-2")


def test_a_wrap_that_holds_no_key_is_refused():
    with pytest.raises(UnsealFailed):
        unwrap_key(KEY, seal(KEY, b"short", associated=b"f"), associated=b"f")


@given(st.binary(max_size=100))
def test_padding_comes_off_again_and_hides_the_length(value):
    padded = pad(value)
    assert unpad(padded) == value
    assert len(padded) % 16 == 0
    assert len(padded) - len(value) <= 16


@pytest.mark.parametrize("unmarked", [b"", b"\x00" * 16, b"no mark"])
def test_a_value_without_padding_mark_is_refused(unmarked):
    with pytest.raises(UnsealFailed):
        unpad(unmarked)
