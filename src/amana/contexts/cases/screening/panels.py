"""What the page of one person shows of screening."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amana.contexts.cases.panel import Panel
from amana.contexts.cases.screening.models import ScreeningState
from amana.contexts.cases.screening.values import ScreeningLine
from amana.kernel.ids import PersonId
from amana.kernel.ui.parts import Moment


def panel_of(person: PersonId, found: Sequence[ScreeningLine]) -> Panel:
    """The screenings of a person."""
    context = {
        "person": person,
        "screenings": found,
        "open": [line for line in found if line.state is ScreeningState.OPEN],
    }
    return Panel(title=gettext_lazy("Screening"), template="cases/screening/panel.html", context=context)


def moments_of(found: Sequence[ScreeningLine]) -> list[Moment]:
    """When screenings began and were concluded; newest first. What they say is read on their own page."""
    told = []
    for line in found:
        url = reverse("cases:screening", args=[line.ref])
        told.append(Moment(on=line.started_at, title=_("Screening begun"), text=line.profile.label, by=line.started_by, url=url))
        if line.last is not None:
            told.append(Moment(on=line.last.at, title=_("Screening concluded"), text=line.last.conclusion.label, by=line.last.by, url=url))
    return told
