"""Putting jobs in, taking them out, and giving back what a dead worker held."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.ids import JobId
from amana.kernel.jobs.models import Job, JobState
from amana.kernel.jobs.work import LEASE, MOST_ATTEMPTS
from amana.kernel.organisations.models import Organisation


def enqueue(name: str, ids: Mapping[str, object], *, access: Access, key: str | None = None) -> JobId:
    """Add a job inside the caller's transaction, so that it exists only if what it works on does.

    key  the same key gives the job that is already there, whatever its state
    """
    if key is not None and (found := Job.objects.filter(idempotency_key=key).first()):
        return JobId(found.ref)
    now = timezone.now()
    made = Job.objects.create(
        name=name,
        ids={name: str(value) for name, value in ids.items()},
        organisation=Organisation.objects.filter(ref=access.organisation).first() if access.organisation else None,
        started_by=User.objects.filter(ref=access.user).first() if access.user else None,
        access=access.ref if access.user else None,
        idempotency_key=key,
        created_at=now,
        not_before=now,
    )
    return JobId(made.ref)


def under_way(name: str, ref: UUID) -> Job | None:
    """The newest job whose `ids` name something, such as "run", and that has not ended. None when nothing works on it."""
    return Job.objects.filter(**{f"ids__{name}": str(ref)}, state__in=[JobState.WAITING, JobState.RUNNING]).order_by("-id").first()


def claim(worker: str) -> Job | None:
    """Take the oldest job that waits, or whose worker has been silent past its lease. None when there is nothing to do.

    A job that has been begun too often is given up on the way: something in it ends every worker.
    """
    now = timezone.now()
    free = Q(state=JobState.WAITING, not_before__lte=now) | Q(state=JobState.RUNNING, lease_until__lt=now)
    with transaction.atomic():
        while found := Job.objects.select_for_update(skip_locked=True).filter(free).order_by("id").first():
            if found.attempts < MOST_ATTEMPTS:
                break
            _end(found, JobState.FAILED, code="jobs.too_many_attempts")
        if found is None:
            return None
        found.state, found.worker, found.lease_until = JobState.RUNNING, worker, now + LEASE
        found.attempts += 1
        found.save(update_fields=["state", "worker", "lease_until", "attempts"])
        return found


def finish(ref: UUID, worker: str, state: JobState, *, code: str = "", result: Mapping[str, object] | None = None) -> bool:
    """Write the end of a job, if it is still this worker's. False when somebody else has it by now."""
    with transaction.atomic():
        found = Job.objects.select_for_update().filter(ref=ref, worker=worker, state=JobState.RUNNING).first()
        if found is None:
            return False
        found.result = dict(result or {})
        _end(found, state, code=code)
        return True


def give_back(ref: UUID, worker: str) -> None:
    """Return a job that was interrupted in good order; the interruption is not counted as an attempt."""
    with transaction.atomic():
        found = Job.objects.select_for_update().filter(ref=ref, worker=worker, state=JobState.RUNNING).first()
        if found is not None:
            found.state, found.worker, found.lease_until = JobState.WAITING, "", None
            found.attempts -= 1
            found.save(update_fields=["state", "worker", "lease_until", "attempts"])


def put_back(ref: UUID, worker: str) -> None:
    """Return a job in whose midst the database went away. That counts as an attempt: it may be the job that brings the database down."""
    Job.objects.filter(ref=ref, worker=worker, state=JobState.RUNNING).update(state=JobState.WAITING, worker="", lease_until=None)


def cancel(ref: UUID) -> None:
    """Ask a running job to stop after its present step; a waiting one ends at once."""
    with transaction.atomic():
        found = Job.objects.select_for_update().filter(ref=ref).first()
        if found is None or found.state not in (JobState.WAITING, JobState.RUNNING):
            return
        if found.state == JobState.WAITING:
            _end(found, JobState.CANCELLED)
            return
        found.cancel_asked = True
        found.save(update_fields=["cancel_asked"])


def resume(ref: UUID, *, access: Access) -> None:
    """Put a failed or cancelled job back in the queue, under the access of whoever asks."""
    with transaction.atomic():
        found = Job.objects.select_for_update().filter(ref=ref, state__in=(JobState.FAILED, JobState.CANCELLED)).first()
        if found is not None:
            found.state, found.attempts, found.cancel_asked, found.code = JobState.WAITING, 0, False, ""
            found.finished_at, found.access = None, access.ref
            found.save(update_fields=["state", "attempts", "cancel_asked", "code", "finished_at", "access"])


def _end(job: Job, state: JobState, *, code: str = "") -> None:
    job.state, job.code, job.finished_at, job.lease_until = state, code, timezone.now(), None
    job.save(update_fields=["state", "code", "finished_at", "lease_until", "result"])
