"""A job that counts organisations into the database, a step at a time: what it did can be counted afterwards.

Each step makes one organisation called after the job and the number of the step, in one transaction with nothing else, and goes on where
the rows say it stopped, as every handler must.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from amana.kernel.access.actions import open_purpose
from amana.kernel.access.opening import new_access
from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import Membership, User
from amana.kernel.accounts.terms import Role
from amana.kernel.jobs.models import Job
from amana.kernel.jobs.work import Running, job
from amana.kernel.organisations.models import Organisation

COUNT = "test.count"
FAIL = "test.fail"
_between: list[Callable[[Running, int], None]] = []


def at_work(name: str = "sara") -> Access:
    """Somebody with a confirmed role and an open purpose."""
    organisation = Organisation.objects.create(name=f"House of {name}", kind="shelter", country="ET")
    user = User.objects.create_user(name, None, display_name=name.title())
    Membership.objects.create(
        user=user, organisation=organisation, role=Role.CASEWORKER, since=date(2020, 1, 1), confirmed_by=user, confirmed_at=timezone.now()
    )
    access = new_access(user, organisation, Purpose.ASSISTANCE, second_factor=True)
    open_purpose(access=access)
    return access


@job(COUNT)
def count(running: Running) -> dict[str, object]:
    """Count to `ids["to"]`."""
    to = int(running.ids["to"])
    for step in range(len(steps_of(running.ref)), to):
        with transaction.atomic():
            Organisation.objects.create(name=f"{running.ref} {step}", kind="ngo", country="ET")
        for each in _between:
            each(running, step)
        running.progress(step + 1, to)
    return {"to": to}


@job(FAIL)
def fail(running: Running) -> None:
    """Fail by a fault whose message must not be kept."""
    raise ValueError("Selamawit Tesfaye")


def steps_of(ref: UUID) -> list[int]:
    """The steps a job has done, in order."""
    names = Organisation.objects.filter(name__startswith=f"{ref} ").values_list("name", flat=True)
    return sorted(int(name.rpartition(" ")[2]) for name in names)


@contextmanager
def between(what: Callable[[Running, int], None]) -> Iterator[None]:
    """Do something between two steps, while the block lasts."""
    _between.append(what)
    try:
        yield
    finally:
        _between.remove(what)


def now(ref: UUID) -> Job:
    """The job as it stands."""
    return Job.objects.get(ref=ref)


def silence(ref: UUID, *, seconds: float = 1) -> None:
    """As if its worker had been silent past the lease."""
    Job.objects.filter(ref=ref).update(lease_until=timezone.now() - timedelta(seconds=seconds))
