"""Identity is a hypothesis (S4): what it takes to hold two files to be one person's, and how that is undone."""

from datetime import date

import pytest

from amana.contexts.persons import facade as persons
from amana.contexts.persons.identity import actions, queries
from amana.contexts.persons.identity.actions import Judgement, token
from amana.contexts.persons.identity.errors import ContraryUnanswered, DecideAnew, KeptApart, NotOnNamesAlone, SayWhy, WithThemselves
from amana.contexts.persons.identity.terms import LinkState, Opinion, StepKind
from amana.engines.matching import Band
from amana.kernel.errors import NotFound, Refused
from tests.contexts.persons.identity.pairs import (
    ALIKE,
    MEDHANIE,
    NAMES_ONLY,
    confirmed,
    decided,
    looked_at,
    proposed,
    said,
    undone,
)
from tests.contexts.persons.people import Shelter, named, registered
from tests.contexts.persons.people import said as statement

ANSWERS = {
    "name.differs:father": "He gave his grandfather's name first; I heard it from his sister.",
    "birth.year_differs": "A guess at the border.",
}


@pytest.fixture
def two(shelter: Shelter):
    """Two files of one organisation."""
    return registered(shelter.worker, named("Medhanie Yehdego")), registered(shelter.worker, named("Medhanie Tesfamariam"))


@pytest.fixture
def pair(two, shelter, monkeypatch):
    """The two files proposed, with nothing against them."""
    said(monkeypatch, ALIKE)
    return proposed(*two, shelter.worker)


def test_one_person_may_decide_where_nothing_speaks_against_it_and_nothing_hangs_on_it(pair, shelter):
    assert decided(pair, Opinion.SAME, shelter.worker) is LinkState.SAME


@pytest.mark.parametrize("opinion", list(Opinion))
def test_a_decision_says_why(pair, shelter, opinion):
    with pytest.raises(SayWhy):
        decided(pair, opinion, shelter.worker, reason="  ")


def test_nobody_is_held_to_be_somebody_else_because_of_a_name(pair, shelter, monkeypatch):
    said(monkeypatch, NAMES_ONLY)
    with pytest.raises(NotOnNamesAlone):
        decided(pair, Opinion.SAME, shelter.worker)
    assert looked_at(pair, shelter.worker).state is LinkState.WAITING


def test_what_a_decision_leads_to_for_the_person_takes_a_second_person(pair, shelter):
    assert decided(pair, Opinion.SAME, shelter.worker, coercive=True) is LinkState.SECOND
    with pytest.raises(Refused) as refused:
        confirmed(pair, shelter.worker)
    assert refused.value.reason == "access.nobody_reviews_themselves"
    assert confirmed(pair, shelter.colleague) is LinkState.SAME


def test_the_engine_itself_never_holds_the_wrong_medhanie_to_be_more_than_possible(shelter):
    """As above, with the numbers of the engine: a shared name and a phone contact, another father and another age."""
    contact = statement(persons.FactKind.PHONE, persons.Phone(number="+249911223344"))
    smuggler = registered(
        shelter.worker, named("Medhanie Yehdego Mered"), contact, statement(persons.FactKind.BIRTH, persons.on(date(1981, 3, 2)))
    )
    innocent = registered(
        shelter.worker, named("መድሃኔ ተስፋማርያም በርሀ"), contact, statement(persons.FactKind.BIRTH, persons.on(date(1987, 9, 12)))
    )
    pair = proposed(smuggler, innocent, shelter.worker)
    view = looked_at(pair, shelter.worker)
    assert view.assessment.band is not Band.PROBABLE
    signs = [one.bits < 0 for one in view.assessment.evidence if one.bits]
    assert signs == sorted(signs, reverse=True)
    assert {one.key for one in view.against} >= {"name.differs:father"}
    with pytest.raises((ContraryUnanswered, NotOnNamesAlone)):
        decided(pair, Opinion.SAME, shelter.worker)


