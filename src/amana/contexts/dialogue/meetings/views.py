"""Pages of the meetings."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amana.contexts.dialogue.errors import CorrectedMeanwhile
from amana.contexts.dialogue.fields import said_of
from amana.contexts.dialogue.meetings import actions, queries
from amana.contexts.dialogue.meetings.forms import CorrectLineForm, CorrectMeetingForm, LineForm, MeetingForm, begins_with
from amana.contexts.dialogue.meetings.values import MeetingView
from amana.contexts.dialogue.terms import LineId, LineKind, MeetingId
from amana.kernel.access.decide import decide
from amana.kernel.errors import NotFound
from amana.kernel.locale.formats import number
from amana.kernel.locale.names import country_name
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Column, Row, Table, Tag, Tone
from amana.kernel.ui.templatetags.ui import put


@require_safe
def meetings(request: Request) -> HttpResponse:
    """Every meeting, the latest first."""
    found = queries.meetings(access=access_of(request))
    columns = [
        Column(heading=_("Meeting")),
        Column(heading=_("Kind")),
        Column(heading=_("Where")),
        Column(heading=_("When")),
        Column(heading=_("In the chair")),
    ]
    rows = [
        Row(
            cells=(view.title, view.details.kind.label, where(view), when(view), chair(view)),
            url=reverse("dialogue:meeting", args=[view.ref]),
        )
        for view in found
    ]
    caption = ngettext("%(count)s meeting", "%(count)s meetings", len(found)) % {"count": number(len(found))}
    table = Table(caption=caption, columns=columns, rows=rows, empty=_("No meeting is recorded."))
    return render(request, "dialogue/meetings/list.html", {"table": table, "may_record": request.may("dialogue.record_meeting")})


@require_safe
def meeting(request: Request, meeting: UUID) -> HttpResponse:
    """One meeting: agenda, participants by office, documents, and recommendations that can become commitments."""
    access = access_of(request)
    view = queries.meeting(MeetingId(meeting), access=access)
    may_keep = bool(decide(access, "dialogue.add_line", queries.resource(view.ref)))
    context = {
        "view": view,
        "where": where(view),
        "when": when(view),
        "chair": chair(view),
        "groups": [(kind, _heading(kind), view.of(kind)) for kind in LineKind],
        "may_keep": may_keep,
        "may_commit": request.may("dialogue.record_commitment"),
    }
    return render(request, "dialogue/meetings/meeting.html", context)


@require_http_methods(["GET", "POST"])
def record(request: Request) -> HttpResponse:
    """Enter a meeting."""
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.record_meeting(form.details(), access=access_of(request))
        return redirect("dialogue:meeting", made)
    explained = _("People appear by their office only, never by name.")
    return _page(request, form, _("Enter a meeting"), explained, reverse("dialogue:meetings"))


@require_http_methods(["GET", "POST"])
def correct(request: Request, meeting: UUID) -> HttpResponse:
    """Put a meeting's details right."""
    access = access_of(request)
    view = queries.meeting(MeetingId(meeting), access=access)
    form = CorrectMeetingForm(request.POST or None, initial=begins_with(view.details))
    back_url = reverse("dialogue:meeting", args=[view.ref])
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("version", "")
        if seen != str(view.version):
            raise CorrectedMeanwhile
        actions.correct_meeting(view.ref, form.details(), follows=view.version, reason=form.cleaned_data["reason"], access=access)
        return redirect(back_url)
    explained = _("What stands there now stays in the history.")
    return _page(request, form, _("Put the meeting right"), explained, back_url, about=view.title, version=view.version)


@require_POST
def publish(request: Request, meeting: UUID) -> HttpResponse:
    """Let the public read of it, or no longer."""
    public = request.POST.get("public") == "yes"
    actions.publish_meeting(MeetingId(meeting), public=public, access=access_of(request))
    messages.success(request, _("The meeting is public.") if public else _("The meeting is no longer public."))
    return redirect("dialogue:meeting", meeting)


@require_http_methods(["GET", "POST"])
def add_line(request: Request, meeting: UUID, kind: str) -> HttpResponse:
    """Add an agenda item, a participant by office, a document or a recommendation."""
    if kind not in LineKind:
        raise NotFound
    access = access_of(request)
    view = queries.meeting(MeetingId(meeting), access=access)
    wanted = LineKind(kind)
    form = LineForm(request.POST or None, kind=wanted, initial=said_of(view.details.source))
    back_url = reverse("dialogue:meeting", args=[view.ref])
    if request.method == "POST" and form.is_valid():
        actions.add_line(view.ref, form.line(), access=access)
        return redirect(back_url)
    return _page(request, form, _adding(wanted), "", back_url, about=view.title)


@require_http_methods(["GET", "POST"])
def correct_line(request: Request, line: UUID) -> HttpResponse:
    """Put one line right."""
    access = access_of(request)
    row = queries.line(LineId(line))
    said = queries.line_of(row)
    initial = {"number": said.number, "text": said.text, "state": said.state, "reference": said.reference, "url": said.url}
    form = CorrectLineForm(request.POST or None, kind=said.kind, initial={**initial, **said_of(said.source)})
    back_url = reverse("dialogue:meeting", args=[row.meeting.ref])
    if request.method == "POST" and form.is_valid():
        actions.correct_line(LineId(line), form.line(), reason=form.cleaned_data["reason"], access=access)
        return redirect(back_url)
    return _page(request, form, _("Put this line right"), _("What stands there now stays in the history."), back_url, about=said.text)


def where(view: MeetingView) -> str:
    """Place and country, whichever are known."""
    country = country_name(view.details.country) if view.details.country else ""
    return ", ".join(part for part in (view.place, country) if part)


def when(view: MeetingView) -> object:
    """A day, first and last day, or the month or year that is known."""
    ends = put(view.details.ends.shown)
    return format_html("{} – {}", put(view.details.starts.shown), ends) if view.details.starts else ends


def chair(view: MeetingView) -> object:
    """The state in the chair; two where the source does not say which of them."""
    if not view.chairs:
        return Tag(text=_("Not known"), tone=Tone.UNKNOWN)
    return _(" or ").join(country_name(state) for state in view.chairs)


def _heading(kind: LineKind) -> str:
    return {
        LineKind.AGENDA: _("Agenda"),
        LineKind.PARTICIPANT: _("Who took part, by office"),
        LineKind.DOCUMENT: _("Documents"),
        LineKind.RECOMMENDATION: _("Recommendations"),
    }[kind]


def _adding(kind: LineKind) -> str:
    return {
        LineKind.AGENDA: _("Add an agenda item"),
        LineKind.PARTICIPANT: _("Add a participant by office"),
        LineKind.DOCUMENT: _("Add a document"),
        LineKind.RECOMMENDATION: _("Add a recommendation"),
    }[kind]


def _page(request: Request, form: MeetingForm | LineForm, title: str, explained: str, back_url: str, **more: object) -> HttpResponse:
    context = {"form": form, "title": title, "explained": explained, "back_url": back_url, **more}
    return render(request, "dialogue/form.html", context, status=422 if form.is_bound else 200)
