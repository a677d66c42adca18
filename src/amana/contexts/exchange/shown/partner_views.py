"""Pages of partners: how things stand with other nodes, and carriage by file."""

from hashlib import sha256
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from amana.contexts.exchange import storage
from amana.contexts.exchange.carriage import files
from amana.contexts.exchange.carriage.bundle import MEDIA_TYPE
from amana.contexts.exchange.shown import actions, carrying, reads, tables
from amana.contexts.exchange.shown.codes import explained, trouble_of
from amana.contexts.exchange.shown.forms import BringIn
from amana.contexts.exchange.shown.partners import Partners
from amana.contexts.exchange.shown.values import PartnerLine, Reach
from amana.contexts.exchange.shown.watching import shown_watch
from amana.contexts.exchange.shown.words import reach_tag
from amana.kernel.errors import NotFound
from amana.kernel.requests import Request, access_of
from amana.kernel.uploads import NotTaken, not_taken, takes_large_files

_CARRIED_TO = frozenset({Reach.HEARD, Reach.SILENT, Reach.NEVER})
_NOT_TAKEN = {
    NotTaken.TOO_LARGE: gettext_lazy(
        "The file is larger than 200 MB. Your administrator brings it in with “amana exchange import”. Nothing of it was taken in."
    ),
    NotTaken.NO_ROOM: gettext_lazy(
        "There is not enough room on the disk of this node. Nothing of it was taken in: tell your administrator."
    ),
    NotTaken.BUSY: gettext_lazy("Other large files are coming in at this moment. Nothing of it was taken in: try again in a few minutes."),
}


@require_GET
@login_required
def partners(request: Request) -> HttpResponse:
    """How things stand with other nodes, and how long the directory holds."""
    found = reads.partners(access=access_of(request))
    context = {"directory": found.directory, "table": tables.nodes(found), "desks": tables.own_desks(found.directory)}
    return render(request, "exchange/partners.html", {**context, **_directory(found)})


@require_GET
@login_required
def partner(request: Request, node: str) -> HttpResponse:
    """How things stand with one other node, and what can be done about it."""
    found = reads.partners(access=access_of(request))
    line = _line(found, node)
    context = {
        "line": line,
        "reach": reach_tag(line.reach),
        "carriage": tables.carriage_words(line.carriage),
        "waits": tables.waiting_words(line),
        "why": explained(line.code) if line.code else None,
        "watch": shown_watch(line.node) if line.reach is not Reach.HERE else None,
        "waiting_url": f"{reverse('exchange:waiting')}?partner={line.node}",
        "reads": request.may("exchange.list_waiting") and line.waiting.number,
        "calls": request.may("exchange.call"),
        "carries": request.may("exchange.export_file") and line.reach in _CARRIED_TO and (line.waiting.number or line.receipts.number),
    }
    return render(request, "exchange/partner.html", {**context, **_directory(found)})


@require_POST
@login_required
def call(request: Request, node: str) -> HttpResponse:
    """Try all that waits for a node again now."""
    access = access_of(request)
    _line(reads.partners(access=access), node)
    actions.call(node, access=access)
    messages.success(request, _("All that waits for this node is tried again now. Look again in a moment."))
    return redirect("exchange:partner", node)


@require_GET
@login_required
def carry(request: Request) -> HttpResponse:
    """Carriage by file: what waits for whom, and bringing in what was carried here."""
    return _carry(request, BringIn())


@require_POST
@login_required
def export(request: Request, node: str) -> HttpResponseBase:
    """All that waits for a node as one file. It counts as handed over until a receipt comes, and goes into the next file too."""
    access = access_of(request)
    line = _line(reads.partners(access=access), node)
    if line.reach not in _CARRIED_TO:
        raise NotFound
    actions.allow_export(line.node, access=access)
    file = storage.folder() / f"{uuid4()}.amana"
    try:
        files.export(line.node, file)
        opened = file.open("rb")
    finally:
        file.unlink(missing_ok=True)  # what is open lives on until it has been sent
    return FileResponse(opened, as_attachment=True, filename=f"{line.node}-{timezone.now():%Y%m%d-%H%M}.amana", content_type=MEDIA_TYPE)


@takes_large_files
@require_POST
@login_required
def bring_in(request: Request) -> HttpResponse:
    """Take in a file that was carried here, and say what became of each thing in it."""
    access = access_of(request)
    form = BringIn(request.POST, request.FILES)
    if why := not_taken(request):
        form.errors["file"] = form.error_class([str(_NOT_TAKEN[why])])
    if not form.is_valid():
        return _carry(request, form, status=422)
    file, digest = form.cleaned_data["file"], sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    actions.allow_import(digest.hexdigest(), file.size, access=access)
    file.seek(0)
    outcome = carrying.bring_in(file.read)
    return render(request, "exchange/brought.html", {"outcome": outcome, "table": tables.brought(outcome.brought)})


def _carry(request: Request, form: BringIn, *, status: int = 200) -> HttpResponse:
    found = reads.partners(access=access_of(request))
    waiting = [line for line in found.lines if line.reach in _CARRIED_TO and (line.waiting.number or line.receipts.number)]
    context = {
        "form": form,
        "lines": [(line, tables.waiting_words(line), tables.carriage_words(line.carriage)) for line in waiting],
        "exports": request.may("exchange.export_file"),
        "imports": request.may("exchange.import_file"),
    }
    return render(request, "exchange/carry.html", {**context, **_directory(found)}, status=status)


def _directory(found: Partners) -> dict[str, object]:
    return {**trouble_of(found.directory.code), "age": tables.age_tag(found.directory.age)}


def _line(found: Partners, node: str) -> PartnerLine:
    line = next((line for line in found.lines if line.node == node), None)
    if line is None:
        raise NotFound
    return line
