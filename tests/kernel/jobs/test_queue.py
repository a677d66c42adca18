"""How long work is claimed, followed, stopped, taken up again, and never done twice."""

from datetime import timedelta

import pytest
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from amana.kernel.access.models import OpenAccess
from amana.kernel.accounts.models import Membership
from amana.kernel.errors import Refused
from amana.kernel.jobs import actions, queue
from amana.kernel.jobs import worker as worker_module
from amana.kernel.jobs.models import Job, JobState
from amana.kernel.jobs.work import MOST_ATTEMPTS, Cancelled, LeaseLost, Running
from amana.kernel.jobs.worker import Worker
from tests.kernel.jobs.counting import COUNT, FAIL, between, now, silence, steps_of


def enqueued(access, *, to=3, name=COUNT, key=None):
    return queue.enqueue(name, {"to": to}, access=access, key=key)


def running(job: Job, worker: str) -> Running:
    return Running(ref=job.ref, worker=worker, ids=job.ids, access=None)


def test_work_that_waits_is_done_in_the_order_in_which_it_came(worker_of_haven):
    first, second = enqueued(worker_of_haven), enqueued(worker_of_haven, to=2)
    assert Worker().run(until_empty=True) == 2
    assert (steps_of(first), steps_of(second)) == ([0, 1, 2], [0, 1])
    assert (now(first).state, now(first).result, now(first).done, now(first).total) == (JobState.DONE, {"to": 3}, 3, 3)
    assert now(first).finished_at <= now(second).finished_at


def test_claimed_work_is_claimed_by_nobody_else_until_its_worker_falls_silent(worker_of_haven):
    job = enqueued(worker_of_haven)
    assert queue.claim("one").ref == job
    assert queue.claim("two") is None
    silence(job)
    assert queue.claim("two").ref == job
    assert now(job).attempts == 2


def test_a_worker_that_was_silent_too_long_learns_that_the_work_is_no_longer_its_own(worker_of_haven):
    job = enqueued(worker_of_haven)
    held = queue.claim("one")
    silence(job)
    queue.claim("two")
    with pytest.raises(LeaseLost):
        running(held, "one").progress(1, 3)
    assert not queue.finish(job, "one", JobState.DONE)
    queue.give_back(job, "one")
    assert (now(job).state, now(job).worker) == (JobState.RUNNING, "two")


def test_progress_renews_the_lease(worker_of_haven):
    job = enqueued(worker_of_haven)
    held = queue.claim("one")
    silence(job)
    running(held, "one").progress(1, 3)
    assert queue.claim("two") is None
    assert (now(job).done, now(job).total) == (1, 3)


def test_work_that_fails_its_worker_again_and_again_is_given_up(worker_of_haven):
    job = enqueued(worker_of_haven)
    other = enqueued(worker_of_haven)
    for attempt in range(MOST_ATTEMPTS):
        assert queue.claim(f"worker {attempt}").ref == job
        silence(job)
    assert queue.claim("one more").ref == other
    assert (now(job).state, now(job).code) == (JobState.FAILED, "jobs.too_many_attempts")


def test_work_given_back_in_good_order_waits_again_and_does_not_count_as_an_attempt(worker_of_haven):
    job = enqueued(worker_of_haven)
    worker = Worker()
    with between(lambda _running, step: worker.stop() if step == 0 else None):
        worker.run()
    assert (now(job).state, now(job).attempts, steps_of(job)) == (JobState.WAITING, 0, [0])
    Worker().run(until_empty=True)
    assert (now(job).state, steps_of(job)) == (JobState.DONE, [0, 1, 2])


def test_waiting_work_is_cancelled_at_once(worker_of_haven):
    job = enqueued(worker_of_haven)
    actions.cancel(job, access=worker_of_haven)
    assert now(job).state == JobState.CANCELLED
    assert Worker().run(until_empty=True) == 0
    assert steps_of(job) == []


def test_running_work_is_cancelled_after_its_present_step_and_what_it_did_stays(worker_of_haven):
    job = enqueued(worker_of_haven)
    with between(lambda _running, step: actions.cancel(job, access=worker_of_haven) if step == 1 else None):
        Worker().run(until_empty=True)
    assert (now(job).state, steps_of(job)) == (JobState.CANCELLED, [0, 1])


def test_a_running_step_hears_of_the_cancellation(worker_of_haven):
    job = enqueued(worker_of_haven)
    held = queue.claim("one")
    queue.cancel(job)
    with pytest.raises(Cancelled):
        running(held, "one").progress(1, 3)


def test_cancelled_work_is_resumed_where_it_stopped(worker_of_haven):
    job = enqueued(worker_of_haven)
    with between(lambda _running, step: queue.cancel(job) if step == 1 else None):
        Worker().run(until_empty=True)
    actions.resume(job, access=worker_of_haven)
    assert now(job).state == JobState.WAITING
    Worker().run(until_empty=True)
    assert (now(job).state, now(job).attempts, steps_of(job)) == (JobState.DONE, 1, [0, 1, 2])


def test_work_that_is_done_is_neither_cancelled_nor_resumed(worker_of_haven):
    job = enqueued(worker_of_haven)
    Worker().run(until_empty=True)
    actions.cancel(job, access=worker_of_haven)
    actions.resume(job, access=worker_of_haven)
    assert now(job).state == JobState.DONE


