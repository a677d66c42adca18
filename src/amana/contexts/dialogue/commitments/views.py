"""Pages of the commitments: the register, one commitment with its history, and what can be said of it next."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from amana.contexts.dialogue import whose
from amana.contexts.dialogue.chairs import queries as chairs
from amana.contexts.dialogue.commitments import actions, presenting, queries, rules
from amana.contexts.dialogue.commitments.forms import (
    DecideForm,
    FilterForm,
    JudgeForm,
    PromiseForm,
    ReportForm,
    RewordForm,
    ShareForm,
    begins_with,
)
from amana.contexts.dialogue.commitments.values import CommitmentView
from amana.contexts.dialogue.meetings import queries as meetings
from amana.contexts.dialogue.terms import CommitmentId, LineId, LineKind, Sharing, Status
from amana.kernel.access.decide import decide
from amana.kernel.access.values import Access
from amana.kernel.accounts.terms import Role
from amana.kernel.errors import AmanaError, NotFound
from amana.kernel.locale.formats import number
from amana.kernel.requests import Request, access_of

PAGE = 100


@require_safe
def commitments(request: Request) -> HttpResponse:
    """The register: everything that was promised, the earliest deadline first."""
    access = access_of(request)
    form = FilterForm(request.GET or None)
    found = queries.narrowed(queries.commitments(on=request.today, access=access), **form.chosen())
    start = min(int(request.GET.get("from", "0")) if request.GET.get("from", "0").isdecimal() else 0, len(found))
    shown = found[start : start + PAGE]
    late = sum(bool(view.overdue) for view in found)
    caption = ngettext("%(count)s commitment", "%(count)s commitments", len(found)) % {"count": number(len(found))}
    table = presenting.listed(shown, caption=caption, empty=_("No commitment is recorded. Recommendations of meetings become commitments."))
    context = {
        "form": form,
        "table": table,
        "late": late,
        "next_from": start + PAGE if start + PAGE < len(found) else None,
        "chosen": form.chosen(),
        "may_record": request.may("dialogue.record_commitment"),
    }
    return render(request, "dialogue/commitments/list.html", context)


@require_safe
def commitment(request: Request, commitment: UUID) -> HttpResponse:
    """One commitment: what was promised, where it stands, every step until here."""
    access = access_of(request)
    view = queries.commitment(CommitmentId(commitment), on=request.today, access=access)
    context = {
        "view": view,
        "status": presenting.tag_of(view.status),
        "deadline": presenting.deadline(view),
        "facts": presenting.facts(view),
        "chairs": presenting.under_which_chair(view, chairs.periods(), on=request.today),
        "moments": presenting.history(view),
        "steps": _next_steps(view, access),
    }
    return render(request, "dialogue/commitments/commitment.html", context)


@require_http_methods(["GET", "POST"])
def record(request: Request) -> HttpResponse:
    """Enter a commitment that grew from no recommendation here."""
    access = access_of(request)
    own = {} if Role.SECRETARIAT in access.roles else {"owner_state": access.state}
    form = PromiseForm(request.POST or None, initial=own)
    return _promised(request, form, None, reverse("dialogue:commitments"))


@require_http_methods(["GET", "POST"])
def from_recommendation(request: Request, line: UUID) -> HttpResponse:
    """Turn a recommendation into a commitment: what the meeting said stands in the form already."""
    access_of(request)
    row = meetings.line(LineId(line))
    if row.kind != LineKind.RECOMMENDATION:
        raise NotFound
    said = meetings.line_of(row)
    initial = {
        "action": said.text,
        "reference": said.reference or _("Recommendation %(number)s") % {"number": said.number or "1"},
        "owner_state": said.state,
        "source": said.source.words,
        "source_on": said.source.on,
        "confidence": said.source.confidence.value,
    }
    form = PromiseForm(request.POST or None, initial=initial)
    return _promised(request, form, LineId(line), reverse("dialogue:meeting", args=[row.meeting.ref]))


@require_http_methods(["GET", "POST"])
def reword(request: Request, commitment: UUID) -> HttpResponse:
    """Put a commitment differently."""
    access = access_of(request)
    view = queries.commitment(CommitmentId(commitment), on=request.today, access=access)
    form = RewordForm(request.POST or None, initial=begins_with(view.promise))
    return _step(
        request,
        view,
        form,
        _("Put it differently"),
        _("What stands there now stays in the history."),
        lambda: actions.reword(
            view.ref, form.promise(), follows=_version(request, view), reason=form.cleaned_data["reason"], access=access
        ),
    )


@require_http_methods(["GET", "POST"])
def report(request: Request, commitment: UUID) -> HttpResponse:
    """The owner says how far it is."""
    access = access_of(request)
    view = queries.commitment(CommitmentId(commitment), on=request.today, access=access)
    form = ReportForm(request.POST or None, offered=_offered(view, rules.BY_OWNER))
    return _step(
        request,
        view,
        form,
        _("Report progress"),
        _("What you say counts as your claim. It is shown as done only when another organisation has verified it."),
        lambda: actions.report(
            view.ref,
            Status(form.cleaned_data["status"]),
            reason=form.cleaned_data["reason"],
            evidence=form.resting_on(),
            access=access,
        ),
    )


@require_http_methods(["GET", "POST"])
def judge(request: Request, commitment: UUID) -> HttpResponse:
    """A second party says whether a claim is true."""
    access = access_of(request)
    view = queries.commitment(CommitmentId(commitment), on=request.today, access=access)
    form = JudgeForm(request.POST or None)
    return _step(
        request,
        view,
        form,
        _("Verify the claim"),
        _("Look at what shows it before you answer. Your organisation is named beside your answer."),
        lambda: actions.judge(
            view.ref,
            confirmed=form.cleaned_data["confirmed"] == "yes",
            reason=form.cleaned_data["reason"],
            evidence=form.resting_on(),
            access=access,
        ),
    )


@require_http_methods(["GET", "POST"])
def settle(request: Request, commitment: UUID) -> HttpResponse:
    """The secretariat says that events overtook it, or that it is open again."""
    access = access_of(request)
    view = queries.commitment(CommitmentId(commitment), on=request.today, access=access)
    form = DecideForm(request.POST or None, offered=_offered(view, rules.BY_SECRETARIAT))
    return _step(
        request,
        view,
        form,
        _("Close it, or open it again"),
        _("It stays in the register in any case."),
        lambda: actions.decide(view.ref, Status(form.cleaned_data["status"]), reason=form.cleaned_data["reason"], access=access),
    )


@require_http_methods(["GET", "POST"])
def share(request: Request, commitment: UUID) -> HttpResponse:
    """Say how far others may see it."""
    access = access_of(request)
    view = queries.commitment(CommitmentId(commitment), on=request.today, access=access)
    form = ShareForm(request.POST or None, initial={"sharing": view.promise.sharing.value})
    return _step(
        request,
        view,
        form,
        _("Say who may see it"),
        _("What is not shared is shown as “not shared”, never as nothing."),
        lambda: actions.share(
            view.ref,
            Sharing(form.cleaned_data["sharing"]),
            follows=_version(request, view),
            reason=form.cleaned_data["reason"],
            access=access,
        ),
    )


def _promised(request: Request, form: PromiseForm, line: LineId | None, back_url: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.record_commitment(form.promise(), recommendation=line, access=access_of(request))
        except AmanaError as wrong:
            form.add_error(None, wrong.message())
        else:
            messages.success(request, _("The commitment stands in the register."))
            return redirect("dialogue:commitment", made)
    context = {
        "form": form,
        "title": _("Enter a commitment"),
        "explained": _("Write what was promised in the words of the paper, as short as it allows."),
        "back_url": back_url,
    }
    return render(request, "dialogue/form.html", context, status=422 if form.is_bound else 200)


def _step(request: Request, view: CommitmentView, form: forms.Form, title: str, explained: str, run: Callable[[], object]) -> HttpResponse:
    back_url = reverse("dialogue:commitment", args=[view.ref])
    if request.method == "POST" and form.is_valid():
        run()
        messages.success(request, _("Recorded. What stood there before stays in the history."))
        return redirect(back_url)
    context = {
        "form": form,
        "title": title,
        "explained": explained,
        "about": view.promise.action,
        "version": view.versions[-1].ref,
        "back_url": back_url,
    }
    return render(request, "dialogue/form.html", context, status=422 if form.is_bound else 200)


def _version(request: Request, view: CommitmentView) -> UUID:
    """The version the reader had before them when the form was drawn."""
    try:
        return UUID(request.POST.get("version", ""))
    except ValueError:
        return view.versions[-1].ref


def _offered(view: CommitmentView, by: frozenset[Status]) -> tuple[Status, ...]:
    if view.status is None:
        raise NotFound
    return tuple(status for status in Status if status in by and rules.may_follow(view.status, status))


def _next_steps(view: CommitmentView, access: Access) -> list[tuple[str, str, bool]]:
    """What this reader can do next: the sentence, where it leads, and whether it is the main thing to do."""
    owned = {"facts": whose.ownership(view.promise.owner_state, access)}
    about = whose.row(view.ref)
    if view.status is None:
        return []
    steps: list[tuple[str, str, bool]] = []
    if _offered(view, rules.BY_OWNER) and decide(access, "dialogue.report_progress", about, owned):
        steps.append((_("Report progress"), "dialogue:report", True))
    if view.waits and _may_judge(view, access):
        steps.append((_("Verify the claim"), "dialogue:judge", True))
    if _offered(view, rules.BY_SECRETARIAT) and decide(access, "dialogue.decide_commitment", about):
        steps.append((_("Close it, or open it again"), "dialogue:settle", False))
    if decide(access, "dialogue.reword_commitment", about, owned):
        steps.append((_("Put it differently"), "dialogue:reword", False))
    sharing = owned["facts"] | (frozenset() if view.promise.sharing is Sharing.OWNER else frozenset({actions.NOT_WITHHELD}))
    if decide(access, "dialogue.share_commitment", about, {"facts": sharing}):
        steps.append((_("Say who may see it"), "dialogue:share", False))
    return [(text, reverse(name, args=[view.ref]), main) for text, name, main in steps]


def _may_judge(view: CommitmentView, access: Access) -> bool:
    claim = view.latest
    judge = rules.Party(user=access.user, organisation=access.organisation)
    if claim is None or view.promise.sharing is Sharing.OWNER or not rules.may_judge(claim.step, judge):
        return False
    return bool(decide(access, "dialogue.judge_claim", whose.row(view.ref), {"facts": frozenset({whose.SECOND_PARTY})}))
