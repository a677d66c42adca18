"""Erasing by the retention plan: off until the plan is confirmed, told before, held by a hold, proved afterwards, whenever it is killed."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from amana.contexts.cases.facade import last_decided
from amana.contexts.persons import facade as persons
from amana.contexts.persons.errors import DecisionMissing, PlanMissing
from amana.contexts.persons.keeping.erasure import is_proved
from amana.contexts.persons.models import Erasure, ErasureNotice, Person, PersonFact, PlanConfirmed
from amana.contexts.persons.retention import actions
from amana.contexts.persons.retention.job import erase_what_is_due
from amana.contexts.persons.retention.rules import TOLD_BEFORE
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.audit.models import AuditEntry
from amana.kernel.audit.verify import verify_node
from amana.kernel.errors import Refused
from amana.kernel.files.models import File
from amana.kernel.sealed.keystore import get_keystore
from amana.kernel.vocabulary.loading import load_all
from amana.kernel.vocabulary.models import ReferenceTable
from tests.contexts.persons.people import a_shelter, named, registered, said
from tests.kernel.sealed.killing import run_and_kill

pytestmark = pytest.mark.django_db(transaction=True)

START = date(2030, 1, 1)
GROWN = persons.on(date(1980, 1, 1))


@pytest.fixture
def shelter():
    load_all()
    return a_shelter()


@pytest.fixture
def clock(monkeypatch):
    """A day that tests choose, for whatever asks which day it is."""

    class Clock:
        day = START

        def __call__(self, value=None, timezone=None):
            return self.day if value is None else real(value, timezone)

    real, chosen = timezone.localdate, Clock()
    monkeypatch.setattr(timezone, "localdate", chosen)
    return chosen


def confirmed(shelter):
    persons.confirm_plan("Decision 7 of the ministry, 2 March 2029", content=persons.retention_content(), access=shelter.guardian)


def closed(shelter, *, closed_on=date(2020, 1, 1), keep_until=START, born=GROWN):
    """A person whose file was closed long ago."""
    person = registered(shelter.worker, named("Selamawit Tesfaye"), *([said(persons.FactKind.BIRTH, born)] if born else []))
    persons.close(person, persons.CloseReason.GOALS_REACHED, keep_until=keep_until, version=0, access=shelter.worker)
    with floor(system_access()):
        row = Person.objects.select_related("file").get(ref=person)
        File.objects.filter(pk=row.file.pk).update(opened_on=closed_on, closed_on=closed_on)
    return person, row.file.ref


def gone(file):
    return bool(get_keystore().destroyed([file]))


def job():
    return erase_what_is_due(last_decided)


def test_without_a_confirmation_nothing_is_told_and_nothing_erased(shelter, clock):
    _person, file = closed(shelter)
    for _ in range(3):
        done = job()
        assert (done.told, done.erased) == (0, 0)
        clock.day += TOLD_BEFORE
    assert not gone(file)


def test_a_due_file_is_told_of_and_erased_thirty_days_later_with_proof_and_log(shelter, clock):
    person, file = closed(shelter)
    confirmed(shelter)
    assert job().told == 1
    (due,) = persons.due_erasures(decided=last_decided, access=shelter.guardian)
    assert (due.file, due.told_on, due.erased_on, due.held) == (file, START, START + TOLD_BEFORE, False)
    clock.day = START + TOLD_BEFORE - timedelta(days=1)
    assert job().erased == 0
    assert not gone(file)
    clock.day = START + TOLD_BEFORE
    assert job().erased == 1
    assert gone(file)
    (end,) = Erasure.objects.filter(erased_file=file)
    assert is_proved(end)
    assert (end.ground, end.proposed_by, end.confirmed_by) == ("retention", None, None)
    with floor(system_access()):
        assert not PersonFact.objects.filter(person__ref=person).exists()
        assert File.objects.get(ref=file).state == "erased"
    assert AuditEntry.objects.get(name="persons.erase_due", kind="action").organisation == shelter.guardian.organisation
    assert job().erased == 0, "never twice"
    assert persons.due_erasures(decided=last_decided, access=shelter.guardian) == []
    assert verify_node().ok


def test_a_hold_stops_it_and_lifting_the_hold_begins_the_thirty_days_anew(shelter, clock):
    person, file = closed(shelter)
    confirmed(shelter)
    job()
    persons.hold(person, "A court has asked for it", access=shelter.guardian)
    clock.day = START + 2 * TOLD_BEFORE
    assert job().erased == 0
    persons.lift_hold(person, "The court is done", access=shelter.supervisor)
    assert job().erased == 0
    assert not gone(file)
    clock.day += TOLD_BEFORE
    assert job().erased == 1
    assert gone(file)


def test_a_file_that_was_opened_again_is_not_erased(shelter, clock):
    person, file = closed(shelter)
    confirmed(shelter)
    job()
    with floor(system_access()):
        version = File.objects.get(ref=file).version
    persons.reopen(person, "She came back", version=version, access=shelter.worker)
    clock.day = START + 2 * TOLD_BEFORE
    assert job().erased == 0
    assert not gone(file)


def test_a_confirmation_taken_back_or_of_another_table_stops_it(shelter, clock):
    _person, file = closed(shelter)
    confirmed(shelter)
    job()
    clock.day = START + TOLD_BEFORE
    ReferenceTable.objects.filter(name="retention", current=True).update(sha256="0" * 64)
    assert job().erased == 0
    ReferenceTable.objects.filter(name="retention", current=True).update(sha256=PlanConfirmed.objects.get().content)
    persons.end_plan(access=shelter.supervisor)
    assert job().erased == 0
    assert not gone(file)


def test_the_confirmation_of_one_service_erases_no_file_of_another(shelter, clock):
    confirmed(shelter)
    _person, file = closed(replace(shelter, worker=shelter.elsewhere))
    job()
    clock.day = START + TOLD_BEFORE
    assert job().erased == 0
    assert not gone(file)


def test_a_child_s_file_is_kept_until_five_years_after_it_grew_up(shelter, clock):
    _person, file = closed(shelter, born=persons.on(date(2015, 5, 5)))
    confirmed(shelter)
    assert job().told == 0
    clock.day = date(2038, 5, 5) - TOLD_BEFORE
    assert job().told == 1
    clock.day = date(2038, 5, 5)
    assert job().erased == 1
    assert gone(file)


@pytest.mark.parametrize("who", ["worker", "colleague", "supervisor", "elsewhere"])
def test_only_the_data_protection_officer_confirms_the_plan(shelter, who):
    with pytest.raises(Refused):
        persons.confirm_plan("By myself", content=persons.retention_content(), access=getattr(shelter, who))


def test_a_confirmation_names_the_decision_and_the_table_that_was_looked_at(shelter):
    with pytest.raises(DecisionMissing):
        persons.confirm_plan(" ", content=persons.retention_content(), access=shelter.guardian)
    with pytest.raises(PlanMissing):
        persons.confirm_plan("Decision 7", content="another", access=shelter.guardian)


@pytest.mark.parametrize("who", ["worker", "elsewhere"])
def test_no_case_worker_holds_a_file_or_asks_what_is_due(shelter, who, clock):
    person, _file = closed(shelter)
    with pytest.raises(Refused):
        persons.due_erasures(decided=last_decided, access=getattr(shelter, who))
    with pytest.raises(Refused):
        persons.hold(person, "For later", access=shelter.worker)


def test_nobody_but_the_node_erases_by_the_plan_and_the_node_only_what_is_due(shelter, clock):
    person, file = closed(shelter)
    confirmed(shelter)
    job()
    with pytest.raises(Refused) as early:
        actions.erase_due(person, decided=last_decided, access=system_access())
    assert early.value.reason == "access.no_policy_permits"
    clock.day = START + TOLD_BEFORE
    for access in (shelter.guardian, shelter.supervisor, shelter.worker):
        with pytest.raises(Refused):
            actions.erase_due(person, decided=last_decided, access=access)
    persons.hold(person, "A court has asked for it", access=shelter.guardian)
    with pytest.raises(Refused) as held:
        actions.erase_due(person, decided=last_decided, access=system_access())
    assert held.value.reason == "S11.legal_hold"
    assert not gone(file)


@dataclass
class Story:
    """What is known of one file from outside, to check the node by."""

    person: object
    file: object
    listed_since: date | None = None


@pytest.mark.parametrize("seed", range(4))
def test_over_random_months_of_many_files_nothing_goes_that_should_stay(shelter, clock, seed):
    """Files, holds, reopenings, confirmations and days at random: never under a hold, before the day, unlisted, or without proof."""
    chance, stories, on = random.Random(seed), [], False
    for _ in range(5):
        keep = START + timedelta(days=chance.randrange(-40, 80))
        stories.append(
            Story(*closed(shelter, keep_until=keep, closed_on=date(chance.choice((2020, 2024, 2025)), chance.choice((1, 3)), 1)))
        )
    erased = set()
    for _ in range(14):
        clock.day += timedelta(days=chance.randrange(1, 20))
        if chance.random() < 0.5 and not on:
            confirmed(shelter)
            on = True
        elif chance.random() < 0.1 and on:
            persons.end_plan(access=shelter.guardian)
            on = False
        living = [one for one in stories if one.file not in erased]
        if living and chance.random() < 0.4:
            one = chance.choice(living)
            with floor(system_access()):
                held = File.objects.get(ref=one.file).legal_hold
            (persons.lift_hold if held else persons.hold)(one.person, "At random", access=shelter.guardian)
            one.listed_since = None
        with floor(system_access()):
            before = {file.ref: file for file in File.objects.all()}
        job()
        for one in living:
            file = before[one.file]
            if gone(one.file):
                assert on
                assert not file.legal_hold
                assert file.state == "closed"
                assert clock.day >= file.retention_until
                assert one.listed_since is not None
                assert clock.day >= one.listed_since + timedelta(days=30)
                erased.add(one.file)
        now_listed = {n.of_file: n.told_on for n in ErasureNotice.objects.all()}
        for one in stories:
            if now_listed.get(one.file) == clock.day:
                one.listed_since = clock.day
    proofs = list(Erasure.objects.all())
    assert {end.erased_file for end in proofs} == erased
    assert len(proofs) == len(erased)
    assert all(is_proved(end) for end in proofs)
    assert AuditEntry.objects.filter(name="persons.erase_due", kind="action").count() == len(erased)
    assert verify_node().ok


@pytest.mark.timeout(240)
def test_killed_again_and_again_the_job_erases_each_file_once_and_wholly(shelter, clock):
    files = [closed(shelter)[1] for _ in range(8)]
    confirmed(shelter)
    assert job().told == len(files)
    clock.day = START + TOLD_BEFORE
    chance, cut_off = random.Random(3), 0

    def work(tell):
        job()
        tell("done")

    for attempt in range(40):
        killed = run_and_kill(work, after=chance.uniform(0.1, 0.2 + 0.1 * attempt))
        with floor(system_access()):
            states = dict(File.objects.filter(ref__in=files).values_list("ref", "state"))
            for file in files:
                facts = PersonFact.objects.filter(file__ref=file).count()
                assert (facts == 0) is (states[file] == "erased"), "half of a file"
                if states[file] != "erased":
                    assert not gone(file), "a key went before its file was given up"
        cut_off += killed.was_killed and 0 < sum(state == "erased" for state in states.values()) < len(files)
        assert verify_node().ok
        if killed.told:
            break
    assert cut_off, "no kill hit the middle"
    job()
    persons.finish_erasures()
    assert all(gone(file) for file in files)
    assert sorted(Erasure.objects.values_list("erased_file", flat=True)) == sorted(files)
    assert all(is_proved(end) for end in Erasure.objects.all())
    connection.close()
