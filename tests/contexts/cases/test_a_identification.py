"""Identification as it is stored: who may decide, and that nothing gets worse in silence."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from amana.contexts.cases.errors import InTheFuture, NoGroundsToExtend, NotWaiting, ReasonMissing
from amana.contexts.cases.identification import actions, queries
from amana.contexts.cases.identification.terms import Instance, Missing, Outcome, Status, Step, Weight
from amana.contexts.cases.identification.values import Decided
from amana.contexts.cases.lists import queries as lists
from amana.kernel.access.floor import floor
from amana.kernel.errors import Refused
from amana.kernel.organisations.models import HeldMandate
from tests.contexts.cases.a_fixtures import world as world


def today() -> date:
    return timezone.localdate()


def decided(step: Step = Step.REASONABLE_GROUNDS, outcome: Outcome = Outcome.POSITIVE, **changes: object) -> Decided:
    given = {
        "step": step,
        "outcome": outcome,
        "decided_on": today(),
        "reasons": "Her account, and what the labour inspector saw.",
        "weight": Weight.REASONABLE,
        "language": "am",
        "interpreter": "Liya (invented)",
    }
    return Decided(**{**given, **changes})  # type: ignore[arg-type]


def opened(world, access=None):
    return queries.identification(world.selam, access=access or world.worker)


def test_reasonable_grounds_begin_the_recovery_period_of_the_benchmark(world):
    actions.decide_step(world.selam, decided(), access=world.authority_first)
    view = opened(world)
    assert view.status is Status.GROUNDS_FOUND
    assert view.acts[0].authority == "Office for Identification"
    (period,) = view.periods
    assert (period.period.starts_on, period.period.last_day) == (today(), today() + timedelta(days=30))
    assert period.source["article"] == "13(1)"
    with floor(world.worker):
        assert not queries.removal(world.selam, on=today() + timedelta(days=30))


def test_a_second_yes_does_not_begin_the_period_again(world):
    actions.decide_step(world.selam, decided(), access=world.authority_first)
    actions.decide_step(world.selam, decided(), access=world.authority_first)
    assert len(opened(world).periods) == 1


def test_an_organisation_without_the_mandate_decides_nothing(world):
    HeldMandate.objects.all().delete()
    with pytest.raises(Refused):
        actions.decide_step(world.selam, decided(), access=world.authority_first)


def test_a_caseworker_decides_nothing(world):
    with pytest.raises(Refused):
        actions.decide_step(world.selam, decided(), access=world.worker)


def test_a_no_takes_effect_only_after_a_second_person_and_after_the_person_was_told(world):
    act = actions.decide_step(world.selam, decided(outcome=Outcome.NEGATIVE, weight=Weight.NOT_ENOUGH), access=world.authority_first)
    view = opened(world)
    assert view.status is Status.PRESUMED_VICTIM
    assert set(view.waiting[0].lacks) == {Missing.SECOND_PERSON, Missing.NOTIFICATION, Missing.REVIEW_RIGHT}
    with pytest.raises(Refused):
        actions.confirm(act, note="", access=world.authority_first)
    actions.confirm(act, note="I read the file.", access=world.authority_second)
    actions.tell(act, on=today(), how="In Amharic, with Liya", review_explained=False, access=world.worker)
    assert opened(world).waiting[0].lacks == (Missing.REVIEW_RIGHT,)
    actions.tell(act, on=today(), how="Again, with the leaflet", review_explained=True, access=world.worker)
    assert opened(world).status is Status.NO_GROUNDS_FOUND


def test_a_review_keeps_the_earlier_status_until_it_ends(world):
    act = actions.decide_step(world.selam, decided(Step.CONCLUSIVE, Outcome.NEGATIVE), access=world.authority_first)
    actions.confirm(act, note="", access=world.authority_second)
    actions.tell(act, on=today(), how="In person", review_explained=True, access=world.worker)
    assert opened(world).status is Status.NOT_IDENTIFIED
    actions.ask_review(act, on=today(), grounds="She was not heard with an interpreter.", access=world.worker)
    assert opened(world).status is Status.PRESUMED_VICTIM
    again = decided(Step.CONCLUSIVE, instance=Instance.REVIEW, reviews=act)
    actions.decide_step(world.selam, again, access=world.authority_second)
    view = opened(world)
    assert view.status is Status.VICTIM
    assert view.htcds == "ActualVictimOfTrafficking"
    assert view.htcds_body == "NonPoliceGovernmentalOrganization"
    assert view.acts[1].reviews == act


def test_a_review_that_was_taken_back_lets_the_decision_stand(world):
    act = actions.decide_step(world.selam, decided(outcome=Outcome.NEGATIVE), access=world.authority_first)
    actions.confirm(act, note="", access=world.authority_second)
    actions.tell(act, on=today(), how="In person", review_explained=True, access=world.worker)
    with pytest.raises(NotWaiting):
        actions.end_review(act, on=today(), note="taken back", access=world.authority_first)
    actions.ask_review(act, on=today(), grounds="", access=world.worker)
    actions.end_review(act, on=today(), note="She took it back.", access=world.authority_first)
    assert opened(world).status is Status.NO_GROUNDS_FOUND


def test_a_step_without_reasons_or_from_the_future_is_not_taken(world):
    with pytest.raises(ReasonMissing):
        actions.decide_step(world.selam, decided(reasons=" "), access=world.authority_first)
    with pytest.raises(InTheFuture):
        actions.decide_step(world.selam, decided(decided_on=today() + timedelta(days=1)), access=world.authority_first)
    assert opened(world).acts == ()


def test_a_yes_needs_no_confirmation(world):
    act = actions.decide_step(world.selam, decided(), access=world.authority_first)
    with pytest.raises(NotWaiting):
        actions.confirm(act, note="", access=world.authority_second)


def test_the_recovery_period_is_made_longer_on_a_named_basis(world):
    actions.decide_step(world.selam, decided(), access=world.authority_first)
    (period,) = opened(world).periods
    with pytest.raises(ReasonMissing):
        actions.extend(period.ref, days=30, basis="", access=world.authority_first)
    with pytest.raises(NoGroundsToExtend):
        actions.extend(period.ref, days=0, basis="Proclamation 1 (invented)", access=world.authority_first)
    actions.extend(period.ref, days=30, basis="Proclamation 1, section 4 (invented)", access=world.authority_first)
    assert opened(world).periods[0].period.last_day == today() + timedelta(days=60)
    with pytest.raises(Refused):
        actions.extend(period.ref, days=30, basis="because", access=world.worker)


def test_the_authority_sees_which_decisions_wait_and_what_each_lacks(world):
    assert lists.decisions(access=world.authority_first) == ()
    act = actions.decide_step(world.selam, decided(Step.CONCLUSIVE, Outcome.NEGATIVE), access=world.authority_first)
    (own,) = lists.decisions(access=world.authority_first)
    (other,) = lists.decisions(access=world.authority_second)
    assert (own.another_confirms, other.another_confirms, other.who.person) == (True, False, world.selam)
    assert Missing.SECOND_PERSON in other.lacks
    actions.confirm(act, note="", access=world.authority_second)
    assert [one.another_confirms for one in lists.decisions(access=world.authority_first)] == [False], "only the person is to be told"
    actions.tell(act, on=today(), how="In person", review_explained=True, access=world.worker)
    assert lists.decisions(access=world.authority_second) == ()
    actions.ask_review(act, on=today(), grounds="", access=world.worker)
    assert [one.lacks for one in lists.decisions(access=world.authority_second)] == [(Missing.REVIEW_OPEN,)]


def test_decisions_that_wait_are_listed_to_nobody_who_works_for_another_purpose(world):
    actions.decide_step(world.selam, decided(outcome=Outcome.NEGATIVE), access=world.authority_first)
    with pytest.raises(Refused):
        lists.decisions(access=world.worker)
