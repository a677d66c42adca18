"""The worker process: claims, runs, reports, and does the node's regular chores."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from types import FrameType

import structlog
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from amana.kernel.access.opening import access_of_job
from amana.kernel.errors import AmanaError
from amana.kernel.jobs.models import Job, JobState
from amana.kernel.jobs.queue import claim, finish, give_back, put_back
from amana.kernel.jobs.work import LEASE, Cancelled, LeaseLost, Running, WorkerStopping, handler

log = structlog.get_logger("amana.jobs")

POLL_SECONDS = 0.5
CHORES_EVERY_SECONDS = 60.0
# Pauses while the database is away: short enough to be back soon after it, long enough to leave it alone while it starts.
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 30.0

# The database went away, or did not let us in. What was committed stands.
DATABASE_LOST = (OperationalError, InterfaceError)

Chore = Callable[[], None]


class Worker:
    """One worker. `run` returns when it is told to stop, or, with `until_empty`, when nothing waits.

    A database that goes away does not end it: it asks again after pauses that grow, and takes up its job where that stood.
    """

    def __init__(self, chores: tuple[Chore, ...] = ()) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident() % 10_000}"
        self.chores = chores
        self._stop = threading.Event()
        self._lost: Job | None = None  # in whose midst the database went away
        self._away = False
        self._failures = 0  # of the database, one after the other; no job ended in between

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """Finish the present step and end."""
        self._stop.set()

    def listen_to_signals(self) -> None:
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)

    def run(self, *, until_empty: bool = False) -> int:
        """Work; gives the number of jobs that ended here."""
        ended, chores_at = 0, 0.0
        while not self._stop.is_set():
            if not self._database_answers():
                continue
            if self.chores and time.monotonic() >= chores_at:
                self._do_chores()
                chores_at = time.monotonic() + CHORES_EVERY_SECONDS
            try:
                found = claim(self.name)
            except DATABASE_LOST:
                self._leave_it_alone()
                continue
            if found is None:
                self._failures = 0
                if until_empty:
                    break
                self._stop.wait(POLL_SECONDS)
                continue
            self.perform(found)
            if self._lost is None:
                ended += 1
            else:
                self._leave_it_alone()
        return ended

    def perform(self, found: Job) -> None:
        """Run one claimed job to its end, whatever that is."""
        beating = threading.Event()
        beat = threading.Thread(target=self._beat, args=(found, beating), daemon=True)
        beat.start()
        try:
            self._perform(found)
            self._failures = 0
        except DATABASE_LOST:
            log.warning("database lost", job=str(found.ref), kind=found.name)
            self._lost = found
        finally:
            beating.set()
            beat.join(timeout=5)

    def _perform(self, found: Job) -> None:
        try:
            running = Running(ref=found.ref, worker=self.name, ids=found.ids, access=access_of_job(found), stopping=self._stop.is_set)
            result = handler(found.name)(running)
            finish(found.ref, self.name, JobState.DONE, result=result)
            log.info("job done", job=str(found.ref), kind=found.name)
        except Cancelled:
            finish(found.ref, self.name, JobState.CANCELLED)
        except WorkerStopping:
            give_back(found.ref, self.name)
        except LeaseLost:
            log.warning("job taken over", job=str(found.ref), kind=found.name)
        except DATABASE_LOST:
            raise
        except AmanaError as failure:
            finish(found.ref, self.name, JobState.FAILED, code=failure.code)
            log.warning("job refused", job=str(found.ref), kind=found.name, code=failure.code)
        except Exception as failure:  # a fault in one job must not end the worker; it is logged with its place and the job says so
            finish(found.ref, self.name, JobState.FAILED, code=f"jobs.fault.{type(failure).__name__}")
            log.exception("job failed", job=str(found.ref), kind=found.name)

    def _database_answers(self) -> bool:
        """Whether the database is there; where it is not, this pauses. A job that was lost with it waits again once it is back."""
        try:
            close_old_connections()
            connection.ensure_connection()
            if self._lost is not None:
                put_back(self._lost.ref, self.name)
        except DATABASE_LOST:
            self._leave_it_alone()
            return False
        if self._away:
            log.info("database back", attempt=self._failures)
        self._away, self._lost = False, None
        return True

    def _leave_it_alone(self) -> None:
        """Let go of the database for a while, each time for longer, until a job has ended or none waits."""
        self._away, self._failures = True, self._failures + 1
        log.warning("database not reachable", attempt=self._failures)
        connection.close()
        self._stop.wait(min(FIRST_PAUSE_SECONDS * 2 ** (self._failures - 1), LONGEST_PAUSE_SECONDS))

    def _beat(self, found: Job, beating: threading.Event) -> None:
        """Renew the lease while a step runs long. Has its own database connection, being its own thread."""
        while not beating.wait(LEASE.total_seconds() / 3):
            try:
                Job.objects.filter(ref=found.ref, worker=self.name, state=JobState.RUNNING).update(lease_until=timezone.now() + LEASE)
            except DATABASE_LOST:
                log.warning("lease not renewed", job=str(found.ref))
                connection.close()  # or it would be asked for the next renewal too
        connection.close()

    def _do_chores(self) -> None:
        for chore in self.chores:
            try:
                chore()
            except Exception:  # a chore that fails is tried again in a minute; it must not stop the jobs
                log.exception("chore failed", kind=getattr(chore, "__name__", "chore"))
