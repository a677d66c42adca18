"""Where a person stands after the acts of the competent authority. Plain functions of plain values.

Three promises: until a conclusive act is in force the person is a presumed victim; a less favourable act takes effect only with
reasons, a second person, the person told, and told how to ask for review; nothing here is asked before help is given.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from amana.contexts.cases.identification.terms import HtcdsStatus, Missing, Outcome, Status, Step
from amana.kernel.access.values import Decision
from amana.kernel.ids import UserId
from amana.kernel.organisations.terms import OrganisationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One step as decided. What the person was told, and who confirmed it, is added later as records of their own."""

    ref: UUID
    step: Step
    outcome: Outcome
    decided_on: date
    recorded_at: datetime
    decided_by: UserId | None
    reasons_given: bool
    confirmed_by: UserId | None = None
    person_told_on: date | None = None
    told_of_review: bool = False
    review_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The status, the act it rests on (none before the first), and the acts that wait, each with what it lacks."""

    status: Status
    rests_on: Act | None
    waiting: tuple[tuple[Act, tuple[Missing, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A recovery and reflection period: its first day, how many days, and the days added since."""

    starts_on: date
    days: int
    added_days: int = 0

    @property
    def last_day(self) -> date:
        return self.starts_on + timedelta(days=self.days + self.added_days)


# How favourable a status is to the person. Being examined is no worse than not being examined.
_FAVOUR = {
    Status.NOT_IDENTIFIED: 0,
    Status.NO_GROUNDS_FOUND: 1,
    Status.NOT_EXAMINED: 2,
    Status.PRESUMED_VICTIM: 2,
    Status.GROUNDS_FOUND: 3,
    Status.VICTIM: 4,
}


def standing(acts: Iterable[Act], *, looked_into: bool) -> Standing:
    """Derive the status from all acts, in the order in which they were decided.

    looked_into  a screening was begun or signs were recorded, so that the person is presumed a victim even before any act
    """
    ordered = sorted(acts, key=lambda act: (act.decided_on, act.recorded_at))
    status = Status.PRESUMED_VICTIM if looked_into or ordered else Status.NOT_EXAMINED
    rests_on: Act | None = None
    waiting: list[tuple[Act, tuple[Missing, ...]]] = []
    for act in ordered:
        to = after(act, status)
        if to is status and act.step is not Step.CONCLUSIVE:
            continue
        # A negative conclusion said again must be as complete as the first, or the status would rest on one that is not.
        unfavourable = is_less_favourable(to, than=status) or to is status is Status.NOT_IDENTIFIED
        lacks = missing(act) if unfavourable else ()
        if lacks:
            waiting.append((act, lacks))
        else:
            status, rests_on = to, act
    return Standing(status=status, rests_on=rests_on, waiting=tuple(waiting))


def after(act: Act, status: Status) -> Status:
    """The status an act leads to.

    A first step never undoes a conclusive one, but that grounds are found again reopens a negative conclusion: it favours the person.
    """
    if act.step is Step.CONCLUSIVE:
        return Status.VICTIM if act.outcome is Outcome.POSITIVE else Status.NOT_IDENTIFIED
    if status is Status.VICTIM:
        return status
    if act.outcome is Outcome.POSITIVE:
        return Status.GROUNDS_FOUND
    return status if status is Status.NOT_IDENTIFIED else Status.NO_GROUNDS_FOUND


def is_less_favourable(status: Status, *, than: Status) -> bool:
    """Whether the person would be worse off with a status than with another."""
    return _FAVOUR[status] < _FAVOUR[than]


def missing(act: Act) -> tuple[Missing, ...]:
    """What a less favourable act still lacks. A second person who is the first one is none."""
    lacks = []
    if not act.reasons_given:
        lacks.append(Missing.REASONS)
    if act.confirmed_by is None or act.confirmed_by == act.decided_by:
        lacks.append(Missing.SECOND_PERSON)
    if act.person_told_on is None:
        lacks.append(Missing.NOTIFICATION)
    if not act.told_of_review:
        lacks.append(Missing.REVIEW_RIGHT)
    if act.review_open:
        lacks.append(Missing.REVIEW_OPEN)
    return tuple(lacks)


def may_be_removed(status: Status, periods: Iterable[Period], *, on: date) -> Decision:
    """Whether identification, looked at alone, leaves room for removal or transfer on a day. Other safeguards come on top."""
    if any(period.starts_on <= on <= period.last_day for period in periods):
        return Decision(allowed=False, reason="identification.recovery_period_runs")
    if status in (Status.PRESUMED_VICTIM, Status.GROUNDS_FOUND):
        # CETS 197 art. 10(2): no removal before the identification is complete.
        return Decision(allowed=False, reason="identification.not_complete")
    return Decision(allowed=True, reason="identification.does_not_stop_it")


def htcds_status(status: Status) -> HtcdsStatus | None:
    """The HTCDS code of a status; none where nobody has looked into it. No grounds so far is still a possible victim."""
    if status is Status.NOT_EXAMINED:
        return None
    if status is Status.VICTIM:
        return HtcdsStatus.ACTUAL
    return HtcdsStatus.NOT_A_VICTIM if status is Status.NOT_IDENTIFIED else HtcdsStatus.POSSIBLE


def htcds_deciding_body(kind: OrganisationKind) -> str:
    """HTCDS vic_TraffickingStatusDecisionMakingOrg for a kind of organisation."""
    if kind is OrganisationKind.POLICE:
        return "Police"
    if kind is OrganisationKind.PROSECUTOR:
        return "CourtOrProsecution"
    if kind is OrganisationKind.NGO:
        return "NGO"
    if kind in (OrganisationKind.MINISTRY, OrganisationKind.REFUGEE_AUTHORITY, OrganisationKind.LABOUR_INSPECTION):
        return "NonPoliceGovernmentalOrganization"
    return "Other"
