"""Comparing in the background: what is new or changed, in short slices, and all files of the node, once a week and with each model."""

import time
from datetime import timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amana.contexts.persons.identity.models import SweepPlace, ToCompare
from amana.contexts.persons.identity.proposing import compare
from amana.contexts.persons.identity.terms import Made
from amana.contexts.persons.identity.weighing import model
from amana.contexts.persons.models import Person
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.ids import JobId
from amana.kernel.jobs.models import Job, JobState
from amana.kernel.jobs.queue import enqueue
from amana.kernel.jobs.views import describe
from amana.kernel.jobs.work import Running, job

NEW: Final = "persons.compare_new"
SWEEP: Final = "persons.compare_all"
AT_ONCE = 25  # persons between two commits
SLICE = timedelta(seconds=30)  # an import of many people must not hold up the jobs that somebody waits for
NIGHT = range(1, 5)  # hours in the zone of the node

describe(NEW, _("Comparing new and changed files"), lambda _job: reverse("persons:identity"))
describe(SWEEP, _("Comparing all files"), lambda _job: reverse("persons:identity"))


@job(NEW)
def compare_new(running: Running) -> dict[str, object]:
    """Compare those whose cards are new or changed, oldest change first, for half a minute; what is left is taken up by the next job."""
    ends, done, found = time.monotonic() + SLICE.total_seconds(), 0, 0
    while time.monotonic() < ends and (marks := list(ToCompare.objects.order_by("marked_at", "person")[:AT_ONCE])):
        found += compare([mark.person for mark in marks], made=Made.CHANGED, access=running.access)
        for mark in marks:
            # Only this mark: a change while the cards were compared has made a later one.
            ToCompare.objects.filter(person=mark.person, marked_at=mark.marked_at).delete()
        done += len(marks)
        running.progress(done, done + ToCompare.objects.count())
    return {"compared": done, "pairs": found}


@job(SWEEP)
def compare_all(running: Running) -> dict[str, object]:
    """Compare everybody on file. A job that was stopped goes on where it was; doing a part twice changes nothing."""
    with floor(running.access):
        place, _made = SweepPlace.objects.get_or_create(job=running.ref)
        total = Person.objects.count()
        done = Person.objects.filter(pk__lte=place.last).count()
    while True:
        with floor(running.access):
            some = list(Person.objects.filter(pk__gt=place.last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        if not some:
            break
        place.found += compare(some, made=Made.SWEEP, access=running.access)
        place.last = some[-1]
        place.save()
        done += len(some)
        running.progress(done, max(done, total))
    place.delete()
    return {"compared": done, "pairs": place.found}


def enqueue_new() -> JobId | None:
    """Have compared what waits for it, unless a job is at it already; for the node's chores."""
    if not ToCompare.objects.exists() or _under_way(NEW):
        return None
    return enqueue(NEW, {}, access=system_access())


def enqueue_sweep() -> JobId | None:
    """Have all files compared, once for each week and each model of the engine, at night; for the node's chores."""
    now = timezone.localtime()
    if now.hour not in NIGHT or _under_way(SWEEP):
        return None
    year, week, _day = now.isocalendar()
    return enqueue(SWEEP, {}, access=system_access(), key=f"{SWEEP}:{year}-{week}:{model()}")


def _under_way(name: str) -> bool:
    return Job.objects.filter(name=name, state__in=(JobState.WAITING, JobState.RUNNING)).exists()
