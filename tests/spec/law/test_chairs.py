"""Who held the chair, when, and who takes part, as the list words it."""

import csv

import pytest

from amana.contexts.law.days import PartialDay, UnreadableDay
from amana.contexts.law.states.rules import chair_periods, joined
from amana.kernel.vocabulary.files import REFERENCE


@pytest.mark.parametrize(
    ("words", "periods"),
    [
        ("", []),
        ("2018", [("2018", "2018", "")]),
        ("2015 (first chair); 2024-04 to 2025-04", [("2015", "2015", "first chair"), ("2024-04", "2025-04", "")]),
        ("2020 to 2022-03", [("2020", "2022-03", "")]),
        ("2025-04 onwards (one-year term expected)", [("2025-04", None, "one-year term expected")]),
        ("2017 (first chaired meetings Dec 2016)", [("2017", "2017", "first chaired meetings Dec 2016")]),
    ],
)
def test_periods_in_the_chair_keep_the_precision_of_their_source(words, periods):
    found = [(str(one.start), str(one.end) if one.end else None, one.note) for one in chair_periods(words)]
    assert found == periods


def test_a_period_that_cannot_be_read_is_not_guessed():
    with pytest.raises(UnreadableDay):
        chair_periods("some time in 2019")


def test_every_period_of_the_list_can_be_read():
    with (REFERENCE / "members.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    chairs = {row["code"]: chair_periods(row["chair_periods"]) for row in rows if row["chair_periods"]}
    assert set(chairs) == {"EG", "GB", "ET", "IT", "ER", "NL", "SS", "DE", "FR"}


def test_a_day_of_joining_that_is_not_known_stays_unknown():
    assert joined("after 2014-11-28") is None
    assert joined("2014-11-28") == PartialDay(year=2014, month=11, day=28)
