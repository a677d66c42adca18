"""Search keys over sealed values."""

from amana.kernel.sealed.blind_index import keys_for
from amana.kernel.sealed.keystore import use_keystore
from tests.kernel.sealed.keystores import fresh_keystore


def test_equal_values_meet_within_a_column_only(own_keystore):
    first, second, third = keys_for("name", ["osman", "tesfaye", "osman"])
    assert first == third != second
    assert keys_for("phone", ["osman"]) != [first]


def test_another_node_gets_other_numbers(own_keystore, tmp_path):
    ours = keys_for("name", ["osman"])
    with use_keystore(fresh_keystore(tmp_path / "other")):
        assert keys_for("name", ["osman"]) != ours


def test_a_low_width_lets_values_share_a_number(own_keystore):
    numbers = keys_for("sex", [str(n) for n in range(200)], bits=4)
    assert set(numbers) == set(range(16))
