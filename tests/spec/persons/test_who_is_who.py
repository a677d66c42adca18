"""S4: identity is a hypothesis with evidence for and against, never a field. Plain rules over plain values."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.contexts.persons.identity.rules import (
    JUDGED_IN,
    Step,
    contrary,
    group_of,
    kept_apart_by,
    more_than_names,
    one_person_suffices,
    standing,
    unanswered,
)
from amana.contexts.persons.identity.terms import LinkState, Opinion, StepKind
from amana.engines.matching import Assessment, Band, Basis, Evidence, Limit
from amana.kernel.ids import UserId, new_id

HANA, OMAR, LENA = (UserId(new_id()) for _ in range(3))
FOR = Evidence(code="phone.same", bits=8.0)
AGAINST = Evidence(code="name.differs", bits=-7.0, data={"role": "father", "query": "Yehdego", "candidate": "Tesfamariam"})


def judged(by, opinion, *, second_needed=False):
    return Step(ref=new_id(), kind=StepKind.JUDGED, by=by, opinion=opinion, second_needed=second_needed)


def step(kind, by=None):
    return Step(ref=new_id(), kind=kind, by=by)


same_needs_two = judged(HANA, Opinion.SAME, second_needed=True)
STORIES = [
    ("nobody has decided yet", [], LinkState.WAITING),
    ("one person decides that they are two", [judged(HANA, Opinion.DIFFERENT)], LinkState.DIFFERENT),
    ("it cannot be told", [judged(HANA, Opinion.CANNOT_TELL)], LinkState.CANNOT_TELL),
    ("one person holds them to be one, and that suffices", [judged(HANA, Opinion.SAME)], LinkState.SAME),
    ("one person holds them to be one, and that does not suffice", [same_needs_two], LinkState.SECOND),
    ("a second person agrees", [same_needs_two, step(StepKind.CONFIRMED, OMAR)], LinkState.SAME),
    ("the first person confirms it themselves", [same_needs_two, step(StepKind.CONFIRMED, HANA)], LinkState.SECOND),
    ("a second person disagrees", [same_needs_two, step(StepKind.DISSENTED, OMAR)], LinkState.DISAGREED),
    ("a third person decides after a disagreement",
     [same_needs_two, step(StepKind.DISSENTED, OMAR), judged(LENA, Opinion.DIFFERENT)], LinkState.DIFFERENT),
    ("a decision is undone", [same_needs_two, step(StepKind.CONFIRMED, OMAR), step(StepKind.UNDONE, LENA)], LinkState.WAITING),
    ("a confirmation that comes after the undoing counts for nothing",
     [same_needs_two, step(StepKind.UNDONE, LENA), step(StepKind.CONFIRMED, OMAR)], LinkState.WAITING),
    ("what the files say has changed", [judged(HANA, Opinion.DIFFERENT), step(StepKind.CHANGED)], LinkState.WAITING),
    ("a dossier changes nothing", [judged(HANA, Opinion.DIFFERENT), step(StepKind.DOSSIER, HANA)], LinkState.DIFFERENT),
]  # fmt: skip


@pytest.mark.parametrize(("story", "steps", "state"), STORIES, ids=[story for story, _steps, _state in STORIES])
def test_where_a_pair_stands(story, steps, state):
    assert standing(steps).state is state


PEOPLE = st.sampled_from([HANA, OMAR, LENA])
STEPS = st.lists(
    st.one_of(
        st.builds(judged, PEOPLE, st.sampled_from(list(Opinion)), second_needed=st.booleans()),
        st.builds(step, st.sampled_from([kind for kind in StepKind if kind is not StepKind.JUDGED]), PEOPLE),
    ),
    max_size=12,
)


@given(STEPS)
def test_nobody_is_ever_held_to_be_one_by_fewer_people_than_it_takes(steps):
    found = standing(steps)
    if found.state is LinkState.SAME:
        assert found.first.opinion is Opinion.SAME
        if found.first.second_needed:
            assert found.second.by not in (None, found.first.by)


@given(STEPS)
def test_the_last_undoing_wipes_the_slate_and_leaves_every_step(steps):
    assert standing([*steps, step(StepKind.UNDONE, HANA)]).state is LinkState.WAITING


@given(STEPS, PEOPLE)
def test_a_judgement_always_moves_a_pair_that_may_be_judged(steps, who):
    if standing(steps).state in JUDGED_IN:
        assert standing([*steps, judged(who, Opinion.DIFFERENT)]).state is LinkState.DIFFERENT


EVIDENCE = st.lists(
    st.builds(
        Evidence,
        code=st.sampled_from(["name.differs", "birth.year_differs", "sex.differs", "phone.same"]),
        bits=st.floats(-10, 10),
        data=st.sampled_from([{}, {"role": "father"}, {"role": "given"}]),
    ),
    max_size=8,
)


@given(EVIDENCE)
def test_every_piece_against_is_asked_about_under_a_key_of_its_own(evidence):
    against = contrary(evidence)
    assert [one.evidence for one in against] == [one for one in evidence if one.bits < 0]
    assert len({one.key for one in against}) == len(against)


@given(EVIDENCE, st.dictionaries(st.text(max_size=20), st.text(max_size=5)))
def test_only_an_answer_in_words_to_each_piece_answers_it(evidence, written):
    against = contrary(evidence)
    assert unanswered(against, {one.key: "Heard from her sister" for one in against}) == ()
    assert len(unanswered(against, {one.key: "  " for one in against})) == len(against)
    for left in unanswered(against, written):
        assert not written.get(left.key, "").strip()


@given(st.booleans(), st.booleans(), EVIDENCE, st.booleans())
def test_one_person_suffices_only_where_nothing_is_at_stake_and_nothing_speaks_against_it(across, coercive, evidence, disagreed):
    against = contrary(evidence)
    expected = not across and not coercive and not disagreed and not against
    assert one_person_suffices(across=across, coercive=coercive, against=against, disagreed=disagreed) is expected


ASSESSMENT = Assessment(
    probability=0.999, bits=20.0, prior_bits=-12.0, band=Band.PROBABLE, limits=(), parts=(), evidence=(FOR, AGAINST),
    families=frozenset({Basis.NAMES, Basis.PHONE}), namesakes=0.0, register_size=4000, model="by hand",
)  # fmt: skip


@given(st.frozensets(st.sampled_from(list(Basis))), st.sets(st.sampled_from(list(Limit))), st.floats(0, 1), st.sampled_from(list(Band)))
def test_no_probability_and_no_band_makes_up_for_more_than_names(families, limits, probability, band):
    found = replace(ASSESSMENT, families=families, limits=tuple(limits), probability=probability, band=band)
    if families <= {Basis.NAMES} or Limit.NO_FATHER_OR_IDENTIFIER in limits:
        assert not more_than_names(found)
    else:
        assert more_than_names(found)


EDGES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda one: one[0] != one[1]), max_size=10)


@given(EDGES, EDGES, st.integers(0, 6), st.integers(0, 6))
def test_nobody_becomes_one_with_somebody_they_are_held_to_be_different_from(same, different, one, other):
    apart = kept_apart_by((one, other), same=same, different=different)
    group = group_of(one, [*same, (one, other)])
    assert set(apart) == {pair for pair in different if set(pair) <= group}


@given(EDGES, st.integers(0, 6), st.integers(0, 6))
def test_whoever_is_in_somebodys_group_has_them_in_theirs(same, one, other):
    assert (other in group_of(one, same)) == (one in group_of(other, same))
