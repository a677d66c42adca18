"""The node proposes pairs by itself: once, again only when facts changed, within one organisation, and in jobs that may be killed."""

from datetime import date
from types import SimpleNamespace

import pytest

from amana.contexts.persons import facade as persons
from amana.contexts.persons import index
from amana.contexts.persons.identity import jobs, queries, weighing
from amana.contexts.persons.identity.models import LinkProposal, SweepPlace, ToCompare
from amana.contexts.persons.identity.terms import LinkState, Opinion, StepKind
from amana.contexts.persons.models import Person
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.files.models import Level
from amana.kernel.ids import new_id
from amana.kernel.jobs.models import Job, JobState
from amana.kernel.jobs.work import Cancelled, Running
from tests.contexts.persons.identity.pairs import (
    ALIKE,
    MEDHANIE,
    NOT_ALIKE,
    compared,
    decided,
    looked_at,
    proposals,
    proposed,
    said,
    undone,
)
from tests.contexts.persons.people import named, registered
from tests.contexts.persons.people import said as statement


@pytest.fixture
def two(shelter, monkeypatch):
    """Two files that the index finds for each other, and that the engine holds to be near."""
    said(monkeypatch, ALIKE)
    return registered(shelter.worker, named("Selamawit Tesfaye Bekele")), registered(shelter.worker, named("Selamawit Tesfay Bekele"))


def a_phone(number="+251911223344"):
    return statement(persons.FactKind.PHONE, persons.Phone(number=number))


def running():
    return Running(ref=new_id(), worker="w", ids={}, access=system_access())


@pytest.fixture
def quiet(monkeypatch):
    """A job whose progress is written nowhere."""
    monkeypatch.setattr(Running, "progress", lambda self, done, total: None)


def test_a_pair_is_proposed_once_however_often_and_from_whichever_side_it_is_found(two):
    assert compared(two[0]) == 1
    assert compared(two[1]) == 0
    assert compared(*reversed(two)) == 0
    assert len(proposals()) == 1


def test_a_pair_held_to_be_two_people_is_not_proposed_again(two, shelter):
    compared(*two)
    (pair,) = proposals()
    decided(pair.ref, Opinion.DIFFERENT, shelter.worker)
    assert compared(*two) == 0
    assert looked_at(pair.ref, shelter.worker).state is LinkState.DIFFERENT


@pytest.mark.parametrize("opinion", [Opinion.DIFFERENT, Opinion.CANNOT_TELL])
def test_it_waits_again_once_a_file_says_something_else_and_says_so(two, shelter, opinion):
    compared(*two)
    (pair,) = proposals()
    decided(pair.ref, opinion, shelter.worker)
    persons.add_fact(two[0], a_phone(), access=shelter.worker)
    assert compared(*two) == 1
    view = looked_at(pair.ref, shelter.worker)
    assert (view.state, view.changed, view.steps[-1].kind) == (LinkState.WAITING, True, StepKind.CHANGED)
    assert [notice.proposal for notice in queries.notices(access=shelter.worker)] == [pair.ref]


def test_two_people_stay_two_where_the_new_fact_makes_them_no_nearer(two, shelter, monkeypatch):
    compared(*two)
    (pair,) = proposals()
    decided(pair.ref, Opinion.DIFFERENT, shelter.worker)
    persons.add_fact(two[0], a_phone(), access=shelter.worker)
    said(monkeypatch, NOT_ALIKE)
    assert compared(*two) == 0


def test_one_person_is_looked_at_again_once_something_speaks_against_it(two, shelter, monkeypatch):
    compared(*two)
    (pair,) = proposals()
    decided(pair.ref, Opinion.SAME, shelter.worker)
    persons.add_fact(two[0], a_phone(), access=shelter.worker)
    assert compared(*two) == 0
    persons.add_fact(two[0], a_phone("+251911000000"), access=shelter.worker)
    said(monkeypatch, MEDHANIE)
    assert compared(*two) == 1
    assert looked_at(pair.ref, shelter.worker).state is LinkState.WAITING


def test_a_pair_that_nobody_touched_goes_when_it_is_no_longer_near(two, monkeypatch):
    compared(*two)
    said(monkeypatch, NOT_ALIKE)
    assert compared(*two) == 0
    assert proposals() == []


