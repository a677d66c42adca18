"""Erasing by the retention plan, for the data protection officer: whether it is on, what comes, how to stop it. Care nodes only."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from amana.contexts.cases.facade import last_decided
from amana.contexts.persons import facade as persons
from amana.kernel.access.values import Access
from amana.kernel.ids import OrganisationId, PersonId
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Code, Column, Due, DueList, Row, Table, Tag, Tone
from amana.kernel.vocabulary import queries as vocabulary
from amana.kernel.vocabulary.errors import TableNotLoaded


class ConfirmForm(forms.Form):
    decision = forms.CharField(
        label=gettext_lazy("Which decision sets these periods"),
        help_text=gettext_lazy("The law, or the decision of your authority with its date."),
        max_length=500,
    )
    content = forms.CharField(widget=forms.HiddenInput)


class HoldForm(forms.Form):
    because = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("For example a case before a court, with its number. It stands in the log; write nothing about the person."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@require_http_methods(["GET", "POST"])
@login_required
def plan(request: Request) -> HttpResponse:
    """The periods, whether they are confirmed, and the files that come due."""
    access = access_of(request)
    if request.method == "POST" and request.POST.get("do") == "end":
        persons.end_plan(access=access)
        messages.success(request, _("The node erases nothing by itself from now on."))
        return redirect("guardian:retention")
    form = ConfirmForm(request.POST or None, initial={"content": persons.retention_content()})
    if request.method == "POST" and form.is_valid():
        persons.confirm_plan(form.cleaned_data["decision"], content=form.cleaned_data["content"], access=access)
        messages.success(request, _("The periods are confirmed. What is due is erased thirty days after it stands on this page."))
        return redirect("guardian:retention")
    found = persons.due_erasures(decided=last_decided, access=access)
    confirmation = _confirmation(access)
    context = {
        "confirmation": confirmation,
        "form": form if request.may("persons.confirm_plan") else None,
        "due": _due_table(found, erases=confirmation is not None),
        "periods": _periods(),
    }
    return render(request, "guardian/retention.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def hold(request: Request, person: UUID) -> HttpResponse:
    """Put one file under legal hold, or lift that."""
    access, who = access_of(request), PersonId(person)
    one = next((one for one in persons.due_erasures(decided=last_decided, access=access) if one.person == who), None)
    if one is None:
        return redirect("guardian:retention")
    form = HoldForm(request.POST or None)
    if form.is_valid():
        (persons.lift_hold if one.held else persons.hold)(who, form.cleaned_data["because"], access=access)
        messages.success(request, _("The hold is lifted.") if one.held else _("The file is under legal hold. Nobody erases it."))
        return redirect("guardian:retention")
    shown = {"form": form, "one": one, "erases": _confirmation(access) is not None, "reads_log": request.may("guardian.read_log")}
    return render(request, "guardian/hold.html", shown, status=422 if form.errors else 200)


def due_list(access: Access) -> DueList:
    """For the overview: what the node will erase within thirty days."""
    lines = [
        Due(
            what=_("File %(number)s will be erased") % {"number": one.number},
            who=_("The node itself"),
            url=reverse("guardian:hold", args=[one.person]),
            by=one.erased_on,
            why=_("Set a hold if it must be kept."),
            tag=Tag(text=_("Due"), tone=Tone.DUE),
        )
        for one in persons.due_erasures(decided=last_decided, access=access)
        if not one.held
    ]
    if _confirmation(access) is not None:
        return DueList(title=_("Erased within thirty days, by the retention plan"), lines=lines, empty=_("No file is due."))
    off = Due(
        what=_("The retention periods are not confirmed"),
        who=_("The node itself"),
        url=reverse("guardian:retention"),
        why=_("The node erases nothing by itself until you confirm them."),
        tag=Tag(text=_("Off"), tone=Tone.DUE),
    )
    return DueList(title=_("Retention"), lines=[off], empty="")


def _confirmation(access: Access) -> object:
    return persons.retention_confirmation(OrganisationId(access.organisation)) if access.organisation else None


def _due_table(found: list[persons.DueFile], *, erases: bool) -> Table:
    """`erases` says whether the plan is confirmed; until then no file has a day on which it is erased."""
    return Table(
        caption=_("Files that are due within thirty days"),
        columns=[Column(heading=heading) for heading in (_("File"), _("Kept until"), _("Listed here since"), _("Erased from"), _("State"))],
        rows=[
            Row(
                cells=[Code(text=one.number), one.due_on, one.told_on, one.erased_on if erases and not one.held else None, _state(one)],
                url=reverse("guardian:hold", args=[one.person]),
            )
            for one in found
        ],
        empty=_("No closed file is due within thirty days."),
    )


def _state(one: persons.DueFile) -> Tag:
    return Tag(text=_("Legal hold"), tone=Tone.INFO) if one.held else Tag(text=_("Due"), tone=Tone.DUE)


def _periods() -> Table:
    try:
        rows = vocabulary.rows("retention")
    except TableNotLoaded:
        rows = ()
    return Table(
        caption=_("Periods, as they are loaded"),
        columns=[
            Column(heading=_("For")), Column(heading=_("Months"), number=True), Column(heading=_("Counted from")),
            Column(heading=_("Why")), Column(heading=_("How sure")),
        ],
        rows=[
            Row(cells=[row.text("label"), int(row["months"]), row.text("counted_from"), row.text("reason"), str(row.confidence)])
            for row in rows
        ],
        empty=_("The table of periods is not loaded. Run: amana reference load"),
    )  # fmt: skip
