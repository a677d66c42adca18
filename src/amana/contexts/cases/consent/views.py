"""Pages of the consent ledger: who may get what, record, withdraw, tell, print."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amana.contexts.cases import whose
from amana.contexts.cases.consent import actions, presenting, queries, reads
from amana.contexts.cases.consent.forms import BasisForm, TalkForm, TellForm, ToldForm, WithdrawForm, question_forms
from amana.contexts.cases.consent.receipt import languages
from amana.contexts.cases.consent.terms import Basis
from amana.contexts.cases.consent.terms import Form as SaidForm
from amana.contexts.cases.consent.values import LineId, Recipient, TalkId
from amana.contexts.cases.referral import desks
from amana.kernel.access.decide import decide
from amana.kernel.access.values import Access
from amana.kernel.errors import NotFound
from amana.kernel.ids import PersonId
from amana.kernel.requests import Request, access_of

MOST_LINES = 20
WRITTEN_TO = ("referral", "lead")


@require_safe
def ledger(request: Request, person: UUID) -> HttpResponse:
    """Who may get what, for which purpose, until when; what was told; who still has to hear of a withdrawal."""
    access = access_of(request)
    book = queries.ledger(PersonId(person), access=access)
    about = whose.resource(PersonId(person))
    shown = {
        "book": book,
        "entries": presenting.entries(book),
        "languages": presenting.paper_languages(languages()),
        "may_name": decide(access, "cases.name_basis", about).allowed,
        "may_tell": request.may("cases.disclose"),
    }
    return render(request, "cases/consent/ledger.html", shown)


@require_http_methods(["GET", "POST"])
def record(request: Request, person: UUID) -> HttpResponse:
    """Record one talk with its answers. "Another line" adds an empty one and keeps what was entered."""
    access = access_of(request)
    here = {"here": _recipients(access)}
    book = queries.ledger(PersonId(person), access=access)
    form = TalkForm(request.POST or None)
    asked = request.POST.get("form-TOTAL_FORMS", "")
    if request.method == "POST" and "another" in request.POST:
        data = request.POST.copy()
        data["form-TOTAL_FORMS"] = str(min(int(asked) + 1, MOST_LINES)) if asked.isdigit() else "1"
        lines = question_forms(0)(data, form_kwargs=here)
        return render(request, "cases/consent/record.html", {"book": book, "form": form, "lines": lines})
    lines = question_forms(1)(request.POST or None, form_kwargs=here)
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        actions.record_consent(PersonId(person), form.talk(), lines.questions(), access=access)
        messages.success(request, _("Recorded. Offer the person a receipt in their language."))
        return redirect("cases:consent", person)
    shown = {"book": book, "form": form, "lines": lines}
    return render(request, "cases/consent/record.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, line: UUID) -> HttpResponse:
    """Record that the person changed their mind about one entry."""
    access = access_of(request)
    person = queries.person_of_line(LineId(line))
    book = queries.ledger(person, access=access)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        past = actions.withdraw(LineId(line), on=said["on"], form=SaidForm(said["form"]), note=said["note"], access=access)
        kept = _("Withdrawn. Nothing more is told.")
        messages.success(
            request, kept if not past else _("Withdrawn. Nothing more is told. Tell those who know already: they are listed below.")
        )
        return redirect("cases:consent", person)
    entry = next((found for found in presenting.entries(book) if found.line.ref == line), None)
    if entry is None:
        raise NotFound
    explained = _("From the start of that day nothing more is told. Those who were told before are listed, so that you can tell them.")
    return _form(request, form, _("The person changed their mind"), explained, person, entry=entry)


@require_http_methods(["GET", "POST"])
def tell(request: Request, person: UUID) -> HttpResponse:
    """Tell somebody something, now: the ledger and the safeguards are asked, then it is written down."""
    access = access_of(request)
    queries.ledger(PersonId(person), access=access)
    form = TellForm(request.POST or None, here=_recipients(access))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.disclose(
            PersonId(person), form.disclosure(), form.recipient(), how=said["how"], best_interests=said["best_interests"], access=access
        )
        messages.success(request, _("You may tell this now. It is written down."))
        return redirect("cases:consent", person)
    explained = _("Enter it before you tell it. The page says whether the person agreed, and which rule stands against it if not.")
    return _form(request, form, _("Tell somebody something"), explained, PersonId(person), disclosing=True)


@require_http_methods(["GET", "POST"])
def name_basis(request: Request, person: UUID) -> HttpResponse:
    """Name the provision of law that replaces consent."""
    access = access_of(request)
    queries.ledger(PersonId(person), access=access)
    form = BasisForm(request.POST or None, here=_recipients(access))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.name_basis(
            PersonId(person),
            basis=Basis(said["basis"]),
            provision=said["provision"],
            purpose=form.disclosure().purpose,
            recipient=form.recipient(),
            categories=form.categories_said(),
            valid_until=said["valid_until"],
            access=access,
        )
        return redirect("cases:consent", person)
    explained = _("Ask the person first wherever you can. Whoever names a provision cannot tell under it: that takes a second person.")
    return _form(request, form, _("Name what replaces consent"), explained, PersonId(person))


@require_http_methods(["GET", "POST"])
def tell_withdrawal(request: Request, withdrawal: UUID, disclosure: UUID) -> HttpResponse:
    """Record that a past recipient heard of a withdrawal."""
    access = access_of(request)
    person = queries.person_of_disclosure(disclosure)
    queries.ledger(person, access=access)
    form = ToldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.tell_withdrawal(withdrawal, disclosure, on=form.cleaned_data["on"], how=form.cleaned_data["how"], access=access)
        return redirect("cases:consent", person)
    explained = _("Say that the person changed their mind and ask to stop using what they know. Say nothing else about the person.")
    return _form(request, form, _("Tell a past recipient"), explained, person)


@require_safe
def receipt(request: Request, talk: UUID, language: str) -> HttpResponse:
    """Print the receipt of one talk."""
    paper = reads.receipt(TalkId(talk), language=language, access=access_of(request))
    return HttpResponse(paper.pdf, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{paper.name}"'})


def _recipients(access: Access) -> tuple[Recipient, ...]:
    """Who may be named as a recipient: organisations of this node, and desks that ours may write to."""
    return (*queries.recipients_here(), *desks.recipients(WRITTEN_TO, access))


def _form(
    request: Request,
    form: Form,
    title: str,
    explained: str,
    person: PersonId,
    *,
    entry: presenting.Entry | None = None,
    disclosing: bool = False,
) -> HttpResponse:
    shown = {
        "form": form,
        "title": title,
        "explained": explained,
        "entry": entry,
        "disclosing": disclosing,
        "back_url": reverse("cases:consent", args=[person]),
    }
    return render(request, "cases/consent/form.html", shown, status=422 if form.is_bound else 200)
