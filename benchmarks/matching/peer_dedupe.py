"""dedupe on the records of a small world; run inside the peers' environment by `peers.py`, which limits its time and memory.

    python -m benchmarks.matching.peer_dedupe RECORDS_CSV TRUTH_CSV

Trained from labels out of the truth, as a patient person would give them: LABELS pairs, half of them true. Prints one line of JSON.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import dedupe
import numpy as np
from dedupe import variables

from benchmarks.matching.peer_splink import figures, persons

LABELS = 900


def main() -> None:
    """Train, score all pairs that its blocking finds, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("records", type=Path)
    parser.add_argument("truth", type=Path)
    given = parser.parse_args()
    data, people = read(given.records), persons(given.truth)
    began, processor = time.perf_counter(), time.process_time()
    matcher = dedupe.Dedupe(
        [
            variables.String("name"),
            variables.String("first", has_missing=True),
            variables.String("second", has_missing=True),
            variables.ShortString("year", has_missing=True),
            variables.Exact("sex", has_missing=True),
            variables.Exact("nationality", has_missing=True),
            variables.String("place", has_missing=True),
            variables.Set("phones", has_missing=True),
        ],
        num_cores=1,
    )
    matcher.mark_pairs(labels(data, people))
    matcher.prepare_training(data, sample_size=1000, blocked_proportion=0.9)
    matcher.train(recall=0.9, index_predicates=False)
    scored = matcher.score(matcher.pairs(data))
    pairs, score = np.array(scored["pairs"]), np.array(scored["score"], dtype=float).clip(1e-12, 1 - 1e-12)
    taken = {"wall_s": time.perf_counter() - began, "cpu_s": time.process_time() - processor}
    print(json.dumps(figures(pairs[:, 0].astype(int), pairs[:, 1].astype(int), np.log2(score / (1 - score)), people) | taken))


def read(records: Path) -> dict[int, dict[str, Any]]:
    """The records as dedupe wants them: nothing where nothing is known."""
    data = {}
    with records.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            words = [*row["name"].lower().split(), None, None]
            years = re.findall(r"\d{4}", row["birth"])
            phones = tuple(re.sub(r"\D", "", phone)[-7:] for phone in row["phones"].split("; ") if phone)
            data[number] = {
                "name": row["name"].lower(),
                "first": words[0],
                "second": words[1],
                "year": max(years) if years else None,
                "sex": row["sex"] or None,
                "nationality": row["nationality"] or None,
                "place": row["place"].lower() or None,
                "phones": phones or None,
            }
    return data


def labels(data: dict[int, dict[str, Any]], people: Any) -> dict[str, list[tuple[dict[str, Any], dict[str, Any]]]]:
    """Labelled pairs: true ones by chance, false ones half by chance and half among records with the same first word."""
    rng = random.Random(3)
    by_person, by_word = defaultdict(list), defaultdict(list)
    for number, values in data.items():
        by_person[int(people[number])].append(number)
        by_word[values["first"]].append(number)
    true = [pair for records in by_person.values() for pair in combinations(records, 2)]
    near = [tuple(rng.sample(records, 2)) for records in by_word.values() if len(records) > 1 for _ in range(3)]
    chance = [tuple(rng.sample(range(len(data)), 2)) for _ in range(LABELS)]
    false = [pair for pair in rng.sample(near, min(len(near), LABELS // 4)) + chance if people[pair[0]] != people[pair[1]]]
    chosen = {"match": rng.sample(true, LABELS // 2), "distinct": false[: LABELS // 2]}
    return {kind: [(data[one], data[other]) for one, other in pairs] for kind, pairs in chosen.items()}


if __name__ == "__main__":
    main()
