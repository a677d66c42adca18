"""What `amana match link` reads: any table, by its content; columns by their headings; and what it refuses, with what helps."""

import pytest

from amana.kernel.imports.terms import DayOrder
from amana.node.linking.errors import FaultyCells, FolderInUse, ListNotReadable, ListNotThere, NoNames, NoSuchHeading, UnknownField
from amana.node.linking.headings import from_file, from_words
from amana.node.linking.lists import read_lists
from amana.node.linking.settings import Settings
from tests.node.linking.lists import PEOPLE, TODAY, Heard, as_csv, as_parquet, as_workbook, content, linked, table


def read(*files, **asked):
    return read_lists(Settings(files=files, out=files[0].parent / "out", **asked), today=TODAY)


FORMS = [
    pytest.param(lambda folder: as_csv(folder / "a.csv"), id="commas"),
    pytest.param(lambda folder: as_csv(folder / "a.txt", delimiter=";", encoding="utf-16"), id="semicolons in UTF-16"),
    pytest.param(lambda folder: as_csv(folder / "a.csv", delimiter="\t"), id="tabs"),
    pytest.param(lambda folder: as_workbook(folder / "a.xlsx"), id="a workbook"),
    pytest.param(lambda folder: as_parquet(folder / "a.parquet"), id="Parquet"),
]


@pytest.mark.parametrize("made", FORMS)
def test_a_list_says_the_same_in_every_form_of_file(made, tmp_path):
    lists, faults = read(made(tmp_path))
    assert faults == []
    said = {lists.names[at]: lists.texts(at) for at in range(len(lists))}
    assert said["1"] == {
        "given": "Selamawit", "father": "Tesfaye", "grandfather": "Gebremariam", "birth": "1998-03-14",
        "phones": "+251911234567", "place": "Senafe",
    }  # fmt: skip
    assert said["2"]["birth"] == "1998-03-14"
    assert said["3"]["birth"] == "1990"
    assert lists.lists[0].left_aside == ("Remarks",)
    assert lists.lists[0].mapped["father"] == "Father's name"


def test_an_arabic_list_in_an_old_code_page_is_read_by_its_arabic_headings(tmp_path):
    rows = (("الرقم", "الاسم الأول", "اسم الأب", "الجنس", "تاريخ الميلاد", "الجنسية"), ("7", "محمد", "عثمان", "ذكر", "1991", "سوداني"))
    lists, faults = read(as_csv(tmp_path / "a.csv", (*rows, ("8", "فاطمة", "إدريس", "أنثى", "1995", "إريتريا")), encoding="cp1256"))
    assert faults == []
    said = {lists.names[at]: lists.texts(at) for at in range(len(lists))}
    assert said["7"] == {"given": "محمد", "father": "عثمان", "sex": "Masculine", "birth": "1991", "nationality": "SD"}
    assert said["8"]["nationality"] == "ER"
    assert said["8"]["sex"] == "Feminine"


def test_french_headings_and_a_family_name_make_a_whole_name(tmp_path):
    rows = (("Nom", "Prénom", "Né le", "Sexe"), ("Idris", "Osman", "03/04/1990", "H"), ("Musa", "Hawa", "21/04/1993", "F"))
    lists, faults = read(as_csv(tmp_path / "a.csv", rows))
    assert faults == []
    said = [lists.texts(at) for at in range(len(lists))]
    assert {"name": "Osman Idris", "birth": "1990-04-03", "sex": "Masculine"} in said


def test_a_mapping_stands_above_what_the_headings_say(tmp_path):
    rows = (("Who", "Name", "Tel 1", "Tel 2"), ("Osman Idris", "list of June", "0912000111", "0912000222"), ("Hawa Musa", "x", "", ""))
    (tmp_path / "mapping.toml").write_text('[columns]\nname = "Who"\nphones = ["Tel 1", "Tel 2"]\n', encoding="utf-8")
    lists, _faults = read(as_csv(tmp_path / "a.csv", rows), columns=from_file(tmp_path / "mapping.toml"))
    assert {"name": "Osman Idris", "phones": "0912000111;0912000222"} in [lists.texts(at) for at in range(len(lists))]
    assert lists.lists[0].left_aside == ("Name",)
    assert from_words(["name=Who", "phones=Tel 1", "phones=Tel 2"]) == from_file(tmp_path / "mapping.toml")


