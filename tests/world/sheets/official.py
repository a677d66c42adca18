"""IOM's own two files, filled: the sheet in the order of either of its heading rows, and the form's answers as Kobo exports them."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

from tests.world.sheets.people import FORM_FIELDS, FORM_NAMES, PEOPLE, SEVERAL

REFERENCE = Path(__file__).resolve().parents[3] / "reference"
SHEET = REFERENCE / "htcds" / "htcds_v2.0.xlsx"
FORM = REFERENCE / "htcds" / "htcds_xlsform.xlsx"
MISSPELT = {"vic_TraffickinStatusDecisionMakingOrg": "vic_TraffickingStatusDecisionMakingOrg"}

# Its label row names the address columns in another order than its row of names.
BY_LABEL = {
    "Mailing Street": "prs_MailingStreet",
    "Mailing City": "prs_MailingCity",
    "Mailing State/Province": "prs_MailingState",
    "Mailing Zip/Postal Code": "prs_MailingPostalCode",
    "Mailing Country": "prs_MailingCountry",
    "Reason for Outgoing Referral": "cas_ReasonForOutgoingReferral",
}


def filled_sheet(people: Sequence[dict[str, object]] = PEOPLE, *, by_labels: bool = False) -> bytes:
    """IOM's sheet with people from its third row on, the address filled in by the names or by the labels over it."""
    book = load_workbook(SHEET)
    sheet = book.active
    names = {cell.column: MISSPELT.get(cell.value, cell.value) for cell in sheet[1] if cell.value}
    labels = {cell.column: BY_LABEL[cell.value] for cell in sheet[2] if cell.value in BY_LABEL}
    columns = {**labels, **names} if not by_labels else {**names, **labels}
    for row, person in enumerate(people, start=3):
        for column, field in columns.items():
            if field in person:
                sheet.cell(row, column).value = person[field]
    return saved(book)


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def submissions(people: Sequence[dict[str, object]] = PEOPLE) -> list[dict[str, object]]:
    """Answers of the form as the Kobo API gives them: names, codes, several choices with spaces between."""
    found = []
    for number, person in enumerate(people, start=1):
        answers: dict[str, object] = {
            FORM_NAMES.get(field, field): _answer(field, person[field]) for field in FORM_FIELDS if field in person
        }
        found.append(
            {
                "_id": number, "formhub/uuid": "f0", "start": "2026-04-01T09:00:00.000+03:00", **answers, "__version__": "v1",
                "meta/instanceID": f"uuid:person-{number}", "_uuid": f"person-{number}", "_submission_time": "2026-04-01T06:30:00",
                "_attachments": [], "_geolocation": [None, None], "_validation_status": {}, "_submitted_by": None,
            }
        )  # fmt: skip
    return found


def kobo_json(people: Sequence[dict[str, object]] = PEOPLE, *, group: str = "") -> bytes:
    """The API's answer; with a group, every question stands under its path."""
    results = [{_path(group, name): value for name, value in one.items()} for one in submissions(people)]
    return json.dumps({"count": len(results), "next": None, "previous": None, "results": results}, ensure_ascii=False).encode()


def kobo_table(people: Sequence[dict[str, object]] = PEOPLE, *, labels: bool = False, split: bool = False) -> list[list[object]]:
    """The rows of a spreadsheet export: headings by name or by label, several choices together or in columns of their own."""
    texts, options = _form()
    heads: list[tuple[str, str]] = []
    for field in FORM_FIELDS:
        heads.append((field, ""))
        if split and field in SEVERAL:
            heads += [(field, code) for code in options[field]]
    rows: list[list[object]] = [
        [*("start", "end"), *(_heading(field, code, texts, options, labels) for field, code in heads), "_uuid", "_index"]
    ]
    for number, person in enumerate(people, start=1):
        cells: list[object] = []
        for field, code in heads:
            value = _answer(field, person[field]) if field in person else ""
            if code:
                cells.append("" if not value else int(code in str(value).split()))
            elif labels and value:
                cells.append(_labelled(field, str(value), options))
            else:
                cells.append(value)
        rows.append(["2026-04-01T09:00:00", "2026-04-01T09:30:00", *cells, f"person-{number}", number])
    return rows


def as_csv(rows: Sequence[Sequence[object]], *, delimiter: str = ",") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def as_xlsx(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def _answer(field: str, value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace(";", " ") if field in SEVERAL else str(value).partition(";")[0]


def _path(group: str, name: str) -> str:
    return f"{group}/{name}" if group and name.startswith(("prs_", "vic_", "cas_", "con_")) else name


def _form() -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Labels of the questions, and codes with labels of the choices, from the form itself."""
    book = load_workbook(FORM, read_only=True)
    choices: dict[str, dict[str, str]] = {}
    for listed, code, label in book["choices"].iter_rows(min_row=2, max_col=3, values_only=True):
        choices.setdefault(str(listed), {})[str(code).strip()] = str(label)
    labels, options = {}, {}
    own = {form: field for field, form in FORM_NAMES.items()}
    for kind, name, label in book["survey"].iter_rows(min_row=2, max_col=3, values_only=True):
        field = own.get(name, name)
        labels[field] = label
        if str(kind).startswith("select"):
            options[field] = choices[kind.split()[1]]
    return labels, options


def _heading(field: str, code: str, texts: dict[str, str], options: dict[str, dict[str, str]], labels: bool) -> str:
    question = texts[field] if labels else FORM_NAMES.get(field, field)
    if not code:
        return question
    return f"{question}/{options[field][code] if labels else code}"


def _labelled(field: str, value: str, options: dict[str, dict[str, str]]) -> str:
    if field not in options:
        return value
    return ", ".join(options[field][code] for code in value.split()) if field in SEVERAL else options[field].get(value, value)
