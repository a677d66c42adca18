"""The calibration again from decided pairs: for review, never in force by itself, and never on a handful."""

import csv
import json
import random

import numpy as np
import pytest

from amana.engines.matching.model.parameters import read
from amana.kernel.vocabulary.weights import FILE, weights
from amana.node.linking.errors import ListNotThere, ReviewedNotReadable, TooFewReviewed
from amana.node.linking.recalibrating import recalibrate, reliability, reviewed_pairs


def reviewed(path, *, pairs=1500, model=None, shift=0.0, seed=1):
    """Pairs whose truth follows their bits, `shift` bits later than the model believes."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(("record_a", "bits", "model", "scripts", "decision"))
        for number in range(pairs):
            bits = chance.uniform(-1, 14)
            share = float(weights().calibration(np.array([bits - shift]))[0][0])
            decision = "same" if chance.random() < share else "different"
            table.writerow((number, f"{bits:.4f}", model or weights().version, chance.choice(("Arab-Latn", "Latn-Latn")), decision))
    return path


def test_decided_pairs_give_a_file_for_review_and_change_nothing_else(tmp_path):
    before = FILE.read_bytes()
    said = "\n".join(recalibrate(reviewed(tmp_path / "pairs.csv", shift=3.0), tmp_path / "new.json"))
    assert "It is not in force" in said
    assert FILE.read_bytes() == before
    fresh = read(json.loads((tmp_path / "new.json").read_text(encoding="utf-8")))
    assert fresh.version != weights().version
    assert all((one == other).all() for one, other in zip(fresh.weights, weights().weights, strict=True))
    middle = np.array([4.0])
    assert fresh.calibration(middle)[0][0] < weights().calibration(middle)[0][0] - 0.05
    assert (np.diff(fresh.calibration.lower) >= 0).all()
    lightest = fresh.calibration(np.array([-1.0]))[1][0]
    assert (fresh.calibration(np.linspace(-40, -1, 50))[1] <= lightest).all()


def test_a_model_that_is_right_is_told_so_for_each_pair_of_scripts(tmp_path):
    found = reviewed_pairs(reviewed(tmp_path / "pairs.csv", pairs=6000), weights().version)
    lines = reliability(found, weights())
    assert {line.scripts for line in lines} == {"", "Arab-Latn", "Latn-Latn"}
    assert sum(line.pairs for line in lines if not line.scripts) == 6000
    assert all(abs(line.stated - line.true_share) < 0.12 for line in lines if line.pairs > 200)


def test_undecided_pairs_and_those_of_another_version_are_counted_and_left_out(tmp_path):
    path = reviewed(tmp_path / "pairs.csv", pairs=700)
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("x", "3.0", weights().version, "", ""), ("y", "3.0", "another-1", "", "same")])
    found = reviewed_pairs(path, weights().version)
    assert (len(found.bits), found.undecided, found.of_others) == (700, 1, 1)


@pytest.mark.parametrize(("pairs", "model"), [(80, None), (1500, "another-1")])
def test_a_handful_of_pairs_is_refused_with_how_many_it_takes(pairs, model, tmp_path):
    with pytest.raises(TooFewReviewed) as refused:
        list(recalibrate(reviewed(tmp_path / "pairs.csv", pairs=pairs, model=model), tmp_path / "new.json"))
    assert "400" in refused.value.advice()
    assert not (tmp_path / "new.json").exists()


def test_a_table_that_holds_no_decisions_is_refused_with_its_row(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("bits,model\n1,x\n", encoding="utf-8")
    with pytest.raises(ReviewedNotReadable, match="reviewed") as refused:
        reviewed_pairs(path, "x")
    assert "decision" in refused.value.message()
    path.write_text("bits,model,decision\n1,x,same\nmany,x,same\n", encoding="utf-8")
    with pytest.raises(ReviewedNotReadable) as refused:
        reviewed_pairs(path, "x")
    assert "row 3" in refused.value.message()
    with pytest.raises(ListNotThere):
        reviewed_pairs(tmp_path / "none.csv", "x")
