"""What a person's file says, in the words of HTCDS.

A person who came with a sheet is written as that sheet said, as long as every statement made of it still stands; whatever was said
since stands beside. Safe contact, states feared and claims for protection have no field there and never leave in this form.
"""

from collections.abc import Iterable
from typing import Any

from amana.contexts.cases.htcds.record import HtcdsRecord
from amana.contexts.cases.htcds.statements import statements_of
from amana.contexts.persons import facade as persons
from amana.contexts.persons.facade import FactKind, LanguageRank, NameRole, NoValue, PhoneKind, RelationKind, Statement

_CODES = {
    FactKind.GENDER: "prs_Gender",
    FactKind.MARITAL_STATUS: "prs_MaritalStatus",
    FactKind.EDUCATION: "prs_HighestLevelOfEducation",
}
_SILENCES = {
    **_CODES,
    FactKind.BIRTH: "prs_Birthdate",
    FactKind.NATIONALITY_CLAIMED: "prs_Citizenship",
    FactKind.LANGUAGE: "prs_PrimaryLanguage",
    FactKind.PHONE: "prs_MobilePhone",
    FactKind.EMAIL: "prs_Email",
    FactKind.CHILDREN: "prs_NumberOfChildren",
    FactKind.DOCUMENT: "prs_IdentityNumber",
    FactKind.DECEASED: "prs_Deceased",
}
_ADDRESS = {
    "country": "prs_MailingCountry",
    "region": "prs_MailingState",
    "city": "prs_MailingCity",
    "street": "prs_MailingStreet",
    "postal_code": "prs_MailingPostalCode",
}
Content = dict[str, dict[str, Any]]


def person_content(stands: Iterable[Statement], as_given: HtcdsRecord | None) -> Content:
    """Fields, reasons for missing ones and fields of the namespace; as `HtcdsRecord.written` has them."""
    said = list(stands)
    content: Content = {"fields": {}, "missing": {}, "amana": {}}
    if as_given is not None:
        made = statements_of(as_given)
        if all(any(_same(one, other) for other in said) for one in made):
            content = as_given.written()
            said = [one for one in said if not any(_same(one, other) for other in made)]
    _names([one.value for one in said if isinstance(one.value, persons.Name)], content)
    for one in said:
        _put(one, content)
    content["missing"] = {name: reason for name, reason in content["missing"].items() if name not in content["fields"]}
    return content


def _same(one: Statement, other: Statement) -> bool:
    """The same said; a sheet of which the day is not known was recorded without one."""
    return one.kind == other.kind and one.value == other.value


def _names(names: list[persons.Name], content: Content) -> None:
    """The first name of a chain in the fields of the standard; every name with its parts in `amana:names`."""
    if not names:
        return
    fields, beyond = content["fields"], content["amana"]
    known = beyond.setdefault("names", [])
    if not known and fields:
        known += [_written(name) for name in _own_names(content)]
    known += [_written(name) for name in names]
    if "prs_FirstName" in fields or "full_name" in beyond:
        return
    by_role = {part.role: part.text for part in names[0].parts}
    for role, field in ((NameRole.GIVEN, "prs_FirstName"), (NameRole.FAMILY, "prs_SecondName")):
        if role in by_role:
            fields[field] = by_role[role]
    for role, name in ((NameRole.FATHER, "father_name"), (NameRole.GRANDFATHER, "grandfather_name"), (NameRole.NICKNAME, "nickname")):
        if role in by_role:
            beyond[name] = by_role[role]
    if "prs_FirstName" not in fields:
        beyond["full_name"] = names[0].text


def _own_names(content: Content) -> list[persons.Name]:
    given = HtcdsRecord.read({**content, "missing": {}})
    return [one.value for one in statements_of(given) if isinstance(one.value, persons.Name)]


def _written(name: persons.Name) -> dict[str, Any]:
    return {"parts": [[part.role.value, part.text] for part in name.parts], "script": name.script.value}


def _put(one: Statement, content: Content) -> None:  # noqa: C901, PLR0912  one case for each kind of value
    fields, beyond = content["fields"], content["amana"]
    match one.value:
        case NoValue():
            if one.kind in _SILENCES:
                content["missing"].setdefault(_SILENCES[one.kind], one.value.value)
        case persons.Chosen(code=code):
            if one.kind in _CODES:
                fields.setdefault(_CODES[one.kind], code)
        case persons.Birth():
            _birth(one.value, fields, beyond)
        case persons.State(state=state):
            if one.kind is FactKind.NATIONALITY_CLAIMED:
                fields["prs_Citizenship"] = list(dict.fromkeys([*fields.get("prs_Citizenship", ()), state]))
            elif one.kind is FactKind.NATIONALITY_DOCUMENTED:
                beyond["nationality_documented"] = list(dict.fromkeys([*beyond.get("nationality_documented", ()), state]))
        case persons.Place(name=name):
            beyond.setdefault("place_of_origin", name)
        case persons.Language(code=code, rank=rank):
            fields.setdefault("prs_PrimaryLanguage" if rank is LanguageRank.PRIMARY else "prs_SecondaryLanguage", code)
        case persons.Phone(number=number, kind=kind):
            _phone(number, kind, fields, beyond)
        case persons.Email(address=address):
            fields.setdefault("prs_Email", address)
        case persons.Document(number=number):
            fields.setdefault("prs_IdentityNumber", number)
        case persons.Number(count=count):
            fields.setdefault("prs_NumberOfChildren", count)
        case persons.Deceased(died=died):
            fields.setdefault("prs_Deceased", died)
        case persons.Title(salutation=salutation, title=title):
            fields.update({name: text for name, text in (("prs_Salutation", salutation), ("prs_Title", title)) if text})
        case persons.Address():
            _address(one.value, fields)
        case persons.Relation(kind=RelationKind.CHILD_OF, name=name) if name:
            beyond.setdefault("mother_name", name)


def _birth(value: persons.Birth, fields: dict[str, Any], beyond: dict[str, Any]) -> None:
    if value.form == "exact" and "prs_Birthdate" not in fields and "birth" not in beyond:
        fields["prs_Birthdate"] = value.first.isoformat()
        if value.calendar == "gregorian":
            return
    written: dict[str, Any] = {"form": str(value.form), "first": value.first.isoformat(), "last": value.last.isoformat(), "as_given": ""}
    if value.calendar != "gregorian":
        written["calendar"] = value.calendar
    if value.asked_on is not None:
        written |= {"least": value.least, "most": value.most, "asked_on": value.asked_on.isoformat()}
    beyond.setdefault("birth" if "birth" not in beyond else "age", written)


def _phone(number: str, kind: PhoneKind, fields: dict[str, Any], beyond: dict[str, Any]) -> None:
    field = "prs_HomePhone" if kind is PhoneKind.HOME else "prs_MobilePhone"
    if field not in fields and kind is not PhoneKind.OTHER:
        fields[field] = number
    elif number not in (fields.get(field), *beyond.get("other_phones", ())):
        beyond["other_phones"] = [*beyond.get("other_phones", ()), number]


def _address(value: persons.Address, fields: dict[str, Any]) -> None:
    if any(name in fields for name in _ADDRESS.values()):
        return
    fields.update({name: text for part, name in _ADDRESS.items() if (text := getattr(value, part))})
    for part, name in (("latitude", "prs_MailingLatitude"), ("longitude", "prs_MailingLongitude")):
        if text := getattr(value, part):
            fields[name] = float(text)
