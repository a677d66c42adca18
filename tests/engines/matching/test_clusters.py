"""Groups by correlation: what joins, what splits, and what stays the same."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.engines.matching.model.calibration import calibrated
from amana.engines.matching.model.clusters import carried, clusters


def _groups(records: int, edges: dict[tuple[int, int], float], apart=()) -> set[frozenset[int]]:
    one, other = (np.array([edge[side] for edge in edges], np.int32) for side in (0, 1))
    found = clusters(records, one, other, np.array(list(edges.values())), digests=np.arange(records, dtype=np.uint64), apart=apart)
    return {frozenset(np.flatnonzero(found == group).tolist()) for group in set(found.tolist())}


def test_records_that_agree_are_one_group() -> None:
    assert _groups(4, {(0, 1): 6.0, (1, 2): 5.0, (0, 2): 5.0}) == {frozenset({0, 1, 2}), frozenset({3})}


def test_a_chain_of_weak_links_never_joins_its_ends() -> None:
    links = {(at, at + 1): 1.0 for at in range(9)}
    assert max(len(group) for group in _groups(10, links)) == 2


def test_a_contradiction_splits_what_a_chain_would_join() -> None:
    assert _groups(3, {(0, 1): 6.0, (1, 2): 5.0, (0, 2): -9.0}) == {frozenset({0, 1}), frozenset({2})}


def test_two_records_decided_to_be_different_are_never_in_one_group() -> None:
    found = _groups(3, {(0, 1): 20.0, (1, 2): 20.0, (0, 2): 20.0}, apart=[(0, 2)])
    assert not any({0, 2} <= group for group in found)


@given(
    st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] < pair[1]), st.floats(-20, 20), min_size=1)
)
def test_the_numbering_of_records_changes_no_group(edges: dict[tuple[int, int], float]) -> None:
    digests = np.array([77, 3, 59, 21, 8, 40], np.uint64)
    order = list(permutations(range(6)))[417]

    def found(number: dict[int, int]) -> set[frozenset[int]]:
        one = np.array([number[a] for a, _ in edges], np.int32)
        other = np.array([number[b] for _, b in edges], np.int32)
        back = {new: old for old, new in number.items()}
        groups = clusters(6, one, other, np.array(list(edges.values())), digests=digests[[back[at] for at in range(6)]])
        return {frozenset(back[at] for at in np.flatnonzero(groups == group).tolist()) for group in set(groups.tolist())}

    assert found(dict(enumerate(range(6)))) == found(dict(enumerate(order)))


def test_a_group_keeps_its_name_when_records_are_added() -> None:
    before = {"a": "a", "b": "a", "c": "c"}
    assert carried([0, 0, 2, 0, 4], ["b", "a", "c", "new", "other"], before) == ["a", "a", "c", "a", "other"]


def test_when_a_group_splits_the_larger_part_keeps_its_name() -> None:
    before = dict.fromkeys("abc", "a")
    assert carried([0, 1, 1], ["a", "b", "c"], before) == ["a+", "a", "a"]


def test_calibrated_probabilities_never_fall_and_the_lower_bound_stays_below() -> None:
    chance = np.random.default_rng(4)
    bits = chance.normal(0, 4, 50_000)
    same = chance.random(50_000) < 1 / (1 + 2.0**-bits)
    steps = calibrated(bits, same)
    assert (np.diff(steps.probability) >= 0).all()
    assert (steps.lower <= steps.probability).all()
    stated, _lower = steps(np.array([0.0, 3.0, 6.0]))
    assert stated == pytest.approx([0.5, 8 / 9, 64 / 65], abs=0.03)


def test_calibration_needs_both_kinds_of_pairs() -> None:
    with pytest.raises(ValueError, match="same and of different"):
        calibrated(np.zeros(10), np.ones(10, bool))
