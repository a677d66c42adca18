"""Public pages of the law check: each obligation, and how far states meet it as far as they say. Two axes, never one figure."""

from collections.abc import Iterable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amana.contexts.law import facade as law
from amana.desks.public.frame import page, public_page
from amana.desks.public.treaty_words import state_address
from amana.kernel.ui.parts import Code, Column, Row, Table, Tag, Tone

TONES: Final = {
    law.Result.MET: Tone.DONE,
    law.Result.PARTLY: Tone.INFO,
    law.Result.NOT_MET: Tone.PLAIN,
    law.Result.DISPUTED: Tone.DUE,
    law.Result.NOT_ASSESSED: Tone.UNKNOWN,
    law.Result.NOT_SHARED: Tone.UNKNOWN,
}


@public_page
def obligations(request: HttpRequest, language: str) -> HttpResponse:
    """Every obligation; what must be done, what must be considered and what may be done stand apart."""
    found = law.obligations()
    tables = [
        (word.label, _obligations(str(word.label), [one for one in found if one.strength == word], language)) for word in law.Strength
    ]
    return page(request, "tables.html", _("What the treaties ask of national law"), {"tables": tables})


@public_page
def obligation(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """One obligation: for each state, whether the treaty binds it and whether it has the law, as far as its assessments are public."""
    asked = law.obligation(code)
    table = Table(
        caption=_("States of the dialogue: party to the treaty, and has the law"),
        columns=[Column(heading=_("State")), Column(heading=_("Party to the treaty")), Column(heading=_("Has the law"))],
        rows=[
            Row(
                cells=[law.state_name(line.state), law.status_tag(line.treaty), result_tag(line.result)],
                url=state_address(language, line.state),
            )
            for line in law.published_check_of_obligation(code, on=timezone.localdate())
        ],
        empty=_("Nothing is recorded yet."),
    )
    return page(request, "tables.html", code, {"lead": asked.text, "tables": [("", table)], "texts": [_source(asked)]})


def acts_table(state: str) -> Table:
    """Acts of a state that are public."""
    return Table(
        caption=_("Acts that are recorded here"),
        columns=[
            Column(heading=_("Act")),
            Column(heading=_("Number")),
            Column(heading=_("In force from")),
            Column(heading=_("How sure")),
            Column(heading=_("Source")),
        ],
        rows=[
            Row(cells=[act.title, act.number or None, act.starts.shown() if act.starts else None, act.confidence.label, act.source])
            for act, _sections in law.published_acts(state)
        ],
        empty=_("No act is public yet."),
    )


def result_tag(result: law.Result) -> Tag:
    return Tag(text=result.label, tone=TONES[result])


def _obligations(caption: str, found: Iterable[law.Obligation], language: str) -> Table:
    return Table(
        caption=caption,
        columns=[Column(heading=_("Obligation")), Column(heading=_("In our own words"))],
        rows=[Row(cells=[Code(text=one.code), one.text], url=reverse("public:obligation", args=[language, one.code])) for one in found],
        empty=_("Nothing is recorded yet."),
    )


def _source(asked: law.Obligation) -> str:
    return _("Paraphrase; only the text of the treaty counts. Source: %(source)s") % {"source": asked.row.source}
