"""Finds the weights of the matching engine from worlds whose truth is known, and writes the parameter file.

    python -m benchmarks.matching.train --fit DIR --calibrate DIR --sizes DIR DIR ... --out reference/matching/parameters.json

Each DIR is a world of `benchmarks.matching.world` of another seed, the first two of about 100,000 records. Weights are fitted on the first,
the calibration on the second, so that no probability is read off the pairs that gave the weights; how the sum with third records has to
follow the size of a register on the others, from 10,000 records up; a further seed is for `benchmarks.matching.evaluate`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from math import log2
from pathlib import Path
from time import process_time

import numpy as np
from numpy.typing import NDArray

from amana.engines.matching.model.batch import AT_ONCE, Weighed, weigh_all, whole
from amana.engines.matching.model.calibration import calibrated
from amana.engines.matching.model.candidates import candidates
from amana.engines.matching.model.columns import counted, encode
from amana.engines.matching.model.comparing import compare_rows
from amana.engines.matching.model.fitting import fit, fit_sum
from amana.engines.matching.model.lexicon import Ints
from amana.engines.matching.model.parameters import SIZE_OF_REFERENCE, Calibration, Parameters, written
from amana.engines.matching.model.sums import WITH_GROUPS, WITH_THIRD, Bits, nothing, third_features
from amana.engines.matching.model.terms import TERMS, Outcomes
from amana.engines.matching.model.through import bonds

from . import reading

NAME = "horn-3"


class World:
    """One world, compared: candidate pairs, their outcomes, and whether they are one person."""

    def __init__(self, folder: Path) -> None:
        self.columns = encode(reading.records(folder))
        self.people = reading.people(folder)
        self.digests = reading.digests(folder)
        self.frequencies = counted(self.columns)
        self.one, self.other = candidates(self.columns).rows()

    def same(self, one: Ints, other: Ints) -> NDArray[np.bool_]:
        """The truth of some pairs."""
        found: NDArray[np.bool_] = self.people[one] == self.people[other]
        return found

    def outcomes(self) -> Outcomes:
        """Outcomes of the candidate pairs, before there are weights."""
        codes, rarity = [np.empty((len(TERMS), 0), np.int8)], [np.empty(0, np.float32)]
        for start in range(0, len(self.one), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            found = compare_rows(self.columns, self.one[part], self.columns, self.other[part], self.frequencies)
            codes.append(found.outcomes.codes)
            rarity.append(found.outcomes.rarity)
        return Outcomes(codes=np.concatenate(codes, axis=1), rarity=np.concatenate(rarity))

    def direct(self, weights: Parameters) -> Weighed:
        """The candidate pairs, weighed by themselves."""
        return weigh_all(self.columns, self.one, self.other, self.frequencies, weights)

    def third(self, direct: Weighed) -> tuple[dict[str, Bits], NDArray[np.bool_]]:
        """What the first sum looks at for the candidate pairs, and their truth."""
        found = bonds(direct.one, direct.other, direct.bits, len(self.columns))
        return third_features(direct.bits, *found.of(direct.one, direct.other)), self.same(direct.one, direct.other)

    def groups(self, direct: Weighed, weights: Parameters) -> tuple[dict[str, Bits], NDArray[np.bool_]]:
        """What the second sum looks at for every pair, those that third records and groups bring together included, and their truth."""
        every, said = whole(self.columns, direct, self.frequencies, weights, self.digests)
        return said, self.same(every.one, every.other)


def trained(fit_on: Path, calibrate_on: Path, sizes: Sequence[Path]) -> Parameters:
    """Parameters from two worlds, and from some of other sizes."""
    world = World(fit_on)
    outcomes = world.outcomes()
    prior, weights, rarity = fit(outcomes, world.same(world.one, world.other), np.ones(len(outcomes)))
    unknown = Calibration(bits=np.zeros(1), probability=np.zeros(1), lower=np.zeros(1))
    found = Parameters(
        version="",
        prior=prior + log2(len(world.columns) / SIZE_OF_REFERENCE),
        weights=tuple(weights),
        rarity=rarity,
        calibration=unknown,
        through=nothing(WITH_THIRD),
        groups=nothing(WITH_GROUPS),
        groups_calibration=unknown,
    )
    direct = world.direct(found)
    found = replace(found, through=fit_sum(WITH_THIRD, *world.third(direct)))
    found = replace(found, groups=fit_sum(WITH_GROUPS, *world.groups(direct, found)))
    world = World(calibrate_on)
    direct = world.direct(found)
    said, same = world.groups(direct, found)
    found = replace(
        found,
        calibration=calibrated(direct.bits, world.same(direct.one, direct.other)),
        groups_calibration=calibrated(found.groups.bits(said), same),
    )
    return replace(found, returned=returned([_missed(World(folder), found) for folder in sizes]))


def returned(missed: Sequence[tuple[int, float]]) -> float:
    """Bits to give back for each doubling, from what was missed in registers of some sizes; 0 at the size of the calibration."""
    doublings = np.array([log2(persons / SIZE_OF_REFERENCE) for persons, _bits in missed])
    bits = np.array([bits for _persons, bits in missed])
    return max(0.0, float((doublings * bits).sum() / (doublings**2).sum()))


def _missed(world: World, weights: Parameters) -> tuple[int, float]:
    """(records, the bits by which the sum with third records has to be moved for the calibration to fit this world best)."""
    said, same = world.groups(world.direct(weights), weights)
    bits = weights.groups.bits(said)
    unsure = (bits > weights.groups_calibration.bits[0]) & (bits < weights.groups_calibration.bits[-1])
    bits, same = bits[unsure], same[unsure]

    def loss(by: float) -> float:
        chance = np.clip(weights.groups_calibration(bits + by)[0], 1e-5, 1 - 1e-5)
        return -float(np.log(np.where(same, chance, 1 - chance)).sum())

    return len(world.columns), float(min(np.arange(-2, 2.01, 0.05), key=loss))


def main() -> None:
    """The command."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--fit", type=Path, required=True)
    asked.add_argument("--calibrate", type=Path, required=True)
    asked.add_argument("--sizes", type=Path, nargs="+", required=True)
    asked.add_argument("--out", type=Path, required=True)
    chosen = asked.parse_args()
    found = written(NAME, trained(chosen.fit, chosen.calibrate, chosen.sizes))
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{found['version']} written in {process_time():.0f} seconds of processor time")


if __name__ == "__main__":
    main()
