"""Public commitments, meetings and plans."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from amana.contexts.dialogue import facade as dialogue
from amana.desks.public import published
from amana.desks.public.frame import page, public_page
from amana.kernel.errors import NotFound
from amana.kernel.locale.names import country_name
from amana.kernel.ui.parts import Column, Row, Table, Tag, Tone

ON_ONE_PAGE: Final = 100
MOST_DIGITS: Final = 8


@public_page
def commitments(request: HttpRequest, language: str) -> HttpResponse:
    """What was promised in public, and where it stands; `after` says how many to leave out."""
    found, given = published.commitments(), request.GET.get("after", "")
    after = int(given) if given.isdecimal() and len(given) < MOST_DIGITS else 0
    after = after if after < len(found) else 0
    end = min(after + ON_ONE_PAGE, len(found))
    own = reverse("public:commitments", args=[language])
    table = replace(
        commitments_table(found[after:end]),
        count=_("%(first)s to %(last)s of %(count)s") % {"first": after + 1, "last": end, "count": len(found)} if found else "",
        next_url=f"{own}?after={end}" if end < len(found) else "",
        previous_url=f"{own}?after={max(0, after - ON_ONE_PAGE)}" if after else "",
    )
    return page(request, "tables.html", _("Commitments"), {"tables": [("", table)]})


@public_page
def meetings(request: HttpRequest, language: str) -> HttpResponse:
    """Meetings of the dialogue."""
    table = Table(
        caption=_("Meetings, the latest first"),
        columns=[
            Column(heading=_("Meeting")), Column(heading=_("Kind")), Column(heading=_("Day")), Column(heading=_("Place")),
            Column(heading=_("How sure")), Column(heading=_("Source")),
        ],
        rows=[
            Row(
                cells=[
                    one.title, one.details.kind.label, one.details.ends.shown, one.place or None, one.details.source.confidence.label,
                    one.details.source.words,
                ],
                url=reverse("public:meeting", args=[language, one.ref]),
            )
            for one in dialogue.published_meetings()
        ],
        empty=_("No meeting is public yet."),
    )  # fmt: skip
    return page(request, "tables.html", _("Meetings"), {"tables": [("", table)]})


@public_page
def meeting(request: HttpRequest, language: str, ref: UUID) -> HttpResponse:
    """One meeting: agenda, who took part by office, documents, recommendations."""
    found = next((one for one in dialogue.published_meetings() if one.ref == ref), None)
    if found is None:
        raise NotFound
    parts = (
        (_("Agenda"), found.agenda),
        (_("Who took part"), found.participants),
        (_("Documents"), found.documents),
        (_("Recommendations"), found.recommendations),
    )
    tables = [(heading, _lines(heading, lines)) for heading, lines in parts]
    texts = [_("%(kind)s. Source: %(source)s") % {"kind": found.details.kind.label, "source": found.details.source.words}]
    return page(request, "tables.html", found.title, {"tables": tables, "texts": texts})


def commitments_table(found: Iterable[dialogue.CommitmentView]) -> Table:
    """Commitments with owner, deadline and standing."""
    return Table(
        caption=_("Commitments, the earliest deadline first"),
        columns=[
            Column(heading=_("What was promised")), Column(heading=_("Owner")), Column(heading=_("Deadline")),
            Column(heading=_("Standing")),
            Column(heading=_("Text it rests on")), Column(heading=_("Source")),
        ],
        rows=[
            Row(
                cells=[
                    one.promise.action, owner(one), one.promise.deadline.shown if one.promise.deadline else None, standing(one),
                    one.promise.reference, one.promise.source.words,
                ]
            )
            for one in found
        ],
        empty=_("No commitment is public yet."),
    )  # fmt: skip


def plans_table(found: Iterable[dialogue.PlanView]) -> Table:
    """National plans of action."""
    return Table(
        caption=_("National plans of action"),
        columns=[
            Column(heading=_("Plan")), Column(heading=_("From")), Column(heading=_("To")), Column(heading=_("State of the plan")),
            Column(heading=_("How sure")), Column(heading=_("Source")),
        ],
        rows=[
            Row(
                cells=[
                    one.title, _year(one.facts.first_year), _year(one.facts.last_year), one.facts.state.label,
                    one.facts.source.confidence.label, one.facts.source.words,
                ]
            )
            for one in found
        ],
        empty=_("No plan is public yet."),
    )  # fmt: skip


def owner(one: dialogue.CommitmentView) -> str:
    state = country_name(one.promise.owner_state) if one.promise.owner_state else ""
    return ", ".join(part for part in (state, one.promise.owner_body) if part)


def standing(one: dialogue.CommitmentView) -> Tag:
    """Where a commitment stands; overdue is said in its place, and what is withheld is never nothing."""
    if one.status is None:
        return Tag(text=_("Not shared"), tone=Tone.UNKNOWN)
    return Tag(text=_("Overdue"), tone=Tone.OVERDUE) if one.overdue else Tag(text=one.status.label, tone=Tone.PLAIN)


def _lines(caption: str, lines: Iterable[dialogue.LineView]) -> Table:
    return Table(
        caption=caption,
        columns=[Column(heading=_("Number")), Column(heading=_("Words")), Column(heading=_("State")), Column(heading=_("Source"))],
        rows=[Row(cells=[one.line.number or None, one.line.text, _state(one.line.state), one.line.source.words]) for one in lines],
        empty=_("Nothing is public."),
    )


def _year(year: int | None) -> str | None:
    return str(year) if year else None


def _state(code: str) -> str | None:
    return country_name(code) if code else None
