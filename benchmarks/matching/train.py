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

NAME = "horn-2"


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


def trained(fit_on: Path, calibrate_on: Path) -> Parameters:
    """Parameters from two worlds."""
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
    return replace(
        found,
        calibration=calibrated(direct.bits, world.same(direct.one, direct.other)),
        groups_calibration=calibrated(found.groups.bits(said), same),
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
