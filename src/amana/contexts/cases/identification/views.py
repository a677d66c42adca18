"""Pages of formal identification: where a person stands, decide, confirm, tell, review, extend."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amana.contexts.cases.identification import actions, queries
from amana.contexts.cases.identification.forms import ConfirmForm, DecideForm, EndReviewForm, ExtendForm, ReviewForm, TellForm
from amana.contexts.cases.identification.terms import Missing
from amana.contexts.cases.identification.values import ActId, ActView, IdentificationView
from amana.kernel.access.decide import decide
from amana.kernel.ids import PersonId
from amana.kernel.requests import Request, access_of


@require_safe
def identification(request: Request, person: UUID) -> HttpResponse:
    """Where a person stands, every act with what followed, and what an act still lacks."""
    access = access_of(request)
    view = queries.identification(PersonId(person), access=access)
    file = queries.resource_of(PersonId(person))
    may = {
        "decide": decide(access, "cases.identify_decide", file, queries.competence(access=access)).allowed,
        "tell": decide(access, "cases.identify_tell", file).allowed,
        "review": decide(access, "cases.identify_ask_review", file).allowed,
    }
    acts = [(act, _open_steps(act, may)) for act in view.acts]
    return render(request, "cases/identification/identification.html", {"view": view, "acts": acts, "may": may})


@require_http_methods(["GET", "POST"])
def decide_step(request: Request, person: UUID) -> HttpResponse:
    """Record a step of the competent authority."""
    access = access_of(request)
    view = queries.identification(PersonId(person), access=access)
    form = DecideForm(request.POST or None, acts=view.acts)
    if request.method == "POST" and form.is_valid():
        actions.decide_step(PersonId(person), form.decided(), access=access)
        return redirect("cases:identification", person)
    explained = _(
        "A yes counts at once. A no takes effect only when a second person confirmed it and the person was told how to ask for review."
    )
    return _page(request, form, _("Decide a step"), explained, view)


@require_http_methods(["GET", "POST"])
def confirm(request: Request, act: UUID) -> HttpResponse:
    """A second person stands behind an act."""
    access = access_of(request)
    explained = _("You confirm what somebody else decided. Nobody confirms their own decision.")
    return _step(
        request,
        act,
        ConfirmForm,
        _("Confirm this decision"),
        explained,
        lambda d: actions.confirm(ActId(act), note=d["note"], access=access),
    )


@require_http_methods(["GET", "POST"])
def tell(request: Request, act: UUID) -> HttpResponse:
    """Record that the person was told."""
    access = access_of(request)
    explained = _("Whoever was decided about hears it in their own language, with the reasons, and how to ask for review.")
    return _step(
        request,
        act,
        TellForm,
        _("Record that the person was told"),
        explained,
        lambda d: actions.tell(ActId(act), on=d["on"], how=d["how"], review_explained=d["review_explained"], access=access),
    )


@require_http_methods(["GET", "POST"])
def ask_review(request: Request, act: UUID) -> HttpResponse:
    """The person asks for review or appeals."""
    access = access_of(request)
    explained = _("Until the review ends, the earlier status stays. Help goes on in any case.")
    return _step(
        request,
        act,
        ReviewForm,
        _("Ask for review"),
        explained,
        lambda d: actions.ask_review(ActId(act), on=d["on"], grounds=d["note"], access=access),
    )


@require_http_methods(["GET", "POST"])
def end_review(request: Request, act: UUID) -> HttpResponse:
    """A review ended without a new decision."""
    access = access_of(request)
    explained = _("If the review led to a new decision, record that decision instead.")
    return _step(
        request,
        act,
        EndReviewForm,
        _("End the review"),
        explained,
        lambda d: actions.end_review(ActId(act), on=d["on"], note=d["note"], access=access),
    )


@require_http_methods(["GET", "POST"])
def extend(request: Request, person: UUID, period: UUID) -> HttpResponse:
    """Make a recovery period longer."""
    access = access_of(request)
    view = queries.identification(PersonId(person), access=access)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.extend(period, days=form.cleaned_data["days"], basis=form.cleaned_data["basis"], access=access)
        return redirect("cases:identification", person)
    return _page(request, form, _("Make the recovery period longer"), _("It can be made longer, never shorter."), view)


def _step(
    request: Request, act: UUID, form_class: type[forms.Form], title: str, explained: str, run: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    person = queries.person_of(ActId(act))
    view = queries.identification(person, access=access_of(request))
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        run(form.cleaned_data)
        return redirect("cases:identification", person)
    shown = next((found for found in view.acts if found.ref == act), None)
    return _page(request, form, title, explained, view, act=shown)


def _page(
    request: Request, form: forms.Form, title: str, explained: str, view: IdentificationView, *, act: ActView | None = None
) -> HttpResponse:
    back_url = reverse("cases:identification", args=[view.person])
    shown = {"form": form, "title": title, "explained": explained, "view": view, "act": act, "back_url": back_url}
    return render(request, "cases/identification/step.html", shown, status=422 if form.is_bound else 200)


def _open_steps(act: ActView, may: dict[str, bool]) -> list[tuple[str, str]]:
    """What this reader can do next with an act: the sentence and where it leads."""
    steps = []
    if may["decide"] and Missing.SECOND_PERSON in act.lacks:
        steps.append((_("Confirm this decision"), reverse("cases:identify_confirm", args=[act.ref])))
    if may["tell"]:
        steps.append((_("Record that the person was told"), reverse("cases:identify_tell", args=[act.ref])))
    if may["review"] and not act.act.review_open:
        steps.append((_("Ask for review"), reverse("cases:identify_ask_review", args=[act.ref])))
    if may["decide"] and act.act.review_open:
        steps.append((_("End the review"), reverse("cases:identify_end_review", args=[act.ref])))
    return steps