@pytest.mark.parametrize("touched", ["by hand", "undone"])
def test_a_pair_that_somebody_touched_stays(two, shelter, monkeypatch, touched):
    pair = proposed(*two, shelter.worker)
    if touched == "undone":
        decided(pair, Opinion.CANNOT_TELL, shelter.worker)
        undone(pair, shelter.worker)
        with floor(system_access()):
            LinkProposal.objects.filter(ref=pair).update(made="changed")
    said(monkeypatch, NOT_ALIKE)
    compared(*two)
    assert [one.ref for one in proposals()] == [pair]


def test_files_of_two_services_are_not_compared_by_the_node(shelter, monkeypatch):
    said(monkeypatch, ALIKE)
    here = registered(shelter.worker, named("Selamawit Tesfaye Bekele"))
    there = registered(shelter.elsewhere, named("Selamawit Tesfaye Bekele"))
    compared(here, there)
    assert proposals() == []


def test_a_restricted_file_is_compared_and_the_pair_shown_to_its_team_alone(shelter, monkeypatch):
    said(monkeypatch, ALIKE)
    hidden = registered(shelter.worker, named("Selamawit Tesfaye Bekele"), level=Level.RESTRICTED)
    compared(hidden, registered(shelter.colleague, named("Selamawit Tesfay Bekele")))
    assert len(queries.queue(queries.Filter(), access=shelter.worker).lines) == 1
    for other in (shelter.colleague, shelter.supervisor):
        page = queries.queue(queries.Filter(), access=other)
        assert (page.lines, page.count) == ((), 0)
        with floor(other):
            assert queries.counts(access=other) == {}


class TestTheJobs:
    def test_whoever_is_registered_or_changed_waits_to_be_compared(self, two, shelter, quiet):
        with floor(system_access()):
            assert set(ToCompare.objects.values_list("person", flat=True)) == set(Person.objects.values_list("pk", flat=True))
        assert jobs.compare_new(running())["pairs"] == 1
        assert not ToCompare.objects.exists()
        persons.add_fact(two[0], a_phone(), access=shelter.worker)
        assert ToCompare.objects.count() == 1

    def test_a_change_in_the_midst_of_a_comparison_is_compared_again(self, two, shelter, monkeypatch, quiet):
        def meanwhile(some, *, made, access):
            persons.add_fact(two[0], a_phone(), access=shelter.worker)
            monkeypatch.setattr(jobs, "compare", lambda *_a, **_k: 0)
            return 0

        monkeypatch.setattr(jobs, "compare", meanwhile)
        monkeypatch.setattr(jobs, "time", SimpleNamespace(monotonic=iter([0.0, 1.0, 60.0]).__next__))
        jobs.compare_new(running())
        assert ToCompare.objects.count() == 1

    def test_one_job_at_a_time_and_none_for_nothing(self, two):
        assert jobs.enqueue_new() is not None
        assert jobs.enqueue_new() is None
        Job.objects.update(state=JobState.DONE)
        ToCompare.objects.all().delete()
        assert jobs.enqueue_new() is None

    def test_all_files_are_compared_and_a_stopped_comparison_goes_on_where_it_was(self, two, shelter, monkeypatch):
        for name in ("Hiwet Araya Gebru", "Hiwot Araia Gebru"):
            registered(shelter.worker, named(name))
        monkeypatch.setattr(jobs, "AT_ONCE", 2)
        this, seen = running(), []

        def stops(self, done, total):
            seen.append((done, total))
            if len(seen) == 1:
                raise Cancelled

        monkeypatch.setattr(Running, "progress", stops)
        with pytest.raises(Cancelled):
            jobs.compare_all(this)
        assert len(proposals()) == 1
        assert jobs.compare_all(this) == {"compared": 4, "pairs": 2}
        assert seen == [(2, 4), (4, 4)]
        assert len(proposals()) == 2
        assert not SweepPlace.objects.exists()

    def test_at_night_once_a_week_and_once_for_each_model(self, db, monkeypatch):
        class Clock:
            hour = 12

            @classmethod
            def localtime(cls):
                return cls

            @classmethod
            def isocalendar(cls):
                return date(2026, 11, 30).isocalendar()

        monkeypatch.setattr(jobs, "timezone", Clock)
        assert jobs.enqueue_sweep() is None
        Clock.hour = 2
        first = jobs.enqueue_sweep()
        assert first is not None
        Job.objects.update(state=JobState.DONE)
        assert jobs.enqueue_sweep() == first
        monkeypatch.setattr(jobs, "model", lambda: "another")
        assert jobs.enqueue_sweep() != first


