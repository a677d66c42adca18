"""Pages about the file itself: its team and level, its closing, its erasure."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amana.contexts.persons import queries, shown
from amana.contexts.persons.identity.continued import numbers_continuing_in
from amana.contexts.persons.keeping import actions
from amana.contexts.persons.keeping.forms import CloseForm, ErasureForm, JoinForm, LevelForm, ReopenForm
from amana.contexts.persons.keeping.queries import ErasureLine, colleagues, waiting_erasure
from amana.contexts.persons.keeping.queries import erasures as found_erasures
from amana.contexts.persons.terms import CloseReason, ErasureGround
from amana.kernel.access.decide import decide
from amana.kernel.errors import NotFound
from amana.kernel.files.models import Level, TeamRole
from amana.kernel.ids import FileId, PersonId, UserId
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Code, Column, Confirmation, Row, Table, Tag, Text, Tone


@require_http_methods(["GET", "POST"])
def team(request: Request, person: UUID) -> HttpResponse:
    """Who works on the file and who may open it. Three small forms; the button says which one was sent."""
    access, who = access_of(request), PersonId(person)
    view = queries.person_file(who, access=access)
    sent = request.POST.get("do", "")
    join = JoinForm(request.POST if sent == "join" else None, colleagues=colleagues(view))
    level = LevelForm(request.POST if sent == "level" else None, initial={"level": view.level, "version": view.version})
    if sent == "leave":
        actions.leave_team(who, UserId(UUID(request.POST.get("user", ""))), access=access)
    elif sent == "join" and join.is_valid():
        actions.join_team(who, UserId(UUID(join.cleaned_data["user"])), role=TeamRole(join.cleaned_data["role"]), access=access)
    elif sent == "level" and level.is_valid():
        said = level.cleaned_data
        actions.set_level(who, Level(said["level"]), said["because"], version=said["version"], access=access)
    else:
        context = {"view": view, "called": shown.called(view), "join": join, "level": level, "form": level if sent == "level" else join}
        return render(request, "persons/team.html", context, status=422 if sent else 200)
    messages.success(request, _("Changed."))
    return redirect("persons:team", person=person)


@require_http_methods(["GET", "POST"])
def close(request: Request, person: UUID) -> HttpResponse:
    """End work on a file."""
    access, who = access_of(request), PersonId(person)
    view = queries.person_file(who, access=access)
    form = CloseForm(request.POST or None, initial={"version": view.version})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.close(
            who, CloseReason(said["reason"]), keep_until=said["keep_until"], note=said["note"], version=said["version"], access=access
        )
        messages.success(request, _("The file is closed. It can be opened again."))
        return redirect("persons:file", person=person)
    context = {"view": view, "called": shown.called(view), "form": form, "title": _("Close the file"), "button": _("Close the file")}
    return render(request, "persons/keep.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def reopen(request: Request, person: UUID) -> HttpResponse:
    """Take work on a closed file up again."""
    access, who = access_of(request), PersonId(person)
    view = queries.person_file(who, access=access)
    form = ReopenForm(request.POST or None, initial={"version": view.version})
    if request.method == "POST" and form.is_valid():
        actions.reopen(who, form.cleaned_data["because"], version=form.cleaned_data["version"], access=access)
        messages.success(request, _("The file is open again."))
        return redirect("persons:file", person=person)
    context = {"view": view, "called": shown.called(view), "form": form, "title": _("Open the file again"), "button": _("Open again")}
    return render(request, "persons/keep.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def erase(request: Request, person: UUID) -> HttpResponse:
    """Propose an erasure, or confirm or take back one that somebody proposed.

    The page shows the file's number and nothing of its content, for the data protection officer, who may confirm, may not read it.
    """
    access, who = access_of(request), PersonId(person)
    file = queries.find(who).file
    proposing, erasing = _may(request, who, "persons.propose_erasure"), _may(request, who, "persons.erase")
    if not (proposing or erasing):
        raise NotFound
    waiting = waiting_erasure(FileId(file.ref))
    form = None if waiting else ErasureForm(request.POST or None, initial={"version": file.version})
    if request.method == "POST":
        if form is not None and form.is_valid():
            said = form.cleaned_data
            actions.propose_erasure(who, ErasureGround(said["ground"]), version=said["version"], access=access)
            messages.success(request, _("The erasure is proposed. Somebody else has to confirm it."))
            return redirect("persons:erase", person=person)
        if waiting is not None and "take_back" in request.POST:
            actions.take_back_erasure(who, access=access)
            messages.success(request, _("The proposal is taken back. Nothing was erased."))
            return redirect("persons:file", person=person)
        if waiting is not None and request.POST.get("confirm") == "yes":
            actions.erase(who, access=access)
            messages.success(request, _("File %(number)s is erased.") % {"number": file.number})
            return redirect("home")
    context = {
        "person": who,
        "form": form,
        "waiting": waiting,
        "may_confirm": erasing,
        "may_take_back": proposing,
        "ground": ErasureGround(waiting.ground).label if waiting else "",
        "confirmation": _confirmation(who, [file.number, *numbers_continuing_in(file.pk)], proposed=waiting is not None),
    }
    return render(request, "persons/erase.html", context, status=422 if form is not None and form.errors else 200)


def _may(request: Request, person: PersonId, act: str) -> bool:
    """Whether this access may do it now: proposing is not confirming, and one's own proposal is confirmed by somebody else."""
    circumstances = actions.who_proposed(person, access=access_of(request)) if act == "persons.erase" else {}
    return decide(access_of(request), act, queries.resource(person), circumstances).allowed


