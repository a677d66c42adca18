"""Long steps as jobs, so that the page can be left and a worker that dies is followed by another."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from amana.kernel.ids import ImportId
from amana.kernel.imports import running
from amana.kernel.jobs.models import Job
from amana.kernel.jobs.views import describe
from amana.kernel.jobs.work import Running, job

CHECK, COMMIT, PROPOSE_UNDO, UNDO = "imports.check", "imports.commit", "imports.propose_undo", "imports.undo"


@job(CHECK)
def check(running_job: Running) -> None:
    """Check all rows of a file; started over if it was interrupted, because checking creates nothing."""
    running.check(_run(running_job), access=running_job.access, progress=running_job.progress)


@job(COMMIT)
def commit(running_job: Running) -> None:
    """Import the rows that are ready; goes on where it was interrupted."""
    running.commit(_run(running_job), access=running_job.access, progress=running_job.progress)


@job(PROPOSE_UNDO)
def propose_undo(running_job: Running) -> dict[str, object]:
    """Propose to take an import back."""
    return {"files": running.propose_undo(_run(running_job), access=running_job.access, progress=running_job.progress)}


@job(UNDO)
def undo(running_job: Running) -> None:
    """Take an import back."""
    running.undo(_run(running_job), access=running_job.access, progress=running_job.progress)


def _run(running_job: Running) -> ImportId:
    return ImportId(UUID(running_job.ids["run"]))


def _page(found: Job) -> str:
    return reverse("imports:run", args=[found.ids["run"]])


describe(CHECK, _("Checking a sheet"), _page)
describe(COMMIT, _("Importing a sheet"), _page)
describe(PROPOSE_UNDO, _("Proposing to take an import back"), _page)
describe(UNDO, _("Taking an import back"), _page)
