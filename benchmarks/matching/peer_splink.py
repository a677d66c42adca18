"""Splink 5 with its default comparisons on the records of a world; run inside the peers' environment by `peers.py`.

    python -m benchmarks.matching.peer_splink RECORDS_CSV TRUTH_CSV [--icu]

What a competent user would set up without writing name rules of their own: the words of the name as three columns under
NameComparison (Jaro-Winkler, term frequencies), birth by day and year, telephones in one international form. `--icu` romanises the
words first (Any-Latin).
Prints one line of JSON.
"""

from __future__ import annotations

import argparse
import csv
import json
import logging
import re
import time
from pathlib import Path
from typing import Any

import icu
import numpy as np
import phonenumbers
import pyarrow as pa
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.matching import measures

LARGE = 300_000  # records
TRAINING_PAIRS = 3e6
GUESSED_RECALL = 0.25  # what share of the true pairs the deterministic rule is guessed to find


def main() -> None:
    """Read, link, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("records", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--icu", action="store_true")
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    table, people = read(given.records, given.truth, romanised=given.icu)
    began, processor = time.perf_counter(), time.process_time()
    one, other, score = link(table)
    taken = {"wall_s": time.perf_counter() - began, "cpu_s": time.process_time() - processor}
    print(json.dumps(figures(one, other, score, people) | taken))


def read(records: Path, truth: Path, *, romanised: bool) -> tuple[pa.Table, Any]:
    """The columns Splink compares, and the person of each record by its number."""
    columns: dict[str, list[Any]] = {
        key: [] for key in ("unique_id", "first", "second", "third", "day", "year", "sex", "nationality", "place", "phones", "documents")
    }
    roman = icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower").transliterate if romanised else str.lower
    with records.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            words = [*roman(row["name"]).split()[:3], None, None, None]
            columns["unique_id"].append(number)
            for key, word in zip(("first", "second", "third"), words, strict=False):
                columns[key].append(word)
            columns["day"].append(row["birth"] if re.fullmatch(r"\d{4}-\d\d-\d\d", row["birth"]) else None)
            columns["year"].append(_year(row["birth"]))
            for key in ("sex", "nationality"):
                columns[key].append(row[key] or None)
            columns["place"].append(roman(row["place"]) or None)
            columns["phones"].append(_phones(row["phones"], row["country"]) or None)
            columns["documents"].append(row["documents"].split("; ") if row["documents"] else None)
    return pa.table(columns), persons(truth)


def persons(truth: Path) -> Any:
    """The person of each record, in the order of the file, as numbers."""
    with truth.open(encoding="utf-8", newline="") as lines:
        return np.unique(np.array([row["person_id"] for row in csv.DictReader(lines)]), return_inverse=True)[1]


def _year(birth: str) -> int | None:
    years = [int(year) for year in re.findall(r"\d{4}", birth)]
    return max(years) if years else None


def _phones(text: str, country: str) -> list[str]:
    found = []
    for one in filter(None, text.split("; ")):
        try:
            found.append(phonenumbers.format_number(phonenumbers.parse(one, country), phonenumbers.PhoneNumberFormat.E164))
        except phonenumbers.NumberParseException:
            found.append(one)
    return found


def _birth() -> Any:
    return cl.CustomComparison(
        output_column_name="birth",
        comparison_levels=[
            cll.NullLevel("year"),
            cll.CustomLevel("day_l = day_r", label_for_charts="same day"),
            cll.CustomLevel("year_l = year_r", label_for_charts="same year"),
            cll.CustomLevel("abs(year_l - year_r) <= 1", label_for_charts="one year apart"),
            cll.CustomLevel("abs(year_l - year_r) <= 3", label_for_charts="up to three years apart"),
            cll.CustomLevel("abs(year_l - year_r) <= 10", label_for_charts="up to ten years apart"),
            cll.ElseLevel(),
        ],
    )


def _rules(records: int) -> list[Any]:
    """What two records must share to be compared. In a large register two common names alone join too many, so a third thing must agree."""
    pairs = (("first", "second"), ("second", "third"), ("first", "third"))
    names = [block_on(*pair) for pair in pairs]
    if records > LARGE:
        names = [block_on("first", "second", "third"), *(block_on(*pair, also) for pair in pairs for also in ("year", "place"))]
    return [
        *names,
        block_on("first", "day" if records > LARGE else "year"),
        block_on("second", "day"),
        block_on("phones", arrays_to_explode=["phones"]),
        block_on("documents", arrays_to_explode=["documents"]),
    ]


def link(table: pa.Table) -> tuple[Any, Any, Any]:
    """Train and predict: pairs of record numbers with Splink's probability."""
    names = [cl.NameComparison(column).configure(term_frequency_adjustments=True) for column in ("first", "second", "third")]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            *names,
            _birth(),
            cl.ExactMatch("sex"),
            cl.ExactMatch("nationality").configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("place", [0.9]).configure(term_frequency_adjustments=True),
            cl.ArrayIntersectAtSizes("phones", [1]),
            cl.ArrayIntersectAtSizes("documents", [1]),
        ],
        blocking_rules_to_generate_predictions=_rules(table.num_rows),
        retain_matching_columns=False,
    )
    api = DuckDBAPI()
    linker = Linker(api.register(table, dataset_display_name="records"), settings, log_level=logging.ERROR)
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("first", "second", "day")], recall=GUESSED_RECALL)
    training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    training.estimate_parameters_using_expectation_maximisation(block_on("first", "second"), max_pairs=TRAINING_PAIRS)
    training.estimate_parameters_using_expectation_maximisation(block_on("day"), max_pairs=TRAINING_PAIRS)
    found = linker.inference.predict(threshold_match_probability=0.0001).as_pyarrow_table()
    return (found["unique_id_l"].to_numpy(), found["unique_id_r"].to_numpy(), found["match_weight"].to_numpy())


def figures(one: Any, other: Any, weight: Any, people: Any) -> dict[str, Any]:
    """What the report wants, from match weights in bits."""
    one, other, weight = measures.unique_pairs(one, other, weight)
    true, all_true = measures.same(one, other, people), measures.true_pairs(people)
    probability = 1 / (1 + np.exp2(-weight))
    point, strict = (measures.recall_at(precision, weight, true, all_true) for precision in (0.99, 0.999))
    own = measures.at_threshold(0.99, probability, true, all_true)
    chosen = weight >= (np.inf if point.threshold is None else point.threshold)
    clusters = measures.cluster_agreement(measures.components(one[chosen], other[chosen], len(people)), people)
    return {
        "records": len(people),
        "true_pairs": all_true,
        "pairs": len(weight),
        "ceiling": measures.ceiling(true, all_true),
        "recall_p99": point.recall,
        "recall_p999": strict.recall,
        "own_precision": own.precision,
        "own_recall": own.recall,
        "best_f1": measures.best_f1(weight, true, all_true),
        "cluster_precision": clusters.precision,
        "cluster_recall": clusters.recall,
        "b_cubed_f1": clusters.b_cubed_f1,
        "calibration": measures.calibration(probability, true),
    }


if __name__ == "__main__":
    main()
