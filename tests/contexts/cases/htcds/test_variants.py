"""Sheets as they come: titles, merged and hidden columns, other languages and orders, odd dates, footers; read by meaning."""

import io
import random
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from amana.contexts.cases.htcds.fields import by_name
from amana.contexts.cases.htcds.write import SHEET
from amana.kernel.imports.columns.values import Certainty, Part
from amana.kernel.imports.terms import Missing
from tests.contexts.cases.htcds.reading import checked, layout_of, names, records
from tests.world.sheets import official
from tests.world.sheets.official import as_csv, as_xlsx, saved
from tests.world.sheets.old_excel import xls
from tests.world.sheets.open_document import ods
from tests.world.sheets.people import PEOPLE

FIRST = [str(person["prs_FirstName"]) for person in PEOPLE]
FIELDS = tuple(field for field in SHEET if any(field in person for person in PEOPLE))
LABELS = {field: str(by_name()[field].title) for field in FIELDS}

Rows = list[list[object]]


def table(heads: Callable[[str], str] = str, fields: tuple[str, ...] = FIELDS) -> Rows:
    """A plain table of the invented people: one row of headings."""
    return [[heads(field) for field in fields], *[[person.get(field, "") for field in fields] for person in PEOPLE]]


def book_of(rows: Rows, change: Callable[[Workbook], None] | None = None) -> bytes:
    book = load_workbook(io.BytesIO(as_xlsx(rows)))
    if change:
        change(book)
    return saved(book)


def texts(rows: Rows) -> list[list[str]]:
    return [[cell.isoformat() if isinstance(cell, date) else str(cell) for cell in row] for row in rows]


def shuffled() -> Rows:
    fields = list(FIELDS)
    random.Random(7).shuffle(fields)
    return table(fields=tuple(fields))


def with_title(rows: Rows) -> Rows:
    return [["Ministry of Social Affairs: register of assisted persons"], ["January to March 2026"], [], *rows]


def with_footer(rows: Rows) -> Rows:
    return [*rows, [], ["Total", len(rows) - 1], ["Prepared by: A. Worker"], []]


def numbered(rows: Rows) -> Rows:
    return [["No.", *rows[0]], *[[number, *row] for number, row in enumerate(rows[1:], start=1)], *[[number] for number in range(9, 200)]]


def instructed(rows: Rows) -> Rows:
    return [rows[0], ["Text (max 80)", "e.g. Mr", *["Select one"] * (len(rows[0]) - 2)], *rows[1:]]


def label_row_above(rows: Rows) -> Rows:
    return [[LABELS[str(name)] for name in rows[0]], *rows]


def blank_between(rows: Rows) -> Rows:
    return [rows[0], [], *rows[1:]]


def starred(rows: Rows) -> Rows:
    return [[f" {number}. {LABELS[str(name)]} * " for number, name in enumerate(rows[0], start=1)], *rows[1:]]


def shouted(rows: Rows) -> Rows:
    return [[LABELS[str(name)].upper() for name in rows[0]], *rows[1:]]


def misspelt(rows: Rows) -> Rows:
    slips = {"prs_FirstName": "prs_FristName", "vic_TypeOfExploitation": "vic_TypeOfExploitaton", "prs_Citizenship": "prs_Citizensip"}
    return [[slips.get(str(name), name) for name in rows[0]], *rows[1:]]


def three_heading_rows(rows: Rows) -> Rows:
    french = {"prs_FirstName": "Prénom", "prs_SecondName": "Nom de famille", "prs_Gender": "Sexe", "prs_Birthdate": "Date de naissance"}
    third = [french.get(str(name), "") for name in rows[0]]
    return [third, [LABELS[str(name)] for name in rows[0]], *rows]


def padded(rows: Rows) -> Rows:
    return [["", "", *row] for row in rows]


def gapped(rows: Rows) -> Rows:
    return [rows[0], *[line for row in rows[1:] for line in (row, [])]]


def spelled_out(rows: Rows) -> Rows:
    """Labels in place of codes, several divided by line breaks."""
    found = []
    for row in rows[1:]:
        cells = []
        for name, cell in zip(rows[0], row, strict=True):
            labels = {code.code: code.label for code in by_name()[str(name)].codes}
            pieces = [labels.get(piece, piece) for piece in str(cell).split(";")] if labels else [cell]
            cells.append("\n".join(map(str, pieces)) if labels else cell)
        found.append(cells)
    return [rows[0], *found]


