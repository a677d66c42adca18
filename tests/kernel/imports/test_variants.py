"""Sheets as offices really keep them: whatever stands around the headings, the people come out right or the file is refused."""

import csv
import io
import json
import zipfile
from datetime import date

import pytest
from django.utils import translation
from openpyxl import Workbook

from amana.contexts.cases.htcds.target import CASES
from amana.kernel.imports.check import Setting, profile
from amana.kernel.imports.checking import Checker, check_rows
from amana.kernel.imports.dry_run import dry_run
from amana.kernel.imports.errors import FileNotReadable, QuoteNotClosed, TooManyColumns
from amana.kernel.imports.identity import Repeats
from amana.kernel.imports.preparing import prepare
from tests.world.sheets.official import as_csv, as_xlsx, saved
from tests.world.sheets.old_excel import xls
from tests.world.sheets.open_document import ods

TODAY = date(2026, 11, 1)
NAMES = ["prs_FirstName", "prs_SecondName", "prs_Gender", "prs_Birthdate", "prs_Citizenship"]
LABELS = ["First Name", "Second Name", "Gender", "Birthdate", "Citizenship"]
ONE = ["Selamawit", "Tesfaye", "Feminine", "2001-05-23", "ER"]
TWO = ["محمد", "عثمان", "Masculine", "1998-01-14", "SD"]
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
WANTED = [dict(zip(NAMES, [*person[:4], [person[4]]], strict=True)) for person in (ONE, TWO)]


def fields_of(content: bytes) -> list[dict[str, object]]:
    """What each row would become, and nothing may be wrong with it."""
    prepared = prepare(content, CASES.fields())
    fields = {field.name: field for field in CASES.fields()}
    known = profile(prepared.data_rows(), prepared.layout, fields)
    checker = Checker(CASES, prepared.layout, known, Setting(today=TODAY, country="ET"))
    staged = list(check_rows(prepared.data_rows(), checker, Repeats(CASES)))
    assert [problem.message() for one in staged for problem in one.outcome.problems if problem.is_error] == []
    return [dict(one.outcome.payload["fields"]) for one in staged]


def turned(rows: list[list[str]], order: list[int]) -> list[list[str]]:
    return [[row[index] for index in order] for row in rows]


