"""Stopping and resuming long work."""

from uuid import UUID

from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import action, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.ids import JobId, OrganisationId, UserId
from amana.kernel.jobs import queue
from amana.kernel.jobs.models import Job


def _about(job: JobId, *_args: object, **_kwargs: object) -> Resource:
    found = Job.objects.filter(ref=job).select_related("organisation", "started_by").first()
    if found is None:
        raise NotFound
    return record_resource(
        "Job",
        UUID(str(found.ref)),
        organisation=OrganisationId(found.organisation.ref) if found.organisation else None,
        owner=UserId(found.started_by.ref) if found.started_by else None,
    )


@action("jobs.cancel", kind=Kind.WRITE, on="Job", resource=_about)
def cancel(job: JobId, *, access: Access) -> None:
    """Stop a job after its present step. What it has committed stays."""
    record(job=str(job))
    queue.cancel(job)


@action("jobs.resume", kind=Kind.WRITE, on="Job", resource=_about)
def resume(job: JobId, *, access: Access) -> None:
    """Take up a failed or cancelled job where it stopped."""
    record(job=str(job))
    queue.resume(job, access=access)
