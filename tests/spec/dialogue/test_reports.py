"""What a report counts, what a handover contains, what a calendar file says."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from amana.contexts.dialogue.calendar.rules import Entry, escaped, folded, from_day, icalendar, in_month
from amana.contexts.dialogue.chairs.handover import day_of, hand_over, handing_over
from amana.contexts.dialogue.chairs.rules import ChairPeriod
from amana.contexts.dialogue.commitments.rules import Party, is_closed
from amana.contexts.dialogue.commitments.values import CommitmentView, Promise, StepView, Version
from amana.contexts.dialogue.reports.rules import Standing, figures, grouped
from amana.contexts.dialogue.terms import CommitmentId, Partial, Precision, Source, Status
from amana.kernel.vocabulary.terms import Confidence

FRANCE = ChairPeriod(since=(2025, 4), state="FR", until=(2026, 4))
SOURCE = Source(words="Conclusions (invented)", on=None, confidence=Confidence.READ)
NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)

standings = st.builds(Standing, status=st.none() | st.sampled_from(list(Status)), overdue=st.none() | st.booleans())
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
texts = st.text(max_size=200)
entries = st.builds(
    lambda uid, title, first, length, text: Entry(
        uid=str(uid), title=title, first=first, last=first + timedelta(days=length), text=text, changed=NOON
    ),
    st.uuids(), texts, days, st.integers(0, 5), texts,
)  # fmt: skip


@st.composite
def commitments(draw: st.DrawFn) -> CommitmentView:
    """One commitment with some history, or with none that is shared."""
    told = draw(st.lists(st.tuples(st.sampled_from(list(Status)), days), max_size=4))
    deadline = draw(st.none() | st.builds(Partial, last=days, precision=st.sampled_from(list(Precision))))
    promise = Promise(action="a", reference="b", owner_state="DJ", priority="P1", deadline=deadline, source=SOURCE)
    steps = tuple(
        StepView(
            ref=UUID(int=number),
            status=status,
            at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
            reason="c",
            by=Party(user=None, organisation=None),
            organisation="",
        )
        for number, (status, day) in enumerate(sorted(told, key=lambda pair: pair[1]))
    )
    return CommitmentView(
        ref=CommitmentId(draw(st.uuids())),
        promise=promise,
        on=draw(days),
        shared=bool(steps),
        versions=(Version(ref=UUID(int=0), promise=promise, at=NOON, reason="", organisation=""),),
        steps=steps,
    )


@given(st.lists(standings))
def test_every_commitment_is_counted_once_and_claimed_is_never_verified(found: list[Standing]) -> None:
    counted = figures(found)
    assert sum(counted.by_status.values()) + counted.not_shared == counted.recorded == len(found)
    assert counted.verified == sum(each.status is Status.DONE_VERIFIED for each in found)
    assert counted.claimed == sum(each.status is Status.DONE_CLAIMED for each in found)


def test_what_is_withheld_is_neither_late_nor_in_time() -> None:
    counted = figures([Standing(status=None, overdue=None), Standing(status=Status.OPEN, overdue=True)])
    assert (counted.not_shared, counted.overdue, counted.recorded) == (1, 1, 2)


@given(st.lists(st.integers(0, 3)))
def test_groups_hold_everything_once(found: list[int]) -> None:
    groups = grouped(found, lambda each: each)
    assert sorted(each for group in groups.values() for each in group) == sorted(found)


@given(st.lists(commitments(), unique_by=lambda view: view.ref))
def test_a_handover_contains_every_commitment_that_is_not_closed(found: list[CommitmentView]) -> None:
    told = hand_over(found, FRANCE)
    owed = {view.ref for view in found if view.status is None or not is_closed(view.status)}
    assert {view.ref for view in told.not_closed} == owed
    assert len(told.not_closed) == len(owed)
    assert len(told.not_closed) + len(told.done) + len(told.ended) + len(told.earlier) == len(found)
    assert all(view.status is Status.DONE_VERIFIED for view in told.done)


def test_a_handover_speaks_of_the_last_day_of_the_chair_or_of_today() -> None:
    assert day_of(FRANCE, today=date(2026, 11, 27)) == date(2026, 4, 30)
    assert day_of(FRANCE, today=date(2025, 6, 1)) == date(2025, 6, 1)
    assert handing_over((FRANCE,), today=date(2025, 3, 31)) == ()
    assert handing_over((FRANCE,), today=date(2025, 4, 1)) == (FRANCE,)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


@given(texts)
def test_a_folded_line_is_short_and_unfolds_to_itself(text: str) -> None:
    line = "SUMMARY:" + escaped(text)
    parts = folded(line).split("\r\n")
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert "\r\n".join(parts).replace("\r\n ", "") == line


def test_signs_with_a_meaning_are_escaped() -> None:
    assert escaped("one, two; three \\ four\nfive\x07") == "one\\, two\\; three \\\\ four\\nfive"


@given(st.lists(entries, max_size=5))
def test_a_calendar_file_holds_each_entry_once_and_nothing_breaks_out(found: list[Entry]) -> None:
    lines = unfolded(icalendar(found, name="Dialogue", language="en"))
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(found)
    assert lines.count("BEGIN:VCALENDAR") == lines.count("END:VCALENDAR") == 1
    assert [line for line in lines if line.startswith("UID:")] == [f"UID:{entry.uid}" for entry in found]


def test_the_end_of_a_day_is_the_day_after() -> None:
    entry = Entry(uid="x", title="Two days", first=date(2025, 2, 19), last=date(2025, 2, 20), changed=NOON)
    lines = unfolded(icalendar([entry], name="Dialogue", language="en"))
    assert "DTSTART;VALUE=DATE:20250219" in lines
    assert "DTEND;VALUE=DATE:20250221" in lines


@given(st.lists(entries, max_size=8), days)
def test_a_month_shows_what_touches_it(found: list[Entry], day: date) -> None:
    shown = in_month(found, day.year, day.month)
    for entry in found:
        touches = any(
            (entry.first + timedelta(days=n)).timetuple()[:2] == (day.year, day.month) for n in range((entry.last - entry.first).days + 1)
        )
        assert (entry in shown) is touches
    assert all(entry.last >= day for entry in from_day(found, day))
