"""Finds the weights from pairs whose truth is known: logistic regression whose signs and orders are held, with a small ridge.

Fellegi and Sunter's weights assume that the terms are independent given the truth. Fitted together they need not be: what two terms say
twice is counted once. The design has one column for each step of a term, so that "at least this" holds by the sign of a coefficient.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .sums import Sum, from_segments
from .sums import design as design_sum
from .terms import KNOTS, TERMS, Outcomes

Bits = NDArray[np.float64]

_LOG2 = np.log(2.0)
_RIDGE = 2.0  # a prior of about this many pairs against every weight
_ROUNDS = 30
_SWEEPS = 200
_PLAIN = -6.0  # bits below which a pair is plainly not one person
_STANDS_FOR = 5


@dataclass(frozen=True, slots=True)
class _Step:
    term: int  # -1 for the curve of rarity
    codes: tuple[int, ...]  # outcomes that carry the step
    sign: int


def _steps() -> list[_Step]:
    found = []
    for at, term in enumerate(TERMS):
        for chains, sign in ((term.towards, 1), (term.against, -1)):
            for chain in chains:
                numbers = [term.outcomes.index(name) for name in chain]
                found += [_Step(at, tuple(numbers[place:]), sign) for place in range(len(numbers))]
    return found


STEPS = _steps()


def design(outcomes: Outcomes) -> NDArray[np.float32]:
    """[pairs, 1 + steps + segments]: the constant, a column for each step, and the share of each segment of rarity that is reached."""
    pairs = len(outcomes)
    found = np.zeros((pairs, 1 + len(STEPS) + len(KNOTS) - 1), np.float32)
    found[:, 0] = 1
    for column, step in enumerate(STEPS, start=1):
        member = np.zeros(len(TERMS[step.term].outcomes), np.float32)
        member[list(step.codes)] = step.sign
        found[:, column] = member[outcomes.codes[step.term]]
    for at, (low, high) in enumerate(pairwise(KNOTS)):
        found[:, 1 + len(STEPS) + at] = np.clip((outcomes.rarity - low) / (high - low), 0, 1)
    return found


def fit(
    outcomes: Outcomes, same: NDArray[np.bool_], weight: NDArray[np.float64]
) -> tuple[float, list[NDArray[np.float64]], NDArray[np.float64]]:
    """(prior, weights of each term, bits at each knot), all in bits.

    weight  of each pair, where pairs were sampled
    """
    outcomes, same, weight = _summed(outcomes, same, weight)
    return _in_bits(signed(design(outcomes), same, weight))


def fit_sum(names: tuple[str, ...], of: Mapping[str, Bits], same: NDArray[np.bool_]) -> Sum:
    """One of the sums over a whole register from pairs whose truth is known. Of the pairs of different persons that no sum could take for
    one, every fifth stands for five: they are most of all pairs and all alike.
    """
    far = ~same & (of["direct"] < _PLAIN) & (of["best"] < _PLAIN)
    taken = ~far | (np.cumsum(far) % _STANDS_FOR == 0)
    weight = np.where(far, float(_STANDS_FOR), 1.0)[taken]
    chosen = {name: bits[taken] for name, bits in of.items()}
    return from_segments(names, signed(design_sum(names, chosen), same[taken], weight) / _LOG2)


def signed(matrix: NDArray[np.float32], same: NDArray[np.bool_], weight: Bits) -> Bits:
    """Logistic regression, natural log odds; every coefficient but the first, the constant, is at least 0."""
    wanted = same.astype(np.float64)
    size = matrix.shape[1]
    coefficients = np.zeros(size)
    share = float((wanted * weight).sum() / weight.sum())
    coefficients[0] = np.log(share / (1 - share))
    ridge = np.full(size, _RIDGE)
    ridge[0] = 0
    for _ in range(_ROUNDS):
        raw = (matrix @ coefficients.astype(np.float32)).astype(np.float64)
        chance = 1 / (1 + np.exp(-np.clip(raw, -40, 40)))
        curve = np.maximum(chance * (1 - chance), 1e-6) * weight
        gradient = (matrix.T @ ((wanted - chance) * weight).astype(np.float32)).astype(np.float64) - ridge * coefficients
        hessian = (matrix * curve[:, None].astype(np.float32)).T @ matrix + np.diag(ridge)
        step = _within_signs(hessian.astype(np.float64), gradient, coefficients)
        # a full Newton step may overshoot where pairs separate; a bounded one arrives all the same
        largest = np.abs(step).max()
        coefficients = coefficients + step * min(1.0, 2.0 / largest if largest else 1.0)
        if largest < 1e-3:
            break
    return coefficients


def _summed(
    outcomes: Outcomes, same: NDArray[np.bool_], weight: NDArray[np.float64]
) -> tuple[Outcomes, NDArray[np.bool_], NDArray[np.float64]]:
    """Pairs with the same outcomes, the same truth and the same rarity to half a bit, as one pair of their summed weight."""
    steps = np.round(outcomes.rarity * 2).astype(np.int8)
    table = np.ascontiguousarray(np.vstack([outcomes.codes, steps[None], same[None].astype(np.int8)]).T)
    rows = table.view(np.dtype((np.void, table.shape[1]))).ravel()
    _distinct, first, where = np.unique(rows, return_index=True, return_inverse=True)
    summed = Outcomes(codes=outcomes.codes[:, first], rarity=(steps[first] / 2).astype(np.float32))
    return summed, same[first], np.bincount(where, weight).astype(np.float64)


def _within_signs(hessian: NDArray[np.float64], gradient: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """The step to the best point of the quadratic model at which every coefficient but the constant is at least 0; by coordinates."""
    step = np.zeros_like(at)
    residual = gradient.copy()
    diagonal = np.diag(hessian)
    for _ in range(_SWEEPS):
        largest = 0.0
        for place in range(len(at)):
            move = residual[place] / diagonal[place]
            if place:
                move = max(move, -(at[place] + step[place]))
            if move:
                step[place] += move
                residual -= hessian[:, place] * move
                largest = max(largest, abs(move))
        if largest < 1e-7:
            break
    return step


def _in_bits(coefficients: NDArray[np.float64]) -> tuple[float, list[NDArray[np.float64]], NDArray[np.float64]]:
    bits = coefficients / _LOG2
    weights = [np.zeros(len(term.outcomes)) for term in TERMS]
    for value, step in zip(bits[1:], STEPS, strict=False):
        weights[step.term][list(step.codes)] += step.sign * value
    rarity = np.concatenate([[0.0], np.cumsum(bits[1 + len(STEPS) :])])
    return float(bits[0]), weights, rarity