def test_decisions_are_counted_for_calibration_without_anybody_in_them(two, shelter):
    pair = proposed(*two, shelter.worker)
    found = persons.reviewed_pairs(access=system_access())
    assert (list(found), found.cannot_tell) == ([], 0)
    decided(pair, Opinion.CANNOT_TELL, shelter.worker)
    found = persons.reviewed_pairs(access=system_access())
    assert (list(found), found.cannot_tell) == ([], 1)
    decided(pair, Opinion.SAME, shelter.worker)
    assert list(persons.reviewed_pairs(access=system_access())) == [
        persons.ReviewedPair(model="by hand", bits=6.0, same=True, scripts=("Latn", "Latn"))
    ]
    undone(pair, shelter.worker)
    assert list(persons.reviewed_pairs(access=system_access())) == []


@pytest.mark.parametrize(("state", "code"), [("ER", "nationality.same"), ("ET", "nationality.differs")])
def test_what_both_files_say_of_the_nationality_counts(shelter, state, code):
    one, other = (registered(shelter.worker, named("Medhanie Yehdego Tesfay")) for _ in range(2))

    def says(person, nationality):
        claim = statement(persons.FactKind.NATIONALITY_CLAIMED, persons.State(state=nationality))
        persons.add_fact(person, claim, access=shelter.worker)

    def reasons(pair):
        return {reason.code: reason.bits for reason in looked_at(pair, shelter.worker).assessment.evidence}

    pair = proposed(one, other, shelter.worker)
    says(one, "ER")
    assert not any(reason.startswith("nationality") for reason in reasons(pair))
    says(other, state)
    assert (reasons(pair)[code] > 0) == (state == "ER")


@pytest.mark.parametrize(("place", "code"), [("ከረን", "place.same"), ("Keren", "place.same"), ("Massawa", "place.differs")])
def test_where_both_files_say_the_person_comes_from_counts_in_any_letters(shelter, place, code):
    one, other = (registered(shelter.worker, named("Medhanie Yehdego Tesfay")) for _ in range(2))

    def says(person, place):
        persons.add_fact(person, statement(persons.FactKind.PLACE_OF_ORIGIN, persons.Place(name=place)), access=shelter.worker)

    def reasons(pair):
        return {reason.code: reason.bits for reason in looked_at(pair, shelter.worker).assessment.evidence}

    pair = proposed(one, other, shelter.worker)
    says(one, "Keren")
    assert not any(reason.startswith("place") for reason in reasons(pair))
    says(other, place)
    assert (reasons(pair)[code] > 0) == (code == "place.same")


def test_comparing_one_file_does_not_read_the_register_of_its_organisation(shelter):
    person = registered(shelter.worker, named("Selamawit Tesfaye"))
    with floor(system_access()):
        row = Person.objects.select_related("file").get(ref=person)
        candidates = index.candidates_of(row.file.organisation_id, system_access())
        candidates.records([row.pk])
        plan = candidates._listed.filter(pk__in=range(1, 200)).explain()
    assert candidates.opened
    assert "files_file_organisation_id" not in plan  # the index by which all files of an organisation are read


def test_the_size_of_a_large_register_is_counted_once_an_hour(shelter, monkeypatch):
    for name in ("Selamawit Tesfaye", "Medhanie Yehdego", "Abdi Warsame"):
        registered(shelter.worker, named(name))

    def size():
        with floor(system_access()):
            return weighing._persons(Person.objects.select_related("file").first().file.organisation_id)

    weighing._many.cache_clear()
    assert size() == 3
    monkeypatch.setattr(weighing, "FEW", 2)
    assert size() == 3
    registered(shelter.worker, named("Hodan Ali"))
    assert size() == 3
    weighing._many.cache_clear()
    assert size() == 4
