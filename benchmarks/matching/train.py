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

from amana.engines.matching.model.batch import AT_ONCE
from amana.engines.matching.model.calibration import calibrated
from amana.engines.matching.model.candidates import candidates
from amana.engines.matching.model.columns import counted, encode
from amana.engines.matching.model.comparing import compare_rows
from amana.engines.matching.model.fitting import fit
from amana.engines.matching.model.parameters import SIZE_OF_REFERENCE, Calibration, Parameters, written
from amana.engines.matching.model.terms import Outcomes

from . import reading

NAME = "horn-1"


def compared(folder: Path) -> tuple[Outcomes, np.ndarray, int]:
    """(outcomes of every candidate pair of a world, whether it is one person, records)."""
    columns = encode(reading.records(folder))
    people = reading.people(folder)
    one, other = candidates(columns).rows()
    frequencies = counted(columns)
    codes, rarity = [], []
    for start in range(0, len(one), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        found = compare_rows(columns, one[part], columns, other[part], frequencies)
        codes.append(found.outcomes.codes)
        rarity.append(found.outcomes.rarity)
    return Outcomes(codes=np.concatenate(codes, axis=1), rarity=np.concatenate(rarity)), people[one] == people[other], len(columns)


def trained(fit_on: Path, calibrate_on: Path) -> Parameters:
    """Parameters from two worlds."""
    outcomes, same, size = compared(fit_on)
    prior, weights, rarity = fit(outcomes, same, np.ones(len(outcomes)))
    nothing = np.zeros(1)
    found = Parameters(
        version="",
        prior=prior + log2(size / SIZE_OF_REFERENCE),
        weights=tuple(weights),
        rarity=rarity,
        calibration=Calibration(bits=nothing, probability=nothing, lower=nothing),
    )
    outcomes, same, size = compared(calibrate_on)
    return replace(found, calibration=calibrated(found.bits(outcomes, size), same))


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