def test_a_record_without_a_number_of_its_own_is_named_by_list_and_row(tmp_path):
    one = as_csv(tmp_path / "a.csv", (("Name",), ("Osman Idris",), ("Hawa Musa",)))
    other = as_csv(tmp_path / "b.csv", (("ID", "Name"), ("17", "Osman Idris"), ("18", "Hawa Musa")))
    again = as_csv(
        tmp_path / "c.csv",
        (
            ("ID", "Name"),
            ("17", "Semhar Tesfay"),
        ),
    )
    lists, _faults = read(one, other, again)
    assert set(lists.names) == {"a.csv:2", "a.csv:3", "b.csv:17", "18", "c.csv:17"}


def test_an_age_counts_from_the_day_of_the_report(tmp_path):
    rows = (("Name", "Age", "Date of report"), ("Osman Idris", "30", "2020-06-01"), ("Hawa Musa", "about 20", "2021-01-10"))
    lists, faults = read(as_csv(tmp_path / "a.csv", rows))
    assert faults == []
    assert {lists.texts(at)["birth"] for at in range(len(lists))} == {"1989-1990", "1999-2002"}


BAD = [
    ("birth", ("Name", "DOB"), "1998-02-31", "birth that is none"),
    ("birth", ("Name", "DOB"), "03/04/2001", "--dates"),
    ("birth", ("Name", "Age"), "25", "year of birth"),
    ("birth", ("Name", "DOB"), "2190", "2190"),
    ("nationality", ("Name", "Nationality"), "Atlantis", "two-letter code"),
    ("name", ("Surname", "Name"), "???", "Write the name"),
]


@pytest.mark.parametrize(("field", "heading", "text", "helps"), BAD)
def test_a_cell_that_cannot_be_read_is_told_and_nothing_is_written(field, heading, text, helps, tmp_path):
    rows = (heading, ("Osman Idris", ""), ("Hawa Musa", text), ("Hawa Musa", ""))
    heard = Heard()
    with pytest.raises(FaultyCells):
        linked(tmp_path / "out", as_csv(tmp_path / "a.csv", rows), progress=heard)
    (fault,) = heard.told
    assert (fault.file, fault.row, fault.field, fault.text) == ("a.csv", 3, field, text)
    assert text in fault.message()
    assert helps in f"{fault.message()} {fault.advice()}" or helps == "birth that is none"
    assert not (tmp_path / "out").exists()


def test_skipped_cells_count_as_empty_and_are_listed(tmp_path):
    rows = (("ID", "Name", "DOB"), ("1", "Osman Idris", "soon"), ("1", "Hawa Musa", "1990"), ("3", "=Hawa Musa", "1990"))
    linked(tmp_path / "out", as_csv(tmp_path / "a.csv", rows), skip_bad=True)
    told = table(tmp_path / "out" / "problems.csv")
    assert [(row["row"], row["field"], row["text"]) for row in told] == [("2", "birth", "soon"), ("3", "id", "1")]
    assert all(row["remedy"] for row in told)
    assert {row["record"] for row in table(tmp_path / "out" / "clusters.csv")} == {"1", "a.csv:3", "3"}


def test_what_the_user_says_about_days_is_used_where_the_column_does_not_tell(tmp_path):
    rows = (("Name", "DOB"), ("Osman Idris", "03/04/2001"), ("Hawa Musa", ""))
    lists, faults = read(as_csv(tmp_path / "a.csv", rows), dates=DayOrder.MONTH_FIRST)
    assert faults == []
    assert {"name": "Osman Idris", "birth": "2001-03-04"} in [lists.texts(at) for at in range(len(lists))]


def test_a_list_without_names_is_refused_with_its_headings(tmp_path):
    with pytest.raises(NoNames) as refused:
        read(as_csv(tmp_path / "a.csv", (("Colour", "Size"), ("red", "3"), ("blue", "4"))))
    assert "Colour, Size" in refused.value.message()
    assert '--map name="Colour"' in refused.value.advice()


def test_fields_headings_and_files_that_are_not_there_are_refused(tmp_path):
    people = as_csv(tmp_path / "a.csv")
    with pytest.raises(UnknownField):
        from_words(["firstname=First name"])
    with pytest.raises(NoSuchHeading) as refused:
        read(people, columns={"place": ("Origin",)})
    assert "Village" in refused.value.message()
    with pytest.raises(ListNotThere):
        read(tmp_path / "none.csv")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and nothing more")
    for name in ("a.pdf", "b.parquet"):
        with pytest.raises(ListNotReadable) as refused:
            read(tmp_path / name)
        assert name in refused.value.message()


def test_a_folder_that_holds_other_things_is_left_alone(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderInUse):
        linked(out, as_csv(tmp_path / "a.csv", PEOPLE))
    assert content(out) == {"letter.txt": b"mine"}
