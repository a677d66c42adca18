"""How states stand towards treaties, in tables of the public pages."""

from collections.abc import Iterable
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amana.contexts.law import facade as law
from amana.kernel.ui.parts import Code, Column, Row, Table, Tag, Tone

MAP_SOURCE: Final = gettext_lazy("Claims with their sources, in the table below and in the open data")


def standings_table(caption: str, rows: Iterable[tuple[str, str, law.Standing, int]]) -> Table:
    """How somebody stands: name and address of the row, standing, and how many claims speak of it."""
    return Table(
        caption=caption,
        columns=[
            Column(heading=_("Name")),
            Column(heading=_("Standing")),
            Column(heading=_("Since")),
            Column(heading=_("How sure")),
            Column(heading=_("Source last seen")),
            Column(heading=_("Claims"), number=True),
        ],
        rows=[
            Row(
                cells=[
                    name,
                    law.status_tag(standing),
                    standing.since.shown() if standing.since else None,
                    standing.confidence.label if standing.confidence else None,
                    standing.seen.shown() if standing.seen else None,
                    count,
                ],
                url=url,
            )
            for name, url, standing, count in rows
        ],
        empty=_("Nothing is recorded yet."),
    )


def claims_table(caption: str, claims: Iterable[law.Claim], conflicts: Iterable[law.Conflict], *, by_state: bool) -> Table:
    """Every claim with its evidence, contradictory ones marked, ended ones kept."""
    against = {claim for conflict in conflicts for claim in conflict.claims}
    return Table(
        caption=caption,
        columns=[
            Column(heading=_("State") if by_state else _("Treaty")),
            Column(heading=_("Act")),
            Column(heading=_("Day")),
            Column(heading=_("What day that is")),
            Column(heading=_("How sure")),
            Column(heading=_("Source")),
            Column(heading=_("Seen on")),
        ],
        rows=[
            Row(
                cells=[
                    law.state_name(claim.state) if by_state else Code(text=claim.treaty),
                    _act(claim, claim.ref in against),
                    claim.day.shown() if claim.day else None,
                    claim.date_kind.label,
                    claim.confidence.label,
                    claim.source,
                    claim.seen.shown() if claim.seen else None,
                ]
            )
            for claim in claims
        ],
        empty=_("No claim is public."),
    )


def _act(claim: law.Claim, contradicted: bool) -> object:
    if claim.ended_at is not None:
        return Tag(text=_("%(act)s (withdrawn from the register)") % {"act": claim.act.label}, tone=Tone.PLAIN)
    return Tag(text=_("%(act)s (contradicted)") % {"act": claim.act.label}, tone=Tone.DUE) if contradicted else claim.act.label


def state_address(language: str, code: str) -> str:
    return reverse("public:state", args=[language, code])


def treaty_address(language: str, code: str) -> str:
    return reverse("public:treaty", args=[language, code])