def unicode_noise(rows: Rows) -> Rows:
    return [
        [f"\ufeff\u200f{name}\u00a0" for name in rows[0]],
        *[[f"\u202a{cell}\u202c" if isinstance(cell, str) and cell else cell for cell in row] for row in rows[1:]],
    ]


SHAPES: dict[str, Callable[[Rows], Rows]] = {
    "one row of names": lambda rows: rows,
    "columns in another order": lambda _: shuffled(),
    "title rows above": with_title,
    "a total and a signature below": with_footer,
    "numbered rows, most of them empty": numbered,
    "a row of instructions": instructed,
    "labels above names": label_row_above,
    "a blank row under the headings": blank_between,
    "numbers, stars and spaces around labels": starred,
    "capitals": shouted,
    "slips in the names": misspelt,
    "three rows of headings": three_heading_rows,
    "empty columns at the left": padded,
    "every second row empty": gapped,
    "labels in place of codes": spelled_out,
    "invisible signs": unicode_noise,
}
FILES: dict[str, Callable[[Rows], bytes]] = {
    "xlsx": as_xlsx,
    "ods": lambda rows: ods(texts(rows)),
    "xls": lambda rows: xls(texts(rows)),
    "csv with semicolons": lambda rows: as_csv(texts(rows), delimiter=";").encode("utf-8-sig"),
    "tabs in UTF-16": lambda rows: as_csv(texts(rows), delimiter="\t").encode("utf-16"),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("file", FILES)
def test_the_same_people_come_out_whatever_the_sheet_looks_like(shape: str, file: str) -> None:
    found = records(FILES[file](SHAPES[shape](table())))
    assert [record.text("prs_FirstName") for record in found] == FIRST
    assert [record.day("prs_Birthdate") for record in found] == [person.get("prs_Birthdate") for person in PEOPLE]
    assert found[0].codes("vic_MethodsOfControl") == ("DebtBondage", "PhysicalAbuse", "WithholdsDocuments")
    assert found[4].text("cas_ReasonForOutgoingReferral") == "MigrationOrChangeOfLocation"
    assert all("columns" not in record.extension for record in found)


def test_group_titles_over_merged_cells_say_which_street_is_meant() -> None:
    rows: Rows = [
        ["Person", "", "Address", "", "", "Event", "", ""],
        ["First name", "Sex", "Street", "City", "Country", "Type", "Date", "City"],
    ]
    rows.append(["Aman", "M", "Harnet Avenue 12", "Asmara", "ER", "Transit", "2026-01-02", "Kassala"])

    def merge(book: Workbook) -> None:
        for area in ("A1:B1", "C1:E1", "F1:H1"):
            book.active.merge_cells(area)

    (record,) = records(book_of(rows, merge))
    assert (record.text("prs_MailingStreet"), record.text("prs_MailingCity"), record.text("prs_MailingCountry")) == (
        "Harnet Avenue 12",
        "Asmara",
        "ER",
    )
    assert (record.text("hte_Type"), record.text("hte_City")) == ("Transit", "Kassala")


def test_hidden_columns_are_read_like_others() -> None:
    def hide(book: Workbook) -> None:
        book.active.column_dimensions["C"].hidden = True

    assert names(book_of(table(), hide)) == FIRST


def test_the_sheet_with_people_is_chosen_among_others() -> None:
    def add(book: Workbook) -> None:
        book.active.title = "Cases"
        book.create_sheet("Read me", 0).append(["How to fill in this file"])
        listed = book.create_sheet("Lists", 1)
        for line in (["Gender", "Status"], ["Feminine", "Active"], ["Masculine", "Closed"]):
            listed.append(line)

    content = book_of(table(), add)
    assert names(content) == FIRST
    assert layout_of(content).table == "Cases"


def test_one_person_per_column_is_turned_round() -> None:
    rows = table()
    turned = [list(column) for column in zip(*rows, strict=True)]
    content = as_xlsx(turned)
    assert names(content) == FIRST
    assert layout_of(content).turned


AGENCY_FRENCH = """Registre 2026;;;;;;;;;
N°;Nom;Prénom;Nom du père;Sexe;Date de naissance;Nationalité;Téléphone;Situation matrimoniale;Observations
1;Tesfaye;Selamawit;Kidane;F;23/05/2001;Érythréenne;+291 7 123 456;célibataire;à rappeler
2;Osman;Fatma;Osman;Féminin;environ 17 ans;Soudan;refus;mariée;
3;Haile;Aman;;H;1998;inconnue;;veuf;
"""
AGENCY_ARABIC = """م,الاسم,اسم الأب,اسم الجد,الجنس,تاريخ الميلاد,الجنسية,رقم الهاتف,الحالة الاجتماعية
١,محمد,عثمان,إدريس,ذكر,٢٣/٠٥/٢٠٠١,سوداني,٠٩١٢٣٤٥٦٧٨,أعزب
٢,فاطمة,الزهراء,,أنثى,1998,إريترية,لا يوجد,متزوجة
٣,سلاماويت,تسفاي,,أنثى,لا يعرف,إثيوبية,لا يعرف,رفضت الإجابة
"""
AGENCY_ENGLISH = """S/N|Case No.|Full name|Sex|Age|Country of origin|Phone 1|Phone 2|Mother tongue|Type of exploitation|Status|Remarks
1|A-1|Selamawit Tesfaye Kidane|F|about 17|Eritrea|+2917123456|+249912345678|Tigrinya|Forced labour, Forced begging|Open|
2|A-2|Mohammed Osman|M|16-18|Sudan|N/A||Arabic|unknown|Closed|moved on
"""


def test_a_register_in_french() -> None:
    first, second, third = records(AGENCY_FRENCH.encode("cp1252"))
    assert dict(first.values) == {
        "prs_FirstName": "Selamawit", "prs_SecondName": "Tesfaye", "prs_Gender": "Feminine", "prs_Birthdate": date(2001, 5, 23),
        "prs_Citizenship": ("ER",), "prs_MobilePhone": "+2917123456", "prs_MaritalStatus": "Single", "cco_CaseComment": "à rappeler",
    }  # fmt: skip
    assert first.extended("father_name") == "Kidane"
    assert second.missing == {"prs_MobilePhone": Missing.WOULD_NOT_SAY}
    assert second.extended("birth")["as_given"] == "environ 17 ans"
    assert third.missing == {"prs_Citizenship": Missing.UNKNOWN}
    assert third.extended("birth")["form"] == "year"


def test_a_register_in_arabic() -> None:
    first, second, third = records(AGENCY_ARABIC.encode("utf-16"))
    assert dict(first.values) == {
        "prs_FirstName": "محمد", "prs_Gender": "Masculine", "prs_Birthdate": date(2001, 5, 23), "prs_Citizenship": ("SD",),
        "prs_MobilePhone": "+249912345678", "prs_MaritalStatus": "Single",
    }  # fmt: skip
    assert (first.extended("father_name"), first.extended("grandfather_name")) == ("عثمان", "إدريس")
    assert second.missing == {"prs_MobilePhone": Missing.NONE}
    assert third.missing == {
        "prs_Birthdate": Missing.UNKNOWN, "prs_MobilePhone": Missing.UNKNOWN, "prs_MaritalStatus": Missing.WOULD_NOT_SAY,
    }  # fmt: skip


def test_a_register_in_english_with_ages_and_two_telephones() -> None:
    first, second = records(AGENCY_ENGLISH.encode())
    assert first.extension["full_name"] == "Selamawit Tesfaye Kidane"
    assert first.extension["own_number"] == "A-1"
    assert (first.text("prs_MobilePhone"), first.extended("other_phones")) == ("+2917123456", ["+249912345678"])
    assert first.text("prs_PrimaryLanguage") == "tir"
    assert first.codes("vic_TypeOfExploitation") == ("ForcedLabour", "ForcedBegging")
    assert (first.text("cas_Status"), second.text("cas_Status")) == ("Active", "Closed")
    assert second.missing == {"prs_MobilePhone": Missing.NOT_ASKED, "vic_TypeOfExploitation": Missing.UNKNOWN}
    assert (second.extended("birth")["least"], second.extended("birth")["most"]) == (16, 18)


def test_a_column_nobody_knows_is_kept_word_for_word() -> None:
    (record,) = records(b"First name,Shoe size,Column with, odd name\nAman,41,x,=1+1\n")
    assert record.extended("columns") == {"Shoe size": "41", "Column with": "x", "odd name": "=1+1"}


def test_two_columns_that_contradict_each_other_are_told() -> None:
    (one,) = checked(b"First name,Nationality,Nationality 2,Phone,Date of birth,Age\nAman,ER,ET,091234567,1998-01-01,12\n")
    assert one.outcome.payload["fields"]["prs_Citizenship"] == ["ER", "ET"]
    assert [problem.code for problem in one.outcome.problems if problem.code.startswith("birth")] == ["birth.age_differs"]


def test_a_heading_that_two_columns_claim_goes_to_the_first_and_the_other_is_kept() -> None:
    layout = layout_of(b"First name,Given name,Sex\nAman,Amanuel,M\n")
    assert [(column.field, column.part) for column in layout.columns[:2]] == [("prs_FirstName", Part.FIELD), ("", Part.KEPT)]
    assert layout.columns[1].certainty is Certainty.UNKNOWN
    assert layout.columns[1].alternatives == ("prs_FirstName",)


def test_a_column_with_the_day_in_doubt_is_an_error_with_its_remedy() -> None:
    (one,) = checked(b"First name,Date of birth\nAman,03/04/2001\n")
    (problem,) = one.outcome.problems
    assert (problem.code, problem.row, problem.field, problem.value) == ("date.two_orders", 2, "prs_Birthdate", "03/04/2001")
    assert "2001-05-23" in problem.advice()


def test_a_formula_in_a_wrong_cell_is_shown_harmless() -> None:
    (one,) = checked(b'First name,Sex\nAman,"=HYPERLINK(""http://example.org"")"\n')
    (problem,) = one.outcome.problems
    assert problem.code == "choice.unknown"
    assert problem.value.startswith("'=HYPERLINK(")


def test_rows_that_name_nobody_are_errors_and_say_what_to_write() -> None:
    staged = checked(b"First name,Sex,Nationality\n,F,ER\nAman,M,ER\n")
    assert [[problem.code for problem in one.outcome.problems] for one in staged] == [["row.nameless"], []]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Threats", ("Threats",)),
        ("PsychoactiveSubstances", ("PsychoactiveSubstance",)),
        ("ThreatOfLawEnforcement;RestrictsMovement", ("ThreatsLawEnforcement", "RestrictsMovement")),
        ("DebtBondage ", ("DebtBondage",)),
    ],
)
def test_both_lists_of_methods_of_control_are_taken(text: str, codes: tuple[str, ...]) -> None:
    (record,) = records(f"prs_FirstName,vic_MethodsOfControl\nAman,{text}\n".encode())
    assert record.codes("vic_MethodsOfControl") == codes


