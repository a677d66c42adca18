"""What comes out of `amana match link`: pairs with reasons, groups that last, the same for everybody and whatever the order."""

import csv
import random
import re
import stat
from pathlib import Path

import duckdb
import pytest

from amana.node.linking import linking
from amana.node.linking.errors import AlreadyRunning, PreviousNotReadable, ResultChanged, UnknownRegion
from amana.node.linking.telling import TERM_COLUMNS
from tests.node.linking.lists import Heard, as_csv, content, groups, linked, table, world


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    return world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def result(people, tmp_path_factory):
    out = tmp_path_factory.mktemp("result") / "out"
    linked(out, people)
    return out


def by_cluster(found):
    return {number: {name for name, group in found.items() if group == number} for number in set(found.values())}


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)]


def test_pairs_are_told_strongest_first_with_bits_that_add_up_and_reasons(result):
    pairs = table(result / "pairs.csv")
    assert len(pairs) > 50
    assert [row["band"] for row in pairs] == sorted((row["band"] for row in pairs), key=["probable", "possible"].index)
    for row in pairs:
        assert float(row["bits"]) == pytest.approx(sum(float(row[name]) for name in TERM_COLUMNS), abs=0.01)
        assert row["reasons"].endswith(".")
        assert row["model"].startswith("horn-")


def test_the_parquet_table_says_what_the_text_table_says(result):
    with duckdb.connect() as connection:
        found = connection.execute("SELECT record_a, record_b, bits, row_a, reasons FROM read_parquet(?)", [str(result / "pairs.parquet")])
        same = [(a, b, f"{bits:.4f}", str(row), why) for a, b, bits, row, why in found.fetchall()]
    assert same == [(row["record_a"], row["record_b"], row["bits"], row["row_a"], row["reasons"]) for row in table(result / "pairs.csv")]


def test_only_those_who_start_it_can_look_into_the_result(result):
    assert stat.S_IMODE(result.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in result.rglob("*") if path.is_file()} == {0o600}


def test_nothing_of_the_work_stays_that_names_anybody(result):
    assert {path.name for path in (result / ".work").iterdir()} == {"key", "lock", "done"}


def test_neither_the_order_of_rows_nor_the_numbers_of_records_change_a_group(people, result, tmp_path):
    heading, *rows = rows_of(people)
    chance = random.Random(3)
    chance.shuffle(rows)
    new = {row[0]: f"X{chance.random()}" for row in rows}
    linked(tmp_path / "out", as_csv(tmp_path / "renamed.csv", (heading, *((new[row[0]], *row[1:]) for row in rows))))
    assert groups(tmp_path / "out") == {frozenset(new[name] for name in group) for group in groups(result)}
    told, again = (
        {frozenset((row["record_a"], row["record_b"])): row["bits"] for row in table(out / "pairs.csv")}
        for out in (result, tmp_path / "out")
    )
    assert again == {frozenset(new[name] for name in pair): bits for pair, bits in told.items()}


def test_several_processes_give_the_same_bytes(people, result, tmp_path, monkeypatch):
    monkeypatch.setattr(linking, "TOLD_AT_ONCE", 20)
    linked(tmp_path / "out", people, workers=2)
    assert content(tmp_path / "out") == content(result)


def test_a_second_start_leaves_a_result_as_it_is_with_what_people_wrote_into_it(people, tmp_path):
    linked(tmp_path / "out", people)
    with (tmp_path / "out" / "pairs.csv").open("a", encoding="utf-8") as file:
        file.write("decided by hand\n")
    before = content(tmp_path / "out")
    assert linked(tmp_path / "out", people).stood
    assert content(tmp_path / "out") == before


def test_two_lists_are_compared_across_and_within_or_only_across(people, tmp_path):
    heading, *rows = rows_of(people)
    one, other = as_csv(tmp_path / "one.csv", (heading, *rows[::2])), as_csv(tmp_path / "other.csv", (heading, *rows[1::2]))
    linked(tmp_path / "both", one, other)
    linked(tmp_path / "across", one, other, across_only=True)
    both, across = (table(tmp_path / name / "pairs.csv") for name in ("both", "across"))
    assert {row["list_a"] == row["list_b"] for row in both} == {True, False}
    assert across == [row for row in both if row["list_a"] != row["list_b"]]


def test_pairs_that_are_not_proposed_are_written_where_they_are_asked_for(people, result, tmp_path):
    linked(tmp_path / "out", people, every_pair=True)
    every = table(tmp_path / "out" / "pairs.csv")
    assert [row for row in every if row["band"] != "not_proposed"] == table(result / "pairs.csv")
    assert any(row["band"] == "not_proposed" for row in every)


def test_groups_keep_their_numbers_when_records_are_added(people, tmp_path):
    heading, *rows = rows_of(people)
    linked(tmp_path / "out", as_csv(tmp_path / "list.csv", (heading, *rows[60:])))
    before = {row["record"]: row["cluster"] for row in table(tmp_path / "out" / "clusters.csv")}
    as_csv(tmp_path / "list.csv", (heading, *rows))
    linked(tmp_path / "out", tmp_path / "list.csv")
    after = {row["record"]: row["cluster"] for row in table(tmp_path / "out" / "clusters.csv")}
    assert sum(after[name] == group for name, group in before.items()) > 0.9 * len(before)
    mine, now = by_cluster(before), by_cluster(after)
    assert all(now.get(number) == members for number, members in mine.items() if members in now.values())


