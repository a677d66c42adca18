"""How states stand towards one treaty, as a map: the fill of each status, its words in the legend, and the finding in one sentence."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from amana.contexts.law.treaties import shown
from amana.contexts.law.treaties.terms import Status
from amana.contexts.law.treaties.values import Standing
from amana.kernel.locale.formats import format_day
from amana.kernel.ui.maps import Fill, Map, Shade, Sheet

FILLS: Final[Mapping[Status, Fill]] = MappingProxyType(
    {
        Status.PARTY: Fill.FULL,
        Status.SIGNED_ONLY: Fill.PART,
        Status.NOT_PARTY: Fill.NOT,
        Status.CONTESTED: Fill.DISPUTED,
        Status.UNKNOWN: Fill.UNKNOWN,
    }
)
STATUS_LEGEND: Final[Mapping[Status, str | Promise]] = MappingProxyType(
    {
        Status.PARTY: gettext_lazy("Party"),
        Status.SIGNED_ONLY: gettext_lazy("Signed only"),
        Status.NOT_PARTY: gettext_lazy("Not a party, as far as the sources go"),
        Status.CONTESTED: gettext_lazy("Sources contradict each other"),
        Status.UNKNOWN: gettext_lazy("Not known"),
    }
)


def treaty_map(treaty: str, standings: Mapping[str, Standing], on: date, *, source: str | Promise, sheet: Sheet = Sheet.REGION) -> Map:
    """States by how they stand towards one treaty on a day.

    treaty  its name in the reader's language
    source  where the claims stand, in words
    """
    return Map(
        title=finding(treaty, standings, on),
        sheet=sheet,
        shades={
            code: Shade(
                fill=FILLS[standing.status],
                text=_("%(state)s: %(status)s") % {"state": shown.state_name(code), "status": standing.status.label},
            )
            for code, standing in standings.items()
        },
        legend=[(FILLS[status], words) for status, words in STATUS_LEGEND.items()],
        source=source,
        on=on,
    )


def finding(treaty: str, standings: Mapping[str, Standing], on: date) -> str:
    """What the map shows, in one sentence, and in a second one about how many states sources differ. A past day is named."""
    counts = Counter(standing.status for standing in standings.values())
    party, contested = counts[Status.PARTY], counts[Status.CONTESTED]
    said = {"count": party, "all": len(standings), "treaty": treaty, "day": format_day(on)}
    sentences = [_party_then(party, said) if on < timezone.localdate() else _party_now(party, said)]
    if contested:
        about = ngettext(
            "About %(count)d state sources contradict each other.", "About %(count)d states sources contradict each other.", contested
        )
        sentences.append(about % {"count": contested})
    return " ".join(sentences)


def _party_now(number: int, said: Mapping[str, object]) -> str:
    return (
        ngettext(
            "%(count)d of %(all)d states of the dialogue is party to: %(treaty)s.",
            "%(count)d of %(all)d states of the dialogue are party to: %(treaty)s.",
            number,
        )
        % said
    )


def _party_then(number: int, said: Mapping[str, object]) -> str:
    return (
        ngettext(
            "%(day)s: %(count)d of %(all)d states of the dialogue was party to: %(treaty)s.",
            "%(day)s: %(count)d of %(all)d states of the dialogue were party to: %(treaty)s.",
            number,
        )
        % said
    )
