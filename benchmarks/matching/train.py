"""Finds the weights of the matching engine from worlds whose truth is known, and writes the parameter file.

    python -m benchmarks.matching.train --fit DIR --calibrate DIR --out reference/matching/parameters.json

Each DIR is a world of `benchmarks.matching.world`, of about 100,000 records and another seed. Weights are fitted on the first, the
calibration on the second, so that no probability is read off the pairs that gave the weights; a third seed is for
`benchmarks.matching.evaluate`.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from math import log2
from pathlib import Path
from time import process_time

import numpy as np
from numpy.typing import NDArray

from amana.engines.matching.model.batch import AT_ONCE
from amana.engines.matching.model.calibration import calibrated
from amana.engines.matching.model.candidates import candidates
from amana.engines.matching.model.columns import counted, encode
from amana.engines.matching.model.comparing import compare_rows
from amana.engines.matching.model.fitting import Bits, fit, fit_through
from amana.engines.matching.model.lexicon import Ints
from amana.engines.matching.model.parameters import SIZE_OF_REFERENCE, Calibration, Parameters, written
from amana.engines.matching.model.terms import TERMS, Outcomes
from amana.engines.matching.model.through import BOND_KNOTS, DIRECT_KNOTS, Through, bonds

from . import reading

NAME = "horn-1"


class World:
    """One world, compared: candidate pairs, their outcomes, and whether they are one person."""

    def __init__(self, folder: Path) -> None:
        self.columns = encode(reading.records(folder))
        self.people = reading.people(folder)
        self.frequencies = counted(self.columns)
        self.one, self.other = candidates(self.columns).rows()
        self.outcomes = self.compared(self.one, self.other)

    def same(self, one: Ints, other: Ints) -> NDArray[np.bool_]:
        """The truth of some pairs."""
        found: NDArray[np.bool_] = self.people[one] == self.people[other]
        return found

    def compared(self, one: Ints, other: Ints) -> Outcomes:
        """Outcomes of some pairs."""
        codes, rarity = [np.empty((len(TERMS), 0), np.int8)], [np.empty(0, np.float32)]
        for start in range(0, len(one), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            found = compare_rows(self.columns, one[part], self.columns, other[part], self.frequencies)
            codes.append(found.outcomes.codes)
            rarity.append(found.outcomes.rarity)
        return Outcomes(codes=np.concatenate(codes, axis=1), rarity=np.concatenate(rarity))

    def direct(self, weights: Parameters) -> Bits:
        """Bits of the candidate pairs."""
        return weights.bits(self.outcomes, len(self.columns))

    def with_bonds(self, weights: Parameters) -> tuple[Bits, Bits, Bits, NDArray[np.bool_]]:
        """(direct bits, best bond, second best, truth) of every pair, those that a third record brings together included."""
        direct = self.direct(weights)
        found = bonds(self.one, self.other, direct, len(self.columns))
        more, others = found.beyond(self.one, self.other)
        every = np.concatenate([direct, weights.bits(self.compared(more, others), len(self.columns))])
        one, other = np.concatenate([self.one, more]), np.concatenate([self.other, others])
        return (every, *found.of(one, other), self.same(one, other))


def trained(fit_on: Path, calibrate_on: Path) -> Parameters:
    """Parameters from two worlds."""
    world = World(fit_on)
    prior, weights, rarity = fit(world.outcomes, world.same(world.one, world.other), np.ones(len(world.outcomes)))
    nothing = Calibration(bits=np.zeros(1), probability=np.zeros(1), lower=np.zeros(1))
    flat = Through(prior=0.0, direct=np.zeros(len(DIRECT_KNOTS)), best=np.zeros(len(BOND_KNOTS)), second=np.zeros(len(BOND_KNOTS)))
    found = Parameters(
        version="",
        prior=prior + log2(len(world.columns) / SIZE_OF_REFERENCE),
        weights=tuple(weights),
        rarity=rarity,
        calibration=nothing,
        through=flat,
        through_calibration=nothing,
    )
    found = replace(found, through=fit_through(*world.with_bonds(found)))
    world = World(calibrate_on)
    direct, best, second, same = world.with_bonds(found)
    return replace(
        found,
        calibration=calibrated(world.direct(found), world.same(world.one, world.other)),
        through_calibration=calibrated(found.through.bits(direct, best, second), same),
    )


def main() -> None:
    """The command."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--fit", type=Path, required=True)
    asked.add_argument("--calibrate", type=Path, required=True)
    asked.add_argument("--out", type=Path, required=True)
    chosen = asked.parse_args()
    found = written(NAME, trained(chosen.fit, chosen.calibrate))
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{found['version']} written in {process_time():.0f} seconds of processor time")


if __name__ == "__main__":
    main()
