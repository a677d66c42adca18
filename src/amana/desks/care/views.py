"""Pages of the care desk."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amana.contexts.cases import facade as cases
from amana.contexts.persons import facade as persons
from amana.contexts.persons import panels as person_panels
from amana.contexts.persons.shown import birth_text, called, day_of
from amana.desks.care.day import groups
from amana.kernel.access.lists import may
from amana.kernel.access.pages import offers_for
from amana.kernel.files.models import State
from amana.kernel.ids import PersonId
from amana.kernel.locale.formats import format_day
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Bar, Bars, Code, Column, Row, Tab, Table, Tag, Tone

MOST_MOMENTS = 60  # of the timeline on one page; the rest stands in the case and in the statements


@require_GET
@login_required
def today(request: Request) -> HttpResponse:
    """What is due, what waits, and what is new. Whoever supervises sees what is due for everybody."""
    access = access_of(request)
    everybody = may(access, "cases.list_load")
    found = cases.today(on=request.today, everybody=everybody, access=access)
    corrected = persons.identity_notices(access=access) if may(access, "persons.identity_notices") else ()
    return render(request, "care/today.html", {"groups": groups(found, corrected, on=request.today), "everybody": everybody})


@require_GET
@login_required
def mine(request: Request) -> HttpResponse:
    """One's own files, newest place first, some at a time."""
    access = access_of(request)
    before = request.GET.get("before", "")
    found = cases.my_files(before=int(before) if before.isdecimal() else None, access=access)
    table = Table(
        caption=_("Files on whose team you work"),
        columns=[
            Column(heading=_("Person")), Column(heading=_("File")), Column(heading=_("Born")), Column(heading=_("Your part")),
            Column(heading=_("Opened on")), Column(heading=_("Case")), Column(heading=_("Next due")),
        ],
        rows=[_my_row(one, request) for one in found],
        empty=_("You are on no team yet. Register a person, or ask to join the team of a file."),
        next_url=f"{reverse('care:mine')}?before={found[-1].place}" if len(found) == cases.PAGE else "",
    )  # fmt: skip
    return render(request, "care/mine.html", {"table": table})


@require_GET
@login_required
def file(request: Request, person: UUID) -> HttpResponse:
    """One person on one page: who they are, the case, screening, identification, consent, and everything by day."""
    access = access_of(request)
    view = persons.person_file(PersonId(person), access=access)
    dossier = cases.dossier(PersonId(person), access=access)
    found = cases.panels(dossier, on=request.today)
    moments = sorted([*person_panels.moments_of(view), *found.moments], key=lambda moment: day_of(moment.on), reverse=True)
    context = {
        "view": view,
        "called": called(view),
        "child": person_panels.is_child_tag(view, on=request.today),
        "tags": person_panels.state_tags(view),
        "person": person_panels.panel_of(view, access),
        "panels": found.others,
        "groups": found.groups,
        "case": found.case,
        "earlier": found.earlier,
        "due": [card for group in found.groups for card in group.cards if card.can_settle and card.recorded.due_on],
        "may": dossier.may,
        "open": found.case is not None and found.case.closed_on is None,
        "reads_cases": dossier.cases is not None,
        "first_contact": _identifying(view, request) if dossier.cases is not None else _first_contact(view, request),
        "offers": [] if dossier.cases is not None else offers_for("cases.open", access, request.user),
        "next": request.get_full_path(),
        "can_open": "open_case" in dossier.may and view.state == State.OPEN and (found.case is None or found.case.closed_on is not None),
        "status": dossier.identification.status.label if dossier.identification else "",
        "moments": moments[:MOST_MOMENTS],
        "more": len(moments) > MOST_MOMENTS,
        "safe_contact": person_panels.contact_facts(view),
        "tabs": [
            *([Tab(id="part-case", label=_("Case"))] if dossier.cases is not None else []),
            Tab(id="part-person", label=_("The person")),
            Tab(id="part-decisions", label=_("Screening, identification, consent")),
            Tab(id="part-timeline", label=_("Timeline"), count=len(moments)),
        ],
    }
    return render(request, "care/file.html", context)


