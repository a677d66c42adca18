"""The map of one treaty by year: a slider where scripts run, a choice of years and a button where they do not, the table below always."""

from collections.abc import Iterable, Mapping
from datetime import date

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from amana.contexts.law.states.queries import states
from amana.contexts.law.treaties import queries, shading, shown
from amana.contexts.law.treaties.queries import Claims
from amana.contexts.law.treaties.values import Standing
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.maps import Map, Sheet
from amana.kernel.vocabulary.values import Row

FIRST_SHOWN = "TIP"  # the Trafficking Protocol: what the dialogue was founded on
SHEETS = ((Sheet.REGION.value, _("Horn of Africa to Europe")), (Sheet.WORLD.value, _("The world")))


class MapForm(forms.Form):
    """Which treaty, on which map, in which year. The select of years becomes a slider where scripts run."""

    treaty = forms.ChoiceField(label=_("Treaty"))
    sheet = forms.ChoiceField(label=_("Map"), choices=SHEETS)
    year = forms.TypedChoiceField(
        label=_("At the end of the year"), coerce=int, help_text=_("The present year is shown as it stands today.")
    )

    def __init__(self, given: Mapping[str, str], *, years: Iterable[int]) -> None:
        super().__init__(given)
        # all three fields are of choices
        self.fields["treaty"].choices = [(row.code, row.text("name")) for row in queries.treaties()]  # type: ignore[attr-defined]
        self.fields["year"].choices = [(str(year), str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["year"].widget.attrs["data-slider"] = "standings"


@require_GET
@login_required
def treaty_map(request: Request) -> HttpResponse:
    """How the states stood towards one treaty at the end of a year, as a picture and as a table."""
    row = queries.treaty(request.GET.get("treaty") or FIRST_SHOWN)
    found = queries.claims(treaty=row.code, access=access_of(request))
    years = found.years(row.code, request.today)
    given = {"treaty": row.code, "sheet": Sheet.REGION.value, "year": str(years[-1]), **request.GET.dict()}
    form = MapForm(given | {"year": _within(given["year"], years)}, years=years)
    year, sheet = (form.cleaned_data["year"], Sheet(form.cleaned_data["sheet"])) if form.is_valid() else (years[-1], Sheet.REGION)
    on = min(date(year, 12, 31), request.today)
    standings = standings_of(found, row.code, on)
    context = {
        "form": form,
        "treaty": row,
        "on": on,
        "picture": picture_of(row, standings, on, sheet),
        "table": shown.standings_table(row.code, standings),
    }
    return render(request, "law/treaties/map.html", context, status=200 if form.is_valid() else 422)


def standings_of(found: Claims, treaty: str, on: date) -> dict[str, Standing]:
    """How everybody stands on a day: the states of the dialogue, and whoever else something is claimed about."""
    everybody = {*(one.state for one in states()), *found.states()}
    return {state: found.standing(state, treaty, on) for state in everybody}


def picture_of(treaty: Row, standings: Mapping[str, Standing], on: date, sheet: Sheet = Sheet.REGION) -> Map:
    """The map of the states of the dialogue. The European Union has a row in the table and no outline."""
    on_map = {one.state: standings[one.state] for one in states()}
    source = _("Claims with their sources, behind each row of the table below")
    return shading.treaty_map(treaty.text("name"), on_map, on, source=source, sheet=sheet)


def _within(said: str, years: range) -> str:
    """A year of another treaty's map becomes the nearest one of this; anything else stays as it is, for the form to refuse."""
    return str(min(max(int(said), years[0]), years[-1])) if said.isascii() and said.isdecimal() and len(said) == len("2000") else said
