"""Pages of states: who takes part, and one state with its treaties."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amana.contexts.law.days import PartialDay
from amana.contexts.law.states.queries import Member, member, members
from amana.contexts.law.states.terms import Side
from amana.contexts.law.treaties import queries, shown
from amana.contexts.law.treaties.forms import OnForm
from amana.kernel.locale.formats import format_day, language_now
from amana.kernel.locale.names import in_order
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Column, Fact, Row, Statement, Table, Tag, Tone


@require_GET
@login_required
def listed(request: Request) -> HttpResponse:
    """Everybody in the dialogue, by side."""
    everybody = members()
    tables = [_table(side, [one for one in everybody if one.side is side]) for side in Side]
    taking_part = sum(1 for one in everybody if one.state and one.takes_part)
    return render(request, "law/states/list.html", {"tables": tables, "taking_part": taking_part})


@require_GET
@login_required
def state(request: Request, code: str) -> HttpResponse:
    """One state or body: how it takes part, and which treaties it is party to, on which evidence."""
    one = member(code)
    form = OnForm(request.GET or None)
    on = (form.cleaned_data.get("on") if form.is_bound and form.is_valid() else None) or request.today
    table = _treaties(one, on, request) if one.state else None
    return render(request, "law/states/state.html", {"member": one, "facts": _facts(one), "table": table, "form": form, "on": on})


def _table(side: Side, of_side: list[Member]) -> Table:
    names = in_order(((one.code, one.name) for one in of_side), language_now())
    by_code = {one.code: one for one in of_side}
    return Table(
        caption=side.label,
        columns=[
            Column(heading=heading) for heading in (_("Name"), _("Takes part"), _("Since"), _("In the chair"), _("Steering committee"))
        ],
        rows=[
            Row(
                cells=[
                    name,
                    _part(by_code[code]),
                    _joined(by_code[code]),
                    _chairs(by_code[code]),
                    by_code[code].steering_committee,
                ],
                url=reverse("law:state", args=[code]),
            )
            for code, name in names
        ],
        empty=_("Nobody is listed here."),
    )


def _part(one: Member) -> object:
    if one.takes_part:
        return one.role if one.side is Side.INSTITUTION else _("Yes")
    return Tag(text=_("In neither of the later lists"), tone=Tone.DUE)


def _joined(one: Member) -> SafeString | str:
    return shown.day(one.joined) or one.joined_words


def _chairs(one: Member) -> str:
    return "; ".join(period_words(period.start, period.end, period.note) for period in one.chairs)


def period_words(start: PartialDay, end: PartialDay | None, note: str = "") -> str:
    """A term in the chair in words, as precisely as the source has it."""
    if end == start:
        words = format_day(start.shown())
    elif end is None:
        words = _("%(start)s onwards") % {"start": format_day(start.shown())}
    else:
        words = _("%(start)s to %(end)s") % {"start": format_day(start.shown()), "end": format_day(end.shown())}
    return f"{words} ({note})" if note else words


def _facts(one: Member) -> list[Fact]:
    said = [
        (_("Side"), str(one.side.label)),
        (_("Role"), one.role),
        (
            _("Joined"),
            f"{format_day(one.joined.shown()) if one.joined else one.joined_words} ({one.joined_basis})" if one.joined_words else "",
        ),
        (_("In the chair"), _chairs(one)),
        (_("Steering committee"), one.steering_committee),
        (_("AU-Horn of Africa Initiative"), one.au_hoai_role),
        (_("Note"), one.note),
    ]
    return [Fact(label=label, statements=[Statement(text=text, source=one.source)] if text else []) for label, text in said]


def _treaties(one: Member, on: date, request: Request) -> Table:
    found = queries.claims(state=one.state, access=access_of(request))
    rows = []
    for treaty in queries.treaties():
        standing = found.standing(one.state, treaty.code, on)
        rows.append(
            Row(
                cells=[
                    treaty.text("name"),
                    shown.status_tag(standing),
                    shown.day(standing.since),
                    shown.reason(standing),
                    shown.confidence_tag(standing.confidence) if standing.confidence else None,
                ],
                url=reverse("law:claims", args=[treaty.code, one.state]),
            )
        )
    return Table(
        caption=_("Party to what, and on which evidence"),
        columns=[Column(heading=heading) for heading in (_("Treaty"), _("Status"), _("Since"), _("Why"), _("Confidence"))],
        rows=rows,
        empty=_("Nothing is recorded."),
    )
