"""The invented world of the matching benchmark: repeatable, true to its own truth, telling nothing it should not."""

import csv
from collections import Counter
from itertools import pairwise
from pathlib import Path

from benchmarks.matching.clerks import COLUMNS
from benchmarks.matching.world import rows, write

RECORDS = 3000


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_ones(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("again", 3), ("other", 4)):
        write(tmp_path / name, RECORDS, seed)
    for file in ("records.csv", "truth.csv"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "again" / file).read_bytes()
        assert (tmp_path / "one" / file).read_bytes() != (tmp_path / "other" / file).read_bytes()


def test_every_record_has_its_person_in_the_truth_and_people_have_one_to_sixteen_records(tmp_path: Path) -> None:
    write(tmp_path, RECORDS, 3)
    records, truth = table(tmp_path / "records.csv"), table(tmp_path / "truth.csv")
    assert [row["record_id"] for row in records] == [row["record_id"] for row in truth]
    assert len({row["record_id"] for row in records}) == RECORDS
    counts = Counter(row["person_id"] for row in truth)
    assert set(counts.values()) <= set(range(1, 17))
    assert 0.38 < len(counts) / RECORDS < 0.48


def test_no_column_tells_who_the_person_is(tmp_path: Path) -> None:
    write(tmp_path, RECORDS, 3)
    records, truth = table(tmp_path / "records.csv"), table(tmp_path / "truth.csv")
    assert tuple(records[0]) == COLUMNS
    assert all(row["name"] and row["agency"] and row["reported"] for row in records)
    for row, who in zip(records, truth, strict=True):
        assert who["person_id"][1:] not in " ".join(value for key, value in row.items() if key != "record_id").split()
    # neighbours in the file are not the same person more often than chance has it
    people = [row["person_id"] for row in truth]
    assert sum(one == following for one, following in pairwise(people)) < RECORDS * 0.01


def test_the_shifted_world_has_half_the_telephones_and_fewer_exact_dates() -> None:
    phones, birth = COLUMNS.index("phones"), COLUMNS.index("birth")
    plain, shifted = ([values for values, _ in rows(RECORDS, 3, shifted=how)] for how in (False, True))

    def exact(world: list[list[str]]) -> int:
        return sum(len(row[birth]) == 10 and not row[birth].endswith("-01-01") for row in world)

    assert 0.4 < sum(bool(row[phones]) for row in shifted) / sum(bool(row[phones]) for row in plain) < 0.6
    assert exact(shifted) < 0.65 * exact(plain)


def test_names_are_written_in_three_scripts() -> None:
    names = " ".join(values[1] for values, _ in rows(RECORDS, 3))
    assert any("ሀ" <= letter <= "፼" for letter in names)
    assert any("ء" <= letter <= "ي" for letter in names)
    assert any("a" <= letter <= "z" for letter in names)
