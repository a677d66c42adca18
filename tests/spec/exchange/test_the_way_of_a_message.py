"""The way of a message, as a line of steps: what is behind it, where it is, what lies ahead, and how it can end before its end."""

from datetime import UTC, datetime, timedelta

import pytest

from amana.contexts.exchange.shown.values import Mark, Said
from amana.contexts.exchange.shown.way import path_of, stage_in_conversation, stage_of_received, stage_of_sent, way
from amana.contexts.exchange.terms import IN_SERVICE, InState, OutState, Stage

POSTED = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DOOR, DESK = "ke-imara", "ke-imara/protection"


def said(*kinds: str) -> list[Said]:
    """Receipts an hour apart; "door:" before what the door says, a code after a slash."""
    found = []
    for hours, text in enumerate(kinds, start=1):
        by, _colon, rest = text.rpartition(":")
        kind, _slash, code = rest.partition("/")
        at = POSTED + hours * HOUR
        found.append(Said(kind=kind, code=code, by=DOOR if by else DESK, at=at, known=at))
    return found


@pytest.mark.parametrize(
    ("story", "state", "outcome", "over", "stage"),
    [
        ("it stands in the outbox", OutState.WAITING, "", False, Stage.WAITING),
        ("somebody carries it", OutState.HANDED_OVER, "", False, Stage.SENT),
        ("the other node has it", OutState.DELIVERED, "", False, Stage.DELIVERED),
        ("the other node will not have it", OutState.REFUSED, "", False, Stage.REFUSED),
        ("it was to arrive by yesterday and nobody has swept yet", OutState.WAITING, "", True, Stage.EXPIRED),
        ("it arrived before it expired", OutState.DELIVERED, "", True, Stage.DELIVERED),
        ("it was stopped", OutState.RECALLED, "", True, Stage.WITHDRAWN),
        ("the desk takes it", OutState.DELIVERED, "accepted", True, Stage.ACCEPTED),
        ("help has begun", OutState.DELIVERED, f"accepted/{IN_SERVICE}", False, Stage.IN_SERVICE),
        ("the desk does not take it", OutState.DELIVERED, "refused/no_place", False, Stage.DECLINED),
        ("the desk said so before the receipt of the door came", OutState.HANDED_OVER, "opened", False, Stage.OPENED),
    ],
)
def test_where_a_sent_message_is(story: str, state: OutState, outcome: str, over: bool, stage: Stage) -> None:
    kind, _slash, code = outcome.partition("/")
    assert stage_of_sent(state, kind, code, over=over) is stage, story


@pytest.mark.parametrize(
    ("story", "state", "outcome", "stage"),
    [
        ("it came", InState.ARRIVED, "", Stage.DELIVERED),
        ("it waits for an earlier one", InState.HELD, "", Stage.DELIVERED),
        ("the desk read it", InState.OPENED, "opened", Stage.OPENED),
        ("the desk took it", InState.OPENED, "accepted", Stage.ACCEPTED),
        ("it was refused, by whomever", InState.REFUSED, "refused", Stage.REFUSED),
    ],
)
def test_where_a_message_that_came_is(story: str, state: InState, outcome: str, stage: Stage) -> None:
    assert stage_of_received(state, outcome, "") is stage, story


@pytest.mark.parametrize(
    ("story", "kind", "alone", "over", "taken_back", "stage"),
    [
        ("nobody took it back", "referral", Stage.OPENED, False, False, Stage.OPENED),
        ("the person changed their mind before an answer", "referral", Stage.OPENED, False, True, Stage.WITHDRAWN),
        ("the person changed their mind when help had begun", "referral", Stage.IN_SERVICE, False, True, Stage.WITHDRAWN),
        ("it was declined before it could be taken back", "referral", Stage.DECLINED, False, True, Stage.DECLINED),
        ("help was over before it could be taken back", "referral", Stage.DONE, False, True, Stage.DONE),
        ("a lead is taken back as a referral is", "lead", Stage.ACCEPTED, False, True, Stage.WITHDRAWN),
        ("nobody answered in time", "referral", Stage.OPENED, True, False, Stage.EXPIRED),
        ("the question was not answered in time", "lead", Stage.MORE_NEEDED, True, False, Stage.EXPIRED),
        ("it was accepted, which does not expire", "referral", Stage.ACCEPTED, True, False, Stage.ACCEPTED),
        ("a withdrawal is answered by nobody", "withdrawal", Stage.OPENED, True, True, Stage.OPENED),
    ],
)
def test_where_a_message_is_beside_the_rest_of_its_conversation(
    story: str, kind: str, alone: Stage, over: bool, taken_back: bool, stage: Stage
) -> None:
    assert stage_in_conversation(alone, kind, over=over, taken_back=taken_back) is stage, story


