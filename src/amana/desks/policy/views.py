"""Pages of the policy desk."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from amana.contexts.dialogue import facade as dialogue
from amana.contexts.law import facade as law
from amana.desks.policy import inbox as lines
from amana.desks.policy import jvap as initiatives
from amana.desks.policy.reporting import reports as reports_of
from amana.kernel.accounts.terms import Role
from amana.kernel.locale.names import country_name
from amana.kernel.requests import Request, access_of


@require_GET
@login_required
def inbox(request: Request) -> HttpResponse:
    """What is due, what waits, what is new: for one's own state, or for all of them at the secretariat."""
    access = access_of(request)
    everybody = Role.SECRETARIAT in access.roles
    whose = "" if everybody else country_name(access.state)
    return render(request, "policy/inbox.html", {"groups": lines.groups(on=request.today, access=access), "whose": whose})


@require_GET
@login_required
def reports(request: Request) -> HttpResponse:
    """Which reports can be made for a state, and what each of them lacks."""
    access = access_of(request)
    state = _state(request)
    if not state:
        return render(request, "policy/whose_reports.html", {"states": law.states()})
    found = reports_of(state, on=request.today, access=access)
    return render(request, "policy/reports.html", {"reports": found, "whose": country_name(state)})


@require_GET
@login_required
def jvap(request: Request) -> HttpResponse:
    """Initiatives of a state for the JVAP platform."""
    access, state = access_of(request), _state(request)
    own = [one for one in dialogue.commitments(on=request.today, access=access) if one.promise.owner_state == state]
    response = HttpResponse(initiatives.table(own), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="jvap-{state}.csv"'
    return response


def _state(request: Request) -> str:
    """The reader's own state; the secretariat, which is of none, names one. Empty where it has not, or the state is not in the list."""
    access = access_of(request)
    wanted = request.GET.get("state", "") if Role.SECRETARIAT in access.roles else access.state
    return wanted if law.is_known_state(wanted) else ""
