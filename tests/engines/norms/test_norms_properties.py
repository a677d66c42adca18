"""What holds for every answer of the norms engine, whatever is handed in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.engines.norms import (
    Answer,
    ByStrength,
    Element,
    Finding,
    Force,
    Obligation,
    Party,
    Position,
    Provision,
    Result,
    Span,
    Standing,
    Strength,
    Validity,
    assessment_result,
    binding_on,
    in_force,
    needs,
)

START = date(2000, 1, 1)
days = st.integers(0, 9000).map(lambda n: START + timedelta(days=n))
spans = st.tuples(days, st.sampled_from([0, 0, 0, 30, 364])).map(lambda t: Span(earliest=t[0], latest=t[0] + timedelta(days=t[1])))
answers = st.sampled_from(Answer)
HEIGHT = {Result.NOT_MET: 0, Result.PARTLY: 1, Result.MET: 2}


@st.composite
def versions(draw: st.DrawFn) -> list[Provision]:
    count = draw(st.integers(1, 5))
    made = []
    for number in range(count):
        starts = draw(st.one_of(st.none(), spans))
        ends = None
        if draw(st.booleans()) and starts is not None:
            ends = Span.on(starts.latest + timedelta(days=draw(st.integers(1, 2000))))
        section = draw(st.sampled_from(["1", "2"]))
        made.append(Provision(key=str(number), act="A", section=section, starts=starts, ends=ends))
    return made


@given(versions(), days)
def test_at_most_one_version_of_a_section_is_the_law_on_a_day(found: list[Provision], on: date) -> None:
    holding = [(v.provision.act, v.provision.section) for v in in_force(found, on).having(Validity.IN_FORCE)]
    assert len(holding) == len(set(holding))


@given(versions(), days)
def test_every_version_gets_an_answer(found: list[Provision], on: date) -> None:
    assert sorted(v.provision.key for v in in_force(found, on).verdicts) == sorted(p.key for p in found)


@given(versions(), days)
def test_nothing_is_the_law_before_its_first_day_or_after_its_repeal(found: list[Provision], on: date) -> None:
    for verdict in in_force(found, on).having(Validity.IN_FORCE):
        starts, ends = verdict.provision.starts, verdict.provision.ends
        assert starts is not None
        assert starts.latest <= on
        assert ends is None or on < ends.earliest


@given(versions(), days)
def test_the_order_in_which_versions_were_recorded_changes_no_answer(found: list[Provision], on: date) -> None:
    assert in_force(found, on) == in_force(reversed(found), on)


@given(versions(), days, days)
def test_what_was_superseded_never_comes_back(found: list[Provision], one: date, other: date) -> None:
    first, second = sorted((one, other))
    gone = {v.provision.key for v in in_force(found, first).having(Validity.SUPERSEDED)}
    back = {v.provision.key for v in in_force(found, second).having(Validity.IN_FORCE)}
    assert not gone & back


@st.composite
def assessed_elements(draw: st.DrawFn) -> tuple[list[Element], list[Finding]]:
    elements = [Element(code=str(n)) for n in range(draw(st.integers(1, 6)))]
    findings = draw(
        st.lists(
            st.builds(
                Finding,
                element=st.sampled_from([e.code for e in elements]),
                answer=answers,
                assessor=st.sampled_from(["one", "other"]),
            ),
            max_size=10,
        )
    )
    return elements, findings


@given(assessed_elements())
def test_each_element_is_told_once(given_: tuple[list[Element], list[Finding]]) -> None:
    elements, findings = given_
    told = assessment_result(elements, findings)
    assert sorted(told.met + told.partly + told.missing + told.open + told.disputed) == sorted(e.code for e in elements)


@given(assessed_elements())
def test_met_means_that_every_element_was_found_and_nobody_said_otherwise(given_: tuple[list[Element], list[Finding]]) -> None:
    elements, findings = given_
    told = assessment_result(elements, findings)
    every = all({f.answer for f in findings if f.element == e.code} - {Answer.NOT_ASSESSED} == {Answer.YES} for e in elements)
    assert (told.result is Result.MET) == every


@given(st.lists(answers, min_size=1, max_size=6), st.data())
def test_finding_one_more_element_never_lowers_the_result(given_: list[Answer], data: st.DataObject) -> None:
    elements = [Element(code=str(n)) for n in range(len(given_))]
    at = data.draw(st.integers(0, len(given_) - 1))
    better = [*given_[:at], Answer.YES, *given_[at + 1 :]]

    def result(said: list[Answer]) -> Result:
        return assessment_result(elements, [Finding(element=str(n), answer=a) for n, a in enumerate(said)]).result

    before, after = result(given_), result(better)
    if before is Result.NOT_ASSESSED:
        assert after in (Result.PARTLY, Result.MET)
    else:
        assert HEIGHT[after] >= HEIGHT[before]


@given(assessed_elements(), st.data())
def test_a_second_assessor_who_contradicts_makes_it_disputed(given_: tuple[list[Element], list[Finding]], data: st.DataObject) -> None:
    elements, findings = given_
    said = [f for f in findings if f.answer is not Answer.NOT_ASSESSED]
    if not said:
        return
    contradicted = data.draw(st.sampled_from(said))
    other = data.draw(st.sampled_from([a for a in Answer if a not in (Answer.NOT_ASSESSED, contradicted.answer)]))
    told = assessment_result(elements, [*findings, Finding(element=contradicted.element, answer=other, assessor="third")])
    assert told.result is Result.DISPUTED
    assert contradicted.element in told.disputed


obligations = st.builds(
    Obligation, code=st.text("abc", min_size=1), instrument=st.just("TIP"), strength=st.sampled_from(Strength), topic=st.just("")
)
standings = st.builds(Standing, party=st.sampled_from(Party), since=st.one_of(st.none(), days))


@given(obligations, standings, days)
def test_only_a_party_is_bound_and_only_by_what_is_mandatory(obligation: Obligation, standing: Standing, on: date) -> None:
    if binding_on(obligation, standing, on=on).force is Force.BINDS:
        assert standing.party is Party.PARTY
        assert obligation.strength is Strength.MANDATORY


@given(obligations, standings, days)
def test_not_knowing_is_never_read_as_not_bound(obligation: Obligation, standing: Standing, on: date) -> None:
    if standing.party in (Party.DISPUTED, Party.NOT_KNOWN):
        assert binding_on(obligation, standing, on=on).force is Force.UNCERTAIN


@given(st.lists(st.tuples(obligations, standings, st.lists(answers, min_size=2, max_size=2)), max_size=12), days)
def test_needs_keep_the_strengths_apart(rows: list[tuple[Obligation, Standing, list[Answer]]], on: date) -> None:
    elements = [Element(code="0"), Element(code="1")]
    positions = [
        Position(
            obligation=obligation,
            binding=binding_on(obligation, standing, on=on),
            assessed=assessment_result(elements, [Finding(element=str(n), answer=a) for n, a in enumerate(said)]),
        )
        for obligation, standing, said in rows
    ]
    found = needs(positions)
    for strength, group in found.groups():
        assert all(need.position.obligation.strength is strength for need in group)
        assert all(need.position.assessed.result is not Result.MET for need in group)
        assert all(need.position.binding.force is not Force.NOT_BOUND for need in group)


def test_groups_cannot_be_added_up() -> None:
    """No length, no order, no sum: whoever wants one figure for a state has to write it against the grain."""
    groups: ByStrength[int] = ByStrength(mandatory=(1,), consider=(2,), optional=(3,))
    other: ByStrength[int] = ByStrength(mandatory=(1, 1))
    with pytest.raises(TypeError):
        len(groups)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        sum(groups)  # type: ignore[call-overload]
    with pytest.raises(TypeError):
        groups + other  # type: ignore[operator]
    with pytest.raises(TypeError):
        groups < other  # type: ignore[operator]  # noqa: B015
    with pytest.raises(ValueError, match="met"):
        float(Result.MET)
