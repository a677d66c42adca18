"""The safeguards as people meet them: written down, in plain words on the page, and about nothing they must not look at."""

import re
from pathlib import Path

from amana.kernel.access.book import HERE, book
from amana.kernel.access.decide import judge
from amana.kernel.access.values import Circumstances
from amana.kernel.catalogue import Kind
from amana.kernel.ui.rules import words_of
from tests.kernel.access.worlds import access, file, open_book

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "safeguards.md"


def safeguards() -> list[str]:
    return [rule.id for rule in book().rules.values() if rule.law]


def test_every_safeguard_stands_on_the_reference_page() -> None:
    described = set(re.findall(r"^\| `([^`]+)` \|", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert described == set(safeguards())


def test_every_safeguard_has_words_for_the_page_that_refuses() -> None:
    assert [rule for rule in safeguards() if words_of(rule) is None] == []


def test_no_policy_can_look_at_a_score() -> None:
    """S5: the vocabulary has no word for one, and strict validation refuses a policy that uses a word it does not have."""
    words = set(re.findall(r"^\s+(\w+):", (HERE / "vocabulary.cedarschema").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert words
    assert {word for word in words if re.search(r"score|risk|strength|weight|indicator|screen|victim|ethnic|religio", word)} == set()


def test_what_nobody_looked_up_opens_nothing() -> None:
    """S6: with no circumstance known, nothing is exported, disclosed or erased."""
    policies = open_book()
    for kind in (Kind.EXPORT, Kind.DISCLOSE, Kind.ERASE):
        assert not judge(policies, access(), f"try.File.{kind}", file(), Circumstances())