def test_the_same_key_gives_the_work_that_is_there_whatever_became_of_it(worker_of_haven):
    job = enqueued(worker_of_haven, key="import 1")
    assert enqueued(worker_of_haven, to=9, key="import 1") == job
    Worker().run(until_empty=True)
    assert enqueued(worker_of_haven, key="import 1") == job
    assert Job.objects.count() == 1
    assert enqueued(worker_of_haven, key="import 2") != job


def test_a_fault_ends_the_work_and_not_the_worker_and_keeps_no_words(worker_of_haven):
    broken, sound = enqueued(worker_of_haven, name=FAIL), enqueued(worker_of_haven)
    assert Worker().run(until_empty=True) == 2
    assert (now(broken).state, now(broken).code) == (JobState.FAILED, "jobs.fault.ValueError")
    assert now(sound).state == JobState.DONE
    assert "Selamawit" not in str(list(Job.objects.values()))


def test_work_that_this_node_does_not_know_fails_with_a_code(worker_of_haven):
    job = enqueued(worker_of_haven, name="justice.something")
    Worker().run(until_empty=True)
    assert (now(job).state, now(job).code) == (JobState.FAILED, "jobs.unknown")


def test_work_may_end_after_the_sitting_but_not_on_another_day_and_not_without_the_role(worker_of_haven):
    OpenAccess.objects.filter(ref=worker_of_haven.ref).update(expires_at=timezone.now(), closed_at=timezone.now())
    after_the_sitting = enqueued(worker_of_haven)
    Worker().run(until_empty=True)
    assert now(after_the_sitting).state == JobState.DONE
    Membership.objects.update(confirmed_by=None)
    without_role = enqueued(worker_of_haven)
    Worker().run(until_empty=True)
    assert (now(without_role).state, now(without_role).code) == (JobState.FAILED, "access.none_open")
    Membership.objects.update(confirmed_by=Membership.objects.get().user)
    OpenAccess.objects.update(opened_at=timezone.now() - timedelta(hours=25))
    next_day = enqueued(worker_of_haven)
    Worker().run(until_empty=True)
    assert now(next_day).code == "access.none_open"


def test_somebody_elses_work_is_not_stopped(worker_of_haven):
    from tests.kernel.jobs.counting import at_work

    job = enqueued(worker_of_haven)
    with pytest.raises(Refused):
        actions.cancel(job, access=at_work("paul"))
    assert now(job).state == JobState.WAITING


def test_work_added_in_a_transaction_that_fails_does_not_exist(worker_of_haven):
    def add_and_fail():
        with transaction.atomic():
            enqueued(worker_of_haven)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_fail()
    assert not Job.objects.exists()


def test_a_chore_that_fails_stops_neither_the_others_nor_the_work(worker_of_haven):
    done = []
    job = enqueued(worker_of_haven)
    Worker((lambda: 1 / 0, lambda: done.append("swept"))).run(until_empty=True)
    assert done == ["swept"]
    assert now(job).state == JobState.DONE


@pytest.fixture
def short_pauses(monkeypatch):
    """A worker asks again at once."""
    monkeypatch.setattr(worker_module, "FIRST_PAUSE_SECONDS", 0)


def lost_in(step_of_loss, lost, *, times=1):
    """The database goes away in the midst of a step, so many times."""
    left = [lost] * times

    def go_away(_running, step):
        if step == step_of_loss and left:
            raise left.pop()("the server closed the connection")

    return between(go_away)


@pytest.mark.parametrize("lost", [OperationalError, InterfaceError])
def test_work_whose_database_went_away_is_taken_up_where_it_stood_by_the_same_worker(worker_of_haven, short_pauses, lost):
    job = enqueued(worker_of_haven)
    with lost_in(1, lost):
        assert Worker().run(until_empty=True) == 1
    assert (now(job).state, now(job).code, now(job).attempts) == (JobState.DONE, "", 2)
    assert steps_of(job) == [0, 1, 2]


def test_work_that_brings_the_database_down_again_and_again_is_given_up(worker_of_haven, short_pauses):
    job, other = enqueued(worker_of_haven), enqueued(worker_of_haven)
    with between(lambda running, _step: fall(running) if running.ref == job else None):
        assert Worker().run(until_empty=True) == 1
    assert (now(job).state, now(job).code) == (JobState.FAILED, "jobs.too_many_attempts")
    assert now(other).state == JobState.DONE


def fall(_running):
    raise OperationalError("the server closed the connection")


@pytest.mark.parametrize("where", ["claim", "finish", "put_back"])
def test_a_worker_outlives_a_database_that_is_away_between_two_steps(worker_of_haven, short_pauses, monkeypatch, where):
    job, real, failures = enqueued(worker_of_haven), getattr(worker_module, where), [1]

    def away(*words, **more):
        if failures:
            failures.pop()
            raise OperationalError("the database system is starting up")
        return real(*words, **more)

    monkeypatch.setattr(worker_module, where, away)
    with lost_in(0, OperationalError):
        assert Worker().run(until_empty=True) == 1
    assert failures == []
    assert (now(job).state, steps_of(job)) == (JobState.DONE, [0, 1, 2])


def test_pauses_grow_while_the_database_is_away_and_a_worker_can_be_stopped_in_one(worker_of_haven, monkeypatch):
    worker, waited = Worker(), []

    def wait(seconds):
        waited.append(seconds)
        if len(waited) == 8:
            worker.stop()

    monkeypatch.setattr(worker_module, "claim", fall)
    monkeypatch.setattr(worker._stop, "wait", wait)
    assert worker.run() == 0
    assert waited == [1, 2, 4, 8, 16, 30, 30, 30]
