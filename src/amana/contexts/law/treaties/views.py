"""Pages of treaties: the matrix, one treaty, one state and treaty with its claims, entering, deciding, and handing in a table."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amana.contexts.law.countries import alpha2
from amana.contexts.law.errors import NotDecidable, NothingChanges, TableRefused
from amana.contexts.law.states.queries import is_known_state, states
from amana.contexts.law.treaties import actions, changes, comparing, queries, rules, shown
from amana.contexts.law.treaties.forms import ClaimForm, CorrectForm, DecideForm, OnForm, SinceForm, TableForm
from amana.contexts.law.treaties.map_views import picture_of, standings_of
from amana.contexts.law.treaties.matrix import matrix_of
from amana.contexts.law.treaties.terms import ClaimId, Status, VersionId
from amana.kernel.accounts.terms import Role
from amana.kernel.errors import NotFound
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Column, Row, Table, Tag, Tone

A_YEAR = timedelta(days=365)


@require_GET
@login_required
def matrix(request: Request) -> HttpResponse:
    """Every state and every treaty on one day, by sign and word."""
    form, on = _on(request)
    found = queries.claims(access=access_of(request))
    drawn = matrix_of(found, on)
    return render(
        request, "law/treaties/matrix.html", {"form": form, "on": on, "matrix": drawn, "may_record": request.may("law.record_claim")}
    )


@require_GET
@login_required
def treaty(request: Request, code: str) -> HttpResponse:
    """How every state stands towards one treaty on a day."""
    row = queries.treaty(code)
    form, on = _on(request)
    found = queries.claims(treaty=code, access=access_of(request))
    standings = standings_of(found, code, on)
    counts = {status: sum(1 for one in standings.values() if one.status is status) for status in Status}
    context = {
        "treaty": row,
        "form": form,
        "on": on,
        "counts": _counted(counts),
        "picture": picture_of(row, standings, on),
        "table": shown.standings_table(code, standings),
    }
    return render(request, "law/treaties/treaty.html", context)


@require_GET
@login_required
def claims(request: Request, code: str, state: str) -> HttpResponse:
    """Every claim about one state and treaty, contradictions side by side, decisions, and what was said before."""
    row = queries.treaty(code)
    if not is_known_state(state):
        raise NotFound
    form, on = _on(request)
    found = queries.claims(state=state, treaty=code, access=access_of(request))
    everything = found.claims.get((state, code), ())
    by_ref = {claim.ref: claim for claim in everything}
    decisions = found.decisions.get((state, code), ())
    standing = found.standing(state, code, on)
    aside = standing.decision.sets_aside if standing.decision and standing.decision.upholds else frozenset()
    return render(
        request,
        "law/treaties/claims.html",
        {
            "treaty": row,
            "state": state,
            "form": form,
            "on": on,
            "standing": standing,
            "status": shown.status_tag(standing),
            "reason": shown.reason(standing),
            "pairs": shown.pairs(found.conflicts(state, code), by_ref),
            "holding": [shown.shown(claim) for claim in everything if claim.ended_at is None and claim.ref not in aside],
            "aside": [shown.shown(claim) for claim in everything if claim.ended_at is None and claim.ref in aside],
            "ended": [shown.shown(claim) for claim in everything if claim.ended_at is not None],
            "decisions": [(one, shown.decided_words(one, by_ref), shown.office(one.office)) for one in reversed(decisions)],
            "may_decide": request.may("law.decide_claims"),
            "may_record": request.may("law.record_claim"),
            "may_publish": request.may("law.publish_claim"),
            "may_correct": _may_correct(request, state),
        },
    )


@require_http_methods(["GET", "POST"])
@login_required
def record_claim(request: Request) -> HttpResponse:
    """Enter a claim: a focal point about the own state, the secretariat about any."""
    access = access_of(request)
    everywhere = Role.SECRETARIAT in access.roles
    choices = (*(one.state for one in states()), "EU") if everywhere else (access.state,)
    given = {"state": request.GET.get("state") or (access.state if not everywhere else ""), "treaty": request.GET.get("treaty", "")}
    form = ClaimForm(request.POST or None, states=choices, initial=given)
    if request.method == "POST" and form.is_valid():
        claim = form.given()
        actions.record_claim(claim, access=access)
        messages.success(request, _("Recorded. It stands beside what others say."))
        return redirect("law:claims", claim.treaty, claim.state)
    status = 422 if form.is_bound else 200
    return render(request, "law/treaties/record.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def correct_claim(request: Request, claim: UUID) -> HttpResponse:
    """Put a claim that was entered here right. The old one is ended with the reason and stays readable below."""
    row = queries.find_claim(ClaimId(claim))
    access = access_of(request)
    everything = queries.claims(state=row.state, treaty=row.treaty, access=access).claims.get((row.state, row.treaty), ())
    old = next((one for one in everything if one.ref == claim), None)
    if old is None or not _may_correct(request, row.state):
        raise NotFound
    if not old.correctable:
        raise NotDecidable
    form = CorrectForm(request.POST or None, claim=old)
    if request.method == "POST" and form.is_valid():
        actions.correct_claim(ClaimId(claim), form.given(), why=form.cleaned_data["why"], access=access)
        messages.success(request, _("Corrected. What was said before stays below, with your reason."))
        return redirect("law:claims", row.treaty, row.state)
    context = {"form": form, "treaty": queries.treaty(row.treaty), "state": row.state}
    return render(request, "law/treaties/correct.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@login_required
def decide(request: Request, code: str, state: str) -> HttpResponse:
    """Decide between claims that contradict each other: all of them first, then the choices in full, then the reason."""
    row = queries.treaty(code)
    access = access_of(request)
    found = queries.claims(state=state, treaty=code, access=access)
    holding = found.holding(state, code)
    by_ref = {claim.ref: claim for claim in holding}
    conflicts = rules.conflicts(holding)
    disputed = {ref for conflict in conflicts for ref in conflict.claims}
    form = DecideForm(request.POST or None, claims=[claim for claim in holding if claim.ref in disputed])
    if request.method == "POST" and form.is_valid():
        actions.decide_claims(state, code, upholds=form.upheld(), why=form.cleaned_data["why"], access=access)
        messages.success(request, _("Decided. The reason stands beside the claims, and a later decision may reverse it."))
        return redirect("law:claims", code, state)
    context = {"treaty": row, "state": state, "form": form, "pairs": shown.pairs(conflicts, by_ref)}
    return render(request, "law/treaties/decide.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def publish(request: Request, claim: UUID) -> HttpResponse:
    """Let the public read one claim."""
    row = queries.find_claim(ClaimId(claim))
    actions.publish_claim(ClaimId(claim), access=access_of(request))
    messages.success(request, _("Published."))
    return redirect("law:claims", row.treaty, row.state)


@require_http_methods(["GET", "POST"])
@login_required
def tables(request: Request) -> HttpResponse:
    """Every edition of the table of claims, and the form for handing in the next."""
    access = access_of(request)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            ref = actions.propose_table(form.text(), name=form.cleaned_data["file"].name, access=access)
            return redirect("law:table", ref)
        except UnicodeDecodeError:
            form.add_error(
                "file", _("This file is not UTF-8 text. Save the table as “CSV UTF-8” and hand it in again. Nothing was changed.")
            )
        except TableRefused as refusal:
            form.add_error("file", [refusal.message(), *refusal.problems])
        except NothingChanges as same:
            form.add_error("file", same.message())
    rows = [
        Row(
            cells=[
                one.number if one.number is not None else _("Not applied"),
                one.name,
                one.applied_at or one.proposed_at,
                one.counts["added"],
                one.counts["changed"],
                one.counts["removed"],
                Tag(text=_("In use"), tone=Tone.DONE) if one.current else "",
            ],
            url=reverse("law:table", args=[one.ref]),
        )
        for one in queries.versions(access=access)
    ]
    headings = (_("Version"), _("Name"), _("When"), _("Added"), _("Changed"), _("No longer stated"), _("In use"))
    numbers = {3, 4, 5}
    table = Table(
        caption=_("Editions of the table of claims"),
        columns=[Column(heading=heading, number=place in numbers) for place, heading in enumerate(headings)],
        rows=rows,
        empty=_("No table was handed in yet."),
    )
    context = {"form": form, "table": table, "may_propose": request.may("law.propose_table")}
    return render(request, "law/treaties/tables.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@login_required
def table(request: Request, ref: UUID) -> HttpResponse:
    """What one edition changed, or would change; and the button that applies it."""
    access = access_of(request)
    if request.method == "POST":
        number = actions.apply_table(VersionId(ref), access=access)
        messages.success(request, _("Version %(number)s of the table of claims is in use.") % {"number": number})
        return redirect("law:table", ref)
    found = queries.version(VersionId(ref), access=access)
    differences = Table(
        caption=_("What this table changes"),
        columns=[Column(heading=heading) for heading in (_("State and treaty"), _("What"), _("Before and after"))],
        rows=[Row(cells=[_row_name(one), Tag(text=_what(one)[0], tone=_what(one)[1]), _difference(one)]) for one in found.changes],
        empty=_("It changes nothing."),
    )
    return render(request, "law/treaties/table.html", {"version": found, "table": differences, "may_apply": request.may("law.apply_table")})


@require_GET
@login_required
def changed(request: Request) -> HttpResponse:
    """What was recorded, ended and decided since a day."""
    form = SinceForm(request.GET or None)
    since = form.cleaned_data.get("since") if form.is_bound and form.is_valid() else None
    since = since or request.today - A_YEAR
    found = changes.since(queries.claims(access=access_of(request)), since)
    listed = Table(
        caption=_("What changed, newest first"),
        columns=[Column(heading=heading) for heading in (_("State and treaty"), _("What happened"), _("When"), _("Source or reason"))],
        rows=[
            Row(
                cells=[f"{shown.state_name(one.state)}, {one.treaty}", one.words, one.at, one.because],
                url=reverse("law:claims", args=[one.treaty, one.state]),
            )
            for one in found[: changes.MOST]
        ],
        count=ngettext("%(number)s change", "%(number)s changes", len(found)) % {"number": len(found)},
        empty=_("Nothing changed since that day."),
    )
    return render(request, "law/treaties/changed.html", {"form": form, "since": since, "table": listed})


def _may_correct(request: Request, state: str) -> bool:
    """A focal point about the own state, the secretariat about any; the action decides again."""
    access = access_of(request)
    return request.may("law.correct_claim") and (Role.SECRETARIAT in access.roles or access.state == state)


def _on(request: Request) -> tuple[OnForm, date]:
    form = OnForm(request.GET or None)
    on = form.cleaned_data.get("on") if form.is_bound and form.is_valid() else None
    return form, on or request.today


def _counted(counts: dict[Status, int]) -> list[tuple[Tag, int]]:
    return [(Tag(text=status.label, tone=shown.TONES[status]), number) for status, number in counts.items() if number]


def _row_name(change: comparing.RowChange) -> str:
    state = alpha2(change.row["iso3"]) or change.row["iso3"]
    return f"{shown.state_name(state)}, {change.row['treaty']} ({change.row['claim']})"


def _what(change: comparing.RowChange) -> tuple[str, Tone]:
    words = {"added": _("Added"), "changed": _("Changed"), "removed": _("No longer stated")}
    tones = {"added": Tone.DONE, "changed": Tone.DUE, "removed": Tone.PLAIN}
    return words[change.what], tones[change.what]


def _difference(change: comparing.RowChange) -> object:
    """Old and new of each column that changed; for a whole row its act, date and source."""
    if change.what != "changed":
        row = change.row
        return ", ".join(part for part in (row["status"], row["date"], row["date_type"], row["source"]) if part)
    nothing = _("empty")
    lines = ((field.column, field.before or nothing, field.after or nothing) for field in change.fields)
    return format_html_join("", '<div><span class="code">{}</span>: <del><bdi>{}</bdi></del> → <ins><bdi>{}</bdi></ins></div>', lines)
