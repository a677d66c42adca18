"""From records to files that others can read: IOM's sheet, CSV, JSON. Reading them again gives equal records.

The columns of IOM's sheet come first, in its order; then the other fields of the standard that any record fills; then the namespace.
Both heading rows are written and agree with each other. Every text is written as text: a spreadsheet program shows `=1+1` and never
runs it. What would not read the same again (a comment that is just "unknown") is put beside, in `amana:exact`.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from amana.contexts.cases.htcds import extension, methods_of_control
from amana.contexts.cases.htcds.errors import RecordTooLong
from amana.contexts.cases.htcds.fields import STANDARD, by_name, fields
from amana.contexts.cases.htcds.methods_of_control import Listing
from amana.contexts.cases.htcds.read import record_of
from amana.contexts.cases.htcds.record import HtcdsRecord, Json, plain_value
from amana.kernel.imports.cells import Row
from amana.kernel.imports.check import Profile, RowReader, Setting
from amana.kernel.imports.columns.values import Column, Layout, Part
from amana.kernel.imports.limits import MAX_CELL_LENGTH
from amana.kernel.imports.safe_text import neutralised
from amana.kernel.imports.writing import workbook

# The order of IOM's own sheet, version 2.0 (reference/htcds/htcds_v2.0.xlsx), with the headings for programs.
SHEET = (
    "cas_CaseOwner", "prs_Salutation", "prs_FirstName", "prs_SecondName", "con_Consent", "prs_Birthdate", "prs_Gender", "prs_Citizenship",
    "prs_Title", "prs_Email", "prs_HomePhone", "prs_MobilePhone", "prs_MailingStreet", "prs_MailingCity", "prs_MailingState",
    "prs_MailingPostalCode", "prs_MailingCountry", "vic_TraffickingStatus", "vic_TraffickingStatusDecisionMakingOrg",
    "vic_MethodOfRecruitment", "vic_LocationOfRecruitment", "vic_MethodsOfControl", "vic_TypeOfExploitation", "vic_ForcedLabourIndustry",
    "vic_TypeOfSexExploitation", "vic_LocationOfExploitation", "cas_Status", "cas_ReferringOrganisation", "cas_IncomingReferralDate",
    "cas_ReferringPrimaryCaseWorker", "cas_ReasonForIncomingReferral", "cas_IncomingReferralDetails", "cas_ReferredOrganisation",
    "cas_ReferredPrimaryCaseWorker", "cas_ReasonForOutgoingReferral", "cas_OutgoingReferralDate", "cas_OutgoingReferralDetails",
    "cas_ReasonForCaseClosure",
)  # fmt: skip
CREDIT = "HTCDS 2.0, International Organization for Migration, CC BY 4.0; extended by Amana; no endorsement by IOM"


def flat(record: HtcdsRecord, *, today: date, listing: Listing = Listing.PICK_LIST) -> dict[str, Json]:
    """One record as name -> JSON value, the form of the JSON file and of the API."""
    cells = _cells(record, listing)
    read = record_of(_reader(tuple(cells), today).read(Row(1, tuple(_cell_text(value) for value in cells.values()))))[0]
    exact = _not_the_same(record, read)
    if exact:
        cells[f"{extension.PREFIX}exact"] = exact
    return cells


def as_json(records: Iterable[HtcdsRecord], *, today: date, listing: Listing = Listing.PICK_LIST) -> bytes:
    """A JSON file of records."""
    content = {
        "standard": STANDARD,
        "extension": f"amana {extension.VERSION}",
        "credit": CREDIT,
        "cases": [flat(record, today=today, listing=listing) for record in records],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8")


def as_csv(records: Sequence[HtcdsRecord], *, today: date, listing: Listing = Listing.PICK_LIST) -> bytes:
    """A CSV file, UTF-8 with mark, one row of headings for programs; cells that would act in a spreadsheet are neutralised."""
    rows = [flat(record, today=today, listing=listing) for record in records]
    names = columns(rows)
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(names)
    for row in rows:
        lines.writerow([neutralised(_cell_text(row.get(name))) for name in names])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(records: Sequence[HtcdsRecord], *, today: date, listing: Listing = Listing.PICK_LIST) -> bytes:
    """A workbook laid out as IOM's sheet. Raises RecordTooLong where a cell would hold more than a cell can."""
    rows = [flat(record, today=today, listing=listing) for record in records]
    names = columns(rows)
    lines = [[_cell_text(row.get(name)) for name in names] for row in rows]
    if any(len(text) > MAX_CELL_LENGTH for line in lines for text in line):
        raise RecordTooLong(limit=MAX_CELL_LENGTH)
    labels = [str(by_name()[name].title) for name in names]
    return workbook([names, labels, *lines], sheet="Cases", description=CREDIT)


def columns(rows: Sequence[Mapping[str, Json]]) -> tuple[str, ...]:
    """The columns of a sheet: IOM's, then whatever else any row holds, in the order of the standard and of the namespace."""
    filled = {name for row in rows for name in row}
    return SHEET + tuple(field.name for field in fields() if field.name in filled and field.name not in SHEET)


def lost_on_the_way(record: HtcdsRecord, listing: Listing = Listing.PICK_LIST) -> tuple[str, ...]:
    """What a reader that does not know our namespace will not see exactly: names of codes and of fields of the namespace."""
    methods = methods_of_control.written(record.codes(methods_of_control.FIELD), listing)
    return (*methods.lost, *(f"{extension.PREFIX}{name}" for name in record.extension))


def _cells(record: HtcdsRecord, listing: Listing) -> dict[str, Json]:
    cells: dict[str, Json] = {}
    for name, value in record.values.items():
        cells[name] = plain_value(value)
    if methods := record.codes(methods_of_control.FIELD):
        mapped = methods_of_control.written(methods, listing)
        cells[methods_of_control.FIELD] = list(mapped.codes)
        if mapped.lost:
            cells[f"{extension.PREFIX}{methods_of_control.FIELD}"] = list(methods)
    for name, beyond in record.extension.items():
        cells[f"{extension.PREFIX}{name}"] = beyond
    if record.missing:
        cells[f"{extension.PREFIX}missing"] = {name: str(reason) for name, reason in record.missing.items()}
    return cells


def _cell_text(value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, list) and value and all(isinstance(entry, str) and entry.isidentifier() for entry in value):
        return ";".join(map(str, value))  # codes
    return _packed(value) if isinstance(value, list | dict) else str(value)


def _packed(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _not_the_same(record: HtcdsRecord, read: HtcdsRecord) -> dict[str, Json]:
    """field -> [what reading gives, what it is] for every field that would not come back equal; null stands for nothing."""
    wanted, found = record.written(), read.written()
    exact: dict[str, Json] = {}
    for part, prefix in (("fields", ""), ("amana", extension.PREFIX)):
        for name in {*wanted[part], *found[part]}:
            if wanted[part].get(name) != found[part].get(name):
                exact[f"{prefix}{name}"] = [found[part].get(name), wanted[part].get(name)]
    return exact


def _reader(names: Sequence[str], today: date) -> RowReader:
    laid = tuple(Column(index=index, headings=(name,), part=Part.FIELD, field=name) for index, name in enumerate(names))
    layout = Layout(table="", heading_rows=(), skipped_rows=(), first_row=1, columns=laid)
    return RowReader(layout, by_name(), Profile(), Setting(today=today))
