"""IOM's own sheet and the answers of IOM's own form, filled with people in three scripts, are understood without being told anything."""

from datetime import date

import pytest

from amana.contexts.cases.htcds.fields import by_name, standard_fields
from amana.contexts.cases.htcds.record import HtcdsRecord
from amana.kernel.imports.columns.values import Certainty, Part
from amana.kernel.imports.errors import FormDefinition, NoHeadings
from amana.kernel.imports.preparing import prepare
from amana.kernel.imports.terms import FieldKind
from tests.contexts.cases.htcds.reading import layout_of, records
from tests.world.sheets import official
from tests.world.sheets.people import FORM_FIELDS, PEOPLE


def expected(person: dict[str, object], only: tuple[str, ...] | None = None) -> dict[str, object]:
    """What a record must hold of a person of the sheet: nothing dropped, nothing added."""
    values: dict[str, object] = {}
    for field, value in person.items():
        if only is not None and field not in only:
            continue
        kind = by_name()[field].kind
        if kind in (FieldKind.CHOICES, FieldKind.COUNTRIES):
            values[field] = tuple(str(value).split(";"))
        else:
            values[field] = {"TRUE": True, "FALSE": False}.get(str(value), value) if field == "con_Consent" else value
    return values


def found(content: bytes) -> list[dict[str, object]]:
    return [dict(record.values) for record in records(content)]


@pytest.mark.parametrize("by_labels", [False, True])
def test_ioms_sheet_is_read_whichever_of_its_two_heading_rows_was_followed(by_labels: bool) -> None:
    assert found(official.filled_sheet(by_labels=by_labels)) == [expected(person) for person in PEOPLE]


@pytest.mark.parametrize(("by_labels", "taken"), [(False, "name"), (True, "label")])
def test_the_disagreement_of_the_heading_rows_is_told_with_what_was_made_of_it(by_labels: bool, taken: str) -> None:
    layout = layout_of(official.filled_sheet(by_labels=by_labels))
    (conflict,) = layout.conflicts
    assert conflict.taken == taken
    assert (13, "prs_MailingCity", "prs_MailingStreet") in conflict.columns
    assert {column.certainty for column in layout.columns if column.index in (13, 14, 16, 17)} == {Certainty.EVIDENCE}


def test_an_unfilled_address_leaves_the_headings_for_programs_in_force() -> None:
    people = [{"prs_FirstName": "Aman", "prs_Gender": "Masculine"}]
    layout = layout_of(official.filled_sheet(people))
    assert [conflict.taken for conflict in layout.conflicts] == ["name"]
    assert layout.columns[13].field == "prs_MailingCity"
    assert layout.columns[13].certainty is Certainty.NAME_OVER_LABEL


def test_the_numbered_rows_below_the_people_are_no_rows() -> None:
    assert len(records(official.filled_sheet())) == len(PEOPLE)
    assert layout_of(official.filled_sheet()).columns[0].part is Part.COUNTER


def test_the_column_without_a_name_is_known_by_its_label() -> None:
    column = layout_of(official.filled_sheet()).columns[35]
    assert column.headings == ("", "Reason for Outgoing Referral")
    assert column.field == "cas_ReasonForOutgoingReferral"


def test_the_empty_sheet_is_understood_and_holds_nobody() -> None:
    content = official.SHEET.read_bytes()
    assert records(content) == []
    assert sum(column.part is Part.FIELD for column in layout_of(content).columns) == 38


def test_the_form_itself_is_told_from_its_answers() -> None:
    with pytest.raises(FormDefinition):
        prepare(official.FORM.read_bytes(), tuple(by_name().values()))


def test_a_file_about_something_else_says_that_nothing_is_understood() -> None:
    with pytest.raises(NoHeadings):
        prepare(b"Quarter,Litres,Price\nQ1,200,1.10\n", tuple(by_name().values()))


def first_citizenship(person: dict[str, object]) -> dict[str, object]:
    """The form asks for one citizenship."""
    one = {"prs_Citizenship": str(person["prs_Citizenship"]).partition(";")[0]} if "prs_Citizenship" in person else {}
    return expected({**person, **one}, FORM_FIELDS)


@pytest.mark.parametrize("group", ["", "case", "case/person"])
def test_answers_of_the_form_as_json_are_read_with_and_without_groups(group: str) -> None:
    assert found(official.kobo_json(group=group)) == [first_citizenship(person) for person in PEOPLE]


@pytest.mark.parametrize("labels", [False, True])
@pytest.mark.parametrize("split", [False, True])
@pytest.mark.parametrize("as_file", [official.as_xlsx, lambda rows: official.as_csv(rows, delimiter=";").encode("utf-8-sig")])
def test_answers_of_the_form_as_tables_are_read_by_name_or_label_together_or_split(labels: bool, split: bool, as_file: object) -> None:
    content = as_file(official.kobo_table(labels=labels, split=split))
    assert found(content) == [first_citizenship(person) for person in PEOPLE]


def test_choices_that_stand_only_in_columns_of_their_own_are_read() -> None:
    rows = official.kobo_table(split=True)
    together = [index for index, heading in enumerate(rows[0]) if heading in ("vic_Methods_of_Control", "vic_TypeOfExploitation")]
    content = official.as_csv([[cell for index, cell in enumerate(row) if index not in together] for row in rows]).encode()
    assert [record.codes("vic_MethodsOfControl") for record in records(content)][:2] == [
        ("DebtBondage", "PhysicalAbuse", "WithholdsDocuments"),
        ("FalsePromises", "TakesEarnings"),
    ]


def test_two_questions_that_share_a_label_are_both_kept() -> None:
    """IOM's form labels both the second name and the title "Second Name"; the later of the two is the title."""
    content = official.as_csv(official.kobo_table(labels=True)).encode()
    teacher = records(content)[3]
    assert (teacher.text("prs_SecondName"), teacher.text("prs_Title")) == ("Haile", "Teacher")


def test_the_form_programs_key_and_day_stay_with_the_record() -> None:
    record = records(official.kobo_json())[0]
    assert (record.extended("source_key"), record.extended("stated_on")) == ("person-1", "2026-04-01")


def test_the_standard_has_84_fields_and_each_is_found_by_name_and_label() -> None:
    assert len(standard_fields()) == 84
    for field in standard_fields():
        content = f"{field.name},prs_IdentityNumber\n,A1\n".encode()
        assert layout_of(content).columns[0].field == field.name


def test_a_record_refuses_what_the_standard_does_not_have() -> None:
    for values in (
        {"prs_Birthdate": "2001"},
        {"prs_Nickname": "x"},
        {"prs_Citizenship": "ER"},
        {"prs_NumberOfChildren": True},
        {"prs_Title": ""},
    ):
        with pytest.raises(ValueError):
            HtcdsRecord(values=values)
    assert HtcdsRecord(values={"prs_Birthdate": date(2001, 5, 23)}).day("prs_Birthdate") == date(2001, 5, 23)
