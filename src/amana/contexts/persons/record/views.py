"""The file of one person, and the pages on which statements are added, corrected and withdrawn."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from amana.contexts.persons import queries, shown
from amana.contexts.persons.errors import StaleFile
from amana.contexts.persons.identity import queries as identity
from amana.contexts.persons.models import Person
from amana.contexts.persons.panels import contact_facts, is_child_tag, relations, state_tags
from amana.contexts.persons.queries import PersonFileView, Recorded
from amana.contexts.persons.record import actions
from amana.contexts.persons.record.forms import FORMS, StatementForm, form_for
from amana.contexts.persons.terms import FactKind, NoValue, RelationKind, Source
from amana.contexts.persons.values import Relation, SafeContact, Statement
from amana.kernel.access.decide import decide
from amana.kernel.access.values import Access
from amana.kernel.errors import NotFound
from amana.kernel.ids import PersonId
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Column, Row, Table, Tag, Tone

# The keys under which a file's buttons are shown, and the act each needs.
BUTTONS = {
    "add": "persons.add_fact",
    "contact": "persons.set_safe_contact",
    "team": "persons.join_team",
    "close": "persons.close",
    "reopen": "persons.reopen",
    "erase": "persons.propose_erasure",
    "print": "persons.print",
}


class ReasonForm(forms.Form):
    """Why something is taken back, and on which version of the file that is based."""

    because = forms.CharField(label=gettext_lazy("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class RelationForm(forms.Form):
    """What the person is to another: by the other's file number, or by a name if there is no file."""

    kind = forms.ChoiceField(label=gettext_lazy("This person is"), choices=RelationKind.choices)
    number = forms.CharField(
        label=gettext_lazy("File number of the other person"), required=False, max_length=20, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    name = forms.CharField(label=gettext_lazy("Or their name, if they have no file"), required=False, max_length=200)
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=1000)
    source = forms.ChoiceField(label=gettext_lazy("Who says so"), choices=Source.choices)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        number = cleaned.get("number", "").strip().upper()
        if number:
            cleaned["other"] = Person.objects.filter(file__number=number).values_list("ref", flat=True).first()
            if cleaned["other"] is None:
                self.add_error("number", _("There is no such file, or it is not yours to see."))
        elif not cleaned.get("name", "").strip():
            self.add_error("number", _("Give a file number or a name."))
        return cleaned

    def relation(self) -> Relation:
        said = self.cleaned_data
        return Relation(kind=RelationKind(said["kind"]), other=said.get("other"), name=said["name"], note=said["note"])


@require_GET
def file(request: Request, person: UUID) -> HttpResponse:
    """A person's file as one page."""
    access = access_of(request)
    view = queries.person_file(PersonId(person), access=access)
    return render(request, "persons/file.html", page_of(view, access, request))


@require_GET
def printed(request: Request, person: UUID) -> HttpResponse:
    """The same for paper: everything that stands, with its sources, and nothing to press."""
    access = access_of(request)
    view = queries.printed(PersonId(person), access=access)
    return render(request, "persons/print.html", page_of(view, access, request, buttons=False))


@require_GET
def statements(request: Request, person: UUID) -> HttpResponse:
    """Everything ever recorded, withdrawn statements included, with the way to take each back."""
    view = queries.person_file(PersonId(person), access=access_of(request))
    rows = [_row(recorded, view) for recorded in reversed(view.recorded)]
    table = Table(
        caption=_("All that was recorded, newest first"),
        columns=[
            Column(heading=_("About")), Column(heading=_("Statement")), Column(heading=_("Source")), Column(heading=_("Said on")),
            Column(heading=_("Written down")), Column(heading=_("By")), Column(heading=_("Stands")),
        ],
        rows=rows,
        empty=_("Nothing is recorded yet."),
    )  # fmt: skip
    return render(request, "persons/statements.html", {"view": view, "called": shown.called(view), "table": table})


