"""Which states must learn nothing about a person (S2)."""

from datetime import date

import pytest

from amana.contexts.persons.rules.protection import protection
from amana.contexts.persons.terms import FactKind, NoValue, Source
from amana.contexts.persons.values import Chosen, State, Statement, Value
from amana.kernel.access.terms import Age, ProtectionClaim
from amana.kernel.access.values import Circumstances

TODAY = date(2026, 11, 23)


def said(kind: FactKind, value: Value) -> Statement:
    return Statement(kind=kind, value=value, source=Source.TOLD_BY_PERSON)


def claim(code: ProtectionClaim) -> Statement:
    return said(FactKind.PROTECTION_CLAIM, Chosen(code=code))


eritrean = said(FactKind.NATIONALITY_CLAIMED, State(state="ER"))
sudanese_passport = said(FactKind.NATIONALITY_DOCUMENTED, State(state="SD"))
fears_libya = said(FactKind.STATE_FEARED, State(state="LY", why="held there"))
fears_none = said(FactKind.STATE_FEARED, NoValue.NONE)
would_not_say_whom = said(FactKind.STATE_FEARED, NoValue.WOULD_NOT_SAY)
stateless = said(FactKind.NATIONALITY_CLAIMED, NoValue.NONE)
excluded = claim(ProtectionClaim.NONE)
open_claim = claim(ProtectionClaim.OPEN)


@pytest.mark.parametrize(
    ("story", "statements", "state", "protected"),
    [
        ("the state of nationality, claim open", [eritrean, fears_none, open_claim], "ER", True),
        ("the state of nationality, claim never asked about", [eritrean, fears_none], "ER", True),
        ("the state of nationality, claim excluded", [eritrean, fears_none, excluded], "ER", False),
        ("one record says excluded, another says open", [eritrean, fears_none, excluded, open_claim], "ER", True),
        ("the state of the passport the person was made to use", [eritrean, sudanese_passport, fears_none, open_claim], "SD", True),
        ("a state that is neither feared nor home", [eritrean, fears_none, open_claim], "KE", False),
        ("a feared state, although the claim is excluded", [eritrean, fears_libya, excluded], "LY", True),
        ("any state, while nobody asked which are feared", [eritrean, excluded], "KE", True),
        ("any state, while the person would not say which are feared", [eritrean, excluded, would_not_say_whom], "KE", True),
        ("any state, while the nationality is not known", [fears_none, open_claim], "KE", True),
        ("a stateless person who fears none", [stateless, fears_none, open_claim], "KE", False),
    ],
)
def test_which_state_must_learn_nothing(story: str, statements: list[Statement], state: str, protected: bool) -> None:
    assert protection(statements, on=TODAY).covers(state) is protected


def test_an_empty_file_answers_every_question_of_the_safeguards_with_what_opens_least() -> None:
    assert Circumstances.of(protection([], on=TODAY).record()) == Circumstances()


def test_the_age_handed_to_the_safeguards_is_in_doubt_until_something_settles_it() -> None:
    assert protection([], on=TODAY).age is Age.UNKNOWN
