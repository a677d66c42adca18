"""Pages on which acts and sections are recorded and corrected."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amana.contexts.law.check import actions, queries, reference
from amana.contexts.law.check.forms import ActForm, ProvisionForm, SourcedForm
from amana.contexts.law.check.terms import ActId, ProvisionId
from amana.contexts.law.check.values import Act, Provision
from amana.contexts.law.register import KIND, REGISTER, facts_for
from amana.kernel.access.decide import decide
from amana.kernel.access.resources import record_resource
from amana.kernel.errors import NotFound
from amana.kernel.locale.names import country_name
from amana.kernel.requests import Request, access_of


@require_safe
def acts(request: Request, state: str) -> HttpResponse:
    """Acts of a state with their sections."""
    access = access_of(request)
    shown = {
        "state": state,
        "state_name": country_name(state),
        "acts": queries.acts_of(state, access=access),
        "nothing_known": [row.text("none_known") for row in reference.nothing_known(state)],
        "may_record": decide(access, "law.record_act", record_resource(KIND, REGISTER), {"facts": facts_for(access, state)}).allowed,
    }
    return render(request, "law/check/acts.html", shown)


@require_http_methods(["GET", "POST"])
def add_act(request: Request, state: str) -> HttpResponse:
    """Record an act."""
    access = access_of(request)
    form = ActForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.record_act(form.given(state), access=access)
        return _kept(request, state)
    return _page(request, state, form, _("Record an act"))


@require_http_methods(["GET", "POST"])
def correct_act(request: Request, state: str, act: UUID) -> HttpResponse:
    """Correct an act by a new row; the earlier one stays on record."""
    access = access_of(request)
    found, _sections = _act(request, state, act)
    form = ActForm(request.POST or None, initial=ActForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        actions.record_act(form.given(state), corrects=found.ref, access=access)
        return _kept(request, state)
    return _page(request, state, form, _("Correct an act"))


@require_http_methods(["GET", "POST"])
def add_provision(request: Request, state: str, act: UUID) -> HttpResponse:
    """Record a section of an act."""
    access = access_of(request)
    found, _sections = _act(request, state, act)
    form = ProvisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.record_provision(form.given(found.ref), access=access)
        return _kept(request, state)
    return _page(request, state, form, _("Record a section of %(act)s") % {"act": found.title})


@require_http_methods(["GET", "POST"])
def correct_provision(request: Request, state: str, act: UUID, provision: UUID) -> HttpResponse:
    """Correct a section by a new row; the earlier one stays on record."""
    access = access_of(request)
    found, sections = _act(request, state, act)
    one = next((section for section in sections if section.ref == provision), None)
    if one is None:
        raise NotFound
    form = ProvisionForm(request.POST or None, initial=ProvisionForm.initial_of(one))
    if request.method == "POST" and form.is_valid():
        actions.record_provision(form.given(found.ref), corrects=ProvisionId(provision), access=access)
        return _kept(request, state)
    return _page(request, state, form, _("Correct a section of %(act)s") % {"act": found.title})


def _act(request: Request, state: str, act: UUID) -> tuple[Act, tuple[Provision, ...]]:
    for found, sections in queries.acts_of(state, access=access_of(request)):
        if found.ref == ActId(act):
            return found, sections
    raise NotFound


def _kept(request: Request, state: str) -> HttpResponse:
    messages.success(request, _("Recorded. What was recorded before stays."))
    return redirect("law:check_acts", state)


def _page(request: Request, state: str, form: SourcedForm, title: str) -> HttpResponse:
    shown = {"form": form, "title": title, "state": state, "state_name": country_name(state)}
    return render(request, "law/check/entry.html", shown, status=422 if form.is_bound else 200)
