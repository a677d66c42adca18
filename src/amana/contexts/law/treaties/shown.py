"""Claims, contradictions and standings in words and parts of pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from amana.contexts.law.days import PartialDay
from amana.contexts.law.treaties.terms import Act, ClaimId, Confidence, DateKind, Status
from amana.contexts.law.treaties.values import Claim, Clash, Conflict, Decided, Office, Reason, Standing
from amana.kernel.accounts.terms import Role
from amana.kernel.locale.formats import language_now
from amana.kernel.locale.markup import day_markup
from amana.kernel.locale.names import country_name, in_order
from amana.kernel.ui.parts import Column, Row, Table, Tag, Tone

TONES: Mapping[Status, Tone] = MappingProxyType(
    {
        Status.PARTY: Tone.DONE,
        Status.SIGNED_ONLY: Tone.INFO,
        Status.NOT_PARTY: Tone.PLAIN,
        Status.UNKNOWN: Tone.UNKNOWN,
        Status.CONTESTED: Tone.DUE,
    }
)
# One sign for each status, so that the matrix reads without colour.
SIGNS: Mapping[Status, str] = MappingProxyType(
    {Status.PARTY: "●", Status.SIGNED_ONLY: "◐", Status.NOT_PARTY: "○", Status.UNKNOWN: "?", Status.CONTESTED: "≠"}
)
REASONS: Mapping[Reason, str | Promise] = MappingProxyType(
    {
        Reason.BOUND: _("It bound itself, and had done so by this day."),
        Reason.BOUND_UNDATED: _("A list names it as a party; the date of its act is not recorded."),
        Reason.WITHDREW: _("It withdrew."),
        Reason.SIGNED: _("It signed; no act that binds it is recorded for this day."),
        Reason.BEFORE_ITS_ACT: _("The recorded act comes after this day."),
        Reason.SAID_NOT_PARTY: _("The source says that it was not a party."),
        Reason.NOT_PARTY_WHEN_SEEN: _("It was not a party when the source was seen; later change was not checked."),
        Reason.DATE_NOT_PRECISE: _("The date of its act is not precise enough for this day."),
        Reason.DATE_NOT_KNOWN: _("It became a party, but when is not known."),
        Reason.ONLY_AT_HOME: _("It was decided at home; no deposit is recorded."),
        Reason.SOURCE_UNKNOWN: _("Somebody looked, and the sources did not say."),
        Reason.NO_CLAIM: _("Nothing is recorded."),
        Reason.CLAIMS_DIFFER: _("Sources contradict each other, and nobody has decided between them."),
    }
)
CLASHES: Mapping[Clash, str | Promise] = MappingProxyType(
    {
        Clash.DIFFERENT_ACT: _("Two different acts are named by which the state is said to have bound itself."),
        Clash.DIFFERENT_DATE: _("Two dates are given for the same event."),
        Clash.NONE_AGAINST_ACT: _("One source says that the state was not a party on a day on which, by the other, it was."),
        Clash.HOME_AFTER_DEPOSIT: _("A step at home is dated after the deposit that should follow it."),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One claim in words."""

    claim: Claim
    act: str | Promise
    day: SafeString
    kind: str | Promise
    seen: SafeString
    confidence: Tag
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two claims that contradict each other, side by side."""

    how: str | Promise
    first: Shown
    second: Shown


def status_tag(standing: Standing) -> Tag:
    return Tag(text=standing.status.label, tone=TONES[standing.status])


def confidence_tag(confidence: Confidence) -> Tag:
    return Tag(text=confidence.label, tone=Tone.DONE if confidence is Confidence.VERIFIED else Tone.UNKNOWN)


def reason(standing: Standing) -> str:
    """Why a state stands as it does; where sources agree on the status and differ in something else, that too."""
    said = str(REASONS[standing.reason])
    more = gettext("Its sources contradict each other in something else.")
    return f"{said} {more}" if standing.dates_differ else said


def standings_table(treaty: str, standings: Mapping[str, Standing]) -> Table:
    """How everybody stands towards one treaty, in the alphabet of the reader; each row leads to its claims."""
    names = in_order(((state, state_name(state)) for state in standings), language_now())
    headings = (pgettext("country", "State"), gettext("Status"), gettext("Since"), gettext("Why"), gettext("Confidence"))
    return Table(
        caption=gettext("How the states stand"),
        columns=[Column(heading=heading) for heading in headings],
        rows=[Row(cells=_standing_cells(name, standings[state]), url=reverse("law:claims", args=[treaty, state])) for state, name in names],
        empty=gettext("Nothing is recorded about this treaty."),
    )


def _standing_cells(name: str, standing: Standing) -> list[object]:
    sure = confidence_tag(standing.confidence) if standing.confidence else None
    return [name, status_tag(standing), day(standing.since), reason(standing), sure]


def day(value: PartialDay | None) -> SafeString:
    return day_markup(value.shown()) if value else SafeString("")


def shown(claim: Claim) -> Shown:
    return Shown(
        claim=claim,
        act=claim.act.label,
        day=day(claim.day),
        kind=claim.date_kind.label if claim.date_kind is not DateKind.NOT_SAID or claim.day else "",
        seen=day(claim.seen),
        confidence=confidence_tag(claim.confidence),
        office=from_where(claim),
    )


def pairs(conflicts: tuple[Conflict, ...], claims: Mapping[ClaimId, Claim]) -> list[Pair]:
    return [
        Pair(how=CLASHES[conflict.clash], first=shown(claims[conflict.first]), second=shown(claims[conflict.second]))
        for conflict in conflicts
    ]


def from_where(claim: Claim) -> str:
    """Which edition of the table, or which office, a claim comes from."""
    if claim.version is not None:
        return gettext("Table of claims, version %(number)s") % {"number": claim.version}
    return office(claim.office)


def office(of: Office) -> str:
    """A role in an organisation; never the name of a person."""
    role = str(Role(of.role).label) if of.role in Role.values else ""
    return ", ".join(part for part in (role, of.organisation) if part)


def in_one_line(claim: Claim) -> str:
    """A claim as one sentence, for a choice."""
    when = f", {claim.day}" if claim.day else ""
    return f"{claim.act.label}{when} ({claim.confidence.label}): {claim.source[:120]}"


def decided_words(decided: Decided, claims: Mapping[ClaimId, Claim]) -> str:
    """What a decision said."""
    upheld = claims.get(decided.upholds) if decided.upholds else None
    if upheld is None:
        return gettext("The question was opened again.")
    return gettext("Upheld: %(claim)s") % {"claim": in_one_line(upheld)}


def state_name(code: str) -> str:
    return country_name(code)


def gives_date(act: Act) -> bool:
    return act not in (Act.NONE_KNOWN, Act.UNKNOWN)
