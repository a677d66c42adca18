"""Pages of leads: which desks the person agreed to inform, what would leave, what was sent and what was answered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amana.contexts.cases.leads import actions, queries
from amana.contexts.cases.leads.erasing import actions as erasing
from amana.contexts.cases.leads.forms import LeadPage
from amana.contexts.cases.leads.terms import LeadState
from amana.contexts.cases.leads.values import LeadId
from amana.contexts.cases.referral import presenting
from amana.contexts.cases.referral.reasons import because
from amana.contexts.cases.referral.sending import queries as offers
from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard import MessageKind
from amana.contexts.exchange.guard.words import lines_of
from amana.kernel.ids import PersonId
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Tag, Tone
from amana.kernel.vocabulary import queries as vocabulary

TABLE = "report_grades"
TONES = {LeadState.DONE: Tone.DONE, LeadState.ACCEPTED: Tone.INFO, LeadState.MORE_NEEDED: Tone.DUE, LeadState.REFUSED: Tone.OVERDUE}


@require_safe
def leads(request: Request, person: UUID) -> HttpResponse:
    """Whom the person agreed to inform, and what was sent already."""
    access = access_of(request)
    shown = {
        "offer": offers.offers(PersonId(person), kind=MessageKind.LEAD, access=access),
        "leads": [(one, _tag(one.state)) for one in queries.leads_of(PersonId(person), access=access)],
        "person": person,
    }
    return render(request, "cases/leads/leads.html", shown)


@require_http_methods(["GET", "POST"])
def compose(request: Request, person: UUID) -> HttpResponse:
    """Compose a lead, look at what would leave, send it. Without "send" nothing leaves."""
    access, given = access_of(request), request.POST or request.GET
    offer = offers.offers(PersonId(person), kind=MessageKind.LEAD, access=access)
    wanted = (given.get("sender", ""), given.get("to", ""))
    line = next((one for one in offer.lines if (one.sender, one.desk.address) == wanted), None)
    if line is None:
        return redirect("cases:leads", person)
    page = LeadPage(request.POST if request.method == "POST" else None, agreed=line.agreed, child=offer.child, grades=_grades())
    shown: dict[str, Any] = {"entry": page, "line": line, "person": person}
    if request.method != "POST" or "change" in request.POST or not page.is_valid():
        wrong = request.method == "POST" and "change" not in request.POST
        return render(request, "cases/leads/compose.html", shown, status=422 if wrong else 200)
    draft = page.draft(sender=line.sender, recipient=line.desk.address)
    if "send" in request.POST:
        made = actions.send(PersonId(person), draft, access=access)
        messages.success(request, _("Sent. What they answer stands on this page."))
        return redirect("cases:lead", made)
    verdict = actions.preview(PersonId(person), draft, access=access)
    left_out = ("csrfmiddlewaretoken", "sender", "to", "purpose", "change", "send")
    shown |= {
        "verdict": verdict,
        "because": because(verdict.code),
        "lines": presenting.lines_of_verdict(verdict, language=get_language() or "en"),
        "entered": [(name, value) for name, values in request.POST.lists() if name not in left_out for value in values if value],
    }
    return render(request, "cases/leads/preview.html", shown)


@require_safe
def lead(request: Request, lead: UUID) -> HttpResponse:
    """One lead: what was told, and what was answered."""
    view = queries.lead(LeadId(lead), access=access_of(request))
    said = lines_of(MessageKind.LEAD, view.told, language=get_language() or "en", codes=presenting.codes())
    answered = exchange.explained(view.code).sentence if view.code else ""
    desk = exchange.organisation_at(view.recipient)
    return render(
        request, "cases/leads/lead.html", {"lead": view, "tag": _tag(view.state), "lines": said, "answered": answered, "desk": desk}
    )


@require_POST
def ask_erasure(request: Request, lead: UUID) -> HttpResponse:
    """Ask the desk that got it to erase a lead."""
    erasing.ask_erasure(LeadId(lead), access=access_of(request))
    messages.success(request, _("Asked. Their answer will stand here."))
    return redirect("cases:lead", lead)


def _tag(state: LeadState) -> Tag:
    return Tag(text=state.label, tone=TONES.get(state, Tone.PLAIN))


def _grades() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {"source": [], "information": [], "handling": []}
    for row in vocabulary.rows(TABLE):
        found[row["list"]].append((row["grade"], f"{row['grade']}: {_(row['label'])}"))
    return found
