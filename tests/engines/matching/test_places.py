"""Places of origin: one place in every script and language, and no place for another."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.engines.matching import Level, compare_places
from amana.engines.matching.place_names import PLACES
from tools.places import ROOT

from .name_pairs import pairs

ONE_PLACE = """
Asmara | أسمرا
Asmara | አስመራ
أسمرا | ኣስመራ
Addis Abeba | Addis Ababa
Addis Abeba | አዲስ አበባ
Addis Abeba | አዲስአበባ
Finfinne | አዲስ አበባ
Muqdisho | Mogadishu
Mogadiscio | مقديشو
Xamar | Mogadishu
Massawa | ምጽዋ
Keren | كرن
Al-Qahira | Cairo
القاهرة | Le Caire
Kufra | الكفرة
Omdurman | أم درمان
Adi Keyh | ዓዲ ቀይሕ
Bahir Dar | ባሕር ዳር
Bahirdar City | Bahir Dar
Nazret | Adama
Beni Walid | بني وليد
Hargeysa | Hargeisa town
Ghinda | Ginda
Senafe | ሰንዓፈ
Dadaab camp | داداب
"""
OTHER_PLACE = """
Asmara | Assab
Keren | Kassala
Adigrat | Adwa
Tripoli | Benghazi
Cairo | الخرطوم
መቀለ | ጎንደር
Port Sudan | Port Said
Sudan | South Sudan
Juba | Jubba Valley
Khartoum | Khartoum North
"""
FAR = [Level.SAME, Level.SOUNDS_SAME, Level.SOUNDS_ALIKE, Level.NEAR, Level.DIFFERS]


@pytest.mark.parametrize(("one", "other"), pairs(ONE_PLACE))
def test_one_place_is_recognised_in_every_script_and_language(one, other):
    assert compare_places(one, other) in (Level.SAME, Level.SOUNDS_SAME, Level.SOUNDS_ALIKE)


@pytest.mark.parametrize(("one", "other"), pairs(OTHER_PLACE))
def test_another_place_is_another_place(one, other):
    assert compare_places(one, other) is Level.DIFFERS


def test_a_town_beside_the_region_it_lies_in_is_near():
    assert compare_places("Keren", "Anseba, ከረን") is Level.NEAR
    assert compare_places("Keren, Anseba", "ከረን") is Level.SOUNDS_SAME


@given(st.text(max_size=25), st.text(max_size=25))
def test_any_two_texts_compare_alike_from_both_sides_and_never_by_emptiness(one, other):
    assert compare_places(one, other) is compare_places(other, one)
    if not any(letter.isalpha() for letter in one):
        assert compare_places(one, one) is Level.DIFFERS


@given(st.sampled_from([name for names in PLACES for name in names]), st.sampled_from([name for names in PLACES for name in names]))
def test_names_of_the_table_compare_alike_from_both_sides(one, other):
    assert compare_places(one, other) is compare_places(other, one)


def test_the_table_is_that_of_the_reference_data():
    listed: dict[tuple[str, str], list[str]] = {}
    with (ROOT / "reference/names/places.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            assert all((row["source"], row["licence"], row["confidence"]))
            listed.setdefault((row["place"], row["country"]), []).append(row["name"])
    assert [tuple(names) for names in listed.values()] == list(PLACES)
