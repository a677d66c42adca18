"""What stands on top of a national plan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.contexts.dialogue.plans.rules import Covered, gaps, has_lapsed
from amana.contexts.dialogue.terms import BudgetState, PlanState

covered = st.builds(Covered, owned=st.booleans(), budget=st.sampled_from(list(BudgetState)))


@pytest.mark.parametrize(
    ("story", "state", "last_year", "lapsed"),
    [
        ("its state says that it lapsed", PlanState.LAPSED, None, True),
        ("its last year is over and nobody said that it goes on", PlanState.IN_FORCE, 2025, True),
        ("its last year runs", PlanState.IN_FORCE, 2026, False),
        ("it has no known end", PlanState.IN_FORCE, None, False),
        ("nothing is known of it but its last year", PlanState.NOT_KNOWN, 2022, True),
        ("a draft has not begun to count", PlanState.DRAFT, 2022, False),
    ],
)
def test_when_a_plan_has_lapsed(story: str, state: PlanState, last_year: int | None, lapsed: bool) -> None:
    assert has_lapsed(state, last_year, year=2026) is lapsed


def test_an_activity_without_owner_or_money_is_counted() -> None:
    found = gaps(
        PlanState.IN_FORCE,
        2030,
        [
            Covered(owned=True, budget=BudgetState.SECURED),
            Covered(owned=False, budget=BudgetState.NOT_SECURED),
            Covered(owned=True, budget=BudgetState.NOT_KNOWN),
            Covered(owned=True, budget=BudgetState.PARTLY),
        ],
        year=2026,
    )
    assert (found.lapsed, found.without_owner, found.without_budget, found.activities) == (False, 1, 2, 4)
    assert found.any


@given(activities=st.lists(covered), more=covered)
def test_one_more_activity_never_hides_a_gap(activities: list[Covered], more: Covered) -> None:
    before = gaps(PlanState.IN_FORCE, None, activities, year=2026)
    after = gaps(PlanState.IN_FORCE, None, [*activities, more], year=2026)
    assert after.without_owner >= before.without_owner
    assert after.without_budget >= before.without_budget
