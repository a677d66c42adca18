"""Find a person; register one who was not found."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from amana.contexts.persons import shown
from amana.contexts.persons.errors import NothingToSearch, SearchFirst
from amana.contexts.persons.register import actions, queries
from amana.contexts.persons.register.forms import RegistrationForm, SearchForm
from amana.contexts.persons.register.reasons import reasons
from amana.engines.matching import Verdict
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Tag, Tone

LIKENESS = {
    Verdict.STRONG: Tag(text=gettext_lazy("Much speaks for it"), tone=Tone.DUE),
    Verdict.POSSIBLE: Tag(text=gettext_lazy("Possible"), tone=Tone.INFO),
    Verdict.WEAK: Tag(text=gettext_lazy("Little speaks for it"), tone=Tone.PLAIN),
}


@require_http_methods(["GET", "POST"])
def search(request: Request) -> HttpResponse:
    """The first page of the register. What is searched for is posted, so that it stands in no address and no server log."""
    access = access_of(request)
    if request.method == "GET":
        return render(request, "persons/search.html", {"form": SearchForm()})
    form = SearchForm(request.POST)
    if not form.is_valid():
        return render(request, "persons/search.html", {"form": form}, status=422)
    try:
        found = queries.search(form.query(), access=access)
    except NothingToSearch as nothing:
        form.add_error("text", nothing.advice())
        return render(request, "persons/search.html", {"form": form}, status=422)
    hits = [_card(hit) for hit in found.hits]
    return render(request, "persons/search.html", {"form": form, "found": found, "hits": hits, "text": form.cleaned_data["text"]})


@require_POST
def register(request: Request) -> HttpResponse:
    """Register a person after a search: first the empty page with what was searched for, then what was filled in."""
    access = access_of(request)
    try:
        search = UUID(request.POST.get("search", ""))
    except ValueError:
        return redirect("persons:search")
    if "start" in request.POST:
        form = RegistrationForm(search=search, text=request.POST.get("text", ""))
        return render(request, "persons/register.html", {"form": form})
    form = RegistrationForm(request.POST, search=search)
    if not form.is_valid():
        return render(request, "persons/register.html", {"form": form}, status=422)
    try:
        person = actions.register(form.registration(), access=access)
    except SearchFirst as late:
        form.name.add_error("given_name", late.message())
        return render(request, "persons/register.html", {"form": form, "search_again": True}, status=409)
    messages.success(request, _("The person is registered."))
    return redirect("persons:file", person=person)


def _card(hit: queries.Hit) -> dict[str, object]:
    said = reasons(hit.evidence)
    return {
        "person": hit.person,
        "number": hit.summary.number,
        "called": shown.called(hit.summary),
        "names": [shown.name_text(name) for name in hit.summary.names],
        "births": [shown.birth_text(birth) for birth in hit.summary.births],
        "likeness": LIKENESS[Verdict(hit.verdict)],
        "for": [reason.text for reason in said if reason.favours > 0],
        "against": [reason.text for reason in said if reason.favours < 0],
        "remarks": [reason.text for reason in said if reason.favours == 0],
    }
