"""What a screening shows, and what it must never do.

Signs present per dimension decide whether the dimension is positive; the dimensions together give a row of the table of the
indicators. Whatever the table leaves out, and whatever an open answer could still change, is "not concluded".
"""

import inspect
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.contexts.cases.screening import rules
from amana.contexts.cases.screening.lists import questions, weighed
from amana.contexts.cases.screening.rules import Shown, Sign, conclude, established, is_positive, read
from amana.contexts.cases.screening.terms import (
    MEANS_AT_RECRUITMENT,
    OPEN,
    AgeGroup,
    Answer,
    Dimension,
    Finding,
    Profile,
    State,
    Strength,
)
from amana.kernel.vocabulary.files import content, declared
from amana.kernel.vocabulary.values import Row

YES, NO, NOT_ASKED, WOULD_NOT_SAY = Answer.YES, Answer.NO, Answer.NOT_ASKED, Answer.WOULD_NOT_SAY
DECEPTION, COERCION, VULNERABILITY = Dimension.DECEPTION, Dimension.COERCION, Dimension.VULNERABILITY
EXPLOITATION = Dimension.EXPLOITATION
AT_WORK, WEAK_AT_WORK = Dimension.COERCION_AT_DESTINATION, Dimension.VULNERABILITY_AT_DESTINATION

ROWS = next(
    tuple(Row(table=t.name, version=1, code=code, data=data) for code, data in content(t).rows.items())
    for t in declared()
    if t.name == "screening_indicators"
)
ADULT = weighed(ROWS, Profile.LABOUR, child=False)
CHILD = weighed(ROWS, Profile.LABOUR, child=True)
# Two signs that make each dimension positive on their own, so that short stories reach every row of the table.
SHORT = tuple(Sign(code=f"{d.name}-{n}", dimension=d, strength=Strength.STRONG) for d in Dimension for n in (1, 2))


def answered(signs: tuple[Sign, ...], answer: Answer, *dimensions: Dimension) -> dict[str, Answer]:
    """Everything answered no, save the signs of some dimensions."""
    return {sign.code: answer if sign.dimension in dimensions else NO for sign in signs}


def shown(*dimensions: Dimension, act: bool = False) -> Shown:
    return Shown(dimensions=frozenset(dimensions), act=act or bool(set(dimensions) & MEANS_AT_RECRUITMENT))


@pytest.mark.parametrize(
    ("story", "strong", "medium", "weak", "positive"),
    [
        ("one strong sign alone is not enough", 1, 0, 0, False),
        ("two strong signs are", 2, 0, 0, True),
        ("one strong sign with one weak one is", 1, 0, 1, True),
        ("one strong sign with one medium one is", 1, 1, 0, True),
        ("two medium signs alone are not", 0, 2, 0, False),
        ("two medium signs with one weak one are", 0, 2, 1, True),
        ("three medium signs are", 0, 3, 0, True),
        ("one medium sign with any number of weak ones is not", 0, 1, 9, False),
        ("weak signs alone never are", 0, 0, 9, False),
        ("no sign at all is not", 0, 0, 0, False),
    ],
)
def test_how_many_signs_make_a_dimension_positive(story: str, strong: int, medium: int, weak: int, positive: bool) -> None:
    assert is_positive(strong=strong, medium=medium, weak=weak) is positive


