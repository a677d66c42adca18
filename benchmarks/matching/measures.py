"""How good stated likenesses are, against the known truth: pairs, calibration, clusters, and where the errors fall.

Pairs come as two arrays of record numbers (0..n-1); the truth as `people`, the person of each record. A pair scored by no system counts as
not found: recall is always against all true pairs of the world. numpy only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Shares = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Point:
    """An operating point: everything scored at `threshold` or above is taken. `threshold` is None where no threshold will do."""

    threshold: float | None
    precision: float
    recall: float
    taken: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """How clusters agree with the truth."""

    precision: float
    recall: float
    b_cubed_precision: float
    b_cubed_recall: float

    @property
    def b_cubed_f1(self) -> float:
        """Harmonic mean of B-cubed precision and recall."""
        both = self.b_cubed_precision + self.b_cubed_recall
        return 2 * self.b_cubed_precision * self.b_cubed_recall / both if both else 0.0


def true_pairs(people: NDArray[Any]) -> int:
    """How many pairs of records are about one person."""
    counts = np.unique(people, return_counts=True)[1].astype(np.int64)
    return int((counts * (counts - 1) // 2).sum())


def same(one: Numbers, other: Numbers, people: NDArray[Any]) -> Flags:
    """For each pair, whether it is about one person."""
    result: Flags = people[one] == people[other]
    return result


def unique_pairs(one: Numbers, other: Numbers, score: Shares) -> tuple[Numbers, Numbers, Shares]:
    """The same pairs, each once with its highest score, the smaller number first; a record with itself is left out."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((-score, high, low))
    low, high, score = low[order], high[order], score[order]
    keep = low != high
    keep[1:] &= (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    return low[keep], high[keep], score[keep]


def _steps(score: Shares, true: Flags) -> tuple[Shares, Numbers, Numbers]:
    """Each distinct score from the top, with the pairs and the true pairs at it or above: pairs of one score stand or fall together."""
    order = np.argsort(-score, kind="stable")
    ordered = score[order]
    found = np.cumsum(true[order].astype(np.int64))
    last = np.flatnonzero(np.r_[ordered[1:] != ordered[:-1], True]) if len(ordered) else np.empty(0, np.int64)
    return ordered[last], last + 1, found[last]


def recall_at(precision: float, score: Shares, true: Flags, all_true: int) -> Point:
    """The lowest threshold at which precision still holds."""
    thresholds, taken, found = _steps(score, true)
    holding = np.flatnonzero(found >= precision * taken)
    if not len(holding):
        return Point(None, 0.0, 0.0, 0)
    at = holding[-1]
    return Point(float(thresholds[at]), float(found[at] / taken[at]), float(found[at] / all_true), int(taken[at]))


def at_threshold(threshold: float, score: Shares, true: Flags, all_true: int) -> Point:
    """What somebody gets who takes everything at a threshold or above, for example the tool's own 0.99."""
    chosen = score >= threshold
    taken, found = int(chosen.sum()), int((chosen & true).sum())
    return Point(threshold, found / taken if taken else 0.0, found / all_true if all_true else 0.0, taken)


def best_f1(score: Shares, true: Flags, all_true: int) -> float:
    """The best harmonic mean of precision and recall over all thresholds."""
    _, taken, found = _steps(score, true)
    return float((2 * found / (taken + all_true)).max()) if len(taken) else 0.0


def ceiling(true: Flags, all_true: int) -> float:
    """The share of all true pairs that are among the candidates (each candidate pair counted once by the caller)."""
    return float(true.sum() / all_true) if all_true else 0.0


def calibration(probability: Shares, true: Flags, bins: int = 10) -> list[tuple[float, float, int]]:
    """Bins of equal width over the stated probability: (mean stated, share that is true, pairs); empty bins are left out."""
    which = np.minimum((probability * bins).astype(np.int64), bins - 1)
    rows = []
    for one in range(bins):
        inside = which == one
        if inside.any():
            rows.append((float(probability[inside].mean()), float(true[inside].mean()), int(inside.sum())))
    return rows


def components(one: Numbers, other: Numbers, records: int) -> Numbers:
    """Connected components: for each record the smallest record number that it is joined to."""
    label = np.arange(records, dtype=np.int64)
    while True:
        before = label.copy()
        lower = np.minimum(label[one], label[other])
        np.minimum.at(label, one, lower)
        np.minimum.at(label, other, lower)
        np.minimum.at(label, before, label)
        label = label[label]
        if np.array_equal(label, before):
            return label


def cluster_agreement(clusters: NDArray[Any], people: NDArray[Any]) -> Agreement:
    """Pairwise and B-cubed agreement of clusters (one label a record) with the truth."""
    cluster, cluster_sizes = np.unique(clusters, return_inverse=True, return_counts=True)[1:]
    person, person_sizes = np.unique(people, return_inverse=True, return_counts=True)[1:]
    cell = cluster.astype(np.int64) * len(person_sizes) + person
    cells, shared = np.unique(cell, return_counts=True)
    shared = shared.astype(np.int64)
    together = int((shared * (shared - 1) // 2).sum())
    in_clusters, in_truth = true_pairs(clusters), true_pairs(people)
    records = len(people)
    return Agreement(
        together / in_clusters if in_clusters else 1.0,
        together / in_truth if in_truth else 1.0,
        float((shared**2 / cluster_sizes[cells // len(person_sizes)]).sum() / records),
        float((shared**2 / person_sizes[cells % len(person_sizes)]).sum() / records),
    )


def breakdown(
    group: NDArray[Any], one: Numbers, other: Numbers, score: Shares, people: NDArray[Any], threshold: float
) -> list[tuple[str, Point, int]]:
    """By pair of groups (scripts, agencies, sexes of the two records): the point at a threshold, and the true pairs there are."""
    names, number = np.unique(group, return_inverse=True)
    pair = _pair_code(number[one], number[other], len(names))
    true = same(one, other, people)
    there_are = _true_pairs_by(number, people, len(names))
    rows = []
    for code in np.flatnonzero(there_are):
        inside = pair == code
        point = at_threshold(threshold, score[inside], true[inside], int(there_are[code]))
        rows.append((f"{names[code // len(names)]} - {names[code % len(names)]}", point, int(there_are[code])))
    return rows


def _pair_code(one: Numbers, other: Numbers, groups: int) -> Numbers:
    return np.minimum(one, other) * groups + np.maximum(one, other)


def _true_pairs_by(number: Numbers, people: NDArray[Any], groups: int) -> Numbers:
    person = np.unique(people, return_inverse=True)[1]
    counts = np.zeros((int(person.max()) + 1, groups), np.int64)
    np.add.at(counts, (person, number), 1)
    result = np.zeros(groups * groups, np.int64)
    for low in range(groups):
        result[low * groups + low] = (counts[:, low] * (counts[:, low] - 1) // 2).sum()
        for high in range(low + 1, groups):
            result[low * groups + high] = (counts[:, low] * counts[:, high]).sum()
    return result


SCRIPTS: tuple[tuple[str, Callable[[int], bool]], ...] = (
    ("Arabic", lambda code: 0x0600 <= code <= 0x06FF),
    ("Ge'ez", lambda code: 0x1200 <= code <= 0x139F),
)


def script_of(text: str) -> str:
    """The script of a name, for breakdowns: that of its first letter outside Latin, else Latin."""
    return next((name for letter in text for name, holds in SCRIPTS if holds(ord(letter))), "Latin")
