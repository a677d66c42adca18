"""Pages of the public face. Everything comes from what the contexts publish; nothing here knows who reads."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amana.contexts.dialogue import facade as dialogue
from amana.contexts.law import facade as law
from amana.desks.public import atom, published, treaty_words
from amana.desks.public.changes import Change, recent_changes
from amana.desks.public.dialogue_views import commitments_table, plans_table
from amana.desks.public.frame import page, public_page
from amana.desks.public.law_views import acts_table
from amana.desks.public.treaty_words import state_address, treaty_address
from amana.kernel.errors import NotFound
from amana.kernel.locale.formats import format_day
from amana.kernel.ui.parts import Code, Column, Row, Table, Tag, Tone

ON_THE_FIRST_PAGE: Final = "TIP"  # the Trafficking Protocol: what the dialogue was founded on


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Lead to the reader's language; from there on the address says it."""
    response = HttpResponseRedirect(reverse("public:start", args=[get_language_from_request(request)]))
    response["Vary"] = "Accept-Language"
    return response


@public_page
def start(request: HttpRequest, language: str) -> HttpResponse:
    """What the dialogue promised, one finding with its picture, and who takes part."""
    treaty = law.treaty(ON_THE_FIRST_PAGE)
    standings, _claims = _standings(treaty.code, timezone.localdate())
    members = law.members()
    sides = [(side.label, [one for one in members if one.side is side and one.takes_part]) for side in law.Side]
    context = {
        "picture": law.treaty_map(treaty.text("name"), standings, timezone.localdate(), source=treaty_words.MAP_SOURCE),
        "picture_treaty": treaty.code,
        "sides": [(label, found) for label, found in sides if found],
    }
    return page(request, "start.html", _("What states promised, and what is known of it"), context)


@public_page
def states(request: HttpRequest, language: str) -> HttpResponse:
    """Everybody who takes part."""
    table = Table(
        caption=_("States of the dialogue"),
        columns=[
            Column(heading=_("State")), Column(heading=_("Side")), Column(heading=_("Takes part since")), Column(heading=_("Source")),
        ],
        rows=[
            Row(
                cells=[one.name, one.side.label, one.joined.shown() if one.joined else one.joined_words or None, one.source],
                url=state_address(language, one.state),
            )
            for one in law.states()
        ],
        empty=_("Nothing is recorded yet."),
    )  # fmt: skip
    return page(request, "tables.html", _("States of the dialogue"), {"tables": [("", table)]})


@public_page
def state(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """One state: how it stands towards each treaty, and every claim that says so."""
    if not law.is_known_state(code):
        raise NotFound
    found, today = published.claims(), timezone.localdate()
    treaties = law.treaties()
    rows = [
        (
            row.text("name"),
            treaty_address(language, row.code),
            found.standing(code, row.code, today),
            len(found.holding(code, row.code)),
        )
        for row in treaties
    ]
    promised = published.commitments()
    conflicts = [conflict for row in treaties for conflict in found.conflicts(code, row.code)]
    claims = [claim for row in treaties for claim in found.claims.get((code, row.code), ())]
    tables = [
        (_("Treaties"), treaty_words.standings_table(_("How the state stands towards each treaty today"), rows)),
        (_("Law"), acts_table(code)),
        (_("Commitments"), commitments_table(one for one in promised if one.promise.owner_state == code)),
        (_("Plans"), plans_table(one for one in dialogue.published_plans(on=today) if one.of == code)),
        (_("Evidence"), treaty_words.claims_table(_("Every claim, with its source"), claims, conflicts, by_state=False)),
    ]
    return page(request, "tables.html", law.state_name(code), {"tables": tables, "texts": _of_member(code)})


@public_page
def treaties(request: HttpRequest, language: str) -> HttpResponse:
    """All treaties: how many states stand how."""
    found, today = published.claims(), timezone.localdate()
    codes = [one.state for one in law.states()]
    rows = []
    for row in law.treaties():
        counts = Counter(found.standing(code, row.code, today).status for code in codes)
        cells: list[object] = [row.text("name"), *(counts[status] for status in law.STATUS_LEGEND)]
        rows.append(Row(cells=cells, url=treaty_address(language, row.code)))
    table = Table(
        caption=_("States of the dialogue by how they stand today"),
        columns=[Column(heading=_("Treaty")), *(Column(heading=words, number=True) for words in law.STATUS_LEGEND.values())],
        rows=rows,
        empty=_("Nothing is recorded yet."),
    )
    return page(request, "tables.html", _("Treaties"), {"tables": [("", table)]})


@public_page
def treaty(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """One treaty: a map, how each state stands today or stood at the end of a `year`, and every claim."""
    row, today = law.treaty(code), timezone.localdate()
    years = published.claims().years(code, today)
    year = _year(request.GET.get("year", ""), years)
    on = min(date(year, 12, 31), today)
    standings, found = _standings(code, on)
    by_name = sorted(standings, key=law.state_name)
    lines = [(law.state_name(one), state_address(language, one), standings[one], len(found.holding(one, code))) for one in by_name]
    conflicts = [conflict for one in standings for conflict in found.conflicts(one, code)]
    claims = [claim for one in by_name for claim in found.claims.get((one, code), ())]
    caption = _("How each state stands today") if on == today else _("How each state stood on %(day)s") % {"day": format_day(on)}
    tables = [
        (_("States"), treaty_words.standings_table(caption, lines)),
        (_("Evidence"), treaty_words.claims_table(_("Every claim, with its source"), claims, conflicts, by_state=True)),
    ]
    picture = law.treaty_map(row.text("name"), standings, on, source=treaty_words.MAP_SOURCE)
    context = {"tables": tables, "picture": picture, "years": reversed(years), "year": year}
    return page(request, "treaty.html", row.text("name"), context)


@public_page
def changes(request: HttpRequest, language: str) -> HttpResponse:
    """What was recorded, corrected and decided last."""
    table = Table(
        caption=_("Changes, newest first"),
        columns=[Column(heading=_("State")), Column(heading=_("Treaty")), Column(heading=_("What happened")), Column(heading=_("When"))],
        rows=[_change_row(one, language) for one in recent_changes()],
        empty=_("Nothing is recorded yet."),
    )
    return page(request, "tables.html", _("What changed"), {"tables": [("", table)]})


@public_page
def feed(request: HttpRequest, language: str) -> HttpResponse:
    """The same for feed readers."""
    return atom.feed(request, language, recent_changes())


@public_page
def limits(request: HttpRequest, language: str) -> HttpResponse:
    """What these pages do not show, and why."""
    return page(request, "limits.html", _("What these pages do not show"), {})


def _standings(treaty: str, on: date) -> tuple[Mapping[str, law.Standing], law.Claims]:
    found = published.claims()
    return {one.state: found.standing(one.state, treaty, on) for one in law.states()}, found


def _year(said: str, years: range) -> int:
    """The year of an address; the present one where it names none of these."""
    year = int(said) if said.isascii() and said.isdecimal() and len(said) == len("2000") else years[-1]
    return year if year in years else years[-1]


def _of_member(code: str) -> Sequence[str]:
    """What is known of a state's part in the dialogue, in sentences."""
    known = [one for one in law.states() if one.state == code]
    return [_("%(side)s. Source: %(source)s") % {"side": one.side.label, "source": one.source} for one in known]


def _change_row(one: Change, language: str) -> Row:
    cells: list[object] = [law.state_name(one.state), Code(text=one.treaty), Tag(text=one.what.label, tone=Tone.INFO), one.on]
    return Row(cells=cells, url=state_address(language, one.state))