def test_a_reason_in_free_words_is_kept_as_other_with_its_words() -> None:
    (record,) = records(b"prs_FirstName,cas_ReasonForIncomingReferral\nAman,The shelter was full\n")
    assert record.text("cas_ReasonForIncomingReferral") == "Other"
    assert record.extended("other") == {"cas_ReasonForIncomingReferral": "The shelter was full"}


@pytest.mark.parametrize(("text", "code"), [("Unaquainted", "Unaquainted"), ("Unacquainted", "Unaquainted"), ("stranger", "Unaquainted")])
def test_the_misspelt_code_is_kept_on_the_wire_and_taken_in_either_spelling(text: str, code: str) -> None:
    (record,) = records(f"prs_FirstName,vic_RelationshipToTrafficker\nAman,{text}\n".encode())
    assert record.text("vic_RelationshipToTrafficker") == code


def test_a_filled_official_sheet_survives_being_saved_as_csv_and_ods() -> None:
    book = load_workbook(io.BytesIO(official.filled_sheet()))
    rows = [
        [("" if cell is None else cell.date().isoformat() if hasattr(cell, "date") else str(cell)) for cell in row]
        for row in book.active.iter_rows(values_only=True)
    ]
    assert names(as_csv(rows).encode("utf-8-sig")) == FIRST
    assert names(ods(rows)) == FIRST