def shown(kind: str, stage: Stage, receipts: list[Said], *, left: bool = True, came: bool = False) -> list[tuple[str, str]]:
    steps = way(path_of(kind, came=came), stage, posted=POSTED, since=POSTED + 9 * HOUR, receipts=receipts, left=left)
    return [(step.stage.value, step.mark.value) for step in steps]


def test_what_is_behind_is_reached_the_newest_is_now_and_the_rest_is_ahead() -> None:
    assert shown("referral", Stage.OPENED, said("door:delivered", "opened")) == [
        ("waiting", "reached"), ("sent", "reached"), ("delivered", "reached"), ("opened", "now"),
        ("accepted", "ahead"), ("in_service", "ahead"), ("done", "ahead"),
    ]  # fmt: skip


def test_what_one_cannot_but_pass_is_behind_also_when_its_receipt_was_lost() -> None:
    assert shown("referral", Stage.ACCEPTED, said("accepted"))[:5] == [
        ("waiting", "reached"), ("sent", "reached"), ("delivered", "reached"), ("opened", "reached"), ("accepted", "now"),
    ]  # fmt: skip


def test_help_that_nobody_said_had_begun_is_not_shown_as_begun() -> None:
    steps = shown("referral", Stage.DONE, said("door:delivered", "opened", "accepted", "done"))
    assert ("in_service", "reached") not in steps
    assert steps[-1] == ("done", "now")


@pytest.mark.parametrize(
    ("stage", "receipts", "end"),
    [
        (Stage.REFUSED, said("door:refused/signature.bad"), ("refused", "failed")),
        (Stage.DECLINED, said("door:delivered", "opened", "refused/no_place"), ("declined", "failed")),
        (Stage.EXPIRED, [], ("expired", "failed")),
        (Stage.WITHDRAWN, said("door:delivered", "opened", "withdrawn"), ("withdrawn", "now")),
        (Stage.ERASED, said("door:delivered", "opened", "erased"), ("erased", "now")),
    ],
)
def test_a_way_that_ended_has_nothing_ahead(stage: Stage, receipts: list[Said], end: tuple[str, str]) -> None:
    steps = shown("referral", stage, receipts)
    assert steps[-1] == end
    assert all(mark != Mark.AHEAD for _stage, mark in steps)


def test_when_more_is_needed_the_way_goes_on_behind_the_question() -> None:
    steps = shown("referral", Stage.MORE_NEEDED, said("door:delivered", "opened", "more_needed"))
    assert steps[4] == ("more_needed", "asks")
    assert steps[5] == ("accepted", "ahead")


def test_nothing_has_left_before_it_is_known_to() -> None:
    assert shown("lead", Stage.WAITING, [], left=False)[:2] == [("waiting", "now"), ("sent", "ahead")]


def test_a_lead_has_no_service_and_a_withdrawal_nothing_to_accept() -> None:
    assert Stage.IN_SERVICE not in path_of("lead")
    assert path_of("withdrawal")[-1] is Stage.OPENED  # what it takes back is another message, and that one says so
    assert path_of("something_new")[-1] is Stage.OPENED


def test_a_message_that_came_shows_no_leaving_of_its_own() -> None:
    assert ("sent", "reached") not in shown("referral", Stage.OPENED, said("opened"), left=False, came=True)


def test_a_door_cannot_speak_for_its_desk() -> None:
    assert shown("referral", Stage.DELIVERED, said("door:delivered", "door:accepted"))[3] == ("opened", "ahead")
