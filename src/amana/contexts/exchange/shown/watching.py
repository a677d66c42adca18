"""What the page of a partner says of the two logs: how far each was countersigned by the other, and loudly, where they do not fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amana.contexts.exchange.models import Partner
from amana.contexts.exchange.shown.codes import Words
from amana.kernel.audit.watching import watch
from amana.kernel.errors import Sentence
from amana.kernel.locale.formats import isolated, number

_TWO_STORIES = gettext_lazy(
    "Call its people on a line you know. If they restored a backup and say so, your administrator lets their log be followed anew with "
    "“%(command)s”. If not, trust nothing that rests on its log, and tell your data protection officer. "
    "The evidence is kept."
)
_OURS = gettext_lazy(
    "If this node restored a backup, tell the people there: they then follow its log anew. If it did not, somebody changed the log here: "
    "have it checked at once with “amana audit verify”, and tell your data protection officer."
)
_KEY = gettext_lazy("Tell your administrator the code: the directory of one of the two nodes may be out of date.")

# What is wrong with the log of the other node, as its own signatures show.
THEIRS: Mapping[str, Sentence] = MappingProxyType(
    {
        "witness.shortened": gettext_lazy("The log of this partner is shorter than it was."),
        "witness.forked": gettext_lazy("The log of this partner says something else than it said before."),
        "witness.inconsistent": gettext_lazy("The log of this partner does not continue what it was before."),
    }
)
# Why the other node does not countersign ours.
OURS: Mapping[str, Words] = MappingProxyType(
    {
        "witness.shortened": Words(sentence=gettext_lazy("This partner saw our log when it was longer."), remedy=_OURS),
        "witness.forked": Words(sentence=gettext_lazy("This partner saw our log when it said something else."), remedy=_OURS),
        "witness.inconsistent": Words(sentence=gettext_lazy("Our log does not continue what this partner saw of it."), remedy=_OURS),
        "witness.other_origin": Words(sentence=gettext_lazy("This partner follows another log under the name of this node."), remedy=_KEY),
        "witness.signature": Words(sentence=gettext_lazy("This partner knows our log by another key."), remedy=_KEY),
        "witness.malformed": Words(sentence=gettext_lazy("This partner could not read what our log showed it."), remedy=_KEY),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something that does not fit. `grave` where a log contradicts itself."""

    sentence: str
    remedy: str
    code: str
    at: datetime | None
    grave: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchShown:
    """Two logs as the page says them; the words are empty and the times absent where nothing was seen."""

    ours: str
    ours_at: datetime | None
    theirs: str
    theirs_at: datetime | None
    alarms: Sequence[Alarm]


def shown_watch(node: str) -> WatchShown:
    """What this node and a partner know of each other's logs."""
    found = watch(node)
    refused, asked = Partner.objects.filter(node=node).values_list("witness_code", "shown_at").first() or ("", None)
    alarms = [
        Alarm(
            sentence=str(THEIRS.get(one.code, one.code)),
            remedy=str(_TWO_STORIES) % {"command": isolated(f"amana audit witness-again {node}")},
            code=one.code,
            at=one.at,
            grave=True,
        )
        for one in found.contradictions
    ]
    if refused in OURS:
        words = OURS[refused]
        alarms.append(Alarm(sentence=str(words.sentence), remedy=str(words.remedy), code=refused, at=asked, grave=words.remedy is _OURS))
    return WatchShown(
        ours=_("%(seen)s of %(all)s entries") % {"seen": number(found.seen_by_them), "all": number(found.size)} if found.seen_at else "",
        ours_at=found.seen_at,
        theirs=_("Entries: %(number)s") % {"number": number(found.seen_by_us)} if found.watched_at else "",
        theirs_at=found.watched_at,
        alarms=alarms,
    )
