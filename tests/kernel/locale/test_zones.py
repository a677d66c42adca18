"""Which time zone a state has."""

import pytest

from amana.kernel.locale.zones import zone_of


@pytest.mark.parametrize(
    ("country", "zone"),
    [
        ("IT", "Europe/Rome"),
        ("SD", "Africa/Khartoum"),
        ("ER", "Africa/Asmara"),
        ("FR", "Europe/Paris"),
        ("ES", ""),
        ("CD", ""),
        ("XX", ""),
        ("", ""),
    ],
)
def test_a_state_has_a_zone_if_one_holds_everywhere_in_it(country: str, zone: str) -> None:
    assert zone_of(country) == zone
