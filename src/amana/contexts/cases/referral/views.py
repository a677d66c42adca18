"""Pages of referrals: whom to ask, what would leave, what came, where it stands."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amana.contexts.cases.consent.terms import Purpose
from amana.contexts.cases.papers.views import saved
from amana.contexts.cases.record.values import AttachmentId
from amana.contexts.cases.referral import limits, presenting, queries
from amana.contexts.cases.referral.forms import ComposeForm, DeclineForm, ErasureForm, OutcomeForm, PutForm
from amana.contexts.cases.referral.receiving import actions as receiving
from amana.contexts.cases.referral.sending import actions as sending
from amana.contexts.cases.referral.sending import queries as offers
from amana.contexts.cases.referral.terms import Erasure, Side
from amana.contexts.cases.referral.values import ReferralId
from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard.terms import DeclineReason, ReferralOutcome, ReferralUrgency
from amana.contexts.persons import facade as persons
from amana.kernel.access.values import Access
from amana.kernel.errors import NotFound
from amana.kernel.ids import PersonId
from amana.kernel.requests import Request, access_of

# What is done with one click; each gives what to say afterwards.
ACTS: Mapping[str, tuple[Callable[..., object], Any]] = {
    "accept": (receiving.accept, gettext_lazy("Accepted. The sender has been told.")),
    "begin": (receiving.begin, gettext_lazy("The sender has been told that help has begun.")),
    "complete": (receiving.complete, gettext_lazy("The sender has been told that it is done.")),
    "stop": (receiving.stop, gettext_lazy("The sender has been told that you stopped.")),
    "open_file": (receiving.open_file, gettext_lazy("A file is open. If the person has one already, the page on who is who will ask you.")),
    "take_back": (sending.take_back, gettext_lazy("Taken back.")),
    "ask_erasure": (sending.ask_erasure, gettext_lazy("Asked. Their answer will stand here.")),
}


@require_safe
def received(request: Request) -> HttpResponse:
    """The referrals that came to the desks of the organisation at work."""
    return _list(request, Side.RECEIVED)


@require_safe
def sent(request: Request) -> HttpResponse:
    """The referrals that the organisation at work sent."""
    return _list(request, Side.SENT)


@require_safe
def choose(request: Request, person: UUID) -> HttpResponse:
    """Whom to ask: the desks and purposes for which the person agreed to something, and what."""
    offer = offers.offers(PersonId(person), access=access_of(request))
    return render(request, "cases/referral/choose.html", {"offer": offer, "person": person})


@require_http_methods(["GET", "POST"])
def compose(request: Request, person: UUID) -> HttpResponse:
    """Compose a referral, look at what would leave, send it. Without "send" nothing leaves."""
    access, given = access_of(request), request.POST or request.GET
    offer = offers.offers(PersonId(person), access=access)
    line = next((one for one in offer.lines if (one.sender, one.desk.address, one.purpose.value) == _wanted(given)), None)
    if line is None:
        return redirect("cases:referral_choose", person)
    posted = request.POST if request.method == "POST" else None
    form = ComposeForm(posted, agreed=line.agreed, there=offer.there, child=offer.child, papers=offer.papers)
    shown: dict[str, Any] = {"form": form, "line": line, "person": person, "offer": offer}
    if request.method != "POST" or "change" in request.POST or not form.is_valid():
        return render(request, "cases/referral/compose.html", shown, status=422 if form.errors and "change" not in request.POST else 200)
    draft = form.draft(sender=line.sender, recipient=line.desk.address, purpose=Purpose(line.purpose))
    seen = request.POST.getlist("seen")
    unseen = "send" in request.POST and len(set(seen)) < len(draft.documents)
    if "send" in request.POST and not unseen:
        made = sending.refer(PersonId(person), draft, seen=seen, access=access)
        messages.success(request, _("Sent. Where it is stands on this page."))
        return redirect("cases:referral", made)
    preview = sending.preview(PersonId(person), draft, access=access)
    shown |= {
        "preview": preview,
        "unseen": unseen,
        "lines": presenting.lines_of_verdict(preview.verdict, language=get_language() or "en"),
        "entered": presenting.entered(form),
        "limit": limits.limit(ReferralUrgency(draft.urgency)),
    }
    return render(request, "cases/referral/preview.html", shown, status=422 if unseen else 200)


@require_safe
def referral(request: Request, referral: UUID) -> HttpResponse:
    """One referral: what was told, where it stands, what can be done with it."""
    access = access_of(request)
    try:
        view = queries.referral(ReferralId(referral), access=access)
    except NotFound:
        view = queries.trace(ReferralId(referral), access=access)
    shown = {
        "referral": view,
        "state": presenting.page(view, language=get_language() or "en", now=timezone.now()),
        "desks": {address: exchange.organisation_at(address) for address in (view.line.sender, view.line.recipient)},
    }
    return render(request, "cases/referral/referral.html", shown)


@require_safe
def document(request: Request, referral: UUID, attachment: UUID) -> HttpResponseBase:
    """Save a document that came with a referral. It is never shown inside a page of the node."""
    return saved(receiving.document(ReferralId(referral), AttachmentId(attachment), access=access_of(request)))


@require_POST
def do(request: Request, referral: UUID, act: str) -> HttpResponse:
    """One step that needs no more than a click."""
    if act not in ACTS:
        raise NotFound
    run, words = ACTS[act]
    run(ReferralId(referral), access=access_of(request))
    messages.success(request, str(words))
    return redirect("cases:referral", referral)


@require_http_methods(["GET", "POST"])
def decline(request: Request, referral: UUID) -> HttpResponse:
    """Decline, with a reason that is about us."""
    explained = _("The sender gets your reason and nothing else. What they told you is erased here.")

    def run(form: Form, access: Access) -> None:
        receiving.decline(ReferralId(referral), DeclineReason(form.cleaned_data["reason"]), access=access)

    return _step(request, referral, DeclineForm, _("Decline the referral"), explained, run)


@require_http_methods(["GET", "POST"])
def outcome(request: Request, referral: UUID) -> HttpResponse:
    """Tell the sender how the help ended, where the person agreed to that."""
    explained = _("This leaves only if the person agreed that the sender hears of it. Do not write here who the person is.")

    def run(form: Form, access: Access) -> None:
        said = form.cleaned_data
        receiving.report_outcome(
            ReferralId(referral),
            ReferralOutcome(said["outcome"]),
            on=said["on"],
            note=said["note"],
            best_interests=said["best_interests"],
            access=access,
        )

    return _step(request, referral, OutcomeForm, _("Tell how it ended"), explained, run)


@require_http_methods(["GET", "POST"])
def erasure(request: Request, referral: UUID) -> HttpResponse:
    """Answer a request to erase."""
    explained = _("The answer is signed and goes to the sender. “Erased” is possible once no file holds it any more.")

    def run(form: Form, access: Access) -> None:
        receiving.answer_erasure(ReferralId(referral), Erasure(form.cleaned_data["answer"]), access=access)

    return _step(request, referral, ErasureForm, _("Answer the request to erase"), explained, run)


@require_http_methods(["GET", "POST"])
def put(request: Request, referral: UUID) -> HttpResponse:
    """Put a referral that names nobody to the file of the person who came with it."""
    explained = _("Register the person first, after a search, as always. Then give the number of their file.")

    def run(form: Form, access: Access) -> None:
        number = form.cleaned_data["number"].strip()
        person = persons.person_of_number(number, access=access)
        receiving.put_to_file(ReferralId(referral), person, access=access)

    return _step(request, referral, PutForm, _("Put the referral to a file"), explained, run)


def _step(
    request: Request, referral: UUID, kind: type[Form], title: str, explained: str, run: Callable[[Form, Access], None]
) -> HttpResponse:
    access = access_of(request)
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        run(form, access)
        return redirect("cases:referral", referral)
    shown = {"form": form, "title": title, "explained": explained, "back_url": reverse("cases:referral", args=[referral])}
    return render(request, "cases/consent/form.html", shown, status=422 if form.errors else 200)


def _list(request: Request, side: Side) -> HttpResponse:
    lines = queries.referrals(side=side, access=access_of(request))
    table = presenting.table(lines, side=side, now=timezone.now(), name=exchange.organisation_at)
    return render(request, "cases/referral/list.html", {"table": table, "side": side.value})


def _wanted(given: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(given.get("sender", "")), str(given.get("to", "")), str(given.get("purpose", ""))
