"""Which band a pair belongs to, and why not a higher one: rules that stand above every sum (safeguards S4 and S5).

- No pair is proposed unless the father's name or an identifier agrees.
- None is called probable on one family of evidence, or while a fact contradicts it, or where the chain is a relative's.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from amana.engines.matching.assessment import Band, Basis, Limit

from .parameters import Parameters
from .terms import BY_NAME, TERMS, Outcomes

BANDS = (Band.NOT_PROPOSED, Band.POSSIBLE, Band.PROBABLE)
NOT_PROPOSED, POSSIBLE, PROBABLE = range(3)
CONTRARY_BITS = -1.0  # from which an outcome counts as a contradiction
# What weighs against without contradicting: agencies write names in any order, people change numbers and hold several documents.
# A name without an answer is told by its own link.
_NO_CONTRADICTION = frozenset(
    {
        ("shape", "other_order"), ("shape", "order_in_part"), ("shape", "order_and_differs"), ("shape", "link_skipped"),
        ("shape", "skipped_loosely"), ("phone", "others"), ("document", "others"),
    }
)  # fmt: skip
AGREES = {
    Basis.NAMES: ("agreeing", ("two", "three", "four")),
    Basis.BIRTH: ("birth", ("same_day", "day_month_swapped", "one_part_off", "first_of_january", "same_year", "range_narrow")),
    Basis.PHONE: ("phone", ("of_few", "tail", "shared_by_some")),
    Basis.DOCUMENT: ("document", ("same", "near")),
    Basis.PLACE: ("place", ("same", "same_rare")),
}
_IDENTIFIES = (("phone", ("of_few", "tail")), ("document", ("same", "near")))
_RELATIVE = ("shape", ("shifted", "moved", "sibling"))

Flags = NDArray[np.bool_]


def _is(outcomes: Outcomes, term: str, names: tuple[str, ...]) -> Flags:
    listed = TERMS[BY_NAME[term]].outcomes
    return np.isin(outcomes.of(term), [listed.index(name) for name in names])


def proposable(outcomes: Outcomes, father: Flags) -> Flags:
    """Which pairs may be proposed at all. `father` says whether the father's name agrees beside another."""
    found = father.copy()
    for term, names in _IDENTIFIES:
        found |= _is(outcomes, term, names)
    return found


def families(outcomes: Outcomes) -> dict[Basis, Flags]:
    """For each family of evidence, whether it agrees."""
    return {basis: _is(outcomes, term, names) for basis, (term, names) in AGREES.items()}


def limits(outcomes: Outcomes, father: Flags, lower: NDArray[np.float64], parameters: Parameters) -> dict[Limit, Flags]:
    """For each limit, the pairs it holds back; `lower` is the lower bound of their probability."""
    return _rules(outcomes, father, parameters) | {Limit.UNSURE: lower < parameters.probable}


def contradicted(outcomes: Outcomes, parameters: Parameters) -> Flags:
    """Which pairs a fact contradicts."""
    found = np.zeros(len(outcomes), bool)
    for term, weights, codes in zip(TERMS, parameters.weights, outcomes.codes, strict=True):
        speaks = [
            name not in ("silent", "missing") and bits <= CONTRARY_BITS and (term.name, name) not in _NO_CONTRADICTION
            for name, bits in zip(term.outcomes, weights, strict=True)
        ]
        found |= np.array(speaks)[codes]
    return found


def _rules(outcomes: Outcomes, father: Flags, parameters: Parameters) -> dict[Limit, Flags]:
    return {
        Limit.NO_FATHER_OR_IDENTIFIER: ~proposable(outcomes, father),
        Limit.ONE_FAMILY: np.sum(list(families(outcomes).values()), axis=0) < 2,
        Limit.CONTRARY: contradicted(outcomes, parameters),
        Limit.RELATIVE: _is(outcomes, *_RELATIVE),
    }


def highest(outcomes: Outcomes, father: Flags, parameters: Parameters) -> NDArray[np.int8]:
    """The highest band that the rules allow each pair, by its number in `BANDS`, whatever its probability."""
    rules = _rules(outcomes, father, parameters)
    found = np.full(len(outcomes), PROBABLE, np.int8)
    found[np.any(list(rules.values()), axis=0)] = POSSIBLE
    found[rules[Limit.NO_FATHER_OR_IDENTIFIER]] = NOT_PROPOSED
    return found


def raised(held: NDArray[np.int8], lower: NDArray[np.float64], parameters: Parameters) -> NDArray[np.int8]:
    """The band of each pair: what its probability asks for, and no more than the rules allow."""
    wanted = (lower >= parameters.possible).astype(np.int8) + (lower >= parameters.probable)
    return np.minimum(held, wanted).astype(np.int8)