VARIANTS: dict[str, list[list[object]]] = {
    "names over labels": [NAMES, LABELS, ONE, TWO],
    "labels over names": [LABELS, NAMES, ONE, TWO],
    "names alone": [NAMES, ONE, TWO],
    "labels alone": [LABELS, ONE, TWO],
    "title and blank rows above": [["Case sheet of the shelter, 2026"], [], ["Confidential"], [], LABELS, NAMES, ONE, TWO],
    "a blank row between the headings": [LABELS, [], NAMES, [], ONE, TWO],
    "columns in another order": turned([LABELS, NAMES, ONE, TWO], [4, 2, 0, 3, 1]),
    "further columns between": [[*LABELS[:2], "Bed", *LABELS[2:], "Remarks"], [*ONE[:2], "B7", *ONE[2:]], [*TWO[:2], "B9", *TWO[2:]]],
    "a counter in front": [["No.", *LABELS], [1, *ONE], [2, *TWO]],
    "empty columns in front": [["", "", *LABELS], ["", "", *ONE], ["", "", *TWO]],
    "capitals and spaces": [[f" {name.upper()} " for name in NAMES], ONE, TWO],
    "asterisks and numbers": [[f"{number}. {label} *" for number, label in enumerate(LABELS, start=1)], ONE, TWO],
    "empty rows at the end": [LABELS, ONE, TWO, [], ["", "", "", "", ""], ["  "]],
    "groups of a form": [[f"personal/{name}" for name in NAMES], ONE, TWO],
    "groups in groups": [[f"case/personal_details/{name}" for name in NAMES], ONE, TWO],
    "columns of the form program": [
        ["start", "end", *NAMES, "_id", "_uuid", "_submission_time", "_validation_status", "_index"],
        ["2026-04-01T09:00:00.000+03:00", "2026-04-01T09:10:00.000+03:00", *ONE, 11, "u-1", "2026-04-01T06:10:00", "", 1],
        ["2026-04-01T09:20:00.000+03:00", "2026-04-01T09:30:00.000+03:00", *TWO, 12, "u-2", "2026-04-01T06:30:00", "", 2],
    ],
    "labels in place of codes": [LABELS, [*ONE[:2], "Female", *ONE[3:4], "Eritrea"], [*TWO[:2], "male", *TWO[3:4], "Sudan"]],
    "moments with a zone": [LABELS, [*ONE[:3], "2001-05-23T00:00:00.000+03:00", ONE[4]], [*TWO[:3], "1998-01-14T00:00:00Z", TWO[4]]],
    "numbers of the spreadsheet for days": [LABELS, [*ONE[:3], 37034, ONE[4]], [*TWO[:3], "35809", TWO[4]]],
    "words for nothing": [
        [*LABELS, "Mobile phone", "Email", "Number of children"],
        [*ONE, "N/A", "unknown", "99"],
        [*TWO, "unknown", "n/a", ""],
    ],
    "French": [
        ["Prénom", "Deuxième nom", "Sexe", "Date de naissance", "Nationalité"],
        [*ONE[:2], "Féminin", "23/05/2001", "Érythrée"],
        [*TWO[:2], "Masculin", "14/01/1998", "Soudan"],
    ],
    "Arabic": [
        ["الاسم الأول", "اسم العائلة", "الجنس", "تاريخ الميلاد", "الجنسية"],
        [*ONE[:2], "أنثى", "٢٣/٠٥/٢٠٠١", "إريتريا"],
        [*TWO[:2], "ذكر", "١٤/٠١/١٩٩٨", "السودان"],
    ],
    "Spanish": [
        ["Nombre", "Apellido", "Sexo", "Fecha de nacimiento", "Nacionalidad"],
        [*ONE[:2], "Femenino", "23/05/2001", "ER"],
        [*TWO[:2], "Masculino", "14/01/1998", "SD"],
    ],
}  # fmt: skip


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("written", ["csv", "xlsx"])
def test_the_same_people_come_out_of_every_variant(variant: str, written: str) -> None:
    rows = VARIANTS[variant]
    content = as_csv(rows).encode() if written == "csv" else as_xlsx(rows)
    found = [{name: row.get(name) for name in NAMES} for row in fields_of(content)]
    assert found == WANTED


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_of_every_encoding_and_mark(encoding: str, mark: str) -> None:
    assert [row["prs_FirstName"] for row in fields_of(as_csv([LABELS, ONE, TWO], delimiter=mark).encode(encoding))] == ["Selamawit", "محمد"]


@pytest.mark.parametrize("content", [xls([LABELS, ONE, TWO]), ods([LABELS, ONE, TWO])], ids=["xls", "ods"])
def test_of_other_spreadsheet_programs(content: bytes) -> None:
    assert fields_of(content) == WANTED


@pytest.mark.parametrize("form", ["list", "api", "lines", "single"])
def test_of_json_as_form_programs_give_it(form: str) -> None:
    rows = [dict(zip((f"person/{name}" for name in NAMES), row, strict=True)) for row in (ONE, TWO)]
    texts = {
        "list": json.dumps(rows),
        "api": json.dumps({"count": 2, "next": None, "previous": None, "results": rows}),
        "lines": "\n".join(map(json.dumps, rows)),
        "single": json.dumps(rows[0]),
    }
    assert fields_of(texts[form].encode()) == (WANTED if form != "single" else WANTED[:1])


def test_of_choices_in_columns_of_their_own() -> None:
    heads = [*NAMES, "vic_MethodsOfControl", "vic_MethodsOfControl/DebtBondage", "vic_MethodsOfControl/PhysicalAbuse"]
    rows = [heads, [*ONE, "DebtBondage PhysicalAbuse", 1, 1], [*TWO, "DebtBondage", 1, 0]]
    assert [row["vic_MethodsOfControl"] for row in fields_of(as_xlsx(rows))] == [["DebtBondage", "PhysicalAbuse"], ["DebtBondage"]]


