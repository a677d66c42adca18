"""The law check through its actions: who may assess, who may confirm, what counts, what the public sees, what is never lost."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from amana.engines.norms import Validity
from amana.kernel.errors import NotFound, Refused

if TYPE_CHECKING:
    from amana.contexts.law.check.values import Line
    from tests.contexts.law.check_world import CheckWorld

DAY = date(2026, 11, 23)


@pytest.fixture
def world(db: None) -> "CheckWorld":
    from tests.contexts.law.check_world import build

    return build()


def line(world: "CheckWorld", code: str = "TIP-3-c") -> "Line":
    from amana.contexts.law.check import queries

    (found,) = [one for one in queries.check_of_state("DJ", on=DAY, access=world.expert) if one.obligation.code == code]
    return found


def published(code: str = "TIP-3-c") -> "Line":
    from amana.contexts.law.check import queries

    (found,) = [one for one in queries.published_check_of_state("DJ", on=DAY) if one.obligation.code == code]
    return found


def test_a_state_is_shown_against_every_obligation_with_nothing_assessed(world: "CheckWorld") -> None:
    from amana.contexts.law.check import queries

    lines = queries.check_of_state("DJ", on=DAY, access=world.expert)
    assert len(lines) == 196
    assert {one.result.value for one in lines} == {"not_assessed"}


def test_nobody_confirms_their_own_assessment(world: "CheckWorld") -> None:
    from amana.contexts.law.check import actions
    from tests.contexts.law.check_world import assessed

    ref = assessed(world)
    actions.submit(ref, access=world.expert)
    with pytest.raises(Refused) as refused:
        actions.review(ref, confirms=True, note="It is right.", access=world.expert)
    assert refused.value.reason == "access.nobody_reviews_themselves"
    assert line(world).result.value == "not_assessed"


def test_a_focal_point_does_not_stand_in_for_the_second_person(world: "CheckWorld") -> None:
    from amana.contexts.law.check import actions
    from tests.contexts.law.check_world import assessed

    ref = assessed(world)
    actions.submit(ref, access=world.expert)
    with pytest.raises(Refused):
        actions.review(ref, confirms=True, note="It is right.", access=world.focal_point)


def test_an_assessment_counts_once_a_second_person_confirmed_it(world: "CheckWorld") -> None:
    from amana.contexts.law.check import actions
    from tests.contexts.law.check_world import assessed

    ref = assessed(world)
    assert line(world).result.value == "not_assessed"
    actions.submit(ref, access=world.expert)
    assert line(world).result.value == "not_assessed"
    assert [one.ref for one in line(world).open] == [ref]
    actions.review(ref, confirms=True, note="Read against the text.", access=world.coordinator)
    assert line(world).result.value == "met"


def test_an_expert_assesses_no_other_state(world: "CheckWorld") -> None:
    from tests.contexts.law.check_world import assessed

    with pytest.raises(Refused):
        assessed(world, by=world.kenyan)


def test_an_assessment_cites_no_provision_of_another_state(world: "CheckWorld") -> None:
    from amana.contexts.law.check import actions
    from amana.contexts.law.check.actions import GivenAssessment, GivenFinding
    from amana.contexts.law.check.errors import WrongState
    from amana.contexts.law.check.terms import Answer

    finding = GivenFinding(answer=Answer.YES, provisions=(world.section,))
    given = GivenAssessment(state="KE", obligation="TIP-3-c", findings={"child": finding}, reasoning="Borrowed.")
    with pytest.raises(WrongState):
        actions.assess(given, access=world.kenyan)


@pytest.mark.parametrize(("answer", "provisions"), [("not_assessed", False), ("yes", False)])
def test_what_assesses_nothing_or_rests_on_nothing_goes_to_nobody(world: "CheckWorld", answer: str, provisions: bool) -> None:
    from amana.contexts.law.check import actions
    from amana.contexts.law.check.actions import GivenAssessment, GivenFinding
    from amana.contexts.law.check.errors import NothingAssessed, RestsOnNothing
    from amana.contexts.law.check.terms import Answer

    given = GivenAssessment(state="DJ", obligation="TIP-3-c", findings={"child": GivenFinding(answer=Answer(answer))}, reasoning="So.")
    ref = actions.assess(given, access=world.expert)
    with pytest.raises((NothingAssessed, RestsOnNothing)):
        actions.submit(ref, access=world.expert)


def test_a_confirmed_assessment_stays_until_the_next_one_is_confirmed_and_both_are_kept(world: "CheckWorld") -> None:
    from amana.contexts.law.check import actions, queries
    from amana.contexts.law.check.terms import Answer, Status
    from tests.contexts.law.check_world import assessed, confirmed

    first = confirmed(world)
    second = assessed(world, answer=Answer.NO, by=world.colleague)
    actions.submit(second, access=world.colleague)
    assert line(world).result.value == "met"
    actions.review(second, confirms=True, note="The reform repealed it.", access=world.coordinator)
    assert line(world).result.value == "not_met"
    _line, history = queries.check_of("DJ", "TIP-3-c", on=DAY, access=world.expert)
    assert {one.ref: one.status for one in history} == {first: Status.REPLACED, second: Status.REVIEWED}
    assert next(one for one in history if one.ref == second).corrects == first


def test_two_offices_that_differ_leave_the_obligation_disputed(world: "CheckWorld") -> None:
    from amana.contexts.law.check.terms import Answer
    from tests.contexts.law.check_world import confirmed

    confirmed(world)
    confirmed(world, answer=Answer.NO, by=world.secretariat, reviewer=world.coordinator)
    found = line(world)
    assert found.result.value == "disputed"
    assert found.assessed.disputed == ("child",)


def test_a_returned_assessment_counts_for_nothing_and_keeps_the_remark(world: "CheckWorld") -> None:
    from amana.contexts.law.check import actions, queries
    from amana.contexts.law.check.terms import Status
    from tests.contexts.law.check_world import assessed

    ref = assessed(world)
    actions.submit(ref, access=world.expert)
    actions.review(ref, confirms=False, note="The section speaks of adults only.", access=world.colleague)
    found = queries.assessment(ref, access=world.expert)
    assert found.status is Status.RETURNED
    assert found.steps[-1].note == "The section speaks of adults only."
    assert line(world).result.value == "not_assessed"


def test_the_public_reads_not_shared_until_an_assessment_is_published_and_again_when_it_is_withheld(world: "CheckWorld") -> None:
    from amana.contexts.law.check import actions
    from tests.contexts.law.check_world import confirmed

    assert published().result.value == "not_assessed"
    ref = confirmed(world)
    assert published().result.value == "not_shared"
    assert published().assessed.met == ()
    actions.publish(ref, public=True, note="", access=world.secretariat)
    assert published().result.value == "met"
    actions.publish(ref, public=False, note="Under revision.", access=world.coordinator)
    assert published().result.value == "not_shared"


def test_what_nobody_confirmed_is_not_published(world: "CheckWorld") -> None:
    from amana.contexts.law.check import actions
    from amana.contexts.law.check.errors import StepNotPossible
    from tests.contexts.law.check_world import assessed

    with pytest.raises(StepNotPossible):
        actions.publish(assessed(world), public=True, note="", access=world.secretariat)


def test_an_expert_does_not_publish(world: "CheckWorld") -> None:
    from amana.contexts.law.check import actions
    from tests.contexts.law.check_world import confirmed

    ref = confirmed(world)
    with pytest.raises(Refused):
        actions.publish(ref, public=True, note="", access=world.expert)


def test_the_acts_of_the_facts_are_there_for_eleven_african_and_four_european_states(world: "CheckWorld") -> None:
    from amana.contexts.law.check import queries
    from amana.contexts.law.check.terms import Confidence

    acts = [act for act, _sections in queries.published_acts()]
    assert {act.state for act in acts} == set("DJ EG ER ET KE LY SD SS TN UG DE FR IT NL".split())
    assert queries.published_law_on("SO", on=DAY).nothing_known == ["No federal act against trafficking known"]
    assert all(act.source for act in acts)
    assert not [act for act in acts if act.confidence is Confidence.VERIFIED]


def test_loading_the_acts_again_adds_nothing(world: "CheckWorld") -> None:
    from amana.contexts.law.check import actions
    from amana.kernel.access.system import system_access

    assert actions.load_acts(access=system_access()) == 0


def test_a_corrected_act_keeps_its_sections_and_the_earlier_row(world: "CheckWorld") -> None:
    from amana.contexts.law.check import actions, queries
    from amana.contexts.law.check.actions import GivenAct
    from amana.contexts.law.check.models import NationalAct
    from amana.contexts.law.check.terms import Confidence
    from amana.contexts.law.days import PartialDay

    ((act, _sections),) = queries.acts_of("DJ", access=world.expert)
    given = GivenAct(
        state="DJ",
        title="Law 133 (invented)",
        source="Invented gazette 2",
        confidence=Confidence.VERIFIED,
        starts=PartialDay.read("2016"),
        note="Number read in the gazette.",
    )
    actions.record_act(given, corrects=act.ref, access=world.expert)
    ((now, sections),) = queries.acts_of("DJ", access=world.expert)
    assert now.title == "Law 133 (invented)"
    assert [one.section for one in sections] == ["1"]
    assert NationalAct.objects.filter(state="DJ").count() == 2


def test_the_law_on_a_day_names_what_was_superseded(world: "CheckWorld") -> None:
    from amana.contexts.law.check import actions, queries
    from amana.contexts.law.check.actions import GivenProvision
    from amana.contexts.law.check.terms import Confidence
    from amana.contexts.law.days import PartialDay

    ((act, _sections),) = queries.acts_of("DJ", access=world.expert)
    given = GivenProvision(
        act=act.ref, section="1", source="Invented gazette 3", confidence=Confidence.NOT_VERIFIED, starts=PartialDay.read("2024-01-01")
    )
    actions.record_provision(given, access=world.expert)

    def verdicts(on: date) -> list[Validity]:
        law = queries.law_on("DJ", on=on, access=world.expert)
        return [verdict.validity for _one, verdict in law.sections[act.ref]]

    assert verdicts(date(2020, 1, 1)) == [Validity.IN_FORCE, Validity.NOT_YET]
    assert verdicts(DAY) == [Validity.SUPERSEDED, Validity.IN_FORCE]


def test_a_state_that_is_none_is_not_found(world: "CheckWorld") -> None:
    from amana.contexts.law.check import queries

    with pytest.raises(NotFound):
        queries.check_of_state("XX", on=DAY, access=world.expert)


@pytest.mark.parametrize("read", ["needs", "compare", "state"])
def test_reading_takes_the_same_number_of_queries_however_much_is_recorded(
    world: "CheckWorld", read: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    from amana.contexts.law.check import queries
    from tests.contexts.law.check_world import confirmed

    for by in (world.expert, world.secretariat):
        confirmed(world, by=by)
    asked = {
        "needs": lambda: queries.needs(on=DAY, access=world.expert),
        "compare": lambda: queries.check_of_obligation("TIP-3-c", on=DAY, access=world.expert),
        "state": lambda: queries.check_of_state("DJ", on=DAY, access=world.expert),
    }[read]
    asked()
    with django_assert_max_num_queries(30):
        asked()