@require_GET
@login_required
def decisions(request: Request) -> HttpResponse:
    """Decisions of the competent authority that do not take effect yet, with what each lacks."""
    table = Table(
        caption=_("The one that waits longest first"),
        columns=[
            Column(heading=_("Person")), Column(heading=_("File")), Column(heading=_("Decision")), Column(heading=_("Decided on")),
            Column(heading=_("By whom")), Column(heading=_("What it lacks")),
        ],
        rows=[_decision_row(one) for one in cases.decisions(access=access_of(request))],
        empty=_("Every decision has taken effect. One that is less favourable to a person stands here until nothing is missing."),
    )  # fmt: skip
    return render(request, "care/decisions.html", {"table": table})


@require_GET
@login_required
def load(request: Request) -> HttpResponse:
    """How the work is shared out: files and late work for each worker."""
    found = cases.load(on=request.today, access=access_of(request))
    chart = Bars(
        title=_("Open files for each worker"),
        unit=_("files"),
        bars=[Bar(label=one.worker or _("Nobody"), value=one.files) for one in found],
        source=_("The teams of the files of your organisation"),
        on=request.today,
    )
    table = Table(
        caption=_("Who carries what"),
        columns=[
            Column(heading=_("Worker")), Column(heading=_("Files they lead"), number=True), Column(heading=_("To be done"), number=True),
            Column(heading=_("Overdue"), number=True), Column(heading=_("State")),
        ],
        rows=[
            Row(
                cells=[
                    one.worker or _("Nobody"), one.files, one.waiting, one.overdue,
                    Tag(text=_("Late"), tone=Tone.OVERDUE) if one.overdue else Tag(text=_("Nothing late"), tone=Tone.DONE),
                ]
            )
            for one in found
        ],
        empty=_("Nobody leads on a file yet."),
    )  # fmt: skip
    return render(request, "care/load.html", {"chart": chart, "table": table, "found": found})


def _decision_row(one: cases.WaitingDecision) -> Row:
    return Row(
        cells=[
            called(one.who),
            Code(text=one.who.number),
            f"{one.step.label}: {one.outcome.label}",
            one.decided_on,
            _("You; somebody else confirms it") if one.another_confirms else one.decided_by,
            " ".join(str(lack.label) for lack in one.lacks),
        ],
        url=reverse("cases:identification", args=[one.who.person]),
    )


def _first_contact(view: persons.PersonFileView, request: Request) -> list[tuple[str, str]]:
    """What is done when somebody comes for the first time, in the order in which it is mostly done."""
    if view.state != State.OPEN:
        return []
    steps = (
        ("cases.screen_start", _("Screening"), reverse("cases:screenings", args=[view.person])),
        ("cases.record_consent", _("Record consent"), reverse("cases:consent_record", args=[view.person])),
        ("persons.set_safe_contact", _("Safe contact"), reverse("persons:safe_contact", args=[view.person])),
    )
    return [(label, url) for act, label, url in steps if request.may(act)]


def _identifying(view: persons.PersonFileView, request: Request) -> list[tuple[str, str]]:
    """Where those who decide go from the page of a person."""
    if view.state != State.OPEN or not request.may("cases.identify_decide"):
        return []
    return [(_("Open the identification"), reverse("cases:identification", args=[view.person]))]


def _my_row(one: cases.MyFile, request: Request) -> Row:
    births = ", ".join(birth_text(birth) for birth in one.who.births[:1])
    if one.due_on is not None and one.due_on < request.today:
        due: object = Tag(text=_("Overdue since %(day)s") % {"day": format_day(one.due_on)}, tone=Tone.OVERDUE)
    else:
        due = one.due_on
    cells = [
        called(one.who), Code(text=one.who.number), births, _("Lead") if one.lead else _("Member"), one.opened_on,
        _("Open") if one.cased else None, due,
    ]  # fmt: skip
    return Row(cells=cells, url=reverse("care:file", args=[one.who.person]))