@require_http_methods(["GET", "POST"])
def add(request: Request, person: UUID, kind: str) -> HttpResponse:
    """Add a statement of one kind. It stands beside what is there."""
    access, about = access_of(request), _kind(kind)
    view = queries.person_file(PersonId(person), access=access)
    form = form_for(about, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.statement()
        if said is not None:
            act = actions.add_name if about is FactKind.NAME else actions.add_fact
            act(PersonId(person), said, access=access)
            messages.success(request, _("Recorded."))
            return redirect("persons:file", person=person)
    context = {"view": view, "called": shown.called(view), "form": form, "kind": about, "stand": _stand(view, about)}
    return render(request, "persons/add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct(request: Request, person: UUID, fact: UUID) -> HttpResponse:
    """Put a corrected statement in the place of a wrong one, or withdraw it without another."""
    access = access_of(request)
    view = queries.person_file(PersonId(person), access=access)
    wrong = next((r for r in view.recorded if r.ref == fact), None)
    if wrong is None or not wrong.stands:
        raise NotFound
    about = wrong.statement.kind
    withdrawing = "withdraw" in request.POST or about not in FORMS
    reason = ReasonForm(request.POST or None, initial={"version": view.version})
    form = None if about not in FORMS else form_for(about, None if withdrawing else request.POST or None)
    if request.method == "POST" and reason.is_valid() and (withdrawing or (form is not None and form.is_valid())):
        try:
            _take_back(PersonId(person), fact, reason.cleaned_data, None if withdrawing else form, access)
        except StaleFile:
            attempt = [wrong.statement, *([] if withdrawing or form is None else [form.statement()])]
            return _stale(request, PersonId(person), access, attempt, reason.cleaned_data["because"])
        messages.success(request, _("The statement was withdrawn. It stays readable under all statements."))
        return redirect("persons:file", person=person)
    wrongly = bool(reason.errors or (form is not None and form.errors))
    context = {"view": view, "called": shown.called(view), "wrong": shown.statement(wrong), "kind": about, "form": form, "reason": reason}
    return render(request, "persons/correct.html", context, status=422 if wrongly else 200)


@require_http_methods(["GET", "POST"])
def safe_contact(request: Request, person: UUID) -> HttpResponse:
    """Say how the person can be reached safely; the one before is withdrawn."""
    access = access_of(request)
    view = queries.person_file(PersonId(person), access=access)
    stands = [v for v in view.values(FactKind.SAFE_CONTACT) if not isinstance(v, NoValue)]
    initial = {} if not stands else {name: getattr(stands[-1], name) for name in ("how", "when", "by_whom", "cover_words", "never")}
    form = form_for(FactKind.SAFE_CONTACT, request.POST or None, initial=initial)
    version = _version(request, view)
    if request.method == "POST" and form.is_valid():
        said = form.statement()
        if said is not None and not isinstance(said.value, SafeContact):
            actions.add_fact(PersonId(person), said, version=version, access=access)
            return redirect("persons:file", person=person)
        if said is not None and isinstance(said.value, SafeContact):
            try:
                actions.set_safe_contact(
                    PersonId(person), said.value, source=Source(said.source), stated_on=said.stated_on, note=said.note,
                    version=version, access=access,
                )  # fmt: skip
            except StaleFile:
                return _stale(request, PersonId(person), access, [said], "")
            messages.success(request, _("Safe contact is recorded."))
            return redirect("persons:file", person=person)
    context = {"view": view, "called": shown.called(view), "form": form, "kind": FactKind.SAFE_CONTACT, "stand": contact_facts(view)}
    return render(request, "persons/add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def relate(request: Request, person: UUID) -> HttpResponse:
    """Tie the person to another, or say that they must be kept apart."""
    access = access_of(request)
    view = queries.person_file(PersonId(person), access=access)
    form = RelationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.relate(PersonId(person), form.relation(), source=Source(form.cleaned_data["source"]), access=access)
        messages.success(request, _("Recorded."))
        return redirect("persons:file", person=person)
    context = {"view": view, "called": shown.called(view), "form": form, "kind": FactKind.RELATION, "stand": ()}
    return render(request, "persons/add.html", context, status=422 if form.errors else 200)


def page_of(view: PersonFileView, access: Access, request: Request, *, buttons: bool = True) -> dict[str, object]:
    """What the file page and its print share."""
    resource = queries.resource(view.person)
    allowed = {key: buttons and decide(access, act, resource).allowed for key, act in BUTTONS.items()}
    add_url = reverse("persons:add", kwargs={"person": view.person, "kind": "KIND"}) if allowed["add"] and view.state == "open" else ""
    return {
        "view": view,
        "called": shown.called(view),
        "names": [shown.statement(r) for r in view.standing(FactKind.NAME)],
        "facts": shown.facts(view, add_url=add_url, skip=[FactKind.NAME]),
        "contact": contact_facts(view),
        "relations": relations(view, access),
        "pairs": identity.of_person(view.person, access=access) if buttons else [],
        "child": is_child_tag(view, on=request.today),
        "tags": state_tags(view),
        "protected": view.protection(on=request.today),
        "may": allowed,
        "kinds": [kind for kind in FORMS if kind not in (FactKind.SAFE_CONTACT, FactKind.NAME)],
        "open": view.state == "open",
    }


def _take_back(person: PersonId, fact: UUID, said: Mapping[str, Any], form: StatementForm | None, access: Access) -> None:
    new = form.statement() if form is not None else None
    if new is None:
        actions.withdraw(person, fact, said["because"], version=said["version"], access=access)
    else:
        actions.correct(person, fact, new, said["because"], version=said["version"], access=access)


def _stale(request: Request, person: PersonId, access: Access, attempt: Sequence[Statement | None], because: str) -> HttpResponse:
    """Both versions on one page: what was about to be taken back and written, and what stands now."""
    now = queries.person_file(person, access=access)
    newest = max(now.recorded, key=lambda r: r.withdrawal.at if r.withdrawal else r.at)
    mine = [shown.value_text(said.kind, said.value) for said in attempt if said is not None]
    context = {
        "view": now,
        "called": shown.called(now),
        "mine": mine,
        "because": because,
        "newest": shown.statement(newest),
        "change": newest,
    }
    return render(request, "persons/stale.html", context, status=409)


def _row(recorded: Recorded, view: PersonFileView) -> Row:
    said = recorded.statement
    if recorded.withdrawal:
        because = recorded.withdrawal.because or _("A newer statement took its place.")
        stands = Tag(text=_("Withdrawn: %(because)s") % {"because": because}, tone=Tone.PLAIN)
    else:
        stands = Tag(text=_("Stands"), tone=Tone.DONE)
    cells = [
        said.kind.label,
        shown.value_text(said.kind, said.value),
        Source(said.source).label,
        said.stated_on,
        recorded.at,
        recorded.by,
        stands,
    ]
    open_ = recorded.stands and view.state == "open"
    return Row(cells=cells, url=reverse("persons:correct", kwargs={"person": view.person, "fact": recorded.ref}) if open_ else "")


def _stand(view: PersonFileView, kind: FactKind) -> list[object]:
    return [fact for fact in shown.facts(view) if fact.label == kind.label] if kind is not FactKind.NAME else []


def _version(request: Request, view: PersonFileView) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() else view.version


def _kind(kind: str) -> FactKind:
    if kind not in {k.value for k in FORMS}:
        raise Http404
    return FactKind(kind)
