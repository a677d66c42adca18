"""What one chair hands over to the next. Plain functions of plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from amana.contexts.dialogue.chairs.rules import ChairPeriod
from amana.contexts.dialogue.commitments.values import CommitmentView
from amana.contexts.dialogue.terms import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Every commitment in exactly one list. What is not closed is in one of the first four, whatever is known of it."""

    overdue: tuple[CommitmentView, ...]
    waiting: tuple[CommitmentView, ...]
    open: tuple[CommitmentView, ...]
    not_shared: tuple[CommitmentView, ...]
    done: tuple[CommitmentView, ...]  # verified while this chair sat
    ended: tuple[CommitmentView, ...]  # withdrawn or overtaken while this chair sat
    earlier: tuple[CommitmentView, ...]  # closed before this chair

    @property
    def not_closed(self) -> tuple[CommitmentView, ...]:
        return (*self.overdue, *self.waiting, *self.open, *self.not_shared)


def hand_over(found: Iterable[CommitmentView], period: ChairPeriod) -> Handover:
    """Sort commitments, as they stood on one day, into what the next chair has to know."""
    lists: dict[str, list[CommitmentView]] = {name: [] for name in Handover.__dataclass_fields__}
    for view in found:
        lists[_list_of(view, period)].append(view)
    return Handover(**{name: tuple(views) for name, views in lists.items()})


def _list_of(view: CommitmentView, period: ChairPeriod) -> str:
    if view.status is None or view.latest is None:
        return "not_shared"
    if not view.closed:
        return "waiting" if view.waits else "overdue" if view.overdue else "open"
    if view.latest.at.date() < period.first:
        return "earlier"
    return "done" if view.status is Status.DONE_VERIFIED else "ended"


def day_of(period: ChairPeriod, *, today: date) -> date:
    """The day a handover speaks of: the last that the chair may have sat, or today while it sits."""
    return min(period.last or today, today)


def handing_over(periods: Sequence[ChairPeriod], *, today: date) -> tuple[ChairPeriod, ...]:
    """The chairs that have something to hand over: those that have begun, the latest first."""
    return tuple(period for period in reversed(periods) if period.first <= today)