@pytest.mark.parametrize(
    ("story", "dimensions", "finding"),
    [
        ("nothing is shown", (), Finding.NOT_A_VICTIM),
        ("exploited, no means and no force", (EXPLOITATION,), Finding.EXPLOITED),
        ("deceived, then exploited, free to leave", (DECEPTION, EXPLOITATION), Finding.DECEIVED_AND_EXPLOITED),
        ("deceived, exploited, forced to stay", (DECEPTION, EXPLOITATION, AT_WORK), Finding.TRAFFICKED),
        ("forced from the start", (COERCION, EXPLOITATION, AT_WORK), Finding.TRAFFICKED),
        ("a weak position stands in for the means", (VULNERABILITY, EXPLOITATION, AT_WORK), Finding.TRAFFICKED),
        ("a weak position at work stands in for force there", (DECEPTION, EXPLOITATION, WEAK_AT_WORK), Finding.TRAFFICKED),
        ("a weak position abused at both ends", (VULNERABILITY, EXPLOITATION, WEAK_AT_WORK), Finding.TRAFFICKED),
        ("a weak position at work stands in for the means", (EXPLOITATION, AT_WORK, WEAK_AT_WORK), Finding.TRAFFICKED),
        ("but it cannot stand in for both at once", (EXPLOITATION, WEAK_AT_WORK), Finding.NOT_CONCLUDED),
        ("forced when recruited, exploited, no force at work", (COERCION, EXPLOITATION), Finding.NOT_CONCLUDED),
        ("exploited and forced, no means at recruitment", (EXPLOITATION, AT_WORK), Finding.NOT_CONCLUDED),
        ("deceived, and got away before any work", (DECEPTION,), Finding.NOT_CONCLUDED),
        ("forced at work, exploitation not shown", (AT_WORK,), Finding.NOT_CONCLUDED),
    ],
)
def test_the_table_for_an_adult(story: str, dimensions: tuple[Dimension, ...], finding: Finding) -> None:
    assert conclude(shown(*dimensions), child=False) is finding


@pytest.mark.parametrize(
    ("story", "dimensions", "act", "finding"),
    [
        ("taken somewhere and exploited: no means needed", (EXPLOITATION,), True, Finding.TRAFFICKED),
        ("recruited by deception and exploited", (DECEPTION, EXPLOITATION), False, Finding.TRAFFICKED),
        ("exploited where the child always lived, nobody took part", (EXPLOITATION,), False, Finding.EXPLOITED),
        ("exploited and forced, nobody is known to have taken the child", (EXPLOITATION, AT_WORK), False, Finding.NOT_CONCLUDED),
        ("moved, nothing else", (), True, Finding.NOT_A_VICTIM),
        ("deceived, not exploited so far", (DECEPTION,), True, Finding.NOT_CONCLUDED),
    ],
)
def test_the_table_for_a_child(story: str, dimensions: tuple[Dimension, ...], act: bool, finding: Finding) -> None:
    assert conclude(shown(*dimensions, act=act), child=True) is finding


def test_not_a_victim_is_said_only_when_everything_was_answered() -> None:
    everything_no = answered(ADULT, NO)
    assert read(ADULT, everything_no, act=NO, agreed=NO, child=False).finding is Finding.NOT_A_VICTIM
    assert read(ADULT, {}, act=NO, agreed=NO, child=False).finding is Finding.NOT_CONCLUDED


@pytest.mark.parametrize("silence", [NOT_ASKED, WOULD_NOT_SAY])
def test_an_open_answer_that_could_change_the_result_leaves_it_open(silence: Answer) -> None:
    answers = answered(SHORT, YES, DECEPTION, EXPLOITATION) | {"COERCION_AT_DESTINATION-1": silence, "COERCION_AT_DESTINATION-2": silence}
    reading = read(SHORT, answers, act=YES, agreed=NO, child=False)
    assert reading.finding is Finding.NOT_CONCLUDED
    assert reading.reason == "screening.open_answers"
    assert reading.dimensions[AT_WORK] is State.OPEN
    assert reading.established is Finding.DECEIVED_AND_EXPLOITED


def test_an_open_answer_that_cannot_change_the_result_does_not_hold_it_up() -> None:
    answers = answered(SHORT, YES, DECEPTION, EXPLOITATION, AT_WORK) | {"COERCION-1": WOULD_NOT_SAY, "COERCION-2": NOT_ASKED}
    assert read(SHORT, answers, act=YES, agreed=NO, child=False).finding is Finding.TRAFFICKED


