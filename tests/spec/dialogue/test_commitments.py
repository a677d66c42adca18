"""What a commitment may become, who may say so, and when it is overdue."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.contexts.dialogue.commitments.rules import (
    BY_OWNER,
    BY_SECRETARIAT,
    CLOSED,
    FOLLOWS,
    Party,
    Step,
    claimed_on,
    is_closed,
    is_overdue,
    may_follow,
    may_judge,
    standing,
)
from amana.contexts.dialogue.terms import Partial, Precision, Status

MINISTRY, OTHER_MINISTRY, SECRETARIAT = UUID(int=1), UUID(int=2), UUID(int=3)
FOCAL_POINT, COLLEAGUE, EXPERT = UUID(int=11), UUID(int=12), UUID(int=13)
END_OF_MARCH = Partial(last=date(2025, 3, 31), precision=Precision.MONTH)

statuses = st.sampled_from(list(Status))
days = st.dates(min_value=date(2014, 1, 1), max_value=date(2040, 1, 1))
deadlines = st.none() | st.builds(Partial, last=days, precision=st.sampled_from(list(Precision)))


def step(status: Status, on: date, user: UUID = FOCAL_POINT, organisation: UUID = MINISTRY) -> Step:
    return Step(status=status, at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC), by=Party(user=user, organisation=organisation))


@pytest.mark.parametrize(
    ("story", "now", "wanted", "allowed"),
    [
        ("work begins", Status.OPEN, Status.IN_PROGRESS, True),
        ("more is told of work that goes on", Status.IN_PROGRESS, Status.IN_PROGRESS, True),
        ("the owner says that it is done", Status.IN_PROGRESS, Status.DONE_CLAIMED, True),
        ("it is done at once", Status.OPEN, Status.DONE_CLAIMED, True),
        ("a claim is verified", Status.DONE_CLAIMED, Status.DONE_VERIFIED, True),
        ("a claim is contradicted, or taken back", Status.DONE_CLAIMED, Status.IN_PROGRESS, True),
        ("nothing is verified that nobody claimed", Status.OPEN, Status.DONE_VERIFIED, False),
        ("work in progress is not verified", Status.IN_PROGRESS, Status.DONE_VERIFIED, False),
        ("the owner says that it did not do it", Status.IN_PROGRESS, Status.NOT_DONE, True),
        ("what was not done can still be done", Status.NOT_DONE, Status.IN_PROGRESS, True),
        ("events overtook it", Status.OPEN, Status.OVERTAKEN, True),
        ("the owner withdraws it", Status.NOT_DONE, Status.WITHDRAWN, True),
        ("a claim is judged before it can be withdrawn", Status.DONE_CLAIMED, Status.WITHDRAWN, False),
        ("what was verified is not withdrawn", Status.DONE_VERIFIED, Status.WITHDRAWN, False),
        ("what was withdrawn is opened again", Status.WITHDRAWN, Status.OPEN, True),
        ("what was verified is opened again", Status.DONE_VERIFIED, Status.OPEN, True),
        ("what was overtaken is opened again", Status.OVERTAKEN, Status.OPEN, True),
        ("what was withdrawn is not done without being opened", Status.WITHDRAWN, Status.DONE_CLAIMED, False),
    ],
)
def test_which_status_may_follow_which(story: str, now: Status, wanted: Status, allowed: bool) -> None:
    assert may_follow(now, wanted).allowed is allowed


@pytest.mark.parametrize(
    ("story", "user", "organisation", "reason"),
    [
        ("another ministry looked", EXPERT, OTHER_MINISTRY, "dialogue.second_party"),
        ("the secretariat looked", EXPERT, SECRETARIAT, "dialogue.second_party"),
        ("the claimant looked", FOCAL_POINT, MINISTRY, "dialogue.claimant_judges"),
        ("the claimant looked, now working elsewhere", FOCAL_POINT, OTHER_MINISTRY, "dialogue.claimant_judges"),
        ("a colleague of the claimant looked", COLLEAGUE, MINISTRY, "dialogue.same_organisation"),
        ("nobody in particular looked", None, OTHER_MINISTRY, "dialogue.nobody_judges"),
    ],
)
def test_who_may_verify_a_claim(story: str, user: UUID | None, organisation: UUID, reason: str) -> None:
    claim = step(Status.DONE_CLAIMED, date(2025, 3, 1))
    assert may_judge(claim, Party(user=user, organisation=organisation)).reason == reason


@given(status=statuses, users=st.tuples(st.uuids(), st.uuids()), organisations=st.tuples(st.uuids(), st.uuids()))
def test_verified_takes_two_people_of_two_organisations(status: Status, users: tuple[UUID, UUID], organisations: tuple[UUID, UUID]) -> None:
    told = step(status, date(2025, 3, 1), users[0], organisations[0])
    answer = may_judge(told, Party(user=users[1], organisation=organisations[1]))
    two = users[0] != users[1] and organisations[0] != organisations[1]
    assert answer.allowed is (two and status is Status.DONE_CLAIMED)


def test_only_a_second_party_says_verified() -> None:
    assert Status.DONE_VERIFIED not in BY_OWNER | BY_SECRETARIAT
    assert [status for status, following in FOLLOWS.items() if Status.DONE_VERIFIED in following] == [Status.DONE_CLAIMED]


def test_no_status_is_a_dead_end() -> None:
    assert set(FOLLOWS) == set(Status)
    assert all(FOLLOWS.values())


@pytest.mark.parametrize(
    ("story", "status", "claimed", "on", "overdue"),
    [
        ("the month has not ended", Status.OPEN, None, date(2025, 3, 31), False),
        ("the month is over", Status.OPEN, None, date(2025, 4, 1), True),
        ("work in progress is late too", Status.IN_PROGRESS, None, date(2025, 4, 1), True),
        ("not done is still owed", Status.NOT_DONE, None, date(2026, 1, 1), True),
        ("claimed in time, waiting for the one who verifies", Status.DONE_CLAIMED, date(2025, 3, 30), date(2025, 6, 1), False),
        ("claimed too late, and not verified", Status.DONE_CLAIMED, date(2025, 4, 2), date(2025, 6, 1), True),
        ("verified, however late", Status.DONE_VERIFIED, date(2025, 4, 2), date(2025, 6, 1), False),
        ("withdrawn by its owner", Status.WITHDRAWN, None, date(2025, 6, 1), False),
        ("overtaken by events", Status.OVERTAKEN, None, date(2025, 6, 1), False),
    ],
)
def test_when_a_commitment_is_overdue(story: str, status: Status, claimed: date | None, on: date, overdue: bool) -> None:
    assert is_overdue(END_OF_MARCH, status, claimed_on=claimed, on=on) is overdue


@given(status=statuses, on=days)
def test_without_an_agreed_date_nothing_is_late(status: Status, on: date) -> None:
    assert not is_overdue(None, status, claimed_on=None, on=on)


@given(deadline=deadlines, status=statuses, claimed=st.none() | days, on=days, later=st.integers(min_value=0, max_value=5000))
def test_what_is_overdue_stays_overdue_while_nothing_is_done(
    deadline: Partial | None, status: Status, claimed: date | None, on: date, later: int
) -> None:
    if is_overdue(deadline, status, claimed_on=claimed, on=on):
        assert is_overdue(deadline, status, claimed_on=claimed, on=on + timedelta(days=later))


@given(status=statuses)
def test_what_is_closed_is_never_overdue(status: Status) -> None:
    assert is_closed(status) is (status in CLOSED)
    if is_closed(status):
        assert not is_overdue(END_OF_MARCH, status, claimed_on=None, on=date(2040, 1, 1))


@given(steps=st.lists(st.tuples(statuses, days), max_size=8), on=days)
def test_a_past_day_is_told_by_what_was_known_then(steps: list[tuple[Status, date]], on: date) -> None:
    told = [step(status, day) for status, day in sorted(steps, key=lambda pair: pair[1])]
    found = standing(told, on=on)
    assert found is None if all(each.at.date() > on for each in told) else found is not None and found.at.date() <= on
    assert standing([*told, step(Status.OPEN, on + timedelta(days=1))], on=on) == found


def test_the_latest_claim_counts() -> None:
    told = [
        step(Status.DONE_CLAIMED, date(2025, 3, 1)),
        step(Status.IN_PROGRESS, date(2025, 3, 5)),
        step(Status.DONE_CLAIMED, date(2025, 5, 1)),
    ]
    assert claimed_on(told) == date(2025, 5, 1)
    assert claimed_on([]) is None
