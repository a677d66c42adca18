"""What binds a state, what is its law on a day, and how far an obligation is met."""

from datetime import date

import pytest

from amana.engines.norms import (
    Answer,
    Binding,
    Element,
    Finding,
    Force,
    Gap,
    Lack,
    Obligation,
    Party,
    Position,
    Provision,
    Question,
    Result,
    Span,
    Standing,
    Strength,
    Validity,
    assessment_result,
    binding_on,
    completeness,
    in_force,
    needs,
)

DAY = date(2026, 11, 23)
EARLIER, LATER = date(2005, 4, 20), date(2030, 1, 1)
FIRM = Obligation(code="TIP-5-1", instrument="TIP", strength=Strength.MANDATORY)
TO_WEIGH = Obligation(code="TIP-6-3", instrument="TIP", strength=Strength.CONSIDER)
MAY = Obligation(code="UNTOC-15-2", instrument="UNTOC", strength=Strength.OPTIONAL)
YES, PARTLY, NO, OPEN = Answer.YES, Answer.PARTLY, Answer.NO, Answer.NOT_ASSESSED


@pytest.mark.parametrize(
    ("story", "obligation", "standing", "force", "reason"),
    [
        ("a party is bound", FIRM, Standing(party=Party.PARTY, since=EARLIER), Force.BINDS, "norms.party"),
        ("a party has to weigh, no more", TO_WEIGH, Standing(party=Party.PARTY, since=EARLIER), Force.TO_BE_WEIGHED, "norms.party"),
        ("a party may, if it wants", MAY, Standing(party=Party.PARTY, since=EARLIER), Force.ALLOWS, "norms.party"),
        ("bound, but since when is not recorded", FIRM, Standing(party=Party.PARTY), Force.BINDS, "norms.party_day_not_known"),
        ("ratified, not yet in force", FIRM, Standing(party=Party.PARTY, since=LATER), Force.NOT_BOUND, "norms.not_yet_in_force"),
        ("signed only", FIRM, Standing(party=Party.SIGNATORY), Force.NOT_BOUND, "norms.signed_only"),
        ("stayed outside", FIRM, Standing(party=Party.NOT_PARTY), Force.NOT_BOUND, "norms.not_party"),
        ("lists contradict each other", FIRM, Standing(party=Party.DISPUTED), Force.UNCERTAIN, "norms.claims_contradict"),
        ("nobody recorded anything", FIRM, Standing(party=Party.NOT_KNOWN), Force.UNCERTAIN, "norms.status_not_known"),
    ],
)
def test_what_binds_a_state(story: str, obligation: Obligation, standing: Standing, force: Force, reason: str) -> None:
    assert binding_on(obligation, standing, on=DAY) == Binding(force=force, reason=reason)


@pytest.mark.parametrize(
    ("story", "answers", "result"),
    [
        ("every element is there", [YES, YES, YES], Result.MET),
        ("one was not looked at", [YES, YES, OPEN], Result.PARTLY),
        ("one is there only in part", [YES, YES, PARTLY], Result.PARTLY),
        ("one is missing", [YES, YES, NO], Result.PARTLY),
        ("none is there", [NO, NO, NO], Result.NOT_MET),
        ("one is missing, the rest was not looked at", [NO, OPEN, OPEN], Result.NOT_MET),
        ("nothing was looked at", [OPEN, OPEN, OPEN], Result.NOT_ASSESSED),
    ],
)
def test_how_far_an_obligation_is_met(story: str, answers: list[Answer], result: Result) -> None:
    elements = [Element(code=code) for code in ("act", "means", "purpose")]
    findings = [Finding(element=e.code, answer=a) for e, a in zip(elements, answers, strict=True)]
    assert assessment_result(elements, findings).result is result


def test_two_assessors_who_answer_one_element_differently_leave_it_disputed() -> None:
    elements = [Element(code="act"), Element(code="means")]
    told = assessment_result(
        elements,
        [
            Finding(element="act", answer=YES, assessor="Ministry of Justice"),
            Finding(element="means", answer=YES, assessor="Ministry of Justice"),
            Finding(element="means", answer=NO, assessor="Bar association"),
        ],
    )
    assert told.result is Result.DISPUTED
    assert told.disputed == ("means",)
    assert told.met == ("act",)


def test_an_assessor_who_left_an_element_open_contradicts_nobody() -> None:
    findings = [Finding(element="act", answer=YES, assessor="a"), Finding(element="act", answer=OPEN, assessor="b")]
    assert assessment_result([Element(code="act")], findings).result is Result.MET


def test_without_elements_there_is_no_result() -> None:
    with pytest.raises(ValueError, match="at least one element"):
        assessment_result([], [])


OLD = Provision(key="old", act="PC", section="10", starts=Span.on(date(1995, 1, 5)))
NEW = Provision(key="new", act="PC", section="10", starts=Span.on(date(2016, 3, 24)))
YEAR_ONLY = Provision(key="year", act="PC", section="11", starts=Span(earliest=date(2016, 1, 1), latest=date(2016, 12, 31)))
REPEALED = Provision(key="gone", act="PC", section="12", starts=Span.on(date(1995, 1, 5)), ends=Span.on(date(2016, 3, 24)))
UNDATED = Provision(key="undated", act="PC", section="13")


