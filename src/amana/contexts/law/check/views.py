"""Pages of the law check: a state against the obligations, one obligation, assessing, reviewing, comparing, needs, the review draft."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amana.contexts.law.check import actions, presenting, queries, reads, reference
from amana.contexts.law.check.forms import AssessForm, DraftForm, NeedsFilter, ReviewForm
from amana.contexts.law.check.terms import AssessmentId, Status, Strength, Topic
from amana.contexts.law.check.values import Assessment
from amana.contexts.law.register import KIND, REGISTER, facts_for
from amana.contexts.law.states.queries import states
from amana.kernel.access.decide import decide
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access
from amana.kernel.errors import AmanaError
from amana.kernel.locale.names import country_choices, country_name
from amana.kernel.requests import Request, access_of


@require_safe
def index(request: Request) -> HttpResponse:
    """Where to begin: the states, and the lists over all of them."""
    access_of(request)
    chosen = country_choices([one.state for one in states() if one.takes_part])
    return render(request, "law/check/index.html", {"states": chosen})


@require_safe
def state(request: Request, state: str) -> HttpResponse:
    """One state against every obligation."""
    lines = queries.check_of_state(state, on=request.today, access=access_of(request))
    shown = {"state": state, "tables": presenting.state_tables(state, lines), "draft": DraftForm()}
    return render(request, "law/check/state.html", shown)


@require_safe
def obligation(request: Request, state: str, code: str) -> HttpResponse:
    """One obligation for one state: elements, the assessments that count and those that wait, and the history."""
    access = access_of(request)
    line, history = queries.check_of(state, code, on=request.today, access=access)
    shown = {
        "line": line,
        "asks": presenting.asks(line),
        "treaty": presenting.treaty_tag(line),
        "law": presenting.law_cell(line),
        "elements": presenting.element_rows(line),
        "history": [(one, presenting.office_words(one.office.role, one.office.organisation)) for one in history],
        "may_assess": _may(access, "law.assess", state),
    }
    return render(request, "law/check/obligation.html", shown)


@require_http_methods(["GET", "POST"])
def assess(request: Request, state: str, code: str) -> HttpResponse:
    """Write an assessment, and send it to review if wanted."""
    access = access_of(request)
    line, history = queries.check_of(state, code, on=request.today, access=access)
    provisions = [one for _act, sections in queries.acts_of(state, access=access) for one in sections]
    earlier = next((one for one in history if one.office.organisation == request.organisation.name), None)
    form = AssessForm(request.POST or None, obligation=line.obligation, provisions=provisions, earlier=earlier)
    if request.method == "POST" and form.is_valid():
        ref = actions.assess(form.given(state), access=access)
        if "submit" not in request.POST or _submitted(request, ref, access):
            messages.success(request, _("Your assessment is kept. What was written before stays on record."))
        return redirect("law:check_review", ref)
    shown = {"line": line, "asks": presenting.asks(line), "form": form, "state": state}
    return render(request, "law/check/assess.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def review(request: Request, ref: UUID) -> HttpResponse:
    """One assessment; whoever may be the second person decides here."""
    access = access_of(request)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        confirms = form.cleaned_data["decision"] == "confirm"
        actions.review(AssessmentId(ref), confirms=confirms, note=form.cleaned_data["note"], access=access)
        messages.success(request, _("Your decision is kept."))
        return redirect("law:check_review", ref)
    one = queries.assessment(AssessmentId(ref), access=access)
    shown = {
        "one": one,
        "office": presenting.office_words(one.office.role, one.office.organisation),
        "weighing": presenting.weighing(one),
        "steps": [(step, presenting.office_words(step.office.role, step.office.organisation)) for step in one.steps],
        "form": form,
        **_open_to(one, access),
    }
    return render(request, "law/check/review.html", shown, status=422 if form.is_bound else 200)


@require_POST
def submit(request: Request, ref: UUID) -> HttpResponse:
    """Send a draft to a second person."""
    access = access_of(request)
    if _submitted(request, AssessmentId(ref), access):
        messages.success(request, _("Sent. A second person will read it."))
    return redirect("law:check_review", ref)


@require_POST
def publish(request: Request, ref: UUID) -> HttpResponse:
    """Show a reviewed assessment to the public, or withhold it."""
    public = request.POST.get("public") == "yes"
    actions.publish(AssessmentId(ref), public=public, note=request.POST.get("note", ""), access=access_of(request))
    messages.success(request, _("Published.") if public else _("Withheld. The public reads “not shared”."))
    return redirect("law:check_review", ref)


@require_safe
def awaiting(request: Request) -> HttpResponse:
    """What waits for a second person."""
    found = queries.awaiting_review(access=access_of(request))
    lines = [(one, country_name(one.state), presenting.office_words(one.office.role, one.office.organisation)) for one in found]
    return render(request, "law/check/awaiting.html", {"lines": lines})


@require_safe
def obligations(request: Request) -> HttpResponse:
    """The obligations, to choose one on which to compare states."""
    access_of(request)
    grouped = [(strength.label, [one for one in reference.obligations() if one.strength is strength]) for strength in Strength]
    return render(request, "law/check/obligations.html", {"grouped": grouped})


@require_safe
def compare(request: Request, code: str) -> HttpResponse:
    """One obligation for every state."""
    lines = queries.check_of_obligation(code, on=request.today, access=access_of(request))
    shown = {"obligation": reference.obligation(code), "table": presenting.compare_table(lines)}
    return render(request, "law/check/compare.html", shown)


@require_safe
def needs(request: Request) -> HttpResponse:
    """Where states may want help, in three groups."""
    form, (state, strength, topic) = _filter(request)
    found = reads.chosen(queries.needs(state=state, on=request.today, access=access_of(request)), strength, topic)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    tables = [table for table in presenting.needs_tables(found, query) if strength is None or table.caption == strength.label]
    return render(request, "law/check/needs.html", {"form": form, "tables": tables})


@require_safe
def export_needs(request: Request, form: str) -> HttpResponse:
    """The needs as a file."""
    _form, (state, strength, topic) = _filter(request)
    return _file(reads.export_needs(state=state, strength=strength, topic=topic, form=form, on=request.today, access=access_of(request)))


@require_safe
def draft(request: Request, state: str) -> HttpResponse:
    """The draft answers for the review as a file."""
    language, form = request.GET.get("language", "en"), request.GET.get("form", "pdf")
    return _file(reads.draft_review(state, language=language, form=form, on=request.today, access=access_of(request)))


def _file(taken: reads.Taken) -> HttpResponse:
    response = HttpResponse(taken.content, content_type=taken.content_type)
    response["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    return response


def _filter(request: Request) -> tuple[NeedsFilter, tuple[str, Strength | None, Topic | None]]:
    form = NeedsFilter(request.GET or None, states=country_choices([one.state for one in states() if one.takes_part]))
    return form, form.chosen() if form.is_bound and form.is_valid() else ("", None, None)


def _submitted(request: Request, ref: AssessmentId, access: Access) -> bool:
    """Whether the assessment went to review; what keeps it back is told on the page, and the draft stays."""
    try:
        actions.submit(ref, access=access)
    except AmanaError as kept_back:
        messages.warning(request, f"{kept_back.message()} {kept_back.advice()}")
        return False
    return True


def _may(access: Access, act: str, state: str, **circumstances: object) -> bool:
    return decide(access, act, record_resource(KIND, REGISTER), {"facts": facts_for(access, state), **circumstances}).allowed


def _open_to(one: Assessment, access: Access) -> dict[str, bool]:
    return {
        "may_submit": one.status is Status.DRAFT and _may(access, "law.submit_assessment", one.state),
        "may_review": one.status is Status.AWAITING_REVIEW and _may(access, "law.review_assessment", one.state, author=one.author),
        "may_publish": one.status is Status.REVIEWED and _may(access, "law.publish_assessment", one.state),
        "may_assess": one.status is not Status.REPLACED and _may(access, "law.assess", one.state),
    }