def test_one_open_sign_that_could_not_make_its_dimension_positive_alone_changes_nothing() -> None:
    answers = answered(SHORT, YES, EXPLOITATION) | {"DECEPTION-1": NOT_ASKED}
    assert read(SHORT, answers, act=NO, agreed=NO, child=False).finding is Finding.EXPLOITED


def test_what_the_table_leaves_out_says_so() -> None:
    reading = read(SHORT, answered(SHORT, YES, COERCION, EXPLOITATION), act=YES, agreed=NO, child=False)
    assert (reading.finding, reading.reason) == (Finding.NOT_CONCLUDED, "screening.not_in_table")
    assert reading.established is Finding.EXPLOITED


def test_for_a_child_who_was_taken_and_exploited_no_question_about_means_has_to_be_answered() -> None:
    answers = {sign.code: YES for sign in CHILD if sign.dimension == EXPLOITATION}
    assert read(CHILD, answers, act=YES, agreed=YES, child=True).finding is Finding.TRAFFICKED


def test_the_same_answers_do_not_conclude_for_an_adult() -> None:
    answers = {sign.code: YES for sign in ADULT if sign.dimension == EXPLOITATION}
    assert read(ADULT, answers, act=YES, agreed=YES, child=False).finding is Finding.NOT_CONCLUDED


def test_agreement_does_not_count_once_a_means_was_used() -> None:
    forced = read(SHORT, answered(SHORT, YES, DECEPTION, EXPLOITATION, AT_WORK), act=YES, agreed=YES, child=False)
    assert forced.finding is Finding.TRAFFICKED
    assert not forced.agreement_counts
    free = read(SHORT, answered(SHORT, YES, EXPLOITATION), act=NO, agreed=YES, child=False)
    assert free.agreement_counts
    assert not read(SHORT, answered(SHORT, YES, EXPLOITATION), act=NO, agreed=YES, child=True).agreement_counts


def subsets() -> list[Shown]:
    every = [frozenset(d for d, there in zip(Dimension, bits, strict=True) if there) for bits in product((False, True), repeat=6)]
    return [Shown(dimensions=d, act=act or bool(d & MEANS_AT_RECRUITMENT)) for d in every for act in (False, True)]


@pytest.mark.parametrize("child", [False, True])
def test_two_extremes_decide_exactly(child: bool) -> None:
    """All combinations between two with the same row of the table have that row too, so nothing in between can differ."""
    for low, high in product(subsets(), repeat=2):
        if not (low.dimensions <= high.dimensions and low.act <= high.act):
            continue
        finding = conclude(low, child=child)
        if finding is Finding.NOT_CONCLUDED or finding is not conclude(high, child=child):
            continue
        between = [s for s in subsets() if low.dimensions <= s.dimensions <= high.dimensions and low.act <= s.act <= high.act]
        assert {conclude(s, child=child) for s in between} == {finding}


RANK = [Finding.NOT_CONCLUDED, Finding.EXPLOITED, Finding.DECEIVED_AND_EXPLOITED, Finding.TRAFFICKED]
POSITIVE = {Finding.EXPLOITED, Finding.DECEIVED_AND_EXPLOITED, Finding.TRAFFICKED}
answers_of_a_list = st.dictionaries(st.sampled_from(sorted({s.code for s in ADULT} | {s.code for s in CHILD})), st.sampled_from(Answer))
whole_numbers = st.integers(0, 12)


@given(whole_numbers, whole_numbers, whole_numbers, st.sampled_from(["strong", "medium", "weak"]))
def test_one_more_sign_never_makes_a_positive_dimension_negative(strong: int, medium: int, weak: int, more: str) -> None:
    counts = {"strong": strong, "medium": medium, "weak": weak}
    if is_positive(**counts):
        assert is_positive(**counts | {more: counts[more] + 1})


