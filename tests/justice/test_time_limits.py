"""A report that nobody took up is erased when its time is over, after a warning; about one that was taken up a person is asked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard.terms import TIME_OVER, KeepGround, LeadMissing
from amana.contexts.investigations import ending
from amana.contexts.investigations.erasing import actions as erasing
from amana.contexts.investigations.erasing import queries as requests
from amana.contexts.investigations.erasing.errors import NothingAsked
from amana.contexts.investigations.erasing.terms import Asked
from amana.contexts.investigations.reports import actions, limits, queries, rules
from amana.contexts.investigations.reports.models import Report, ReportContent
from amana.contexts.investigations.reports.rules import Times
from amana.contexts.investigations.time_limits import actions as time_limits
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.errors import Refused
from tests.justice.a_unit import ref
from tests.justice.test_evidence_never_vanishes import is_here, key_of

DAY = timedelta(days=1)
BEGIN = datetime(2026, 12, 1, 8, tzinfo=UTC)
PLAIN = Times(not_taken_up=180 * DAY, warn_before=30 * DAY, taken_up=365 * DAY)


@pytest.fixture
def clock(monkeypatch):
    """Moves the clock of the node: `clock(days)` is so many days after now."""
    really = timezone.now

    def move(days: float) -> None:
        monkeypatch.setattr(timezone, "now", lambda: really() + days * DAY)

    return move


def left(report: Report) -> Report:
    report.refresh_from_db()
    return report


def test_the_limits_say_where_they_come_from_and_that_nobody_verified_them(unit):
    assert limits.times() == PLAIN
    for code in ("not_taken_up", "warn_before", "taken_up", "decide_erasure"):
        assert limits.limit(code).source
        assert not limits.limit(code).verified


def test_what_nobody_took_up_is_warned_of_then_erased_and_the_other_desk_hears_it(unit, clock, django_capture_on_commit_callbacks):
    report = unit.lead()
    clock(149)
    assert time_limits.go_by_time() == 0
    clock(150.1)
    assert time_limits.go_by_time() == 1
    assert time_limits.go_by_time() == 0  # once is enough
    view = queries.report(ref(report), access=unit.kamau)
    assert view.erased_from is not None
    assert is_here(report)
    clock(180)
    assert time_limits.go_by_time() == 0  # the warning has stood for less than thirty days
    clock(180.2)
    with django_capture_on_commit_callbacks(execute=True):
        assert time_limits.go_by_time() == 1
    assert not is_here(report)
    assert key_of(report)
    assert unit.receipts(report)[-1] == ("erased", TIME_OVER)
    assert left(report).state == "expired"
    assert time_limits.go_by_time() == 0


def test_a_node_that_stood_still_warns_before_it_erases(unit, clock):
    report = unit.lead()
    clock(400)
    assert time_limits.go_by_time() == 1
    assert is_here(report)
    clock(429)
    assert time_limits.go_by_time() == 0
    clock(430.1)
    assert time_limits.go_by_time() == 1
    assert not is_here(report)


def test_taking_it_up_in_the_last_moment_stops_the_clock(unit, clock):
    report = unit.lead()
    clock(151)
    time_limits.go_by_time()
    actions.accept(ref(report), access=unit.kamau)
    clock(364)
    assert time_limits.go_by_time() == 0
    assert is_here(report)
    assert queries.report(ref(report), access=unit.kamau).erased_from is None


def test_asking_for_more_begins_the_time_anew(unit, clock):
    report = unit.lead()
    clock(170)
    time_limits.go_by_time()
    actions.ask_more(ref(report), LeadMissing.WHERE, access=unit.kamau)
    assert left(report).warned_at is None
    clock(300)
    assert time_limits.go_by_time() == 0
    clock(170 + 151)
    assert time_limits.go_by_time() == 1  # warned of again
    assert is_here(report)


def test_no_clock_erases_what_was_ever_taken_up_a_person_is_asked(unit, clock):
    report = unit.lead()
    actions.accept(ref(report), access=unit.kamau)
    actions.ask_more(ref(report), LeadMissing.WHO, access=unit.kamau)
    clock(366)
    assert time_limits.go_by_time() == 1
    clock(800)
    assert time_limits.go_by_time() == 0
    assert is_here(report)
    (waiting,) = requests.requests(access=unit.kamau)
    assert (waiting.asked_as, waiting.answer) == (Asked.TIME, None)
    with pytest.raises(Refused):
        time_limits.expire(ref(report), access=unit.kamau)
    assert not time_limits.expire(ref(report), access=system_access())
    assert is_here(report)


def test_where_only_the_time_asked_an_erasure_is_told_by_receipt_and_keeping_to_nobody(unit, clock):
    kept, erased = unit.lead(), unit.lead()
    for report in (kept, erased):
        actions.accept(ref(report), access=unit.kamau)
    clock(366)
    assert time_limits.go_by_time() == 2
    erasing.keep(ref(kept), KeepGround.EVIDENCE, access=unit.njeri)
    erasing.propose(ref(erased), access=unit.kamau)
    erasing.erase(ref(erased), access=unit.njeri)
    assert unit.answers() == []
    assert unit.receipts(kept)[-1][0] == "accepted"
    assert unit.receipts(erased)[-1] == ("erased", TIME_OVER)
    assert is_here(kept)
    assert not is_here(erased)
    clock(366 + 364)
    assert time_limits.go_by_time() == 0  # somebody has just decided
    clock(366 + 366)
    assert time_limits.go_by_time() == 1


def test_a_request_that_comes_while_the_time_asks_is_answered_as_a_request(unit, clock):
    report = unit.lead()
    actions.accept(ref(report), access=unit.kamau)
    clock(366)
    time_limits.go_by_time()
    unit.asks_to_erase(report)
    (waiting,) = requests.requests(access=unit.kamau)
    assert waiting.asked_as is Asked.REQUEST
    erasing.keep(ref(report), KeepGround.EVIDENCE, access=unit.njeri)
    assert [one["answer"] for one in unit.answers()] == ["kept_by_law"]
    with pytest.raises(NothingAsked):
        erasing.keep(ref(report), KeepGround.EVIDENCE, access=unit.njeri)


def test_where_the_receipt_cannot_be_written_nothing_is_erased_and_it_is_tried_again(unit, clock, monkeypatch):
    report = unit.lead()
    clock(151)
    time_limits.go_by_time()
    clock(182)

    def refuses(*_args, **_given):
        raise exchange.NoAnswerPossible

    with monkeypatch.context() as broken:
        broken.setattr(exchange, "answer", refuses)
        assert time_limits.go_by_time() == 0
    assert is_here(report)
    assert time_limits.go_by_time() == 1
    assert not is_here(report)


def test_without_limits_nothing_is_erased(unit, clock, monkeypatch):
    report = unit.lead()
    clock(151)
    time_limits.go_by_time()
    monkeypatch.setattr(limits, "TABLE", "no_such_table")
    clock(800)
    assert time_limits.go_by_time() == 0
    assert is_here(report)
    assert queries.report(ref(report), access=unit.kamau).erased_from is None


def test_the_chores_keep_the_limits_each_hour_and_destroy_the_keys(unit, clock):
    report = unit.lead()
    for days in (151, 182):
        clock(days)
        cache.clear()
        ending.end_reports()
        ending.end_reports()
    with floor(system_access()):
        assert not ReportContent.objects.exists()
    assert key_of(report)
    assert unit.answers() == []


days = st.floats(0, 2000, allow_nan=False).map(lambda count: count * DAY)


@given(since=days, warned=st.none() | days, now=days)
def test_nothing_is_erased_unless_a_warning_stood_for_its_time_and_the_time_is_over(since, warned, now):
    warned_at = BEGIN + warned if warned is not None else None
    erased = rules.is_erased(PLAIN, since=BEGIN + since, warned_at=warned_at, now=BEGIN + now)
    assert erased == (warned is not None and now >= since + 180 * DAY and now >= warned + 30 * DAY)
    if rules.is_warned(PLAIN, since=BEGIN + since, warned_at=warned_at, now=BEGIN + now):
        assert warned is None
        assert not erased


def test_the_pages_say_what_comes(unit, clock):
    from django.urls import reverse

    from tests.justice.test_pages import body, signed_in

    report, old = unit.lead(), unit.lead()
    clock(151)
    time_limits.go_by_time()
    kamau = signed_in(unit.kamau)
    assert "Erased soon, if nobody takes it up" in body(kamau.get(reverse("investigations:reports")))
    assert "Nobody has taken up this report" in body(kamau.get(reverse("investigations:report", args=[report.ref])))
    actions.accept(ref(old), access=unit.kamau)
    clock(151 + 366)
    time_limits.go_by_time()
    njeri = signed_in(unit.njeri)
    assert "The time it is kept for is over" in body(njeri.get(reverse("investigations:erasures")))
    assert "The time it is kept for is over" in body(njeri.get(reverse("investigations:erasure", args=[old.ref])))
