"""From a record to statements about a person. Everything is said to come from an import, on the day the sheet gives, or on none.

HTCDS calls prs_SecondName a family name. Where the record comes from, it is as often the father's; so no family name is claimed: it is
a part of the name whose role is not known, unless the sheet says which it is.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import icu

from amana.contexts.cases.htcds.record import HtcdsRecord
from amana.contexts.persons import facade as persons
from amana.contexts.persons.facade import FactKind, Name, NameRole, NoValue, Statement, Value
from amana.kernel.imports.normalise.births import Birth as ReadBirth

_CHOSEN = {
    "prs_Gender": FactKind.GENDER,
    "prs_MaritalStatus": FactKind.MARITAL_STATUS,
    "prs_HighestLevelOfEducation": FactKind.EDUCATION,
}
# Fields of which "not asked", "unknown" and "would not say" are worth keeping as statements.
_NO_VALUE = {
    **_CHOSEN,
    "prs_Birthdate": FactKind.BIRTH,
    "prs_Citizenship": FactKind.NATIONALITY_CLAIMED,
    "prs_PrimaryLanguage": FactKind.LANGUAGE,
    "prs_MobilePhone": FactKind.PHONE,
    "prs_Email": FactKind.EMAIL,
    "prs_NumberOfChildren": FactKind.CHILDREN,
    "prs_IdentityNumber": FactKind.DOCUMENT,
    "prs_Deceased": FactKind.DECEASED,
}


def statements_of(record: HtcdsRecord) -> tuple[Statement, ...]:
    """Everything a person's file can hold of a record."""
    said_on = record.extended("stated_on")
    stated_on = date.fromisoformat(said_on) if isinstance(said_on, str) else None

    def said(kind: FactKind, value: Value, note: str = "") -> Statement:
        return Statement(kind=kind, value=value, source=persons.Source.IMPORT, stated_on=stated_on, note=note)

    return tuple(said(kind, value, note) for kind, value, note in _facts(record))


def _facts(record: HtcdsRecord) -> Iterator[tuple[FactKind, Value, str]]:
    for name in names_of(record):
        yield FactKind.NAME, name, ""
    for field, kind in _CHOSEN.items():
        if code := record.text(field):
            yield kind, persons.Chosen(code=code), ""
    yield from _births(record)
    for state in record.codes("prs_Citizenship"):
        yield FactKind.NATIONALITY_CLAIMED, persons.State(state=state), ""
    for state in _list(record.extended("nationality_documented")):
        yield FactKind.NATIONALITY_DOCUMENTED, persons.State(state=state), ""
    if place := _text(record, "place_of_origin").strip():
        yield FactKind.PLACE_OF_ORIGIN, persons.Place(name=place), ""
    yield from _languages(record)
    yield from _contacts(record)
    yield from _papers(record)
    yield from _others(record)
    for field, reason in record.missing.items():
        if (kind_of := _NO_VALUE.get(field)) is not None:
            yield kind_of, NoValue(reason.value), ""


def names_of(record: HtcdsRecord) -> list[Name]:
    """The names of a record, each as it was given: the chain, the whole name, the name in another script, the nickname."""
    names = [name for content in _list_of_objects(record.extended("names")) if (name := _own_name(content))]
    if names:
        return names
    father, second = _text(record, "father_name"), record.text("prs_SecondName")
    chain = persons.name_of(
        (
            (NameRole.GIVEN, record.text("prs_FirstName")),
            (NameRole.UNKNOWN, record.text("prs_MiddleName")),
            (NameRole.FATHER, father),
            (NameRole.GRANDFATHER, _text(record, "grandfather_name")),
            (NameRole.UNKNOWN, "" if second.casefold() == father.casefold() else second),
        )
    )
    if chain:
        names.append(chain)
    names += [persons.name_in_one_box(text) for key in ("full_name", "name_native") if (text := _text(record, key))]
    if nickname := persons.name_of([(NameRole.NICKNAME, _text(record, "nickname"))]):
        names.append(nickname)
    return names


def _own_name(content: dict[str, Any]) -> Name | None:
    """A name in the form of our own exports: {"parts": [[role, text], ...]}."""
    try:
        return persons.name_of((NameRole(role), str(text)) for role, text in content["parts"])
    except (KeyError, TypeError, ValueError):
        return None


