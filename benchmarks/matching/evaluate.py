"""What the matching engine finds in an invented world, with what it costs.

    python -m benchmarks.matching.evaluate --records 100000 --seed 5 [--shifted] [--cap 60]

The whole batch in one process: read, encode, candidates, weigh, third records, clusters. Pairs that the rules forbid to propose (neither
the father's name nor an identifier agrees) count as not found, whatever their score. All prints English.
"""

from __future__ import annotations

import argparse
import resource
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import numpy as np
from numpy.typing import NDArray

from amana.engines.matching.model.bands import NOT_PROPOSED
from amana.engines.matching.model.batch import Weighed, weigh_all, with_third_records
from amana.engines.matching.model.candidates import candidates
from amana.engines.matching.model.clusters import clusters
from amana.engines.matching.model.columns import counted, encode
from amana.engines.matching.model.parameters import Parameters
from amana.kernel.vocabulary.weights import weights

from . import measures, reading, world


def main() -> None:
    """The command."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--records", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=5)
    asked.add_argument("--shifted", action="store_true")
    asked.add_argument("--cap", type=int, default=60)
    chosen = asked.parse_args()
    with TemporaryDirectory() as folder:
        # in a process of its own, so that what it takes is not counted as the engine's
        making = get_context("spawn").Process(
            target=world.write, args=(Path(folder), chosen.records, chosen.seed), kwargs={"shifted": chosen.shifted}
        )
        making.start()
        making.join()
        evaluate(Path(folder), chosen.cap)


def evaluate(folder: Path, cap: int) -> None:
    """Print every figure of one world."""
    parameters = weights()
    clock = _Clock()
    columns = encode(reading.records(folder))
    people = reading.people(folder)
    clock("read and encode")
    frequencies = counted(columns)
    one, other = candidates(columns, cap=cap).rows()
    clock("candidates")
    direct = weigh_all(columns, one, other, frequencies, parameters)
    clock("weigh")
    told = _Told(people=people, all_true=measures.true_pairs(people), groups=groups_of(folder), parameters=parameters)
    print(f"{len(columns):,} records, {told.all_true:,} true pairs, {len(one):,} candidates")
    told.of("two records alone", direct)
    clock("what two records alone come to")
    every = with_third_records(columns, direct, frequencies, parameters, reading.digests(folder))
    clock("third records")
    print(f"{len(every) - len(one):,} more through third records")
    del direct, one, other
    told.of("with third records", every)
    clock("what third records come to")
    chance = np.clip(every.probability, 1e-6, 1 - 1e-6)
    for cut in (0.9, 0.99):
        # contradiction counts in full: the odds less what is asked for to join
        joins = np.log2(chance / (1 - chance)) - np.log2(cut / (1 - cut))
        groups = clusters(len(columns), every.one, every.other, joins, digests=reading.digests(folder))
        agreed = measures.cluster_agreement(groups.astype(np.int64), people)
        print(f"clusters at {cut}: precision {agreed.precision:.4f}, recall {agreed.recall:.3f}, B-cubed F1 {agreed.b_cubed_f1:.3f}")
    clock("clusters")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Prints what weighed pairs come to."""

    people: NDArray[np.int64]
    all_true: int
    groups: dict[str, np.ndarray]
    parameters: Parameters

    def of(self, name: str, part: Weighed) -> None:
        true, probable = measures.same(part.one, part.other, self.people), self.parameters.probable
        score = np.where(part.held > NOT_PROPOSED, part.bits, -np.inf)
        print(f"{name}: true pairs among them {measures.ceiling(true, self.all_true):.3f}")
        for precision in (0.95, 0.99, 0.999):
            allowed = measures.recall_at(precision, score, true, self.all_true).recall
            whatever = measures.recall_at(precision, part.bits, true, self.all_true).recall
            print(f"  recall at precision {precision}: {allowed:.3f} (without the rules {whatever:.3f})")
        own = measures.at_threshold(probable, np.where(part.held > NOT_PROPOSED, part.probability, 0), true, self.all_true)
        print(f"  at its own {probable}: precision {own.precision:.4f}, recall {own.recall:.3f}")
        for kind, group in self.groups.items():
            by = _by(group, part, self.people, self.parameters)
            print(f"  at its own {probable} by {kind} (precision, recall, true pairs): {by}")
        rows = measures.calibration(part.probability, true)
        print("  stated, true, pairs: " + "; ".join(f"{stated:.2f} {share:.3f} {pairs:,}" for stated, share, pairs in rows))


def groups_of(folder: Path) -> dict[str, np.ndarray]:
    """What the records are told apart by: script, agency, sex."""
    rows = list(reading.rows(folder))
    return {
        "script": np.array([measures.script_of(row["name"]) for row in rows]),
        "sex": np.array([row["sex"] or "unknown" for row in rows]),
        "agency": np.array([row["agency"] for row in rows]),
    }


def _by(group: np.ndarray, part: Weighed, people: np.ndarray, parameters: Parameters) -> str:
    """The pairs of groups, worst precision first, at most twelve; those of which fewer than 100 pairs were taken say too little."""
    allowed = np.where(part.held > NOT_PROPOSED, part.probability, 0)
    found = measures.breakdown(group, part.one, part.other, allowed, people, parameters.probable)
    told = sorted((point.precision, name, point.recall, pairs) for name, point, pairs in found if point.taken >= 100)
    return "; ".join(f"{name} {precision:.4f} {recall:.2f} {pairs:,}" for precision, name, recall, pairs in told[:12])


class _Clock:
    """Prints processor seconds and peak memory after each step."""

    def __init__(self) -> None:
        self._at = process_time()

    def __call__(self, name: str) -> None:
        now = process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"{name}: {now - self._at:.0f} CPU s, {peak:.2f} GB at most", flush=True)
        self._at = process_time()


if __name__ == "__main__":
    main()