def test_a_table_that_is_no_earlier_result_is_refused(people, tmp_path):
    (tmp_path / "old.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(PreviousNotReadable):
        linked(tmp_path / "out", people, previous=tmp_path / "old.csv")


def test_a_number_that_a_spreadsheet_would_run_is_written_so_that_it_is_not(tmp_path):
    heading = ("ID", "First name", "Father", "Grandfather", "DOB", "Phone")
    rows = tuple((name, "Tsehaynesh", "Gebrekidan", "Woldemichael", "1988-05-02", "+251911000999") for name in ("=1+1", "@sum"))
    linked(tmp_path / "out", as_csv(tmp_path / "list.csv", (heading, *rows)))
    assert {row["record"] for row in table(tmp_path / "out" / "clusters.csv")} == {"'=1+1", "'@sum"}
    with duckdb.connect() as connection:
        (pair,) = connection.execute("SELECT record_a, record_b FROM read_parquet(?)", [str(tmp_path / "out" / "pairs.parquet")]).fetchall()
    assert set(pair) == {"=1+1", "@sum"}
    before = content(tmp_path / "out")["clusters.csv"]
    linked(tmp_path / "again", tmp_path / "list.csv", previous=tmp_path / "out" / "clusters.csv")
    assert content(tmp_path / "again")["clusters.csv"] == before


def test_another_persons_start_in_the_same_folder_is_refused(people, tmp_path):
    fcntl = pytest.importorskip("fcntl")
    (tmp_path / "out" / ".work").mkdir(parents=True)
    with (tmp_path / "out" / ".work" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(AlreadyRunning):
            linked(tmp_path / "out", people)
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".work"]


def test_the_reasons_stand_in_the_language_that_was_asked_for(people, tmp_path):
    linked(tmp_path / "out", people, language="ar")
    assert "الاسم" in table(tmp_path / "out" / "pairs.csv")[0]["reasons"]


def test_what_is_done_is_told(people, tmp_path):
    heard = Heard()
    linked(tmp_path / "out", people, progress=heard)
    assert heard.stages == ["names", "candidates", "weighing", "groups", "telling", "report"]
    assert len(heard.lists) == 300


def test_the_example_of_the_guide_comes_out_as_it_says(tmp_path):
    guide = (Path(__file__).parents[3] / "docs" / "how-to" / "link-lists.md").read_text(encoding="utf-8")
    files = []
    for name, text in re.findall(r"`(\w+\.csv)`\n\n```\n(.*?)```", guide, re.DOTALL):
        (tmp_path / name).write_text(text, encoding="utf-8")
        files.append(tmp_path / name)
    linked(tmp_path / "linked", *files)
    pairs = {frozenset((row["record_a"], row["record_b"])) for row in table(tmp_path / "linked" / "pairs.csv")}
    assert [path.name for path in files] == ["shelter.csv", "hotline.csv"]
    assert pairs == {frozenset(("S1", "H1")), frozenset(("S3", "H2"))}


@pytest.mark.parametrize("asked", [{}, {"across_only": True}])
def test_where_nobody_is_alike_the_result_is_empty_and_whole(asked, tmp_path):
    rows = (("First name", "Father's name"), ("Selamawit", "Tesfaye"), ("Osman", "Idris"))
    done = linked(tmp_path / "out", as_csv(tmp_path / "list.csv", rows), **asked)
    assert (done.probable, done.possible, done.groups) == (0, 0, 2)
    assert table(tmp_path / "out" / "pairs.csv") == []
    assert "No pair was proposed." in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    with duckdb.connect() as connection:
        assert connection.execute("SELECT count(*) FROM read_parquet(?)", [str(tmp_path / "out" / "pairs.parquet")]).fetchall() == [(0,)]


def test_what_people_wrote_into_a_result_is_not_replaced(people, tmp_path):
    out = tmp_path / "out"
    linked(out, people)
    with (out / "pairs.csv").open("a", encoding="utf-8") as file:
        file.write("decided by hand\n")
    before = content(out)
    with pytest.raises(ResultChanged) as refused:
        linked(out, people, language="fr")
    assert refused.value.data == {"file": "pairs.csv"}
    (out / "report.html").unlink()
    with pytest.raises(ResultChanged):
        linked(out, people)
    assert content(out) == {name: text for name, text in before.items() if name != "report.html"}
    (out / "pairs.csv").unlink()
    assert not linked(out, people).stood


def test_what_was_weighed_and_told_before_a_stop_is_not_done_again(people, tmp_path, monkeypatch):
    monkeypatch.setattr(linking, "PART", 300)
    monkeypatch.setattr(linking, "TOLD_AT_ONCE", 50)
    weighed, told = [], []
    weigh, rows = linking.weigh_part, linking.Teller.rows

    def weighing(register, one, other):
        weighed.append(len(one))
        return weigh(register, one, other)

    def telling(teller, one, other):
        if len(told) == 2:
            told.append(0)
            raise KeyboardInterrupt
        told.append(len(one))
        return rows(teller, one, other)

    monkeypatch.setattr(linking, "weigh_part", weighing)
    monkeypatch.setattr(linking.Teller, "rows", telling)
    with pytest.raises(KeyboardInterrupt):
        linked(tmp_path / "out", people)
    done = linked(tmp_path / "out", people)
    assert len(weighed) > 3
    assert sum(weighed) == done.candidates
    assert sum(told) == done.probable + done.possible


def test_a_state_that_has_no_phone_numbers_is_refused(people, tmp_path):
    with pytest.raises(UnknownRegion):
        linked(tmp_path / "out", people, region="SUDAN")