class TestTheWrongMedhanie:
    """Two people who share a name, a phone contact and a place, and have different fathers."""

    @pytest.fixture
    def pair(self, two, shelter, monkeypatch):
        said(monkeypatch, MEDHANIE)
        return proposed(*two, shelter.worker)

    def test_it_is_never_more_than_possible_and_what_speaks_against_it_comes_first(self, pair, shelter):
        view = looked_at(pair, shelter.worker)
        assert view.assessment.band is not Band.PROBABLE
        assert [one.bits < 0 for one in view.assessment.evidence] == [True, True, False, False]

    def test_it_is_not_held_to_be_one_until_every_piece_against_is_answered(self, pair, shelter):
        for answered in ({}, {"name.differs:father": ANSWERS["name.differs:father"]}, {**ANSWERS, "birth.year_differs": " "}):
            with pytest.raises(ContraryUnanswered):
                decided(pair, Opinion.SAME, shelter.worker, answers=answered)
        assert looked_at(pair, shelter.worker).steps == ()

    def test_then_a_second_person_sees_the_answers_and_decides(self, pair, shelter):
        assert decided(pair, Opinion.SAME, shelter.worker, answers=ANSWERS) is LinkState.SECOND
        assert looked_at(pair, shelter.colleague).first.answers == ANSWERS
        with pytest.raises(Refused):
            confirmed(pair, shelter.worker)
        assert confirmed(pair, shelter.colleague) is LinkState.SAME

    def test_a_second_person_who_disagrees_stops_it_and_both_opinions_stay(self, pair, shelter):
        decided(pair, Opinion.SAME, shelter.worker, answers=ANSWERS)
        assert confirmed(pair, shelter.colleague, agrees=False, reason="The sister is not his") is LinkState.DISAGREED
        assert [step.kind for step in looked_at(pair, shelter.supervisor).steps] == [StepKind.JUDGED, StepKind.DISSENTED]

    def test_they_are_held_to_be_two_by_one_person_at_once(self, pair, shelter):
        assert decided(pair, Opinion.DIFFERENT, shelter.worker) is LinkState.DIFFERENT

    def test_the_policies_refuse_it_even_where_the_program_forgot_to_ask(self, pair, shelter, monkeypatch):
        monkeypatch.setattr(actions, "_may_be_one", lambda row, view, answers: None)
        monkeypatch.setattr(actions, "_suffices", lambda view, coercive: True)
        with pytest.raises(Refused) as refused:
            decided(pair, Opinion.SAME, shelter.worker)
        assert refused.value.reason == "persons.s4_contrary_answered"
        assert looked_at(pair, shelter.worker).steps == ()


def test_once_people_disagreed_it_always_takes_two(pair, shelter):
    decided(pair, Opinion.SAME, shelter.worker, coercive=True)
    confirmed(pair, shelter.colleague, agrees=False)
    assert decided(pair, Opinion.SAME, shelter.supervisor) is LinkState.SECOND
    assert confirmed(pair, shelter.worker) is LinkState.SAME


def test_evidence_against_that_appears_before_the_second_person_looks_stops_the_confirmation(pair, shelter, monkeypatch):
    decided(pair, Opinion.SAME, shelter.worker, coercive=True)
    said(monkeypatch, MEDHANIE)
    with pytest.raises(ContraryUnanswered):
        confirmed(pair, shelter.colleague)


def test_an_undone_decision_stays_readable_and_whoever_acted_on_it_is_told(pair, shelter):
    decided(pair, Opinion.SAME, shelter.worker, coercive=True)
    confirmed(pair, shelter.colleague)
    undone(pair, shelter.supervisor)
    view = looked_at(pair, shelter.supervisor)
    assert view.state is LinkState.WAITING
    assert [step.kind for step in view.steps] == [StepKind.JUDGED, StepKind.CONFIRMED, StepKind.UNDONE]
    for told in (shelter.worker, shelter.colleague):
        (notice,) = queries.notices(access=told)
        assert notice.proposal == pair
        actions.acknowledge(notice.step, access=told)
        assert queries.notices(access=told) == ()
    assert queries.notices(access=shelter.supervisor) == ()


