"""Pages of papers: attach one, save one, remove one."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from amana.contexts.cases.papers import actions
from amana.contexts.cases.papers.errors import FileDisagrees, FileEmpty, FileNotTaken, FileTooLarge, NameNotTaken, UploadNotTaken
from amana.contexts.cases.papers.forms import MOST_MEGABYTES, AttachForm
from amana.contexts.cases.papers.keeping import Opened
from amana.contexts.cases.record import queries
from amana.contexts.cases.record.values import AttachmentId
from amana.contexts.cases.record.views import page_of
from amana.kernel.errors import AmanaError, NotFound
from amana.kernel.ids import CaseId
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Confirmation
from amana.kernel.uploads import NotTaken, not_taken, takes_large_files

_BECAUSE: Mapping[NotTaken, str | Promise] = {
    NotTaken.NO_ROOM: gettext_lazy("there is not enough room on the disk of this node."),
    NotTaken.BUSY: gettext_lazy("other large files are coming in at this moment."),
}


@takes_large_files
@require_http_methods(["GET", "POST"])
def attach(request: Request, case: UUID) -> HttpResponse:
    """Keep a paper, picture or recording with the case."""
    access = access_of(request)
    view = queries.case_view(CaseId(case), access=access)
    form = AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and (why := not_taken(request)):
        form = AttachForm(request.POST)
        form.errors["paper"] = form.error_class([_said(_problem(why))])
    elif request.method == "POST" and form.is_valid():
        try:
            paper = form.cleaned_data["paper"]
            actions.attach(view.ref, form.cleaned_data["name"], paper.file, file_name=paper.name, access=access)
            messages.success(request, _("Attached."))
            return redirect(page_of(view.person))
        except NameNotTaken as problem:
            form.add_error("name", _said(problem))
        except (FileNotTaken, FileTooLarge, FileEmpty, FileDisagrees) as problem:
            form.add_error("paper", _said(problem))
    context = {"form": form, "back_url": page_of(view.person)}
    return render(request, "cases/papers/attach.html", context, status=422 if form.errors else 200)


@require_GET
def download(request: Request, case: UUID, attachment: UUID) -> HttpResponseBase:
    """Save a paper. It is never shown inside a page of the node."""
    return saved(actions.download(CaseId(case), AttachmentId(attachment), access=access_of(request)))


@require_http_methods(["GET", "POST"])
def remove(request: Request, case: UUID, attachment: UUID) -> HttpResponse:
    """Remove a paper, after a page that says what is lost."""
    access = access_of(request)
    view = queries.case_view(CaseId(case), access=access)
    back = page_of(view.person)
    line = next((one for one in view.attachments if one.ref == attachment), None)
    if line is None:
        raise NotFound
    if request.method == "POST" and "confirm" in request.POST:
        actions.remove(view.ref, line.ref, access=access)
        messages.success(request, _("Removed."))
        return redirect(back)
    confirmation = Confirmation(
        title=_("Remove a paper"),
        action=_("Remove it"),
        cancel_url=back,
        leaves=[line.name],
        consequences=[
            _("It is deleted here, and nobody can bring it back from this page."),
            _("Backups made before still hold it, sealed, until they are let go of or the whole file is erased."),
            _("What was sent to others before stays with them."),
        ],
        irreversible=True,
    )
    return render(request, "ui/confirm.html", {"confirmation": confirmation})


def saved(paper: Opened) -> StreamingHttpResponse:
    """A paper as a file to be saved, streamed. Whatever a browser makes of its content, nothing of it runs here."""
    kind = "text/plain; charset=utf-8" if paper.media_type == "text/plain" else paper.media_type
    answer = StreamingHttpResponse(paper.chunks(), content_type=kind)
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=paper.name) or "attachment"
    answer.headers["Content-Length"] = str(paper.size)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


def _problem(why: NotTaken) -> AmanaError:
    return FileTooLarge(megabytes=MOST_MEGABYTES) if why is NotTaken.TOO_LARGE else UploadNotTaken(because=_BECAUSE[why])


def _said(problem: AmanaError) -> str:
    return f"{problem.message()} {problem.advice()}"
