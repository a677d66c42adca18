"""The measures of the matching benchmark, on examples small enough to count by hand."""

import numpy as np
import pytest

from benchmarks.matching import measures

# Records 0-2 are one person, 3-4 another, 5 a third: four true pairs
PEOPLE = np.array([7, 7, 7, 8, 8, 9])
ONE = np.array([0, 0, 3, 1, 2, 4])
OTHER = np.array([1, 2, 4, 3, 5, 5])
TRUE = measures.same(ONE, OTHER, PEOPLE)
SCORE = np.array([0.99, 0.9, 0.8, 0.8, 0.5, 0.1])


def test_true_pairs_are_counted_over_the_whole_truth() -> None:
    assert measures.true_pairs(PEOPLE) == 4
    assert TRUE.tolist() == [True, True, True, False, False, False]


def test_recall_is_taken_at_the_lowest_threshold_at_which_precision_holds() -> None:
    point = measures.recall_at(0.99, SCORE, TRUE, 4)
    assert (point.threshold, point.precision, point.recall, point.taken) == (0.9, 1.0, 0.5, 2)


def test_pairs_of_one_score_stand_or_fall_together() -> None:
    # at 0.8 a true and a false pair come in at once: precision 3/4, not 3/3
    assert measures.recall_at(0.75, SCORE, TRUE, 4).recall == 0.75
    assert measures.recall_at(0.76, SCORE, TRUE, 4).recall == 0.5
    assert measures.recall_at(0.76, SCORE[::-1], TRUE[::-1], 4).recall == 0.5


def test_a_dip_at_the_top_does_not_hide_a_threshold_further_down() -> None:
    score, true = np.array([0.9, 0.8, 0.7, 0.6]), np.array([False, True, True, True])
    assert measures.recall_at(0.75, score, true, 3).threshold == 0.6


def test_nothing_is_found_where_no_threshold_will_do() -> None:
    assert measures.recall_at(0.99, np.array([0.9]), np.array([False]), 1) == measures.Point(None, 0.0, 0.0, 0)
    assert measures.recall_at(0.99, np.array([]), np.array([], bool), 1).threshold is None


def test_the_own_line_best_f1_and_the_ceiling() -> None:
    point = measures.at_threshold(0.8, SCORE, TRUE, 4)
    assert (point.precision, point.recall, point.taken) == (0.75, 0.75, 4)
    assert measures.best_f1(SCORE, TRUE, 4) == pytest.approx(0.75)
    assert measures.ceiling(TRUE, 4) == 0.75


def test_calibration_says_what_was_stated_and_what_was_true() -> None:
    rows = measures.calibration(np.array([0.05, 0.95, 0.99, 1.0]), np.array([False, True, True, False]))
    assert rows == [(0.05, 0.0, 1), (pytest.approx(0.98), pytest.approx(2 / 3), 3)]


def test_each_pair_counts_once_with_its_highest_score() -> None:
    one, other, score = measures.unique_pairs(np.array([1, 0, 2]), np.array([0, 1, 2]), np.array([0.3, 0.6, 1.0]))
    assert (one.tolist(), other.tolist(), score.tolist()) == ([0], [1], [0.6])


def test_components_join_along_chains_in_any_order() -> None:
    assert measures.components(np.array([4, 2, 1]), np.array([3, 4, 0]), 6).tolist() == [0, 0, 2, 2, 2, 5]
    long = np.arange(999)
    assert set(measures.components(long, long + 1, 1000).tolist()) == {0}


def test_clusters_are_compared_pair_by_pair_and_record_by_record() -> None:
    # clusters {0, 1}, {2, 3, 4}, {5}
    found = measures.cluster_agreement(np.array([0, 0, 2, 2, 2, 5]), PEOPLE)
    assert (found.precision, found.recall) == (2 / 4, 2 / 4)
    # B-cubed precision: 1, 1, 1/3, 2/3, 2/3, 1; recall: 2/3, 2/3, 1/3, 1, 1, 1
    assert found.b_cubed_precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3 + 1) / 6)
    assert found.b_cubed_recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1) / 6)


def test_breakdowns_count_the_true_pairs_of_each_pair_of_groups() -> None:
    group = np.array(["Latin", "Latin", "Arabic", "Latin", "Arabic", "Arabic"])
    rows = {
        name: (point.precision, point.recall, there) for name, point, there in measures.breakdown(group, ONE, OTHER, SCORE, PEOPLE, 0.8)
    }
    # 0-1 found; 0-2 and 3-4 found, 1-2 not; 1-3 wrongly
    assert rows == {"Latin - Latin": (0.5, 1.0, 1), "Arabic - Latin": (1.0, pytest.approx(2 / 3), 3)}


@pytest.mark.parametrize(("name", "script"), [("Hagos", "Latin"), ("ሃጎስ", "Ge'ez"), ("Ato محمد", "Arabic"), ("", "Latin")])
def test_the_script_of_a_name(name: str, script: str) -> None:
    assert measures.script_of(name) == script