def test_a_decision_made_on_a_page_that_has_moved_on_is_not_taken(pair, shelter):
    seen = token(looked_at(pair, shelter.worker))
    decided(pair, Opinion.CANNOT_TELL, shelter.colleague)
    with pytest.raises(DecideAnew):
        actions.judge(pair, Judgement(opinion=Opinion.SAME, reason="Sure", seen=seen), access=shelter.worker)


def test_a_decision_that_stands_is_undone_before_another_is_made(pair, shelter):
    decided(pair, Opinion.DIFFERENT, shelter.worker)
    with pytest.raises(DecideAnew):
        decided(pair, Opinion.SAME, shelter.colleague)


def test_nothing_decided_is_nothing_to_undo(pair, shelter):
    with pytest.raises(DecideAnew):
        undone(pair, shelter.worker)


def test_a_file_is_not_proposed_with_itself(two, shelter):
    with pytest.raises(WithThemselves):
        proposed(two[0], two[0], shelter.worker)


def test_the_probability_is_said_to_nobody_before_their_own_judgement(pair, shelter):
    assert not looked_at(pair, shelter.colleague).judged
    decided(pair, Opinion.CANNOT_TELL, shelter.worker)
    assert looked_at(pair, shelter.worker).judged
    assert not looked_at(pair, shelter.colleague).judged


def test_two_files_are_reached_only_by_whoever_reaches_both(two, shelter, monkeypatch):
    from amana.kernel.files.models import Level

    said(monkeypatch, ALIKE)
    pair = proposed(*two, shelter.worker)
    persons.set_level(two[1], Level.RESTRICTED, "Threats", version=0, access=shelter.worker)
    for stranger in (shelter.colleague, shelter.elsewhere):
        with pytest.raises((NotFound, Refused)):
            looked_at(pair, stranger)
        assert queries.queue(queries.Filter(), access=stranger).lines == ()
    assert looked_at(pair, shelter.worker).ref == pair


def test_two_who_are_held_to_be_different_do_not_become_one_through_a_third(two, shelter, monkeypatch):
    said(monkeypatch, ALIKE)
    third = registered(shelter.worker, named("Medhane Yihdego"))
    first, second, across = proposed(two[0], third, shelter.worker), proposed(two[1], third, shelter.worker), proposed(*two, shelter.worker)
    decided(first, Opinion.SAME, shelter.worker)
    decided(across, Opinion.DIFFERENT, shelter.worker)
    with pytest.raises(KeptApart) as refused:
        decided(second, Opinion.SAME, shelter.worker)
    numbers = {persons.person_file(person, access=shelter.worker).number for person in two}
    assert set(refused.value.data["numbers"].split(" · ")) == numbers
    undone(across, shelter.colleague)
    assert decided(second, Opinion.SAME, shelter.worker) is LinkState.SAME


def test_a_second_person_does_not_make_one_of_two_who_were_told_apart_meanwhile(two, shelter, monkeypatch):
    said(monkeypatch, ALIKE)
    third = registered(shelter.worker, named("Medhane Yihdego"))
    first, second, across = proposed(two[0], third, shelter.worker), proposed(two[1], third, shelter.worker), proposed(*two, shelter.worker)
    decided(first, Opinion.SAME, shelter.worker)
    decided(second, Opinion.SAME, shelter.worker, coercive=True)
    decided(across, Opinion.DIFFERENT, shelter.worker)
    with pytest.raises(KeptApart):
        confirmed(second, shelter.colleague)
    assert confirmed(second, shelter.colleague, agrees=False) is LinkState.DISAGREED
