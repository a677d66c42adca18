"""Reference data: a changed file is a new version, the old one stays, and every row says where it comes from."""

import csv
import tomllib
from pathlib import Path

import pytest

from amana.kernel.vocabulary.errors import RowNotThere, TableFaulty, TableNotLoaded
from amana.kernel.vocabulary.files import REFERENCE, content, declared, sentences
from amana.kernel.vocabulary.values import Row

TABLES = declared()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A reference folder with one small table."""
    (tmp_path / "tables.toml").write_text(
        '[signs]\ntitle = "Signs"\nkey = ["code"]\nedition = "1"\nlicence = "invented"\ntranslate = ["label"]\n', encoding="utf-8"
    )
    write(tmp_path, "a,First,read,a book\nb,Second,recalled,memory\n")
    return tmp_path


def write(folder: Path, rows: str, head: str = "code,label,confidence,source\n") -> None:
    (folder / "signs.csv").write_text(head + rows, encoding="utf-8")


@pytest.mark.django_db
def test_loading_the_same_file_again_changes_nothing(folder):
    from amana.kernel.vocabulary import queries
    from amana.kernel.vocabulary.loading import load_all

    assert [(loaded.version, loaded.rows, loaded.changed) for loaded in load_all(folder)] == [(1, 2, True)]
    assert [(loaded.version, loaded.changed) for loaded in load_all(folder)] == [(1, False)]
    assert len(queries.tables()) == 1


@pytest.mark.django_db
def test_a_changed_file_becomes_a_new_version_and_the_old_one_stays_readable(folder):
    from amana.kernel.vocabulary import queries
    from amana.kernel.vocabulary.loading import load_all

    load_all(folder)
    write(folder, "a,First,read,a book\n")
    assert load_all(folder)[0].version == 2
    assert [row.code for row in queries.rows("signs")] == ["a"]
    assert [row.code for row in queries.rows("signs", 1)] == ["a", "b"]
    write(folder, "a,First,read,a book\nb,Second,recalled,memory\n")
    assert load_all(folder)[0].version == 1
    assert queries.table("signs").version == 1


@pytest.mark.django_db
def test_what_was_loaded_stands_in_the_log(folder):
    from amana.kernel.audit.models import AuditEntry
    from amana.kernel.vocabulary.loading import load_all

    before = AuditEntry.objects.count()
    load_all(folder)
    load_all(folder)
    assert AuditEntry.objects.count() == before + 1


@pytest.mark.django_db
def test_what_was_never_loaded_is_said_to_be_missing(folder):
    from amana.kernel.vocabulary import queries
    from amana.kernel.vocabulary.loading import load_all

    with pytest.raises(TableNotLoaded):
        queries.rows("signs")
    load_all(folder)
    with pytest.raises(RowNotThere):
        queries.row("signs", "z")


@pytest.mark.parametrize(
    ("story", "head", "rows", "line"),
    [
        ("a key used twice", "code,label,confidence,source\n", "a,First,read,x\na,Again,read,x\n", 3),
        ("an empty key", "code,label,confidence,source\n", ",First,read,x\n", 2),
        ("too few values", "code,label,confidence,source\n", "a,First\n", 2),
        ("too many values", "code,label,confidence,source\n", "a,First,read,x,y\n", 2),
        ("a column to translate that is not there", "code,confidence,source\n", "a,read,x\n", 1),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(folder, story, head, rows, line):
    write(folder, rows, head)
    with pytest.raises(TableFaulty) as fault:
        content(declared(folder)[0], folder)
    assert fault.value.data["line"] == line


@pytest.mark.django_db
def test_one_faulty_file_keeps_all_of_them_out(folder):
    from amana.kernel.vocabulary import queries
    from amana.kernel.vocabulary.loading import load_all

    (folder / "more.csv").write_text("code,label\nx,\nx,\n", encoding="utf-8")
    with (folder / "tables.toml").open("a", encoding="utf-8") as listed:
        listed.write('[more]\ntitle = "More"\nkey = ["code"]\nedition = "1"\nlicence = "invented"\ntranslate = []\n')
    with pytest.raises(TableFaulty):
        load_all(folder)
    assert queries.tables() == ()


@pytest.mark.parametrize(
    ("said", "verified"),
    [
        ("read", True),
        ("authored", True),
        ("secondary", True),
        ("recalled", False),
        ("memory", False),
        ("proposal", False),
        ("draft", False),
    ],
)
def test_what_was_not_verified_is_shown_so(said, verified):
    assert Row(table="signs", version=1, code="a", data={"confidence": said}).verified is verified


def test_line_ends_do_not_make_a_new_version(folder):
    before = content(declared(folder)[0], folder).sha256
    raw = (folder / "signs.csv").read_bytes()
    (folder / "signs.csv").write_bytes(raw.replace(b"\n", b"\r\n"))
    assert content(declared(folder)[0], folder).sha256 == before


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_row_names_its_source(table):
    rows = content(table).rows
    assert rows
    assert all(row["source"].strip() for row in rows.values())


def test_every_table_stands_in_the_readme_with_its_source_and_licence():
    readme = (REFERENCE / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{table.name}.csv` |" in readme for table in TABLES)


def test_every_listed_table_is_there_and_every_table_is_listed():
    listed = set(tomllib.loads((REFERENCE / "tables.toml").read_text(encoding="utf-8")))
    assert listed == {file.stem for file in REFERENCE.glob("*.csv")}


def test_the_receipt_has_every_text_in_every_language():
    with (REFERENCE / "receipt_texts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = {language: [row["key"] for row in rows if row["language"] == language] for language in {row["language"] for row in rows}}
    assert set(keys) == {"en", "fr", "ar", "am", "ti", "so"}
    assert all(key_list == keys["en"] for key_list in keys.values())
    assert all(row["text"].strip() for row in rows)


def test_no_translation_claims_to_have_been_read_by_a_speaker():
    with (REFERENCE / "receipt_texts.csv").open(encoding="utf-8", newline="") as file:
        assert {row["confidence"] for row in csv.DictReader(file) if row["language"] != "en"} == {"draft"}


def test_the_sentences_for_translators_come_from_the_columns_that_are_declared():
    found = sentences()
    assert ("Bound by debt", "screening_indicators", "DEL-AL-2-debt_bondage") in found
    assert all(sentence for sentence, _table, _code in found)
