"""What third records and groups add when a whole register is weighed, and what they never may."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.engines.matching import Birth, Record, read_name
from amana.engines.matching.model.bands import NOT_PROPOSED, POSSIBLE
from amana.engines.matching.model.batch import Weighed, joined, weigh, with_third_records
from amana.engines.matching.model.columns import counted, encode
from amana.engines.matching.model.groups import Groups, within
from amana.engines.matching.model.sums import group_features, third_features
from amana.kernel.vocabulary.weights import weights

# One woman three times: at the camp without a telephone, on the coast without her father's name, and once with both.
CAMP = Record(
    names=(read_name("Tsehaynesh Kahsay Woldegebriel"),),
    birth=Birth.in_year(1994),
    sex="Feminine",
    nationalities=("ER",),
    places=("Senafe",),
)
COAST = replace(CAMP, names=(read_name("Tsehaynesh"),), phones=("249912345678",))
BOTH = replace(CAMP, phones=("249912345678",))
OTHERS = [
    Record(names=(read_name(f"{given} {father}"),), birth=Birth.in_year(1960 + 2 * at), sex="Masculine", nationalities=("SD",))
    for at, (given, father) in enumerate(
        (given, father) for given in ("Mohamed", "Osman", "Hassan") for father in ("Ahmed", "Ali", "Hussein")
    )
]


def _whole(records: list[Record]) -> Weighed:
    columns = encode([*records, *OTHERS])
    frequencies, size = counted(columns), len(columns)
    one, other = np.triu_indices(size, 1)
    direct = joined(list(weigh(columns, one.astype(np.int32), other.astype(np.int32), frequencies, weights())))
    return with_third_records(columns, direct, frequencies, weights(), np.arange(size, dtype=np.uint64))


def _held(found: Weighed, one: int, other: int) -> int:
    return int(found.held[np.flatnonzero((found.one == one) & (found.other == other))[0]])


def test_a_third_record_with_the_fathers_name_and_the_number_makes_a_pair_possible_and_no_more() -> None:
    assert _held(_whole([CAMP, COAST]), 0, 1) == NOT_PROPOSED
    assert _held(_whole([CAMP, COAST, BOTH]), 0, 1) == POSSIBLE


def test_a_third_record_raises_no_pair_that_a_fact_contradicts() -> None:
    older = replace(COAST, birth=Birth.in_year(1970))
    assert _held(_whole([CAMP, older, BOTH]), 0, 1) == NOT_PROPOSED


def test_the_records_themselves_never_count_among_those_they_are_compared_with() -> None:
    one, other, bits = np.array([0, 0, 1], np.int32), np.array([1, 2, 2], np.int32), np.array([9.0, 5.0, -7.0])
    better, worse = Groups.of(np.array([0, 0, 2], np.int32), one, other, bits).said(one, other, np.ones(3, bool))
    assert np.isnan(better[0])
    assert (better[1], worse[1]) == (-7.0, -7.0)
    assert (better[2], worse[2]) == (5.0, 5.0)


def test_records_of_one_group_that_were_not_compared_are_brought_together() -> None:
    one, other = within(np.array([0, 1, 0, 0], np.int32), np.array([0], np.int32), np.array([2], np.int32))
    assert list(zip(one.tolist(), other.tolist(), strict=True)) == [(0, 3), (2, 3)]


BITS = st.floats(-35, 35)


@given(st.tuples(BITS, BITS, BITS, BITS, BITS), st.integers(0, 4), st.floats(0, 20))
@settings(max_examples=300, deadline=None)
def test_more_agreement_of_the_pair_a_third_record_or_a_group_never_lowers_the_sum(said, raised, by) -> None:
    def bits(values) -> float:
        direct, best, second, better, worse = (np.array([value]) for value in values)
        return float(weights().groups.bits(group_features(third_features(direct, best, second), better, worse))[0])

    more = [value + by * (at == raised) for at, value in enumerate(said)]
    assert bits(more) >= bits(said) - 1e-6


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_a_register_changes_nothing_of_what_groups_say(chance) -> None:
    records = [CAMP, COAST, BOTH, *OTHERS]
    mixed = list(range(len(records)))
    chance.shuffle(mixed)

    def weighed(order: list[int]) -> dict[tuple[int, int], float]:
        columns = encode([records[at] for at in order])
        one, other = (side.astype(np.int32) for side in np.triu_indices(len(columns), 1))
        direct = joined(list(weigh(columns, one, other, counted(columns), weights())))
        found = with_third_records(columns, direct, counted(columns), weights(), np.array(order, np.uint64))
        return {
            (min(order[a], order[b]), max(order[a], order[b])): float(bits)
            for a, b, bits in zip(found.one, found.other, found.bits, strict=True)
        }

    here, there = weighed(list(range(len(records)))), weighed(mixed)
    assert here.keys() == there.keys()
    assert [there[pair] for pair in here] == pytest.approx(list(here.values()), abs=1e-5)
