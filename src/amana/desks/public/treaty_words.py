"""How states stand towards treaties, in words, tags, tables and maps of the public pages."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from amana.contexts.law import facade as law
from amana.kernel.locale.names import country_name
from amana.kernel.ui.maps import Fill, Map, Shade, Sheet
from amana.kernel.ui.parts import Code, Column, Row, Table, Tag, Tone

FILLS: Final[Mapping[law.Status, Fill]] = MappingProxyType(
    {
        law.Status.PARTY: Fill.FULL,
        law.Status.SIGNED_ONLY: Fill.PART,
        law.Status.NOT_PARTY: Fill.NOT,
        law.Status.CONTESTED: Fill.DISPUTED,
        law.Status.UNKNOWN: Fill.UNKNOWN,
    }
)
TONES: Final[Mapping[law.Status, Tone]] = MappingProxyType(
    {
        law.Status.PARTY: Tone.DONE,
        law.Status.SIGNED_ONLY: Tone.INFO,
        law.Status.NOT_PARTY: Tone.PLAIN,
        law.Status.CONTESTED: Tone.DUE,
        law.Status.UNKNOWN: Tone.UNKNOWN,
    }
)
LEGEND: Final[Mapping[law.Status, str | Promise]] = MappingProxyType(
    {
        law.Status.PARTY: gettext_lazy("Party"),
        law.Status.SIGNED_ONLY: gettext_lazy("Signed only"),
        law.Status.NOT_PARTY: gettext_lazy("Not a party, as far as the sources go"),
        law.Status.CONTESTED: gettext_lazy("Sources contradict each other"),
        law.Status.UNKNOWN: gettext_lazy("Not known"),
    }
)


def state_name(code: str) -> str:
    """The name in the reader's language; the Union is a party of its own."""
    return _("European Union") if code == "EU" else country_name(code)


def status_tag(standing: law.Standing) -> Tag:
    """One word for how a state stands."""
    return Tag(text=standing.status.label, tone=TONES[standing.status])


def finding(treaty: str, standings: Mapping[str, law.Standing]) -> str:
    """What the map shows, in one sentence."""
    counts = Counter(standing.status for standing in standings.values())
    party = ngettext(
        "%(count)d of %(all)d states of the dialogue is party to: %(treaty)s.",
        "%(count)d of %(all)d states of the dialogue are party to: %(treaty)s.",
        counts[law.Status.PARTY],
    ) % {"count": counts[law.Status.PARTY], "all": len(standings), "treaty": treaty}
    contested = counts[law.Status.CONTESTED]
    if not contested:
        return party
    return (
        party
        + " "
        + ngettext(
            "About %(count)d state sources contradict each other.", "About %(count)d states sources contradict each other.", contested
        )
        % {"count": contested}
    )


def treaty_map(treaty: str, standings: Mapping[str, law.Standing], on: date) -> Map:
    """States of the dialogue by how they stand towards one treaty."""
    return Map(
        title=finding(treaty, standings),
        sheet=Sheet.REGION,
        shades={
            code: Shade(
                fill=FILLS[standing.status],
                text=_("%(state)s: %(status)s") % {"state": state_name(code), "status": standing.status.label},
            )
            for code, standing in standings.items()
        },
        legend=[(FILLS[status], words) for status, words in LEGEND.items()],
        source=_("Claims with their sources, in the table below and in the open data"),
        on=on,
    )


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
                    status_tag(standing),
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
                    state_name(claim.state) if by_state else Code(text=claim.treaty),
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
