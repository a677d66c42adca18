"""Keys from passphrases and roots, and the numbers of the blind index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.engines.sealing.derive import Cost, blind_index, key_from_passphrase, subkey

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


def test_a_passphrase_gives_the_same_key_for_the_same_salt_and_cost_only():
    key = key_from_passphrase("correct horse", salt=b"s" * 16, cost=CHEAP)
    assert len(key) == 32
    assert key == key_from_passphrase("correct horse", salt=b"s" * 16, cost=CHEAP)
    assert key != key_from_passphrase("correct horse", salt=b"t" * 16, cost=CHEAP)
    assert key != key_from_passphrase("correct Horse", salt=b"s" * 16, cost=CHEAP)
    assert key != key_from_passphrase("correct horse", salt=b"s" * 16, cost=Cost(memory_kib=64, passes=2, lanes=1))


def test_the_ordinary_cost_is_the_one_rfc_9106_recommends():
    assert Cost() == Cost(memory_kib=65536, passes=3, lanes=4)


def test_each_purpose_has_its_own_key():
    root = bytes(32)
    assert len({subkey(root, purpose) for purpose in ("index/name", "index/phone", "secret/audit")}) == 3
    assert subkey(root, "index/name") == subkey(root, "index/name") != subkey(b"\x01" * 32, "index/name")


@given(st.text(), st.integers(1, 64))
def test_an_index_number_fits_a_signed_64_bit_column_and_its_bits(value, bits):
    number = blind_index(b"k" * 32, value, bits=bits)
    assert -(2**63) <= number < 2**63
    if bits < 64:
        assert 0 <= number < 2**bits


@given(st.text(), st.text())
def test_equal_values_meet_and_others_do_not(one, other):
    assert (blind_index(b"k" * 32, one) == blind_index(b"k" * 32, other)) == (one == other)


def test_equal_values_in_two_columns_do_not_meet():
    assert blind_index(b"a" * 32, "Abrehet") != blind_index(b"b" * 32, "Abrehet")


def test_numbers_use_both_signs():
    numbers = [blind_index(b"k" * 32, str(n)) for n in range(100)]
    assert any(n < 0 for n in numbers)
    assert any(n > 0 for n in numbers)


@pytest.mark.parametrize("bits", [0, 65])
def test_widths_a_column_cannot_hold_are_refused(bits):
    with pytest.raises(ValueError, match="between 1 and 64"):
        blind_index(b"k", "x", bits=bits)
