"""nomenklatura's logic-v2 on pairs; run inside the peers' environment by `peers.py` and `names.py`.

    python -m benchmarks.matching.peer_logic --names < PAIRS_TSV            one score a line
    python -m benchmarks.matching.peer_logic RECORDS_CSV TRUTH_CSV --pairs 60000     one line of JSON

It needs candidates from somebody else, and knows no telephones. Every record is an entity with an id of its own: logic-v2 remembers
names by id.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import icu
import numpy as np
from followthemoney import model
from nomenklatura.matching import LogicV2
from nomenklatura.matching.types import ScoringConfig

from benchmarks.matching import measures
from benchmarks.matching.peer_splink import persons

CONFIG = ScoringConfig.defaults()
MOST_OF_A_KEY = 60  # a key that more records share makes no candidates


def main() -> None:
    """Score the pairs of names on standard input, or a sample of the candidates of a world."""
    parser = argparse.ArgumentParser()
    parser.add_argument("records", type=Path, nargs="?")
    parser.add_argument("truth", type=Path, nargs="?")
    parser.add_argument("--names", action="store_true")
    parser.add_argument("--pairs", type=int, default=60_000)
    given = parser.parse_args()
    if given.names:
        pairs = [line.rstrip("\n").split("\t") for line in sys.stdin]
        for at, (one, other) in enumerate(pairs):
            print(score(entity(f"a{at}", {"name": one}), entity(f"b{at}", {"name": other})))
        return
    print(json.dumps(sample(given.records, given.truth, given.pairs)))


def entity(key: str, values: dict[str, str]) -> Any:
    """A person of followthemoney from the values of a record."""
    made = model.make_entity("Person")
    made.id = key
    made.add("name", values["name"])
    for column, name in (
        ("nickname", "alias"),
        ("birth", "birthDate"),
        ("sex", "gender"),
        ("nationality", "nationality"),
        ("place", "birthPlace"),
    ):
        value = values.get(column, "")
        if column == "sex":
            value = {"Feminine": "female", "Masculine": "male"}.get(value, "")
        if column == "birth" and re.fullmatch(r"\d{4}-\d{4}", value):
            made.add(name, value.split("-"))
        elif value:
            made.add(name, value)
    for number in filter(None, values.get("documents", "").split("; ")):
        made.add("idNumber", number)
    return made


def score(one: Any, other: Any) -> float:
    """logic-v2's score of two entities."""
    return float(LogicV2.compare(one, other, CONFIG).score)


def sample(records: Path, truth: Path, count: int) -> dict[str, Any]:
    """Figures on a random sample of the candidates: pairs that share two words of the names, a telephone or a document."""
    with records.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    people = persons(truth)
    candidates = sorted(candidate_pairs(rows))
    rng = np.random.default_rng(5)
    chosen = [candidates[at] for at in np.sort(rng.choice(len(candidates), min(count, len(candidates)), replace=False))]
    entities: dict[int, Any] = {}
    began, processor = time.perf_counter(), time.process_time()
    scores = []
    for pair in chosen:
        for at in pair:
            if at not in entities:
                entities[at] = entity(rows[at]["record_id"], rows[at])
        scores.append(score(entities[pair[0]], entities[pair[1]]))
    taken = {"wall_s": time.perf_counter() - began, "cpu_s": time.process_time() - processor}
    one, other = np.array(chosen).T
    true, scored = measures.same(one, other, people), np.array(scores).round(6)  # equal scores are one block
    share = len(chosen) / len(candidates)
    all_true = measures.true_pairs(people)
    expected = max(1, round(all_true * share))  # the sample stands for its share of all true pairs
    own = measures.at_threshold(0.7, scored, true, expected)
    point, strict = (measures.recall_at(precision, scored, true, expected) for precision in (0.99, 0.999))
    return {
        "records": len(rows),
        "true_pairs": all_true,
        "pairs": len(candidates),
        "sampled": len(chosen),
        "ceiling": float(true.sum() / expected),
        "recall_p99": point.recall,
        "recall_p999": strict.recall,
        "own_precision": own.precision,
        "own_recall": own.recall,
        "best_f1": measures.best_f1(scored, true, expected),
        "calibration": measures.calibration(scored, true),
    } | taken


def candidate_pairs(rows: list[dict[str, str]]) -> set[tuple[int, int]]:
    """Pairs of records that share two words of the name in rough (romanised, without vowels), a telephone or a document."""
    romanise = icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower").transliterate
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        rough = sorted({re.sub(r"[^b-df-hj-np-tv-xz]", "", word) for word in romanise(row["name"]).split()[:4]} - {""})
        for pair in combinations(rough, 2):
            blocks[pair].append(at)
        for phone in filter(None, row["phones"].split("; ")):
            blocks["phone", re.sub(r"\D", "", phone)[-7:]].append(at)
        for document in filter(None, row["documents"].split("; ")):
            blocks["document", document].append(at)
    return {pair for block in blocks.values() if len(block) <= MOST_OF_A_KEY for pair in combinations(block, 2)}


if __name__ == "__main__":
    main()
