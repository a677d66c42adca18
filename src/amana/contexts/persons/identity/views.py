"""Pages of who is who: the queue, two files side by side, and what is decided there."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amana.contexts.persons.identity import actions, joining, queries, rules, shown
from amana.contexts.persons.identity import dossier as papers
from amana.contexts.persons.identity.errors import ContraryUnanswered, KeptApart, NotOnNamesAlone, SayWhy
from amana.contexts.persons.identity.forms import (
    BecauseForm,
    ConfirmForm,
    DossierForm,
    JoinForm,
    JudgeForm,
    ProposeForm,
    QueueForm,
    ToldForm,
)
from amana.contexts.persons.identity.terms import LinkState, StepKind
from amana.contexts.persons.identity.values import Line, PairView
from amana.contexts.persons.models import Person
from amana.contexts.persons.queries import person_file
from amana.contexts.persons.shown import called
from amana.kernel.access.decide import decide
from amana.kernel.access.values import Access
from amana.kernel.ids import PersonId
from amana.kernel.locale.formats import number
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Code, Column, Confirmation, Moment, Row, Table, Tag, Tone

STATE_TONES = {
    LinkState.WAITING: Tone.DUE,
    LinkState.SECOND: Tone.DUE,
    LinkState.DISAGREED: Tone.OVERDUE,
    LinkState.SAME: Tone.DONE,
    LinkState.DIFFERENT: Tone.DONE,
    LinkState.CANNOT_TELL: Tone.UNKNOWN,
}


@require_GET
@login_required
def queue(request: Request) -> HttpResponse:
    """Pairs that may be one person, strongest first, those that wait unless another state is asked for."""
    access = access_of(request)
    form = QueueForm(request.GET, organisations=queries.organisations(access=access))
    asked = form.asked()
    page = queries.queue(asked, after=request.GET.get("after", ""), access=access)
    kept = {name: value for name, value in request.GET.items() if name in form.fields and value}
    table = Table(
        caption=_("Newest first") if asked.newest else _("Strongest first"),
        columns=[
            Column(heading=_("One file")), Column(heading=_("Other file")), Column(heading=_("Service")), Column(heading=_("State")),
            Column(heading=_("Since")),
        ],
        rows=[_row(line) for line in page.lines],
        empty=_("No pair waits here. The node compares every file that is opened or changed, and pairs that may be one person stand here."),
        count=_counted(page.count),
        next_url=f"{reverse('persons:identity')}?{urlencode({**kept, 'after': page.next})}" if page.next else "",
    )  # fmt: skip
    context = {
        "table": table,
        "form": form,
        "counts": queries.counts(access=access),
        "notices": queries.notices(access=access),
        "may_propose": request.may("persons.identity_propose"),
    }
    return render(request, "persons/identity/queue.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def propose(request: Request) -> HttpResponse:
    """Propose a pair by the numbers of two files."""
    access = access_of(request)
    form = ProposeForm(request.POST or None, initial={"one": request.GET.get("one", "")})
    if request.method == "POST" and form.is_valid():
        found = {name: _by_number(form.cleaned_data[name]) for name in ("one", "other")}
        for name, person in found.items():
            if person is None:
                form.add_error(name, _("There is no such file, or it is not yours to see."))
        one, other = found["one"], found["other"]
        if one is not None and other is not None:
            return redirect("persons:identity_pair", actions.propose(one, other, access=access))
    return render(request, "persons/identity/propose.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def pair(request: Request, proposal: UUID) -> HttpResponse:
    """Two files side by side. The button says which of the forms below was sent."""
    access = access_of(request)
    view = queries.pair(proposal, access=access)
    sent = request.POST.get("do", "")
    judge = JudgeForm(request.POST if sent == "judge" else None, view=view, against=shown.against(view), auto_id="judge_%s")
    seen = {"seen": actions.token(view)}
    confirm = ConfirmForm(request.POST if sent == "confirm" else None, initial=seen, auto_id="confirm_%s")
    undo = BecauseForm(request.POST if sent == "undo" else None, initial=seen, auto_id="undo_%s")
    told = ToldForm(request.POST if sent == "told" else None, auto_id="told_%s")
    forms = {"judge": judge, "confirm": confirm, "undo": undo, "told": told}
    form = forms.get(sent)
    state = None
    if form is not None and form.is_valid():
        try:
            state = _done(proposal, form, view, access)
        except (ContraryUnanswered, KeptApart, NotOnNamesAlone, SayWhy) as wrong:
            form.add_error(None, f"{wrong.message()} {wrong.advice()}")
    if state is None:
        context = {**_page(request, view), **forms, "form": form}
        return render(request, "persons/identity/pair.html", context, status=422 if sent else 200)
    messages.success(request, _("Written down: %(state)s.") % {"state": state.label})
    return redirect("persons:identity_pair", proposal)


def _done(proposal: UUID, form: Form, view: PairView, access: Access) -> LinkState:
    """Do what a valid form says; gives the state that follows."""
    said = form.cleaned_data
    match form:
        case JudgeForm():
            return actions.judge(proposal, form.judgement(), access=access)
        case ConfirmForm():
            return actions.confirm(proposal, agrees=said["agrees"] == "yes", reason=said["reason"], seen=said["seen"], access=access)
        case BecauseForm():
            actions.undo(proposal, said["because"], seen=said["seen"], access=access)
            return LinkState.WAITING
        case _:
            actions.told(proposal, said["recipient"], access=access)
            return view.state


@require_http_methods(["GET", "POST"])
@login_required
def join(request: Request, proposal: UUID) -> HttpResponse:
    """Join two files held to be one person's: which one is kept, and what of both a reader is shown first."""
    access = access_of(request)
    view = queries.pair(proposal, access=access)
    one, other = (person_file(side.person, access=access) for side in (view.one, view.other))
    conflicts = joining.conflicts(one.recorded, other.recorded)
    form = JoinForm(request.POST or None, view=view, conflicts=conflicts, versions=(one.version, other.version))
    if request.method == "POST" and form.is_valid():
        kept = PersonId(UUID(form.cleaned_data["kept"]))
        joining.join(proposal, kept, shown_first=form.shown_first(), seen=form.seen(), access=access)
        messages.success(request, _("The two files are joined. Nothing was deleted, and they can be taken apart again."))
        return redirect("persons:file", kept)
    confirmation = Confirmation(
        title=_("Join two files"),
        action=_("Join them"),
        cancel_url=reverse("persons:identity_pair", args=[proposal]),
        consequences=[
            _("Both files stay. The one that is not kept is closed and says where it continues."),
            _("What stands in it is copied into the kept file, each copy with the number of the file it came from."),
            _("Cases, screenings, consents and identification follow into the kept file, and come back if the two are taken apart."),
            _("The person is found under all their names, in the kept file."),
        ],
    )
    context = {"view": view, "form": form, "confirmation": confirmation, "sides": [shown.side(view.one), shown.side(view.other)]}
    return render(request, "persons/identity/join.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def take_apart(request: Request, proposal: UUID) -> HttpResponse:
    """Make two files of joined ones again, without undoing the decision."""
    access = access_of(request)
    view = queries.pair(proposal, access=access)
    form = BecauseForm(request.POST or None, initial={"seen": actions.token(view)})
    if request.method == "POST" and form.is_valid():
        joining.take_apart(proposal, form.cleaned_data["because"], access=access)
        messages.success(request, _("The two files are apart again, each as it was."))
        return redirect("persons:identity_pair", proposal)
    return render(request, "persons/identity/take_apart.html", {"view": view, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def dossier(request: Request, proposal: UUID) -> HttpResponse:
    """Make the dossier for a recipient."""
    access = access_of(request)
    view = queries.pair(proposal, access=access)
    form = DossierForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        paper = papers.dossier(proposal, form.handed(), language=form.cleaned_data["language"], access=access)
        answer = HttpResponse(paper.content, content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{paper.name}"'
        return answer
    return render(request, "persons/identity/dossier.html", {"view": view, "form": form}, status=422 if form.errors else 200)


@require_POST
@login_required
def acknowledge(request: Request, step: UUID) -> HttpResponse:
    """Put a notice away."""
    actions.acknowledge(step, access=access_of(request))
    return redirect("persons:identity")


def _page(request: Request, view: PairView) -> dict[str, object]:
    access = access_of(request)
    file = queries.first_file(view.ref)
    first = view.first
    own = first is not None and first.user == access.user
    return {
        "view": view,
        "state": Tag(text=view.state.label, tone=STATE_TONES[view.state]),
        "sides": [shown.side(view.one), shown.side(view.other)],
        "persons": [view.one.person, view.other.person],
        "units": _table(view, shown.units(view.assessment), _("Names, part by part")),
        "compared": _table(view, shown.compared(view), _("What else is known")),
        "waterfall": shown.waterfall(view.assessment, whole=view.judged),
        "width": shown.WIDTH,
        "height": shown.HEIGHT,
        "namesakes": shown.namesakes(view.assessment),
        "limits": shown.limits(view.assessment),
        "settles": shown.would_settle(view.settles),
        "probability": shown.probability(view.assessment) if view.judged else "",
        "band": shown.BANDS.get(view.assessment.band, _("Not proposed")),
        "first": first,
        "answers": _answers(view),
        "moments": moments(view),
        "enough": rules.more_than_names(view.assessment),
        "may_judge": view.state in rules.JUDGED_IN and decide(access, "persons.identity_judge", file).allowed,
        "may_confirm": view.state is LinkState.SECOND and not own and decide(access, "persons.identity_confirm", file).allowed,
        "own_waits": view.state is LinkState.SECOND and own,
        "may_undo": view.state in rules.UNDONE_IN and decide(access, "persons.identity_undo", file).allowed,
        "may_join": view.state is LinkState.SAME and not (view.joined or view.across) and view.one.open and view.other.open,
        "join_alone": joining.decided_by_another(view.ref, access) is None,
        "decided": bool(view.steps),
        "to_tell": to_tell(view),
    }


def _table(view: PairView, lines: list[shown.Compared], caption: str) -> Table:
    return shown.side_by_side(lines, caption=caption, one=view.one.number, other=view.other.number)


def moments(view: PairView) -> list[Moment]:
    """Everything that happened to a pair, newest first."""
    steps = [
        Moment(
            on=step.at,
            title=step.kind.label if step.opinion is None else step.opinion.label,
            text=step.reason or step.recipient,
            tag=Tag(text=_("Leads to a decision against the person"), tone=Tone.DUE) if step.coercive else None,
            by=step.by or _("The node itself"),
        )
        for step in view.steps
    ]
    began = Moment(on=view.made_at, title=_("Proposed"), text=str(view.made.label), by=view.made_by or _("The node itself"))
    return [*reversed(steps), began]


def to_tell(view: PairView) -> list[str]:
    """Who received a dossier on the strength of a decision that was undone, and has not been told yet."""
    given: list[str] = []
    waiting: list[str] = []
    for step in view.steps:
        if step.kind is StepKind.DOSSIER:
            given.append(step.recipient)
        elif step.kind in (StepKind.UNDONE, StepKind.CHANGED):
            waiting += given
            given = []
        elif step.kind is StepKind.TOLD:
            waiting = waiting[1:]
    return list(dict.fromkeys(waiting))


def _answers(view: PairView) -> list[tuple[str, str]]:
    """Each piece of evidence against with what was answered to it, for the second person; "" where nothing was."""
    if view.first is None:
        return []
    return [(sentence, view.first.answers.get(key, "")) for key, sentence in shown.against(view).items()]


def _row(line: Line) -> Row:
    services = line.organisations[0] if len(set(line.organisations)) == 1 else " · ".join(line.organisations)
    return Row(
        cells=[
            shown.texts([called(line.one), Code(text=line.one.number)]), shown.texts([called(line.other), Code(text=line.other.number)]),
            services, Tag(text=line.state.label, tone=STATE_TONES[line.state]), line.made_at,
        ],
        url=reverse("persons:identity_pair", args=[line.ref]),
    )  # fmt: skip


def _counted(count: int) -> str:
    if count > queries.MOST_COUNTED:
        return _("More than %(count)s") % {"count": number(queries.MOST_COUNTED)}
    return number(count)


def _by_number(text: str) -> PersonId | None:
    ref = Person.objects.filter(file__number=text.strip().upper()).values_list("ref", flat=True).first()
    return PersonId(ref) if ref else None
