"""The 84 fields of HTCDS 2.0 and the fields of the extension namespace, with every heading and spelling by which sheets know them."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from amana.contexts.cases.htcds import extension, methods_of_control
from amana.contexts.cases.htcds.tables import lines
from amana.kernel.imports.fields import Code, Field, Heading
from amana.kernel.imports.terms import FieldKind, Shape

STANDARD = "HTCDS 2.0"
ONE_HEADING_RANK = 2  # labels of events, plans and bodies ("Type", "City", "Date") rank behind what a sheet of people means by them

# Misspellings in IOM's own files (notes in reference/htcds.csv).
OFFICIAL_MISSPELLINGS = {"vic_TraffickingStatusDecisionMakingOrg": ("vic_TraffickinStatusDecisionMakingOrg",)}

_KINDS = {
    "prs_Birthdate": FieldKind.BIRTH,
    "prs_FirstName": FieldKind.NAME,
    "prs_MiddleName": FieldKind.NAME,
    "prs_SecondName": FieldKind.NAME,
    "prs_HomePhone": FieldKind.PHONE,
    "prs_MobilePhone": FieldKind.PHONE,
    "org_Phone": FieldKind.PHONE,
    "prs_Email": FieldKind.EMAIL,
    "prs_PrimaryLanguage": FieldKind.LANGUAGE,
    "prs_SecondaryLanguage": FieldKind.LANGUAGE,
    "prs_Citizenship": FieldKind.COUNTRIES,
    "prs_MailingCountry": FieldKind.COUNTRY,
    "org_ShippingCountry": FieldKind.COUNTRY,
    "hte_Country": FieldKind.COUNTRY,
    "vic_ForcedLabourIndustry": FieldKind.CHOICES,  # single in the sheet, multiple in the XForm: several are accepted
}
_TYPES = {
    "Text": FieldKind.TEXT,
    "Long Text": FieldKind.LONG_TEXT,
    "Date": FieldKind.DATE,
    "Picklist": FieldKind.CHOICE,
    "Picklist or Text": FieldKind.TEXT,
    "Multiselect Picklist": FieldKind.CHOICES,
    "Checkbox": FieldKind.BOOLEAN,
    "Number": FieldKind.WHOLE_NUMBER,
    "unspecified": FieldKind.TEXT,
}
# Lists that the standard leaves open, or that one of IOM's files holds as free text.
OPEN_LISTS = frozenset(
    {"vic_RecruitmentWebsitesAndApps", "vic_ExploitationWebsitesAndApps", "cas_ReasonForIncomingReferral", "cas_ReasonForOutgoingReferral"}
)
_CODE_LISTS = {
    "prs_Gender": "gender",
    "vic_MethodOfRecruitment": "methodofrecruitment",
    "vic_MethodsOfControl": "methodsofcontrol",
    "vic_TypeOfExploitation": "typeofexploitation",
    "vic_ForcedLabourIndustry": "forcedlabourindustry",
    "vic_TypeOfSexExploitation": "typeofsexexploitation",
    "cas_Status": "status",
    "vic_TraffickingStatus": "traffickingstatus",
    "vic_TraffickingStatusDecisionMakingOrg": "traffickingstatusdecisionmakingorg",
}
SHOWN_OTHERWISE = {"Unaquainted": "Unacquainted"}  # misspelt on the wire, right on the screen


@lru_cache(maxsize=1)
def standard_fields() -> tuple[Field, ...]:
    """The fields of the standard, in its order."""
    labels: dict[str, int] = defaultdict(int)
    rows = [line for line in lines("htcds") if line["row_kind"] == "field"]
    for row in rows:
        labels[row["label"].casefold()] += 1
    return tuple(_field(row, shared=labels[row["label"].casefold()] > 1) for row in rows)


@lru_cache(maxsize=1)
def fields() -> tuple[Field, ...]:
    """All fields that a sheet can hold: the standard's and the extension's."""
    return standard_fields() + tuple(_extended(name) for name in extension.FIELDS)


@lru_cache(maxsize=1)
def by_name() -> dict[str, Field]:
    return {field.name: field for field in fields()}


def _field(row: Mapping[str, str], *, shared: bool) -> Field:
    name = row["field_name"]
    misspelt = OFFICIAL_MISSPELLINGS.get(name, ())
    other = (row["xform_name"],) if row["xform_name"] and row["xform_name"] != name else ()
    plain = not shared and name.startswith(("prs_", "vic_", "cas_", "con_"))
    own = (Heading(text=row["label"], rank=0 if plain else ONE_HEADING_RANK),) if row["label"] else ()
    return Field(
        name=name,
        title=row["label"] or "Perpetrator organisation",
        kind=_kind(row),
        group=name.partition("_")[0],
        other_names=other + misspelt,
        headings=own + _headings(name),
        codes=_codes(row),
        open_list=name in OPEN_LISTS,
        shape=_shape(name),
    )


def _kind(row: Mapping[str, str]) -> FieldKind:
    name = row["field_name"]
    if name in _KINDS:
        return _KINDS[name]
    if name.endswith("Longitude"):
        return FieldKind.LONGITUDE
    if name.endswith("Latitude"):
        return FieldKind.LATITUDE
    if row["data_type"].startswith("Lookup"):
        return FieldKind.TEXT
    return _TYPES[row["data_type"]]


def _shape(name: str) -> Shape:
    if name.endswith("PostalCode"):
        return Shape.POSTAL_CODE
    if name.endswith("Street"):
        return Shape.STREET
    return Shape.PLACE if name.endswith(("City", "State")) else Shape.ANY


def _headings(name: str) -> tuple[Heading, ...]:
    return tuple(Heading(text=line["heading"], rank=int(line["rank"])) for line in lines("htcds/headings") if line["field"] == name)


def _codes(row: Mapping[str, str]) -> tuple[Code, ...]:
    name = row["field_name"]
    listed = [code for code in row["code_list"].split("|") if code]
    if not listed or row["code_list"].startswith("ISO"):
        return ()
    if name == methods_of_control.FIELD:
        listed = list(methods_of_control.UNION)
    labels = {line["name"]: line["label"] for line in lines("htcds_codes") if line["list"] == _CODE_LISTS.get(name)}
    return tuple(Code(code=code, label=labels.get(code) or _spelt_out(code), spellings=_spellings(name, code)) for code in listed)


def _spellings(field: str, code: str) -> tuple[str, ...]:
    return tuple(line["spelling"] for line in lines("htcds/spellings") if line["field"] == field and line["code"] == code)


def _spelt_out(code: str) -> str:
    """`LowerSecondaryEducation` as a label, for lists that IOM's form does not hold."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", SHOWN_OTHERWISE.get(code, code))
    return text[:1] + text[1:].lower() if " " in text else text


def _extended(name: str) -> Field:
    declared = extension.FIELDS[name]
    full = f"{extension.PREFIX}{name}"
    codes = tuple(Code(code=code, label=_spelt_out(code), spellings=_spellings(full, code)) for code in declared.codes)
    return Field(name=full, title=declared.title, kind=declared.kind, group=declared.group, headings=_headings(full), codes=codes)
