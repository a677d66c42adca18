"""Where a person stands after the acts of the competent authority.

Presumed a victim until a conclusive act is in force; nothing gets worse in silence; review keeps the earlier status.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.contexts.cases.identification.rules import (
    Act,
    Period,
    htcds_deciding_body,
    htcds_status,
    is_less_favourable,
    may_be_removed,
    standing,
)
from amana.contexts.cases.identification.terms import Missing, Outcome, Status, Step
from amana.kernel.ids import UserId
from amana.kernel.organisations.terms import OrganisationKind

DAY = date(2026, 11, 23)
JUDGE, COLLEAGUE = UserId(UUID(int=1)), UserId(UUID(int=2))
GROUNDS, CONCLUSIVE = Step.REASONABLE_GROUNDS, Step.CONCLUSIVE
YES, NO = Outcome.POSITIVE, Outcome.NEGATIVE


def act(step: Step, outcome: Outcome, day: int = 0, **changes: object) -> Act:
    """A complete act: reasons written, a colleague confirmed, the person told, and told how to ask for review."""
    complete = Act(
        ref=UUID(int=100 + day),
        step=step,
        outcome=outcome,
        decided_on=DAY + timedelta(days=day),
        recorded_at=datetime(2026, 11, 23, 12, tzinfo=UTC) + timedelta(days=day),
        decided_by=JUDGE,
        reasons_given=True,
        confirmed_by=COLLEAGUE,
        person_told_on=DAY + timedelta(days=day),
        told_of_review=True,
    )
    return replace(complete, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("story", "acts", "status"),
    [
        ("nobody decided anything", [], Status.PRESUMED_VICTIM),
        ("reasonable grounds", [act(GROUNDS, YES)], Status.GROUNDS_FOUND),
        ("grounds, then identified", [act(GROUNDS, YES), act(CONCLUSIVE, YES, 20)], Status.VICTIM),
        ("identified at once", [act(CONCLUSIVE, YES)], Status.VICTIM),
        ("no grounds", [act(GROUNDS, NO)], Status.NO_GROUNDS_FOUND),
        ("no grounds first, grounds later", [act(GROUNDS, NO), act(GROUNDS, YES, 9)], Status.GROUNDS_FOUND),
        ("grounds, then not identified", [act(GROUNDS, YES), act(CONCLUSIVE, NO, 20)], Status.NOT_IDENTIFIED),
        ("not identified, identified on appeal", [act(CONCLUSIVE, NO), act(CONCLUSIVE, YES, 60)], Status.VICTIM),
        ("the first step never undoes the second", [act(CONCLUSIVE, YES), act(GROUNDS, NO, 5)], Status.VICTIM),
    ],
)
def test_where_a_person_stands(story: str, acts: list[Act], status: Status) -> None:
    assert standing(acts, looked_into=True).status is status
    assert standing(reversed(acts), looked_into=True).status is status


def test_a_person_whom_nobody_examined_has_no_status() -> None:
    assert standing([], looked_into=False).status is Status.NOT_EXAMINED


@pytest.mark.parametrize(
    ("story", "lacking", "missing"),
    [
        ("no reasons", {"reasons_given": False}, Missing.REASONS),
        ("nobody confirmed it", {"confirmed_by": None}, Missing.SECOND_PERSON),
        ("confirmed by the one who decided", {"confirmed_by": JUDGE}, Missing.SECOND_PERSON),
        ("the person was not told", {"person_told_on": None}, Missing.NOTIFICATION),
        ("not told how to ask for review", {"told_of_review": False}, Missing.REVIEW_RIGHT),
        ("a review is open", {"review_open": True}, Missing.REVIEW_OPEN),
    ],
)
@pytest.mark.parametrize(
    ("before", "step"), [([], GROUNDS), ([], CONCLUSIVE), ([act(GROUNDS, YES)], CONCLUSIVE), ([act(CONCLUSIVE, YES)], CONCLUSIVE)]
)
def test_no_downgrade_in_silence(story: str, lacking: dict[str, object], missing: Missing, before: list[Act], step: Step) -> None:
    earlier = standing(before, looked_into=True)
    silent = act(step, NO, 30, **lacking)
    now = standing([*before, silent], looked_into=True)
    assert now.status is earlier.status
    assert now.waiting == ((silent, (missing,)),)
    assert is_less_favourable(standing([*before, act(step, NO, 30)], looked_into=True).status, than=earlier.status)


def test_a_favourable_act_takes_effect_at_once() -> None:
    bare = act(GROUNDS, YES, reasons_given=False, confirmed_by=None, person_told_on=None, told_of_review=False)
    assert standing([bare], looked_into=True).status is Status.GROUNDS_FOUND


def test_finding_no_grounds_after_a_negative_conclusion_changes_nothing() -> None:
    concluded = act(CONCLUSIVE, NO, 1)
    bare = act(GROUNDS, NO, 2, reasons_given=False, confirmed_by=None, person_told_on=None, told_of_review=False)
    now = standing([concluded, bare], looked_into=True)
    assert (now.status, now.rests_on) == (Status.NOT_IDENTIFIED, concluded)


def test_a_bare_negative_conclusion_after_a_complete_one_does_not_take_its_place() -> None:
    concluded = act(CONCLUSIVE, NO, 1)
    bare = act(CONCLUSIVE, NO, 2, reasons_given=False)
    now = standing([concluded, bare], looked_into=True)
    assert (now.status, now.rests_on) == (Status.NOT_IDENTIFIED, concluded)
    assert now.waiting == ((bare, (Missing.REASONS,)),)


def test_finding_grounds_after_a_negative_conclusion_opens_it_again() -> None:
    assert standing([act(CONCLUSIVE, NO, 1), act(GROUNDS, YES, 2)], looked_into=True).status is Status.GROUNDS_FOUND


several_acts = st.lists(
    st.builds(
        act,
        st.sampled_from(Step),
        st.sampled_from(Outcome),
        st.integers(0, 40),
        reasons_given=st.booleans(),
        confirmed_by=st.sampled_from([None, JUDGE, COLLEAGUE]),
        person_told_on=st.sampled_from([None, DAY]),
        told_of_review=st.booleans(),
        review_open=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda a: a.ref,
)


@given(several_acts)
def test_whatever_happens_a_worse_status_rests_on_a_complete_act(acts: list[Act]) -> None:
    now = standing(acts, looked_into=True)
    if is_less_favourable(now.status, than=Status.PRESUMED_VICTIM):
        rests = now.rests_on
        assert rests is not None
        assert rests.outcome is NO
        assert rests.reasons_given
        assert rests.confirmed_by not in (None, rests.decided_by)
        assert rests.person_told_on is not None
        assert rests.told_of_review
        assert not rests.review_open


@given(several_acts)
def test_one_more_yes_never_makes_anybody_worse_off(acts: list[Act]) -> None:
    before = standing(acts, looked_into=True).status
    for step in Step:
        assert not is_less_favourable(standing([*acts, act(step, YES, 50)], looked_into=True).status, than=before)


@pytest.mark.parametrize(
    ("story", "status", "day", "allowed"),
    [
        ("the first day", Status.GROUNDS_FOUND, 0, False),
        ("the last day", Status.NOT_IDENTIFIED, 30, False),
        ("the day after, not yet decided", Status.GROUNDS_FOUND, 31, False),
        ("the day after, decided", Status.NOT_IDENTIFIED, 31, True),
        ("presumed, no period needed", Status.PRESUMED_VICTIM, 400, False),
    ],
)
def test_nobody_is_removed_while_the_recovery_period_runs_or_before_identification_is_complete(
    story: str, status: Status, day: int, allowed: bool
) -> None:
    period = Period(starts_on=DAY, days=30)
    assert may_be_removed(status, [period], on=DAY + timedelta(days=day)).allowed is allowed


def test_a_longer_recovery_period_holds_to_its_own_end() -> None:
    period = Period(starts_on=DAY, days=30, added_days=60)
    assert not may_be_removed(Status.VICTIM, [period], on=DAY + timedelta(days=90))
    assert may_be_removed(Status.VICTIM, [period], on=DAY + timedelta(days=91))


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (Status.NOT_EXAMINED, None),
        (Status.PRESUMED_VICTIM, "PossibleVictimOfTrafficking"),
        (Status.GROUNDS_FOUND, "PossibleVictimOfTrafficking"),
        (Status.NO_GROUNDS_FOUND, "PossibleVictimOfTrafficking"),
        (Status.VICTIM, "ActualVictimOfTrafficking"),
        (Status.NOT_IDENTIFIED, "NotAVictimOfTrafficking"),
    ],
)
def test_the_status_in_words_of_htcds(status: Status, code: str | None) -> None:
    assert htcds_status(status) == code


def test_every_kind_of_organisation_has_a_word_in_htcds() -> None:
    words = {htcds_deciding_body(kind) for kind in OrganisationKind}
    assert words == {"Police", "NGO", "CourtOrProsecution", "NonPoliceGovernmentalOrganization", "Other"}
