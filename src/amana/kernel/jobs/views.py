"""Long work as people see it: how far, how long, what came of it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from amana.kernel.errors import NotFound
from amana.kernel.ids import JobId
from amana.kernel.jobs import actions
from amana.kernel.jobs.models import OVER, Job, JobState
from amana.kernel.locale.formats import number
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Column, Progress, Row, Table, Tag, Tone
from amana.kernel.ui.parts import JobState as ShownState

SHOWN = 50
TONES = {
    JobState.WAITING: Tone.PLAIN,
    JobState.RUNNING: Tone.INFO,
    JobState.DONE: Tone.DONE,
    JobState.FAILED: Tone.OVERDUE,
    JobState.CANCELLED: Tone.UNKNOWN,
}

# job name -> what it is called, and where its result stands; contexts add theirs when they are loaded.
_titles: dict[str, str | Promise] = {}
_results: dict[str, Callable[[Job], str]] = {}


def describe(name: str, title: str | Promise, result_url: Callable[[Job], str]) -> None:
    """Say what a job is called on pages, and where its result is found."""
    _titles[name] = title
    _results[name] = result_url


@require_GET
@login_required
def mine(request: Request) -> HttpResponse:
    """The long work a person started, newest first."""
    rows = Job.objects.filter(started_by=request.user).order_by("-id")[:SHOWN]
    table = Table(
        caption=_("Your long work"),
        columns=[
            Column(heading=_("Work")),
            Column(heading=_("State")),
            Column(heading=_("Done")),
            Column(heading=_("Started")),
        ],
        rows=[Row(cells=[_title(row), _state(row), _share(row), row.created_at], url=reverse("jobs:job", args=[row.ref])) for row in rows],
        empty=_("Nothing runs. Imports and other long work appear here."),
    )
    return render(request, "jobs/list.html", {"table": table})


@require_GET
@login_required
def job(request: Request, job: UUID) -> HttpResponse:
    """One piece of long work, with its progress."""
    found = _own(request, job)
    context = {"progress": shown(found), "job": found, "can_resume": found.state in (JobState.FAILED, JobState.CANCELLED)}
    return render(request, "jobs/job.html", {**context, "title": _title(found)})


@require_GET
@login_required
def progress(request: Request, job: UUID) -> HttpResponse:
    """The progress alone, asked every two seconds while the work runs."""
    return render(request, "jobs/progress.html", {"progress": shown(_own(request, job))})


@require_POST
@login_required
def cancel(request: Request, job: UUID) -> HttpResponse:
    """Stop a job after its present step."""
    actions.cancel(JobId(_own(request, job).ref), access=access_of(request))
    return redirect("jobs:job", job)


@require_POST
@login_required
def resume(request: Request, job: UUID) -> HttpResponse:
    """Take a stopped job up again."""
    actions.resume(JobId(_own(request, job).ref), access=access_of(request))
    return redirect("jobs:job", job)


def shown(found: Job) -> Progress:
    """A job as the progress component draws it; the rate is measured from when the job was made."""
    seconds = max((timezone.now() - found.created_at).total_seconds(), 0.001)
    rate = found.done / seconds if found.done and found.state == JobState.RUNNING else None
    remaining = timedelta(seconds=(found.total - found.done) / rate) if rate and found.total else None
    return Progress(
        title=_title(found),
        state=ShownState(found.state),
        url=reverse("jobs:progress", args=[found.ref]),
        page_url=reverse("jobs:job", args=[found.ref]),
        done=found.done,
        total=found.total or None,
        rate=rate,
        remaining=remaining,
        message=_("It stopped for this reason: %(code)s.") % {"code": found.code} if found.code else "",
        cancel_url="" if found.state in OVER else reverse("jobs:cancel", args=[found.ref]),
        result_url=_results[found.name](found) if found.name in _results else "",
    )


def _state(found: Job) -> Tag:
    return Tag(text=JobState(found.state).label, tone=TONES[JobState(found.state)])


def _share(found: Job) -> str | int:
    if not found.total:
        return found.done
    return _("%(done)s of %(total)s") % {"done": number(found.done), "total": number(found.total)}


def _title(found: Job) -> str:
    return str(_titles.get(found.name, gettext_lazy("Work of the node")))


def _own(request: Request, job: UUID) -> Job:
    found = Job.objects.filter(ref=job, started_by=request.user).first()
    if found is None:
        raise NotFound
    return found
