"""Pages of screening: begin, go through the questions, conclude."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amana.contexts.cases.screening import actions, presenting, queries
from amana.contexts.cases.screening.forms import AnswersForm, ConcludeForm, OneAnswerForm, SavedForm, StartForm
from amana.contexts.cases.screening.terms import Conclusion
from amana.contexts.cases.screening.values import ScreeningId, ScreeningView
from amana.kernel.errors import AmanaError, NotFound
from amana.kernel.ids import PersonId
from amana.kernel.requests import Request, access_of


@require_http_methods(["GET", "POST"])
def screenings(request: Request, person: UUID) -> HttpResponse:
    """The screenings of a person, and a new one."""
    access = access_of(request)
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        profile, age = form.chosen()
        begun = actions.start(PersonId(person), profile=profile, age=age, access=access)
        return redirect("cases:screening", begun)
    found = queries.screenings_of(PersonId(person), access=access)
    shown = {"person": person, "screenings": found, "form": form}
    return render(request, "cases/screening/screenings.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def screening(request: Request, ref: UUID) -> HttpResponse:
    """All questions of one screening; on a phone the way to one question after the other."""
    access = access_of(request)
    if request.method == "POST":
        saved = SavedForm(request.POST.dict())
        if saved.is_valid():
            actions.answer(ScreeningId(ref), saved.given(), as_answered=True, access=access)
            messages.success(request, _("Saved. You can leave this page."))
            return redirect("cases:screening_conclude" if "conclude" in request.POST else "cases:screening", ref)
    view = queries.screening(ScreeningId(ref), access=access)
    form = AnswersForm(request.POST or None, view=view)
    status = 422 if request.method == "POST" else 200
    sections = [(group, tuple(zip(group.questions, form.in_group(group.questions), strict=True))) for group in presenting.groups(view)]
    shown = {**_frame(view), "form": form, "sections": sections, "next_sign": presenting.next_question(view)}
    return render(request, "cases/screening/screening.html", shown, status=status)


@require_POST
def save(request: Request, ref: UUID) -> HttpResponse:
    """Keep what is on the page while it is being filled in: 204, or 422 when something cannot be kept yet."""
    access = access_of(request)
    form = SavedForm(request.POST.dict())
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        actions.answer(ScreeningId(ref), form.given(), as_answered=True, access=access)
    except NotFound:
        raise
    except AmanaError:
        return HttpResponse(status=422)
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
def question(request: Request, ref: UUID, sign: str) -> HttpResponse:
    """One question on a page of its own, with its source and a note."""
    access = access_of(request)
    view = queries.screening(ScreeningId(ref), access=access)
    words = presenting.wording(view, sign)
    if not words:
        raise NotFound
    standing = view.answers.get(sign)
    initial = {"answer": standing.given.answer, "source": standing.given.source, "note": standing.given.note} if standing else {}
    form = OneAnswerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.answer(ScreeningId(ref), [form.given(sign)], access=access)
        return _onward(request, ref, presenting.next_question(view, after=sign))
    shown = {
        **_frame(view),
        "form": form,
        "words": words,
        "standing": standing,
        "row": next((asked.row for asked in view.questions if asked.sign == sign), None),
        "skip_to": presenting.next_question(view, after=sign),
    }
    return render(request, "cases/screening/question.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def conclude(request: Request, ref: UUID) -> HttpResponse:
    """What is present, what is missing, what is open; then a person concludes."""
    access = access_of(request)
    form = ConcludeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        conclusion, reason = Conclusion(form.cleaned_data["conclusion"]), form.cleaned_data["reason"]
        actions.conclude(ScreeningId(ref), conclusion=conclusion, reason=reason, access=access)
        messages.success(request, _("Your conclusion is kept. You can change it at any time; the earlier one stays on record."))
        return redirect("cases:screening_conclude", ref)
    view = queries.screening(ScreeningId(ref), access=access)
    shown = {**_frame(view), "form": form, "weighing": presenting.weighing(view), "readings": presenting.readings(view)}
    return render(request, "cases/screening/conclude.html", shown, status=422 if form.is_bound else 200)


def _frame(view: ScreeningView) -> dict[str, object]:
    signs = {asked.sign for asked in view.questions}
    return {
        "view": view,
        "answered": len(signs & set(view.answers)),
        "questions": len(signs),
        "notices": presenting.notices(view),
        "back_url": reverse("cases:screenings", args=[view.person]),
    }


def _onward(request: Request, ref: UUID, sign: str) -> HttpResponse:
    if sign and "stay" not in request.POST:
        return redirect("cases:screening_question", ref, sign)
    return redirect("cases:screening", ref)
