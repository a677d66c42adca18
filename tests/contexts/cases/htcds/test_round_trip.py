"""What is written can be read again and says the same: through JSON, CSV and a workbook, for any record."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from amana.contexts.cases.htcds import extension, methods_of_control, write
from amana.contexts.cases.htcds.errors import RecordTooLong
from amana.contexts.cases.htcds.fields import standard_fields
from amana.contexts.cases.htcds.methods_of_control import Listing
from amana.contexts.cases.htcds.read import record_of
from amana.contexts.cases.htcds.record import HtcdsRecord
from amana.kernel.imports.check import RowReader, Setting, profile
from amana.kernel.imports.fields import Field
from amana.kernel.imports.normalise.births import aged
from amana.kernel.imports.preparing import prepare
from amana.kernel.imports.terms import FieldKind, Missing
from tests.contexts.cases.htcds.reading import TODAY
from tests.contexts.cases.htcds.reading import fields as all_fields

# Letters of the three scripts, marks that mean something to sheets, and words that mean "no answer".
TEXT = st.one_of(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=40),
    st.sampled_from(
        [
            "=1+1",
            "+2917123456",
            "-",
            "@x",
            "'=x",
            "unknown",
            "N/A",
            "none",
            "محمد عثمان",
            "ሰላማዊት",
            "a;b|c",
            "two\nlines",
            " x ",
            "0012",
            "TRUE",
        ]
    ),
)
SOME_TEXT = TEXT.filter(lambda text: text.strip() != "")


def value_of(field: Field) -> st.SearchStrategy[object]:
    codes = [code.code for code in field.codes]
    match field.kind:
        case FieldKind.CHOICE:
            return st.sampled_from(codes)
        case FieldKind.CHOICES:
            return st.lists(st.sampled_from(codes), min_size=1, unique=True).map(tuple)
        case FieldKind.COUNTRIES:
            return st.lists(st.sampled_from(["ER", "ET", "SD", "SO", "NA", "CI"]), min_size=1, unique=True).map(tuple)
        case FieldKind.COUNTRY:
            return st.sampled_from(["ER", "ET", "NA", "GB"])
        case FieldKind.LANGUAGE:
            return st.sampled_from(["tir", "amh", "ara", "som"])
        case FieldKind.DATE | FieldKind.BIRTH:
            return st.dates(min_value=date(1908, 1, 1), max_value=TODAY)
        case FieldKind.BOOLEAN:
            return st.booleans()
        case FieldKind.WHOLE_NUMBER:
            return st.integers(min_value=0, max_value=99)
        case FieldKind.LATITUDE | FieldKind.LONGITUDE:
            return st.floats(min_value=-90, max_value=90, allow_nan=False)
        case _:
            return SOME_TEXT


STANDARD = {field.name: field for field in standard_fields()}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)


@st.composite
def births(draw: st.DrawFn) -> dict[str, object]:
    least = draw(st.integers(0, 90))
    day = draw(st.dates(min_value=date(2020, 1, 1), max_value=TODAY))
    return aged(least, least + draw(st.integers(0, 10)), asked_on=day, as_given=draw(TEXT)).written()


def beyond_of(name: str) -> st.SearchStrategy[object]:
    declared = extension.FIELDS[name]
    if name in ("birth", "age"):
        return births()
    if name == methods_of_control.FIELD:
        return st.nothing()
    match declared.kind:
        case FieldKind.CHOICES:
            return st.lists(st.sampled_from(declared.codes), min_size=1, unique=True)
        case FieldKind.COUNTRIES:
            return st.lists(st.sampled_from(["ER", "ET"]), min_size=1, unique=True)
        case FieldKind.BOOLEAN:
            return st.booleans()
        case FieldKind.DATE:
            return st.dates(min_value=date(2015, 1, 1), max_value=TODAY).map(date.isoformat)
        case FieldKind.ANYTHING:
            return JSON.filter(lambda value: value not in (None, "", [], {}))
        case _:
            return SOME_TEXT


@st.composite
def any_record(draw: st.DrawFn) -> HtcdsRecord:
    chosen = draw(st.lists(st.sampled_from(sorted(STANDARD)), max_size=8, unique=True))
    values = {name: draw(value_of(STANDARD[name])) for name in chosen}
    missing = {
        name: draw(st.sampled_from(Missing)) for name in draw(st.lists(st.sampled_from(sorted(STANDARD)), max_size=3)) if name not in values
    }
    free = sorted(set(extension.FIELDS) - extension.OF_THE_FILE - {methods_of_control.FIELD})
    beyond = {name: draw(beyond_of(name)) for name in draw(st.lists(st.sampled_from(free), max_size=4, unique=True))}
    return HtcdsRecord(values=values, missing=missing, extension=beyond)


def read_back(content: bytes) -> list[HtcdsRecord]:
    """Every row, rows that speak of nobody included."""
    prepared = prepare(content, all_fields())
    table = {field.name: field for field in all_fields()}
    reader = RowReader(prepared.layout, table, profile(prepared.data_rows(), prepared.layout, table), Setting(today=TODAY))
    found = []
    for row in prepared.data_rows():
        record, problems = record_of(reader.read(row))
        assert [problem.code for problem in problems if problem.is_error and problem.code != "row.nothing"] == []
        found.append(record)
    return found


WRITERS = {"json": write.as_json, "csv": write.as_csv, "xlsx": write.as_xlsx}


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("listing", Listing)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(record=any_record())
def test_any_record_comes_back_equal(form: str, listing: Listing, record: HtcdsRecord) -> None:
    anchor = HtcdsRecord(values={"prs_FirstName": "Aman"})  # a file of one empty record would have no row at all
    assert read_back(WRITERS[form]([anchor, record, anchor], today=TODAY, listing=listing))[: 2 if record != HtcdsRecord() else 1] == (
        [anchor, record] if record != HtcdsRecord() else [anchor]
    )


@given(record=any_record())
@settings(deadline=None)
def test_any_record_survives_being_sealed(record: HtcdsRecord) -> None:
    assert HtcdsRecord.read(json.loads(json.dumps(record.written()))) == record


FULL = HtcdsRecord(
    values={
        "prs_FirstName": "=2+2",
        "prs_MobilePhone": "+2917123456",
        "vic_MethodsOfControl": ("Threats", "RestrictsMovement"),
        "con_Consent": True,
    },
    missing={"prs_Email": Missing.WOULD_NOT_SAY},
    extension={"father_name": "@SUM(A1)", "act": ["recruitment", "transfer"]},
)


def test_the_workbook_is_laid_out_as_ioms_sheet_with_headings_that_agree() -> None:
    sheet = load_workbook(io.BytesIO(write.as_xlsx([FULL], today=TODAY))).active
    names = [cell.value for cell in sheet[1]]
    labels = [cell.value for cell in sheet[2]]
    assert tuple(names[: len(write.SHEET)]) == write.SHEET
    assert labels[names.index("prs_MailingStreet")] == "Mailing Street"
    assert labels[names.index("prs_MailingCity")] == "Mailing City"


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    sheet = load_workbook(io.BytesIO(write.as_xlsx([FULL], today=TODAY))).active
    assert {cell.data_type for row in sheet for cell in row if cell.value is not None} == {"s"}
    assert "=2+2" in [cell.value for cell in sheet[3]]


def test_no_cell_of_the_csv_begins_like_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(write.as_csv([FULL], today=TODAY).decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_json_names_the_standard_its_author_and_our_extension() -> None:
    content = json.loads(write.as_json([FULL], today=TODAY))
    assert content["standard"] == "HTCDS 2.0"
    assert content["extension"] == "amana 1"
    assert "no endorsement" in content["credit"]
    assert content["cases"][0]["prs_FirstName"] == "=2+2"


@pytest.mark.parametrize(
    ("listing", "codes", "said", "lost"),
    [
        (Listing.PICK_LIST, ("Threats", "DebtBondage"), ("PhysicalThreats", "DebtBondage"), ("Threats",)),
        (
            Listing.PICK_LIST,
            ("RestrictsMovement", "UsesChildren"),
            ("Other", "ThreatensChildrenFamily"),
            ("RestrictsMovement", "UsesChildren"),
        ),
        (Listing.DEFINITIONS, ("PsychoactiveSubstance",), ("PsychoactiveSubstances",), ()),
        (
            Listing.DEFINITIONS,
            ("PhysicalThreats", "ThreatensChildrenFamily"),
            ("Threats", "UsesChildren"),
            ("PhysicalThreats", "ThreatensChildrenFamily"),
        ),
    ],
)
def test_methods_of_control_are_said_in_either_list_and_losses_are_told(
    listing: Listing, codes: tuple[str, ...], said: tuple[str, ...], lost: tuple[str, ...]
) -> None:
    mapped = methods_of_control.written(codes, listing)
    assert (mapped.codes, mapped.lost) == (said, lost)
    record = HtcdsRecord(values={"vic_MethodsOfControl": codes})
    assert write.lost_on_the_way(record, listing) == lost


def test_every_code_of_the_union_is_in_one_of_the_two_lists() -> None:
    definitions = set(methods_of_control.written(methods_of_control.UNION, Listing.DEFINITIONS).codes)
    picks = set(methods_of_control.written(methods_of_control.UNION, Listing.PICK_LIST).codes)
    assert (len(picks), len(definitions), len(methods_of_control.UNION)) == (16, 17, 19)


def test_a_change_by_hand_in_the_sheet_wins_over_the_exact_value_beside_it() -> None:
    book = load_workbook(io.BytesIO(write.as_xlsx([FULL], today=TODAY)))
    sheet = book.active
    column = [cell.value for cell in sheet[1]].index("vic_MethodsOfControl") + 1
    sheet.cell(3, column).value = "DebtBondage"
    content = io.BytesIO()
    book.save(content)
    assert read_back(content.getvalue())[0].codes("vic_MethodsOfControl") == ("DebtBondage",)


def test_what_no_cell_can_hold_is_refused_with_a_way_out() -> None:
    with pytest.raises(RecordTooLong) as refusal:
        write.as_xlsx([HtcdsRecord(values={"cco_CaseComment": "x" * 40_000})], today=TODAY)
    assert "JSON" in refusal.value.advice()


def test_days_before_spreadsheets_began_are_kept() -> None:
    old = HtcdsRecord(values={"prs_FirstName": "x", "cas_IncomingReferralDate": date(1899, 12, 31) + timedelta(days=1)})
    assert read_back(write.as_xlsx([old], today=TODAY)) == [old]