def _births(record: HtcdsRecord) -> Iterator[tuple[FactKind, Value, str]]:
    day, beyond = record.day("prs_Birthdate"), _birth(record.extended("birth"))
    if day:
        yield FactKind.BIRTH, persons.on(day, beyond.calendar if beyond else "gregorian"), ""
    elif beyond:
        yield FactKind.BIRTH, _as_person_says(beyond), beyond.as_given
    if age := _birth(record.extended("age")):
        yield FactKind.BIRTH, _as_person_says(age), age.as_given


def _as_person_says(birth: ReadBirth) -> persons.Birth:
    if birth.form == "age" and birth.asked_on and birth.least is not None and birth.most is not None:
        return persons.aged(birth.least, birth.most, asked_on=birth.asked_on)
    if birth.form == "exact":
        return persons.on(birth.first, birth.calendar)
    if birth.form == "year":
        return persons.in_year(birth.first, birth.last, birth.calendar)
    return persons.between(birth.first, birth.last)


def _birth(content: object) -> ReadBirth | None:
    return ReadBirth.read(content) if isinstance(content, dict) else None


def _languages(record: HtcdsRecord) -> Iterator[tuple[FactKind, Value, str]]:
    ranks = (("prs_PrimaryLanguage", persons.LanguageRank.PRIMARY), ("prs_SecondaryLanguage", persons.LanguageRank.SECONDARY))
    for field, rank in ranks:
        if code := record.text(field):
            yield FactKind.LANGUAGE, persons.Language(code=icu.Locale.createCanonical(code).getLanguage() or code, rank=rank), ""


def _contacts(record: HtcdsRecord) -> Iterator[tuple[FactKind, Value, str]]:
    if number := record.text("prs_MobilePhone"):
        yield FactKind.PHONE, persons.Phone(number=number, kind=persons.PhoneKind.MOBILE), ""
    if number := record.text("prs_HomePhone"):
        yield FactKind.PHONE, persons.Phone(number=number, kind=persons.PhoneKind.HOME), ""
    for number in _list(record.extended("other_phones")):
        yield FactKind.PHONE, persons.Phone(number=number), ""
    if address := record.text("prs_Email"):
        yield FactKind.EMAIL, persons.Email(address=address), ""
    place = persons.Address(
        country=record.text("prs_MailingCountry"),
        region=record.text("prs_MailingState"),
        city=record.text("prs_MailingCity"),
        street=record.text("prs_MailingStreet"),
        postal_code=record.text("prs_MailingPostalCode"),
        latitude=_degrees(record, "prs_MailingLatitude"),
        longitude=_degrees(record, "prs_MailingLongitude"),
    )
    if place != persons.Address():
        yield FactKind.ADDRESS, place, ""


def _papers(record: HtcdsRecord) -> Iterator[tuple[FactKind, Value, str]]:
    if number := record.text("prs_IdentityNumber"):
        yield FactKind.DOCUMENT, persons.Document(number=number), ""
    if number := _text(record, "own_number"):
        yield FactKind.DOCUMENT, persons.Document(number=number, kind=persons.DocumentKind.OTHER), "own_number"


def _others(record: HtcdsRecord) -> Iterator[tuple[FactKind, Value, str]]:
    children, died = record.values.get("prs_NumberOfChildren"), record.values.get("prs_Deceased")
    if isinstance(children, int):
        yield FactKind.CHILDREN, persons.Number(count=children), ""
    if isinstance(died, bool):
        yield FactKind.DECEASED, persons.Deceased(died=died), ""
    if record.text("prs_Salutation") or record.text("prs_Title"):
        yield FactKind.TITLE, persons.Title(salutation=record.text("prs_Salutation"), title=record.text("prs_Title")), ""
    if mother := _text(record, "mother_name"):
        yield FactKind.RELATION, persons.Relation(kind=persons.RelationKind.CHILD_OF, name=mother), ""


def _degrees(record: HtcdsRecord, field: str) -> str:
    value = record.values.get(field)
    return repr(value) if isinstance(value, float) else ""


def _text(record: HtcdsRecord, name: str) -> str:
    value = record.extended(name)
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[str]:
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []


def _list_of_objects(value: object) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
