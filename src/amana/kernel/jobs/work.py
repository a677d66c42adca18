"""Which jobs there are, and what a running one can do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from amana.kernel.access.values import Access
from amana.kernel.jobs.errors import UnknownJob
from amana.kernel.jobs.models import Job, JobState

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 3


class JobStopped(Exception):
    """Raised inside a handler, by `progress`, when it has to end now; what it has committed stays."""


class Cancelled(JobStopped):
    """Somebody asked for it."""


class LeaseLost(JobStopped):
    """Another worker has taken the job over, because this one was silent for too long."""


class WorkerStopping(JobStopped):
    """The worker is being stopped in good order; the job goes back to waiting."""


@dataclass(slots=True)
class Running:
    """A job in a handler's hands."""

    ref: UUID
    worker: str
    ids: Mapping[str, str]
    access: Access
    stopping: Callable[[], bool] = lambda: False

    def progress(self, done: int, total: int) -> None:
        """Say how far it is and renew the lease. Call it between steps that are each committed. Raises JobStopped."""
        now = timezone.now()
        mine = Job.objects.filter(ref=self.ref, worker=self.worker, state=JobState.RUNNING)
        if not mine.update(done=done, total=total, lease_until=now + LEASE):
            raise LeaseLost
        if mine.filter(cancel_asked=True).exists():
            raise Cancelled
        if self.stopping():
            raise WorkerStopping


Handler = Callable[[Running], Mapping[str, object] | None]
_handlers: dict[str, Handler] = {}


def job(name: str) -> Callable[[Handler], Handler]:
    """Make a function the handler of jobs called `name`; it returns a small result (ids, counts) or nothing."""

    def decorate(handler: Handler) -> Handler:
        if name in _handlers and _handlers[name].__qualname__ != handler.__qualname__:
            raise RuntimeError(f"two jobs are called {name}")
        _handlers[name] = handler
        return handler

    return decorate


def handler(name: str) -> Handler:
    """The handler of a job. Raises UnknownJob for a name that this node's profile does not install."""
    if name not in _handlers:
        raise UnknownJob
    return _handlers[name]
