"""Where answers about a situation point: trafficking in persons, smuggling of migrants, both, or nowhere yet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.contexts.law.check.telling_apart import Ask, Points, Said, read

YES, NO, UNKNOWN = Said.YES, Said.NO, Said.UNKNOWN
TRAFFICKED = {Ask.ACT: YES, Ask.MEANS: YES, Ask.PURPOSE: YES, Ask.CHILD: NO}
SMUGGLED = {Ask.ENTRY: YES, Ask.UNLAWFUL: YES, Ask.NOT_OWN: YES, Ask.BENEFIT: YES}
NOT_SMUGGLED = {Ask.ENTRY: NO}
NOT_TRAFFICKED = {Ask.PURPOSE: NO}


@pytest.mark.parametrize(
    ("story", "answers", "points"),
    [
        ("act, means and purpose", TRAFFICKED | NOT_SMUGGLED, Points.TRAFFICKING),
        ("a child, no means", {Ask.ACT: YES, Ask.PURPOSE: YES, Ask.CHILD: YES, Ask.MEANS: NO}, Points.TRAFFICKING),
        ("trafficked without crossing a border", TRAFFICKED | {Ask.ENTRY: NO}, Points.TRAFFICKING),
        ("agreed, after being deceived", TRAFFICKED | NOT_SMUGGLED | {Ask.CONSENT: YES}, Points.TRAFFICKING),
        ("brought over a border for money", SMUGGLED | NOT_TRAFFICKED, Points.SMUGGLING),
        ("smuggled and trafficked", TRAFFICKED | SMUGGLED, Points.BOTH),
        ("smuggled, and the purpose is not known", SMUGGLED | {Ask.ACT: YES, Ask.MEANS: YES}, Points.NOT_CONCLUDED),
        ("smuggled, and nobody asked about exploitation", SMUGGLED, Points.NOT_CONCLUDED),
        ("helped over the border by family, for nothing", SMUGGLED | NOT_TRAFFICKED | {Ask.BENEFIT: NO}, Points.NOT_CONCLUDED),
        ("nothing is known", {}, Points.NOT_CONCLUDED),
    ],
)
def test_where_answers_point(story: str, answers: dict[Ask, Said], points: Points) -> None:
    assert read(answers).points is points


def test_what_is_open_is_named() -> None:
    assert read(SMUGGLED | {Ask.ACT: YES, Ask.CHILD: NO, Ask.MEANS: YES}).open == (Ask.PURPOSE,)


everything = st.dictionaries(st.sampled_from(Ask), st.sampled_from(Said))


@given(everything, st.sampled_from(Said))
def test_agreeing_never_changes_where_answers_point(answers: dict[Ask, Said], consent: Said) -> None:
    assert read(answers | {Ask.CONSENT: consent}).points is read(answers).points


@given(everything)
def test_nothing_is_called_smuggling_while_trafficking_is_open(answers: dict[Ask, Said]) -> None:
    reading = read(answers)
    if reading.trafficking is Said.UNKNOWN:
        assert reading.points is Points.NOT_CONCLUDED


@given(everything, st.sampled_from([Ask.ACT, Ask.MEANS, Ask.PURPOSE, Ask.CHILD]))
def test_one_more_element_of_trafficking_never_takes_it_away(answers: dict[Ask, Said], ask: Ask) -> None:
    pointed = (Points.TRAFFICKING, Points.BOTH)
    if read(answers).points in pointed:
        assert read(answers | {ask: Said.YES}).points in pointed


@given(everything)
def test_an_answer_that_is_not_known_is_no_answer(answers: dict[Ask, Said]) -> None:
    assert read({ask: said for ask, said in answers.items() if said is not Said.UNKNOWN}) == read(answers)
