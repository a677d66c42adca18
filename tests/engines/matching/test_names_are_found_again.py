"""Names across scripts and spellings: what must be found again, and what must not be taken for the same."""

import pytest

from amana.engines.matching import Name, NamePart, Record, Role, Verdict, compare_names, keys, near_keys, query_keys, read_name
from amana.engines.matching.parts import units
from amana.engines.matching.values import Family, Level

from .name_pairs import OTHER_NAME, OTHER_PART, RELATIVES, SAME_NAME, SAME_PART, pairs

NEARNESS = [Verdict.DIFFERENT, Verdict.WEAK, Verdict.POSSIBLE, Verdict.STRONG]


def record(text: str) -> Record:
    return Record(names=(read_name(text),))


def in_chain_order(text: str) -> Name:
    roles = (Role.GIVEN, Role.FATHER, Role.GRANDFATHER)
    return Name(parts=tuple(NamePart(text=unit.text, role=role) for unit, role in zip(units(read_name(text)), roles, strict=False)))


@pytest.mark.parametrize(("one", "other"), pairs(SAME_PART))
def test_a_name_has_the_same_key_in_every_spelling(one, other):
    asked = {*query_keys(record(one)), *near_keys(record(one))}
    assert asked & set(keys(record(other)))


@pytest.mark.parametrize(("one", "other"), pairs(SAME_PART))
def test_a_spelling_of_a_name_is_recognised_by_both_sides_alike(one, other):
    there, back = compare_names(read_name(one), read_name(other)), compare_names(read_name(other), read_name(one))
    assert there.verdict is not Verdict.DIFFERENT
    assert there.score == pytest.approx(back.score)


@pytest.mark.parametrize(("one", "other"), pairs(SAME_NAME))
def test_a_chain_is_found_again_in_another_script_or_order(one, other):
    shared = set(query_keys(record(one))) & set(keys(record(other)))
    assert {key.family for key in shared} & {Family.PAIR, Family.TRIPLE}
    assert compare_names(read_name(one), read_name(other)).verdict in (Verdict.POSSIBLE, Verdict.STRONG)


@pytest.mark.parametrize(("one", "other"), pairs(OTHER_PART))
def test_another_name_is_not_the_same_name(one, other):
    comparison = compare_names(read_name(one), read_name(other))
    assert all(part.level in (Level.DIFFERS, Level.NEAR, Level.SOUNDS_ALIKE, None) for part in comparison.parts)
    assert comparison.verdict in (Verdict.DIFFERENT, Verdict.WEAK)


@pytest.mark.parametrize(("one", "other"), pairs(OTHER_NAME))
def test_a_first_name_in_common_does_not_outweigh_another_father(one, other):
    for first, second in ((one, other), (other, one)):
        assert compare_names(in_chain_order(first), in_chain_order(second)).verdict is Verdict.DIFFERENT
        assert compare_names(read_name(first), read_name(second)).verdict is Verdict.DIFFERENT


@pytest.mark.parametrize(("one", "other"), pairs(RELATIVES))
def test_a_parent_or_sibling_is_never_more_than_weak(one, other):
    for first, second in ((one, other), (other, one)):
        verdict = compare_names(in_chain_order(first), in_chain_order(second)).verdict
        assert NEARNESS.index(verdict) <= NEARNESS.index(Verdict.WEAK)


def test_the_tables_are_as_long_as_promised():
    assert len(pairs(SAME_PART)) + len(pairs(SAME_NAME)) >= 120
    assert len(pairs(OTHER_PART)) + len(pairs(OTHER_NAME)) + len(pairs(RELATIVES)) >= 80
