"""Pages for those who apply the law: what was in force on a day, and trafficking told apart from smuggling. Open without an account."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_safe

from amana.contexts.law.check import presenting, queries, telling_apart
from amana.contexts.law.check.forms import DayForm, TellApartForm
from amana.contexts.law.check.values import LawView
from amana.kernel.locale.names import country_name
from amana.kernel.requests import Request


@require_safe
def law(request: Request, state: str) -> HttpResponse:
    """The law of a state on a day: of what is public to everybody, of everything to whoever works for the dialogue."""
    form, on = _asked(request)
    shown = {**_shown(_law(request, state, on)), "form": form, "iso": on.isoformat()}
    return render(request, "law/check/law.html", shown, status=422 if form.is_bound and form.errors else 200)


@require_safe
def offline(request: Request, state: str) -> HttpResponse:
    """The same as one file that needs nothing else: for a court without a line."""
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = request.today
    page = render_to_string("law/check/law_offline.html", _shown(_law(request, state, on)), request=request)
    response = HttpResponse(page, content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="law-{state}-{on.isoformat()}.html"'
    return response


@require_http_methods(["GET", "POST"])
def tell_apart(request: Request) -> HttpResponse:
    """Trafficking or smuggling: questions, then where the answers point. Nothing is kept; sent by POST, the answers are in no log."""
    form = TellApartForm(request.POST or None)
    reading = presenting.told_apart(telling_apart.read(form.answers())) if form.is_bound and form.is_valid() else None
    return render(request, "law/check/tell_apart.html", {"form": form, "reading": reading})


def _law(request: Request, state: str, on: date) -> LawView:
    if request.access is not None and request.access.purpose == "dialogue":
        return queries.law_on(state, on=on, access=request.access)
    return queries.published_law_on(state, on=on)


def _asked(request: Request) -> tuple[DayForm, date]:
    asked = any(name.startswith("on_") for name in request.GET)
    form = DayForm(request.GET if asked else None, initial={"on": request.today})
    if asked and form.is_valid():
        return form, form.cleaned_data["on"]
    return form, request.today


def _shown(law: LawView) -> dict[str, object]:
    return {"law": law, "state": law.state, "state_name": country_name(law.state), "acts": presenting.law_groups(law)}
