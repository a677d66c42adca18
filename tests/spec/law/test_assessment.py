"""What may happen to an assessment, and what it needs before a second person reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.contexts.law.check.rules import OPEN, STEPS, after, looked_at_something, replaced_on_writing, unsupported
from amana.contexts.law.check.terms import Answer, Status, Step

D, A, R, B, X = Status.DRAFT, Status.AWAITING_REVIEW, Status.REVIEWED, Status.RETURNED, Status.REPLACED


@pytest.mark.parametrize(
    ("story", "status", "step", "leads_to"),
    [
        ("a draft goes to review", D, Step.SUBMITTED, A),
        ("a second person confirms it", A, Step.CONFIRMED, R),
        ("a second person returns it", A, Step.RETURNED, B),
        ("a draft cannot be confirmed", D, Step.CONFIRMED, None),
        ("what was returned is not confirmed; it is written anew", B, Step.CONFIRMED, None),
        ("what was confirmed is not returned", R, Step.RETURNED, None),
        ("what was confirmed can be published", R, Step.PUBLISHED, R),
        ("what waits cannot be published", A, Step.PUBLISHED, None),
        ("what was confirmed gives way to a later one", R, Step.REPLACED, X),
        ("what was replaced stays replaced", X, Step.SUBMITTED, None),
    ],
)
def test_what_may_follow(story: str, status: Status, step: Step, leads_to: Status | None) -> None:
    assert after(status, step) is leads_to


@pytest.mark.parametrize(("status", "replaced"), [(D, True), (A, True), (B, True), (R, False), (X, False)])
def test_writing_anew_replaces_what_nobody_confirmed_and_leaves_what_counts(status: Status, replaced: bool) -> None:
    assert replaced_on_writing(status) is replaced


@given(st.lists(st.sampled_from(list(Step)), max_size=6))
def test_nothing_counts_without_having_been_sent_and_confirmed_in_this_order(steps: list[Step]) -> None:
    status, taken = D, []
    for step in steps:
        leads_to = after(status, step)
        if leads_to is not None:
            status = leads_to
            taken.append(step)
    if status is R:
        assert taken.index(Step.SUBMITTED) < taken.index(Step.CONFIRMED)


@given(st.sampled_from(Step))
def test_what_was_replaced_never_comes_back(step: Step) -> None:
    assert after(X, step) is None
    assert X not in OPEN
    assert X not in STEPS[step][0]


YES, NO, PARTLY, OPEN_ = Answer.YES, Answer.NO, Answer.PARTLY, Answer.NOT_ASSESSED


@pytest.mark.parametrize(
    ("story", "answers", "provisions", "evidence", "bare"),
    [
        ("there, and rests on a provision", {"act": YES}, {"act": ["1"]}, "", ()),
        ("there, and rests on nothing", {"act": YES}, {}, "", ("act",)),
        ("there in part, and rests on nothing", {"act": PARTLY}, {"act": []}, "", ("act",)),
        ("missing needs no provision", {"act": NO}, {}, "", ()),
        ("evidence in words will do", {"act": YES}, {}, "Instruction 4 of the prosecutor general", ()),
        ("blanks are no evidence", {"act": YES}, {}, "   ", ("act",)),
    ],
)
def test_what_is_said_to_be_there_rests_on_something(
    story: str, answers: dict[str, Answer], provisions: dict[str, list[str]], evidence: str, bare: tuple[str, ...]
) -> None:
    assert unsupported(answers, provisions, evidence) == bare


def test_an_assessment_of_nothing_is_none() -> None:
    assert not looked_at_something([OPEN_, OPEN_])
    assert looked_at_something([OPEN_, NO])
