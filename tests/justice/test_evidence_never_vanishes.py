"""What an investigation took up is erased by no message: people decide, two where it is erased, and whoever asked hears what."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps as installed
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard.terms import ErasureAnswer, KeepGround, LeadDeclineReason, LeadMissing
from amana.contexts.investigations import ending
from amana.contexts.investigations.erasing import actions as erasing
from amana.contexts.investigations.erasing import queries as requests
from amana.contexts.investigations.erasing.errors import AlreadyProposed, NothingAsked, NotProposed
from amana.contexts.investigations.erasing.models import ErasureRequest
from amana.contexts.investigations.erasing.terms import Asked
from amana.contexts.investigations.reports import actions, queries
from amana.contexts.investigations.reports.errors import NotThisStep
from amana.contexts.investigations.reports.models import Report, ReportContent, ReportStep
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.audit.models import AuditEntry
from amana.kernel.errors import AmanaError, Refused
from amana.kernel.files.models import File, State
from amana.kernel.sealed.keystore import get_keystore
from tests.justice.a_unit import Unit, ref

TODAY = timezone.localdate


def key_of(report: Report) -> set:
    """The file under whose key a report is kept, if that key is destroyed."""
    with floor(system_access()):
        return set(get_keystore().destroyed(File.objects.filter(number=report.number).values_list("ref", flat=True)))


def is_here(report: Report) -> bool:
    with floor(system_access()):
        return ReportContent.objects.filter(report=report).exists()


def taken_up(unit: Unit) -> Report:
    report = unit.lead()
    actions.accept(ref(report), access=unit.kamau)
    return report


def test_what_nobody_took_up_is_erased_as_asked_and_the_desk_hears_it(unit, django_capture_on_commit_callbacks):
    report = unit.lead()
    with django_capture_on_commit_callbacks(execute=True):
        unit.asks_to_erase(report)
    assert not is_here(report)
    assert key_of(report)
    assert unit.answers() == [{"about": str(report.message), "answer": "erased", "on": TODAY().isoformat()}]
    assert queries.report(ref(report), access=unit.kamau).state == "withdrawn"
    with pytest.raises(NotThisStep):
        actions.accept(ref(report), access=unit.kamau)


def test_a_change_of_mind_erases_what_nobody_took_up(unit):
    report = unit.lead()
    unit.withdraws(report)
    assert not is_here(report)


@pytest.mark.parametrize(
    ("story", "before"),
    [
        ("accepted", []),
        ("accepted and withdrawn", ["withdraws"]),
        ("accepted and asked for more", ["more"]),
        ("accepted, asked for more and withdrawn", ["more", "withdraws"]),
        ("accepted and dealt with", ["done"]),
        ("accepted and asked twice", ["asks"]),
    ],
)
def test_a_request_to_erase_what_was_ever_taken_up_waits_for_a_person(unit, story, before):
    report = taken_up(unit)
    for step in before:
        did(unit, report, step)
    unit.asks_to_erase(report)
    assert is_here(report)
    assert unit.answers() == []
    (waiting,) = requests.requests(access=unit.kamau)
    assert (waiting.report, waiting.asked_as, waiting.answer) == (report.ref, Asked.REQUEST, None)
    assert waiting.decide_by == TODAY() + timedelta(days=30)
    assert queries.report(ref(report), access=unit.kamau).erasure_waits


def test_a_change_of_mind_about_what_was_taken_up_waits_for_a_person(unit):
    report = taken_up(unit)
    actions.ask_more(ref(report), LeadMissing.WHERE, access=unit.kamau)
    unit.withdraws(report)
    assert is_here(report)
    (waiting,) = requests.requests(access=unit.kamau)
    assert waiting.asked_as is Asked.WITHDRAWAL
    assert queries.report(ref(report), access=unit.kamau).state == "withdrawn"


def test_what_was_taken_up_once_cannot_be_declined_away(unit):
    report = taken_up(unit)
    actions.ask_more(ref(report), LeadMissing.WHEN, access=unit.kamau)
    with pytest.raises(NotThisStep):
        actions.decline(ref(report), LeadDeclineReason.TOO_LITTLE, access=unit.kamau)
    assert is_here(report)


def test_erasing_what_was_taken_up_takes_two_people(unit, django_capture_on_commit_callbacks):
    report = taken_up(unit)
    unit.asks_to_erase(report)
    with pytest.raises(Refused) as alone:
        erasing.erase(ref(report), access=unit.kamau)
    assert alone.value.reason == "investigations.two_people_erase"
    erasing.propose(ref(report), access=unit.kamau)
    with pytest.raises(Refused):
        erasing.erase(ref(report), access=unit.kamau)
    assert is_here(report)
    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase(ref(report), access=unit.njeri)
    assert not is_here(report)
    assert key_of(report)
    assert unit.answers() == [{"about": str(report.message), "answer": "erased", "on": TODAY().isoformat()}]
    view = queries.report(ref(report), access=unit.kamau)
    assert (view.state, view.told, view.erasure_waits) == ("withdrawn", {}, False)
    assert view.erased_at is not None
    assert [step.what for step in view.steps][-3:] == ["erasure_proposed", "withdrawn", "erasure_erased"]
    assert AuditEntry.objects.filter(name="investigations.erasure_confirm").count() == 3  # the refusals stand in the log too


def test_the_one_who_supervises_the_desk_may_be_the_second_person_and_reads_nothing(unit):
    report = taken_up(unit)
    unit.asks_to_erase(report)
    erasing.propose(ref(report), access=unit.kamau)
    with pytest.raises(Refused):
        queries.report(ref(report), access=unit.supervisor)
    erasing.erase(ref(report), access=unit.supervisor)
    assert not is_here(report)


@pytest.mark.parametrize("ground", KeepGround)
def test_keeping_takes_a_ground_and_the_desk_hears_which(unit, ground):
    report = taken_up(unit)
    unit.asks_to_erase(report)
    erasing.keep(ref(report), ground, access=unit.njeri)
    assert is_here(report)
    said = {"about": str(report.message), "answer": "kept_by_law", "on": TODAY().isoformat(), "ground": ground.value}
    assert unit.answers() == [said]
    (decided,) = requests.requests(access=unit.kamau)
    assert (decided.answer, decided.ground, decided.told) == (ErasureAnswer.KEPT_BY_LAW, ground, True)


def test_every_ground_has_its_provision_and_says_whether_anybody_read_it(unit):
    found = requests.grounds()
    assert {one.code for one in found} == set(KeepGround)
    assert all(one.provision and one.source and not one.verified for one in found)


def test_what_was_kept_can_be_asked_again(unit):
    report = taken_up(unit)
    unit.asks_to_erase(report)
    erasing.keep(ref(report), KeepGround.EVIDENCE, access=unit.njeri)
    unit.asks_to_erase(report)
    assert [one.answer for one in requests.requests(access=unit.kamau)] == [None, ErasureAnswer.KEPT_BY_LAW]
    assert is_here(report)


def test_nobody_decides_twice_or_on_what_nobody_asked(unit):
    report = taken_up(unit)
    for act in (erasing.propose, lambda found, access: erasing.keep(found, KeepGround.EVIDENCE, access=access)):
        with pytest.raises(NothingAsked):
            act(ref(report), access=unit.kamau)
    unit.asks_to_erase(report)
    erasing.propose(ref(report), access=unit.kamau)
    with pytest.raises(AlreadyProposed):
        erasing.propose(ref(report), access=unit.njeri)
    erasing.keep(ref(report), KeepGround.EVIDENCE, access=unit.njeri)
    with pytest.raises((NothingAsked, Refused)):
        erasing.erase(ref(report), access=unit.njeri)
    assert is_here(report)


def test_an_erasure_that_nobody_proposed_is_refused_even_if_the_policies_let_it_pass(unit):
    report = taken_up(unit)
    unit.asks_to_erase(report)
    with pytest.raises(NotProposed):
        erasing.erase.__wrapped__(ref(report), access=unit.njeri)


def test_strangers_and_those_who_oversee_decide_nothing(unit):
    report = taken_up(unit)
    unit.asks_to_erase(report)
    for who in (unit.stranger, unit.guardian):
        for act in (erasing.propose, erasing.erase, lambda found, access: erasing.keep(found, KeepGround.EVIDENCE, access=access)):
            with pytest.raises(AmanaError):
                act(ref(report), access=who)
    assert requests.requests(access=unit.stranger) == ()
    (seen,) = requests.requests(access=unit.guardian)
    assert seen.number == report.number
    assert is_here(report)
    assert ErasureRequest.objects.get().proposed_at is None


def test_a_request_that_waits_too_long_is_late(unit):
    unit.asks_to_erase(taken_up(unit))
    (waiting,) = requests.requests(access=unit.kamau)
    assert not waiting.late(waiting.decide_by)
    assert waiting.late(waiting.decide_by + timedelta(days=1))


def test_a_decision_stands_although_the_answer_cannot_be_written_and_it_is_written_later(unit, monkeypatch):
    report = taken_up(unit)
    unit.asks_to_erase(report)
    with monkeypatch.context() as broken:
        broken.setattr(exchange, "post", refuses)
        erasing.keep(ref(report), KeepGround.EVIDENCE, access=unit.kamau)
    (decided,) = requests.requests(access=unit.kamau)
    assert (decided.answer, decided.told) == (ErasureAnswer.KEPT_BY_LAW, False)
    assert unit.answers() == []
    ending.end_reports()
    ending.end_reports()
    assert [one["ground"] for one in unit.answers()] == ["evidence"]
    assert requests.requests(access=unit.kamau)[0].told


def refuses(**_given):
    raise exchange.NotSent("exchange.no_line")


def test_a_key_that_a_crash_left_is_destroyed_by_the_next_round_of_chores(unit):
    report = taken_up(unit)
    unit.asks_to_erase(report)
    erasing.propose(ref(report), access=unit.kamau)
    erasing.erase(ref(report), access=unit.njeri)  # nothing runs after the commit here, as in a process that dies
    assert not key_of(report)
    ending.end_reports()
    assert key_of(report)


def test_a_death_within_the_act_leaves_everything_as_it_was(unit, monkeypatch):
    from amana.contexts.investigations.erasing import telling

    report = taken_up(unit)
    unit.asks_to_erase(report)
    erasing.propose(ref(report), access=unit.kamau)

    def dies(*_args, **_given):
        raise MemoryError

    monkeypatch.setattr(telling, "tell", dies)
    with pytest.raises(MemoryError):
        erasing.erase(ref(report), access=unit.njeri)
    assert is_here(report)
    assert ErasureRequest.objects.get().decided_at is None
    with floor(system_access()):
        assert not File.objects.filter(number=report.number, state=State.ERASED).exists()


def test_reports_accepted_before_this_was_written_down_count_as_taken_up(unit):
    mark = import_module("amana.contexts.investigations.migrations.0004_taken_up_once").mark
    accepted, withdrawn, fresh = unit.lead(), unit.lead(), unit.lead()
    for report in (accepted, withdrawn):
        actions.accept(ref(report), access=unit.kamau)
    unit.withdraws(withdrawn)
    at = ReportStep.objects.get(report=withdrawn, what="accepted").at
    Report.objects.update(taken_up_at=None)
    mark(installed, None)
    for report in (accepted, withdrawn, fresh):
        report.refresh_from_db()
    assert accepted.taken_up_at is not None
    assert withdrawn.taken_up_at == at
    assert fresh.taken_up_at is None


def did(unit: Unit, report: Report, step: str) -> None:
    """One step of somebody, whether it is possible now or not."""
    acts = {
        "accept": lambda: actions.accept(ref(report), access=unit.kamau),
        "more": lambda: actions.ask_more(ref(report), LeadMissing.WHO, access=unit.kamau),
        "done": lambda: actions.done(ref(report), access=unit.kamau),
        "decline": lambda: actions.decline(ref(report), LeadDeclineReason.OTHER, access=unit.njeri),
        "keep": lambda: erasing.keep(ref(report), KeepGround.LEGAL_CLAIMS, access=unit.njeri),
        "propose": lambda: erasing.propose(ref(report), access=unit.kamau),
        "confirm": lambda: erasing.erase(ref(report), access=unit.njeri),
        "asks": lambda: unit.asks_to_erase(report),
        "withdraws": lambda: unit.withdraws(report),
        "chores": ending.end_reports,
    }
    acts[step]()


STEPS = ("accept", "more", "done", "decline", "keep", "propose", "confirm", "asks", "withdraws", "chores")
ANY_ORDER = st.lists(st.sampled_from(STEPS), min_size=3, max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=ANY_ORDER | ANY_ORDER.map(lambda steps: ["accept", *steps]))
def test_in_whatever_order_people_and_messages_act_only_two_people_erase_what_was_taken_up(unit, steps):
    with transaction.atomic():
        _in_order(unit, steps)
        transaction.set_rollback(True)


def _in_order(unit: Unit, steps: list[str]) -> None:
    report = unit.lead()
    for step in steps:
        before, was_taken_up = is_here(report), Report.objects.get(pk=report.pk).taken_up_at is not None
        try:
            with transaction.atomic():
                did(unit, report, step)
        except AmanaError:
            assert is_here(report) == before, step
            continue
        if step in ("asks", "withdraws") and was_taken_up and before:
            assert ErasureRequest.objects.filter(report=report, decided_at=None).count() == 1, step
        if before and not is_here(report) and was_taken_up:
            assert step == "confirm"
            decided = ErasureRequest.objects.filter(report=report).latest("decided_at")
            assert None not in (decided.proposed_by, decided.decided_by)
            assert decided.proposed_by != decided.decided_by
    if not is_here(report):
        assert Report.objects.get(pk=report.pk).state not in ("new", "accepted", "more_needed")