@pytest.mark.parametrize(
    ("story", "versions", "on", "key", "validity", "reason"),
    [
        ("the old text, before the reform", [OLD, NEW], date(2010, 1, 1), "old", Validity.IN_FORCE, "norms.in_force"),
        ("the new text, before the reform", [OLD, NEW], date(2010, 1, 1), "new", Validity.NOT_YET, "norms.begins_later"),
        ("the old text, on the day of the reform", [OLD, NEW], date(2016, 3, 24), "old", Validity.SUPERSEDED, "norms.later_version"),
        ("the new text, on the day of the reform", [OLD, NEW], date(2016, 3, 24), "new", Validity.IN_FORCE, "norms.in_force"),
        ("repealed yesterday", [REPEALED], date(2016, 3, 25), "gone", Validity.REPEALED, "norms.repealed"),
        ("the last day before repeal", [REPEALED], date(2016, 3, 23), "gone", Validity.IN_FORCE, "norms.in_force"),
        (
            "only the year is known, and it is this year",
            [YEAR_ONLY],
            date(2016, 6, 1),
            "year",
            Validity.UNCERTAIN,
            "norms.day_lies_in_the_span",
        ),
        ("only the year is known, and it is over", [YEAR_ONLY], date(2017, 1, 1), "year", Validity.IN_FORCE, "norms.in_force"),
        ("the first day is not known", [UNDATED], DAY, "undated", Validity.UNCERTAIN, "norms.first_day_not_known"),
        (
            "two texts that begin on the same day",
            [NEW, Provision(key="twin", act="PC", section="10", starts=NEW.starts)],
            DAY,
            "new",
            Validity.UNCERTAIN,
            "norms.versions_contradict",
        ),
    ],
)
def test_which_version_is_the_law_on_a_day(
    story: str, versions: list[Provision], on: date, key: str, validity: Validity, reason: str
) -> None:
    (verdict,) = [v for v in in_force(versions, on).verdicts if v.provision.key == key]
    assert (verdict.validity, verdict.reason) == (validity, reason)


def test_a_superseded_text_names_the_one_that_took_its_place() -> None:
    (gone,) = in_force([OLD, NEW], DAY).having(Validity.SUPERSEDED)
    assert (gone.provision.key, gone.replaced_by) == ("old", "new")


def test_a_section_without_law_between_two_versions_is_named_as_a_gap() -> None:
    ended = Provision(key="old", act="PC", section="10", starts=Span.on(date(1995, 1, 5)), ends=Span.on(date(2010, 1, 1)))
    assert in_force([ended, NEW], date(2012, 1, 1)).gaps == (("PC", "10"),)
    assert in_force([ended, NEW], date(2017, 1, 1)).gaps == ()


def position(obligation: Obligation, result_of: list[Answer], force: Force = Force.BINDS) -> Position:
    elements = [Element(code=str(n)) for n in range(len(result_of))]
    findings = [Finding(element=str(n), answer=a) for n, a in enumerate(result_of)]
    return Position(obligation=obligation, binding=Binding(force=force, reason=""), assessed=assessment_result(elements, findings))


def test_needs_are_listed_in_three_groups_and_say_what_is_lacking() -> None:
    found = needs([position(FIRM, [YES, NO]), position(TO_WEIGH, [OPEN], Force.TO_BE_WEIGHED), position(MAY, [YES], Force.ALLOWS)])
    assert [need.lack for need in found.mandatory] == [Lack.INCOMPLETE]
    assert [need.lack for need in found.consider] == [Lack.NOT_ASSESSED]
    assert found.optional == ()


def test_what_a_state_is_not_bound_by_is_no_lack_but_what_is_uncertain_is_listed() -> None:
    found = needs([position(FIRM, [NO], Force.NOT_BOUND), position(FIRM, [NO], Force.UNCERTAIN)])
    assert [need.position.binding.force for need in found.mandatory] == [Force.UNCERTAIN]


@pytest.mark.parametrize(
    ("story", "question", "gaps"),
    [
        ("nobody looked", Question(code="1", positions=[position(FIRM, [OPEN])]), [Gap.NOT_ASSESSED]),
        (
            "complete",
            Question(code="1", positions=[position(FIRM, [YES])], reviewed=frozenset({FIRM.code}), cited=frozenset({FIRM.code})),
            [],
        ),
        (
            "an element is open",
            Question(code="1", positions=[position(FIRM, [YES, OPEN])], reviewed=frozenset({FIRM.code}), cited=frozenset({FIRM.code})),
            [Gap.ELEMENT_OPEN],
        ),
        ("no second person, no provision", Question(code="1", positions=[position(FIRM, [YES])]), [Gap.NOT_REVIEWED, Gap.NO_PROVISION]),
        (
            "not met needs no provision",
            Question(code="1", positions=[position(FIRM, [NO])], reviewed=frozenset({FIRM.code})),
            [],
        ),
        (
            "rests on a provision that nobody verified, and treaty claims contradict",
            Question(
                code="1",
                positions=[position(FIRM, [YES], Force.UNCERTAIN)],
                reviewed=frozenset({FIRM.code}),
                cited=frozenset({FIRM.code}),
                unverified=frozenset({FIRM.code}),
            ),
            [Gap.PARTY_UNCERTAIN, Gap.PROVISION_UNVERIFIED],
        ),
    ],
)
def test_what_a_review_draft_still_lacks(story: str, question: Question, gaps: list[Gap]) -> None:
    (state,) = completeness([question])
    assert [gap for _, gap in state.gaps] == gaps
    assert state.complete is (not gaps)
