"""What the page of one person shows of this context: a panel for each part that may be opened, and one timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amana.contexts.cases.consent import panels as consent
from amana.contexts.cases.dossier.queries import Dossier
from amana.contexts.cases.identification import panels as identification
from amana.contexts.cases.panel import Panel
from amana.contexts.cases.record import shown
from amana.contexts.cases.record.terms import EntryKind
from amana.contexts.cases.record.values import CaseView, Recorded
from amana.contexts.cases.screening import panels as screening
from amana.kernel.errors import Sentence
from amana.kernel.ui.parts import Fact, Moment, Tag

GROUPS: Sequence[tuple[str, Sentence, tuple[EntryKind, ...]]] = (
    ("work", gettext_lazy("What has to be done"), (EntryKind.TASK, EntryKind.NEED, EntryKind.SERVICE, EntryKind.PLAN)),
    ("elements", gettext_lazy("Act, means, purpose"), (EntryKind.ACT, EntryKind.MEANS, EntryKind.PURPOSE)),
    (
        "happened",
        gettext_lazy("What happened"),
        (EntryKind.RECRUITMENT, EntryKind.EXPLOITATION, EntryKind.EVENT, EntryKind.OFFENDER, EntryKind.VULNERABILITY),
    ),
    ("journey", gettext_lazy("The journey"), (EntryKind.LEG,)),
    (
        "others",
        gettext_lazy("Referrals and others"),
        (EntryKind.REFERRAL_IN, EntryKind.REFERRAL_OUT, EntryKind.BODY, EntryKind.CHILD_PROCEDURE),
    ),
    ("notes", gettext_lazy("Notes"), (EntryKind.NOTE,)),
    ("sheet", gettext_lazy("What the sheet said besides"), (EntryKind.SHEET,)),
)
ADDABLE = tuple(kind for _key, _title, kinds in GROUPS for kind in kinds if kind is not EntryKind.SHEET)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCard:
    """One entry with its words, for a page. `text` is the whole of a note, "" for anything else."""

    recorded: Recorded
    kind: EntryKind
    line: str
    text: str
    facts: Sequence[Fact]
    tags: Sequence[Tag]
    can_settle: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Entries about one subject, in the order in which they were recorded; open work by day."""

    key: str
    title: Sentence
    cards: Sequence[EntryCard]
    kinds: Sequence[EntryKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    """The parts of the page: the latest case in groups, the other parts as panels, and the timeline (unsorted)."""

    case: CaseView | None
    groups: Sequence[Group]
    earlier: Sequence[CaseView]
    others: Sequence[Panel]
    moments: Sequence[Moment]


def panels(dossier: Dossier, *, on: date) -> Panels:
    """Everything a page of one person shows of a dossier. No queries."""
    others: list[Panel] = []
    moments: list[Moment] = []
    if dossier.screenings is not None:
        others.append(screening.panel_of(dossier.person, dossier.screenings))
        moments += screening.moments_of(dossier.screenings)
    if dossier.identification is not None:
        others.append(identification.panel_of(dossier.identification))
        moments += identification.moments_of(dossier.identification)
    if dossier.consents is not None:
        others.append(consent.panel_of(dossier.consents))
        moments += consent.moments_of(dossier.consents)
    cases = dossier.cases or ()
    for case in cases:
        moments += case_moments(case)
    latest = cases[0] if cases else None
    return Panels(case=latest, groups=groups_of(latest, on=on) if latest else (), earlier=cases[1:], others=others, moments=moments)


def groups_of(case: CaseView, *, on: date) -> tuple[Group, ...]:
    """The entries of a case that stand, in groups; what has to be done first comes first."""
    found = []
    for key, title, kinds in GROUPS:
        cards = [card(recorded, on=on, open_case=case.closed_on is None) for recorded in case.standing(*kinds)]
        if key == "work":
            cards.sort(key=lambda one: (one.recorded.settled_at is not None, one.recorded.due_on or date.max))
        if key == "notes":
            cards.reverse()
        found.append(Group(key=key, title=title, cards=cards, kinds=[kind for kind in kinds if kind in ADDABLE]))
    return tuple(found)


def card(recorded: Recorded, *, on: date, open_case: bool) -> EntryCard:
    """One entry with its words."""
    return EntryCard(
        recorded=recorded,
        kind=recorded.entry.kind,
        line=shown.line(recorded.entry),
        text=str(recorded.entry.values.get("cco_CaseComment", "")),
        facts=shown.facts(recorded),
        tags=shown.tags(recorded, on=on),
        can_settle=open_case and recorded.can_be_settled,
    )


def case_moments(case: CaseView) -> list[Moment]:
    """When the case was opened and closed, and what was recorded when."""
    url = reverse("cases:case", args=[case.ref])
    told = [Moment(on=case.opened_on, title=_("Case opened"), text=_("Episode %(number)s") % {"number": case.episode}, url=url)]
    for recorded in case.entries:
        if not recorded.stands and not recorded.withdrawn_because:
            continue
        tags = [] if recorded.stands and recorded.settled_at is None else shown.tags(recorded, on=recorded.recorded_at.date())
        told.append(
            Moment(
                on=recorded.recorded_at,
                title=recorded.entry.kind.label,
                text=shown.line(recorded.entry),
                by=recorded.recorded_by,
                tag=tags[0] if tags else None,
                url=url,
            )
        )
    told += [Moment(on=paper.recorded_at, title=_("Paper attached"), by=paper.recorded_by, url=url) for paper in case.attachments]
    if case.closed_on is not None:
        told.append(Moment(on=case.closed_on, title=case.status.label, text=case.status_reason, url=url))
    return told