@given(answers_of_a_list, st.data(), st.booleans(), st.sampled_from(Answer), st.sampled_from(Answer))
def test_adding_a_sign_never_turns_a_positive_into_a_negative(
    answers: dict[str, Answer], data: st.DataObject, child: bool, act: Answer, agreed: Answer
) -> None:
    signs = CHILD if child else ADULT
    added = data.draw(st.sampled_from([s.code for s in signs]))
    before = read(signs, answers, act=act, agreed=agreed, child=child)
    after = read(signs, answers | {added: YES}, act=act, agreed=agreed, child=child)
    assert RANK.index(after.established) >= RANK.index(before.established)
    if before.finding is Finding.TRAFFICKED:
        assert after.finding is Finding.TRAFFICKED
    if before.finding in POSITIVE or before.established in POSITIVE:
        assert after.finding is not Finding.NOT_A_VICTIM


@given(answers_of_a_list, st.booleans(), st.sampled_from(Answer), st.sampled_from(Answer), st.sampled_from(Answer))
def test_agreement_never_changes_the_finding(
    answers: dict[str, Answer], child: bool, act: Answer, agreed: Answer, otherwise: Answer
) -> None:
    signs = CHILD if child else ADULT
    assert (
        read(signs, answers, act=act, agreed=agreed, child=child).finding
        is read(signs, answers, act=act, agreed=otherwise, child=child).finding
    )


@given(answers_of_a_list, st.booleans(), st.data())
def test_a_finding_survives_whatever_the_open_answers_turn_out_to_be(answers: dict[str, Answer], child: bool, data: st.DataObject) -> None:
    signs = CHILD if child else ADULT
    reading = read(signs, answers, act=NOT_ASKED, agreed=NO, child=child)
    if reading.finding is Finding.NOT_CONCLUDED:
        return
    act = data.draw(st.sampled_from([YES, NO]))
    settled = {s.code: data.draw(st.sampled_from([YES, NO])) if answers.get(s.code, NOT_ASKED) in OPEN else answers[s.code] for s in signs}
    assert read(signs, settled, act=act, agreed=NO, child=child).finding is reading.finding


@given(st.sets(st.sampled_from(Dimension)), st.booleans())
def test_what_is_established_is_never_more_than_what_the_table_says_where_it_says_something(dimensions: set[Dimension], act: bool) -> None:
    for child in (False, True):
        finding = conclude(shown(*dimensions, act=act), child=child)
        if finding in POSITIVE:
            assert established(shown(*dimensions, act=act), child=child) is finding


def test_the_published_lists_have_the_published_number_of_signs() -> None:
    assert (len(ADULT), len(CHILD)) == (67, 65)


def test_the_list_on_sexual_exploitation_has_no_weights_and_is_not_read() -> None:
    with pytest.raises(ValueError, match="no verified weights"):
        weighed(ROWS, Profile.SEXUAL, child=False)


def test_in_doubt_about_age_the_signs_of_both_lists_are_asked_each_once() -> None:
    adult = {q.sign for q in questions(ROWS, Profile.LABOUR, AgeGroup.ADULT)}
    child = {q.sign for q in questions(ROWS, Profile.LABOUR, AgeGroup.CHILD)}
    both = [q.sign for q in questions(ROWS, Profile.LABOUR, AgeGroup.IN_DOUBT)]
    assert set(both) == adult | child
    assert len(both) == len(set(both))


def test_prompts_never_enter_the_rule() -> None:
    prompts = {q.sign for q in questions(ROWS, Profile.PROMPTS, AgeGroup.IN_DOUBT)}
    assert prompts
    assert not prompts & {s.code for s in ADULT + CHILD}


def test_the_rules_of_screening_know_nothing_of_help() -> None:
    """No shelter, care or information about asylum depends on a screening: the rules neither name nor import any of it."""
    imported = [line for line in inspect.getsource(rules).splitlines() if line.startswith(("import", "from"))]
    assert all("amana" not in line or "amana.contexts.cases.screening.terms" in line for line in imported)
