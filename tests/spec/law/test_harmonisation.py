"""Where the instruments of both sides overlap, and where one has none."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amana.contexts.law.instruments.rules import coverage, gaps, most_covered
from amana.contexts.law.instruments.terms import Of
from amana.contexts.law.instruments.values import Gap, Instrument

PRIORITIES = [f"P{number}" for number in range(1, 11)]


def instrument(code, of, priorities, *, binding=False, force=""):
    return Instrument(
        code=code,
        name=code,
        name_of_source=code,
        year="2014",
        of=of,
        of_words="",
        kind="declaration",
        binding=binding,
        force=force,
        status="",
        summary="",
        priorities=frozenset(priorities),
        domains=frozenset(),
        source="invented",
        verified=True,
    )


def test_a_priority_without_an_instrument_of_a_side_is_a_gap_of_that_side():
    both = [instrument("A", Of.AU, ["P1"], binding=True), instrument("B", Of.EU, ["P2"], binding=True)]
    found = gaps(both, ["P1", "P2"])
    assert Gap(of=Of.EU, priority="P1", binding=False) in found
    assert Gap(of=Of.AU, priority="P2", binding=False) in found
    assert Gap(of=Of.AU, priority="P1", binding=False) not in found


def test_declarations_alone_leave_a_gap_of_what_binds():
    soft = [instrument("A", Of.AU, ["P1"])]
    assert Gap(of=Of.AU, priority="P1", binding=True) in gaps(soft, ["P1"])
    assert gaps([*soft, instrument("M", Of.AU, ["P1"], force="mixed")], ["P1"])[0].of is not Of.AU
    assert Gap(of=Of.AU, priority="P1", binding=True) not in gaps([*soft, instrument("T", Of.AU, ["P1"], binding=True)], ["P1"])


def test_priorities_that_share_the_first_place_are_all_named():
    two = [instrument("A", Of.AU, ["P1", "P3"]), instrument("B", Of.EU, ["P3", "P1"])]
    assert most_covered(two, PRIORITIES) == ("P1", "P3")


# A machine that does other work besides makes values slowly; that says nothing about the rules.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
some = st.lists(
    st.builds(instrument, st.sampled_from("ABC"), st.sampled_from(Of), st.sets(st.sampled_from(PRIORITIES)), binding=st.booleans()),
    max_size=5,
)


@unhurried
@given(instruments=some)
def test_every_instrument_stands_under_each_of_its_priorities_and_no_other(instruments):
    for covered in coverage(instruments, PRIORITIES):
        listed = [one for _of, several in covered.by_maker for one in several]
        assert sorted(one.code for one in listed) == sorted(one.code for one in instruments if covered.priority in one.priorities)


@unhurried
@given(instruments=some)
def test_a_side_has_a_gap_exactly_where_it_has_no_binding_instrument(instruments):
    named = {(gap.of, gap.priority) for gap in gaps(instruments, PRIORITIES)}
    for of in Of:
        for priority in PRIORITIES:
            binds = any(one.of is of and one.binding and priority in one.priorities for one in instruments)
            assert ((of, priority) in named) is not binds