def _confirmation(person: PersonId, numbers: list[str], *, proposed: bool) -> Confirmation:
    """What is lost: the file first, then those that continue in it and go with it."""
    lost: list[Text] = [
        *(Code(text=number) for number in numbers),
        _("All that was recorded about this person, by every part of this system"),
        _("The key of the file, so that no backup can be read either"),
    ]
    return Confirmation(
        title=_("Erase file %(number)s") % {"number": numbers[0]},
        action=_("Erase for good") if proposed else _("Propose the erasure"),
        cancel_url=reverse("persons:file", kwargs={"person": person}),
        leaves=lost,
        consequences=[
            _("What stays is the file number, the dates, the ground, and a signed proof that the key was destroyed."),
            _("It takes two people: one proposes, another confirms."),
        ],
        irreversible=proposed,
    )


@require_GET
def erasures(request: Request) -> HttpResponse:
    """Which files were destroyed, and which wait for a second person."""
    lines = found_erasures(access=access_of(request))
    table = Table(
        caption=_("Erasures, newest first"),
        columns=[
            Column(heading=heading)
            for heading in (_("File"), _("Ground"), _("Proposed by"), _("Proposed at"), _("Confirmed by"), _("Key destroyed"), _("State"))
        ],
        rows=[_erasure_row(line) for line in lines],
        empty=_("No file was ever erased here, and none is proposed to be."),
    )
    return render(request, "persons/erasures.html", {"table": table})


def _erasure_row(line: ErasureLine) -> Row:
    if line.confirmed_at is None:
        state, url = Tag(text=_("Waits for a second person"), tone=Tone.DUE), reverse("persons:erase", kwargs={"person": line.person})
    elif line.key_destroyed_at is None:
        state, url = Tag(text=_("The key is still to be destroyed"), tone=Tone.OVERDUE), ""
    elif line.proved:
        state, url = Tag(text=_("Erased, and proved"), tone=Tone.DONE), ""
    else:
        state, url = Tag(text=_("The proof does not fit what is recorded"), tone=Tone.OVERDUE), ""
    ground = ErasureGround(line.ground).label
    by = line.confirmed_by or (_("The node itself") if line.confirmed_at else "")
    cells = [Code(text=line.number), ground, line.proposed_by or _("The node itself"), line.proposed_at, by, line.key_destroyed_at, state]
    return Row(cells=cells, url=url)
