"""What is missing in a national plan, said before anything else. Plain functions of plain values."""

from collections.abc import Iterable
from dataclasses import dataclass

from amana.contexts.dialogue.terms import BudgetState, PlanState

LASTS_NOT = frozenset({PlanState.LAPSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What stands on top of a plan: whether it lapsed, and how many open activities lack an owner or money."""

    lapsed: bool
    without_owner: int
    without_budget: int
    activities: int

    @property
    def any(self) -> bool:
        return self.lapsed or self.activities == 0 or self.without_owner > 0 or self.without_budget > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """Whether one activity has somebody to do it and money to do it with."""

    owned: bool
    budget: BudgetState


def has_lapsed(state: PlanState, last_year: int | None, *, year: int) -> bool:
    """Whether a plan counts no more: it is said to have lapsed, or its last year is over and nobody said that it goes on.

    A draft has not begun to count, so it cannot lapse.
    """
    if state in LASTS_NOT:
        return True
    return state is not PlanState.DRAFT and last_year is not None and last_year < year


def gaps(state: PlanState, last_year: int | None, activities: Iterable[Covered], *, year: int) -> Gaps:
    """What is missing. Money that is not known counts as missing: nobody can rely on it."""
    found = tuple(activities)
    return Gaps(
        lapsed=has_lapsed(state, last_year, year=year),
        without_owner=sum(not each.owned for each in found),
        without_budget=sum(each.budget in (BudgetState.NOT_SECURED, BudgetState.NOT_KNOWN) for each in found),
        activities=len(found),
    )