def test_a_repeat_group_on_a_second_sheet_is_named_and_not_mixed_in() -> None:
    book = Workbook()
    for row in ([*NAMES, "_index"], [*ONE, 1], [*TWO, 2]):
        book.active.append(row)
    second = book.create_sheet("children")
    for row in (["prs_FirstName", "age", "_index", "_parent_table_name", "_parent_index"], ["Hana", 3, 1, "Sheet", 1]):
        second.append(row)
    content = saved(book)
    assert [row["prs_FirstName"] for row in fields_of(content)] == ["Selamawit", "محمد"]
    assert [remark.code for remark in prepare(content, CASES.fields()).remarks] == ["file.other_sheets"]


def test_merged_group_titles_over_the_headings() -> None:
    book = Workbook()
    for row in (["Person", "", "", "Origin", ""], LABELS, ONE, TWO):
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("D1:E1")
    assert fields_of(saved(book)) == WANTED


def test_formulas_are_not_run_and_macros_not_kept() -> None:
    book = Workbook()
    for row in (LABELS, ONE, ['=HYPERLINK("http://example.org","x")', *TWO[1:]]):
        book.active.append(row)
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as before, zipfile.ZipFile(content, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
        after.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
        after.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    found = prepare(content.getvalue(), CASES.fields())
    assert {"file.macros_ignored", "file.formulas_not_run"} <= {remark.code for remark in found.remarks}
    assert "HYPERLINK" not in str([row.cells for row in found.data_rows()])


@pytest.mark.parametrize("line", [3, 1500])
def test_a_quote_that_is_never_closed_is_named_by_its_row_however_short_the_file(line: int) -> None:
    lines = [",".join(LABELS), *([",".join(ONE)] * 2000)]
    lines[line - 1] = '"Selamawit,Tesfaye,Feminine,2001-05-23,ER'
    with pytest.raises(QuoteNotClosed) as refusal:
        prepare("\n".join(lines).encode(), CASES.fields())
    assert f"row {line}" in refusal.value.message()


def test_a_quoted_cell_that_ends_the_file_is_closed() -> None:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([LABELS, ONE, [*TWO[:4], "SD"]])
    assert len(fields_of(text.getvalue().rstrip("\n").encode())) == 2


@pytest.mark.parametrize("written", ["csv", "xlsx"])
def test_twenty_thousand_columns_are_too_many(written: str) -> None:
    rows = [[*LABELS, *(f"x{number}" for number in range(16_000 if written == "xlsx" else 20_000))], ONE]
    with pytest.raises(TooManyColumns):
        prepare(as_csv(rows).encode() if written == "csv" else as_xlsx(rows), CASES.fields())


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n , \n", b"PK\x03\x04 cut off", b"%PDF-1.7", LOCKED, b"a,b\n1,2\n", b'{"a": [1'],
    ids=["empty", "blank", "cut off", "pdf", "password", "no headings", "half a json"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_remedy_in_the_readers_language(content: bytes, language: str) -> None:
    with pytest.raises(FileNotReadable) as refusal:
        dry_run(content, CASES, today=TODAY)
    with translation.override("en"):
        english = (refusal.value.message(), refusal.value.advice())
    with translation.override(language):
        assert all((refusal.value.message(), refusal.value.advice()))
        assert (refusal.value.message() == english[0]) is (language == "en")


def test_a_wrong_cell_is_named_by_row_and_field_with_a_remedy() -> None:
    report, _near = dry_run(as_csv([["Shelter sheet"], [], LABELS, ONE, [*TWO[:3], "soon", TWO[4]]]).encode(), CASES, today=TODAY)
    assert (report.rows, report.ok) == (2, 1)
    (error,) = report.as_json()["errors"]
    assert (error["row"], error["field"]) == (5, "prs_Birthdate")
    assert "Write year, month and day" in error["message"]
