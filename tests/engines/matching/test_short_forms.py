"""Short and pet forms: worth less than the name, and said to be what they are."""

import csv
import itertools

import pytest

from amana.engines.matching import Level, Likeness, Name, NamePart, Role, compare_as_names, compare_names
from amana.engines.matching.agreement import WORTH, agreement
from amana.engines.matching.evidence import Code
from amana.engines.matching.short_forms import PAIRS
from tools.places import ROOT

SHORT = [
    ("Tedi", "Tewodros"), ("ቴዲ", "Tewodros"), ("Teddy", "ቴዎድሮስ"), ("Abdi", "Abdirahman"), ("Cabdi", "Cabdiraxmaan"), ("Abdi", "عبد الرحمن"),
    ("Hamada", "محمد"), ("حمادة", "Mohamed"), ("Hami", "Hamid"), ("Kidu", "ኪዳነ"), ("Fatna", "Fatima"), ("Bakari", "Abubakar"),
    ("Brahim", "إبراهيم"), ("Gebre", "ገብረማርያም"), ("Beti", "Betelhem"), ("Caasha", "Aisha"), ("Sele", "Selemani"), ("Yohana", "ዮሐንስ"),
]  # fmt: skip


@pytest.mark.parametrize(("short", "full"), SHORT)
def test_a_short_form_may_be_the_name_and_is_never_the_same(short, full):
    for one, other in ((short, full), (full, short)):
        found = compare_as_names(one, other)
        if found.parts[0].level is not Level.SOUNDS_SAME:  # Caasha is a spelling of Aisha too
            assert found.verdict is Likeness.POSSIBLE
            assert found.evidence[0].code == Code.NAME_SHORT_FORM


def test_a_short_form_is_worth_less_than_the_name():
    assert WORTH[Level.NEAR] < WORTH[Level.SHORT_FORM] < WORTH[Level.SOUNDS_SAME]
    short, full = compare_as_names("Tedi Bekele", "Tewodros Bekele"), compare_as_names("Tewodros Bekele", "ቴዎድሮስ Bekele")
    assert short.score < full.score


@pytest.mark.parametrize(("one", "other"), [("Ali", "Elias"), ("Abdi", "Ahmed"), ("Tedi", "Tesfaye"), ("Mimi", "Musa"), ("Hami", "Haile")])
def test_what_is_no_short_form_is_another_name(one, other):
    assert agreement(one, other)[0] is not Level.SHORT_FORM


def test_a_nickname_answers_the_name_it_is_short_for():
    held = Name(parts=(NamePart("Tewodros", Role.GIVEN), NamePart("Bekele", Role.FATHER)))
    asked = Name(parts=(NamePart("Bekele", Role.FATHER), NamePart("Tedi", Role.NICKNAME)))
    parts = compare_names(asked, held).parts
    assert Level.SHORT_FORM in [part.level for part in parts if part.role is Role.NICKNAME]


def test_the_table_is_that_of_the_reference_data():
    with (ROOT / "reference/names/nicknames.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert all(row["source"] and row["licence"] and row["confidence"] and row["language"] for row in rows)
    assert sorted((row["short"], row["full"]) for row in rows) == sorted(PAIRS)
    assert all(len(list(same)) == 1 for _, same in itertools.groupby(sorted(PAIRS)))
