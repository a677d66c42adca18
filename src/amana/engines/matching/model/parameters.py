"""The one set of numbers by which pairs are weighed, live and in batch, with its version.

Read from a file that is changed by review only (`reference/matching/`); the engine gets it as a mapping.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from json import dumps
from math import log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .sums import ALONE, SUM_KNOTS, WITH_GROUPS, WITH_THIRD, Sum
from .terms import KNOTS, TERMS, Outcomes

SIZE_OF_REFERENCE = 100_000
SMALLEST = 1_000  # persons: whoever may come to a small office are more than those on its files


class ParametersUnreadable(ValueError):
    """A parameter file lacks a term or an outcome, or a number has the wrong sign."""

    code = "matching.parameters_unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """From bits to probabilities: steps fitted on pairs whose truth is known, see `calibration.py`.

    bits         where each step begins, growing
    probability  the share of true pairs, not falling
    lower        its lower confidence bound, not falling; what users are shown and what bands are decided by
    """

    bits: NDArray[np.float64]
    probability: NDArray[np.float64]
    lower: NDArray[np.float64]

    def __call__(self, bits: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(probability, lower bound) of some bits, interpolated between the steps."""
        return np.interp(bits, self.bits, self.probability), np.interp(bits, self.bits, self.lower)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Weights in bits.

    version    name of this set, with a digest of its numbers
    prior      log2 odds of a candidate pair before evidence, in a register of 100,000
    weights    for each term the bits of each outcome
    rarity     bits of the agreeing names at each of `KNOTS`
    through    the sum with third records, by which groups are made
    groups     the sum with third records and groups, with its own calibration
    returned   bits that this sum gets back each time the register doubles: the pair, its third records and the groups each hold the
               prior, and it falls but once
    probable, possible  lower bounds of the probability from which a pair is proposed
    """

    version: str
    prior: float
    weights: tuple[NDArray[np.float64], ...]
    rarity: NDArray[np.float64]
    calibration: Calibration
    through: Sum
    groups: Sum
    groups_calibration: Calibration
    returned: float = 0.0
    probable: float = 0.99
    possible: float = 0.3

    def prior_bits(self, persons: int) -> float:
        """The prior in a register of that size: namesakes grow with it, the person stays one."""
        return self.prior - log2(max(persons, SMALLEST) / SIZE_OF_REFERENCE)

    def bits_with_groups(self, said: Mapping[str, NDArray[np.float64]], persons: int) -> NDArray[np.float64]:
        """The sum with third records and groups for every pair, in a register of that size."""
        return self.groups.bits(said) + self.returned * log2(max(persons, SMALLEST) / SIZE_OF_REFERENCE)

    def bits(self, outcomes: Outcomes, persons: int) -> NDArray[np.float64]:
        """The sum for every pair."""
        found = np.full(len(outcomes), self.prior_bits(persons))
        for weights, codes in zip(self.weights, outcomes.codes, strict=True):
            found += weights[codes]
        found += np.interp(outcomes.rarity, KNOTS, self.rarity)
        return found


def read(stored: Mapping[str, Any]) -> Parameters:
    """Parameters from what `written` gave. Raises `ParametersUnreadable`."""
    try:
        weights = tuple(np.array([float(stored["terms"][term.name][name]) for name in term.outcomes]) for term in TERMS)
        found = Parameters(
            version=str(stored["version"]), prior=float(stored["prior"]), weights=weights, rarity=_curve(stored["rarity"], KNOTS),
            calibration=_calibration(stored["calibration"]), through=_sum(stored["through"], WITH_THIRD),
            groups=_sum(stored["groups"], WITH_GROUPS), groups_calibration=_calibration(stored["groups"]["calibration"]),
            returned=float(stored["groups"].get("returned", 0)),  # files before horn-3 have none
            probable=float(stored["probable"]), possible=float(stored["possible"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as wrong:
        raise ParametersUnreadable(repr(wrong)) from wrong
    _check(found)
    return found


def _curve(stored: Sequence[Mapping[str, Any]], knots: NDArray[Any]) -> NDArray[np.float64]:
    bits = {float(each["at"]): float(each["bits"]) for each in stored}
    return np.array([bits[float(knot)] for knot in knots])


def _sum(stored: Mapping[str, Any], names: tuple[str, ...]) -> Sum:
    curves = {name: np.array([float(stored[name])]) if name == ALONE else _curve(stored[name], SUM_KNOTS) for name in names}
    return Sum(prior=float(stored["prior"]), curves=curves)


def _calibration(steps: Sequence[Mapping[str, Any]]) -> Calibration:
    columns = ([float(step[name]) for step in steps] for name in ("bits", "probability", "lower"))
    return Calibration(**dict(zip(("bits", "probability", "lower"), map(np.array, columns), strict=True)))


def _check(found: Parameters) -> None:
    for term, weights in zip(TERMS, found.weights, strict=True):
        for names, sign in ((term.towards, 1), (term.against, -1)):
            for chain in names:
                steps = [sign * weights[term.outcomes.index(name)] for name in chain]
                if any(later < earlier for earlier, later in zip([0.0, *steps], steps, strict=False)):
                    raise ParametersUnreadable(term.name)
    grows = [found.rarity, *found.through.curves.values(), *found.groups.curves.values()]
    for each in (found.calibration, found.groups_calibration):
        grows += [each.bits, each.probability, each.lower]
    if any((np.diff(each) < 0).any() for each in grows):
        raise ParametersUnreadable("rarity, a sum or a calibration falls")
    if not 0 <= found.returned < 1:
        raise ParametersUnreadable("more namesakes would speak for one person")


def written(name: str, parameters: Parameters) -> dict[str, Any]:
    """What a parameter file holds; the version is the name with a digest of the numbers."""
    numbers = {
        "prior": round(parameters.prior, 4),
        "terms": {
            term.name: {outcome: round(float(bits), 4) + 0.0 for outcome, bits in zip(term.outcomes, weights, strict=True)}
            for term, weights in zip(TERMS, parameters.weights, strict=True)
        },
        "rarity": _points(KNOTS, parameters.rarity),
        "calibration": _stated(parameters.calibration),
        "through": _summed(parameters.through),
        "groups": {
            **_summed(parameters.groups),
            "returned": round(parameters.returned, 4),
            "calibration": _stated(parameters.groups_calibration),
        },
        "probable": parameters.probable,
        "possible": parameters.possible,
    }
    digest = sha256(dumps(numbers, sort_keys=True).encode()).hexdigest()[:12]
    return {"version": f"{name}-{digest}", **numbers}


def _summed(of: Sum) -> dict[str, Any]:
    curves = {name: round(float(curve[0]), 4) if name == ALONE else _points(SUM_KNOTS, curve) for name, curve in of.curves.items()}
    return {"prior": round(of.prior, 4), **curves}


def _points(knots: NDArray[Any], curve: NDArray[np.float64]) -> list[dict[str, float]]:
    return [{"at": float(at), "bits": round(float(bits), 4)} for at, bits in zip(knots, curve, strict=True)]


def _stated(steps: Calibration) -> list[dict[str, float]]:
    return [
        {"bits": round(float(bits), 4), "probability": round(float(probability), 6), "lower": round(float(lower), 6)}
        for bits, probability, lower in zip(steps.bits, steps.probability, steps.lower, strict=True)
    ]
