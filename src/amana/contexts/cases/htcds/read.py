"""From a checked row to a record: where the standard has no room, the namespace takes over, and nothing is dropped."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from amana.contexts.cases.htcds import extension, methods_of_control
from amana.contexts.cases.htcds.fields import by_name
from amana.contexts.cases.htcds.methods_of_control import Listing
from amana.contexts.cases.htcds.record import HtcdsRecord, Json, NotHtcds
from amana.kernel.imports.check import CheckedRow
from amana.kernel.imports.normalise.births import Birth
from amana.kernel.imports.problems import Problem
from amana.kernel.imports.safe_text import shown
from amana.kernel.imports.targets import Identity

SAYS_SOMETHING = ("prs_", "vic_", "cas_", "hte_", "amana:")  # groups that speak of the person or the case
ABOUT_THE_FILE = frozenset({"stated_on", "source_key", "source"})
NAMES = frozenset({"prs_FirstName", "prs_SecondName", "prs_MiddleName", "prs_IdentityNumber", "prs_MobilePhone"})
OTHER_NAMES = frozenset({"full_name", "name_native", "own_number"})
NOT_ENOUGH = frozenset({"cas_CaseOwner", "cas_Status", "con_Consent", "amana:source", "amana:source_key", "amana:stated_on"})


def record_of(row: CheckedRow) -> tuple[HtcdsRecord, tuple[Problem, ...]]:
    """Make the record of one row, with all that is wrong with the row."""
    problems = list(row.problems)
    values = {name: value for name, value in row.values.items() if not name.startswith(extension.PREFIX)}
    beyond: dict[str, Any] = {
        name.removeprefix(extension.PREFIX): _json(value) for name, value in row.values.items() if name.startswith(extension.PREFIX)
    }
    missing = dict(row.missing)
    for name, reason in _mapping(beyond.pop("missing", None)).items():
        if name in by_name() and name not in row.values:
            missing.setdefault(name, reason)
    _settle_birth(row, values, beyond, problems)
    _settle_names(values, beyond)
    _settle_methods(values, beyond)
    _keep_beside(row, beyond)
    exact = _mapping(beyond.pop("exact", None))
    record = HtcdsRecord(values=values, missing={name: reason for name, reason in missing.items() if name not in values}, extension=beyond)
    if exact:
        record, restored = _restored(record, exact)
        problems = [problem for problem in problems if problem.field not in restored]
    if not _speaks_of_somebody(record) and not any(problem.is_error for problem in problems):
        problems.append(Problem(code="row.nothing", row=row.number))
    return record, tuple(problems)


def identity(content: Mapping[str, Any]) -> Identity:
    """What makes two rows one: everything said about the person and the case, without what speaks of the file or the day it was read."""
    beyond = {name: value for name, value in content["amana"].items() if name not in ABOUT_THE_FILE}
    for name in ("birth", "age"):
        if isinstance(beyond.get(name), dict) and beyond[name].get("form") == "age":
            beyond[name] = beyond[name].get("as_given", "")  # an age counts from the day of the import where the sheet has no day
    named = bool(NAMES.intersection(content["fields"])) or bool(OTHER_NAMES.intersection(beyond))
    return Identity(content={"fields": content["fields"], "missing": content["missing"], "amana": beyond}, names_somebody=named)


def title(content: Mapping[str, Any]) -> str:
    """How the person is called in a preview."""
    parts = [content["fields"].get(name, "") for name in ("prs_FirstName", "prs_MiddleName", "prs_SecondName")]
    beyond = content["amana"]
    chain = [beyond.get("full_name", ""), *parts, beyond.get("father_name", ""), beyond.get("grandfather_name", "")]
    return shown(" ".join(str(part) for part in chain if part))


def _settle_birth(row: CheckedRow, values: dict[str, Any], beyond: dict[str, Any], problems: list[Problem]) -> None:
    """The standard knows exact days only: all else goes to `amana:birth`, with the words of the sheet."""
    said, age = values.pop("prs_Birthdate", None), row.values.get("amana:age")
    beyond.pop("age", None)
    if isinstance(said, Birth) and said.form == "exact":
        values["prs_Birthdate"] = said.first
        if said.calendar != "gregorian":
            beyond["birth"] = said.written()
    elif isinstance(said, Birth):
        beyond["birth"] = said.written()
    if not isinstance(age, Birth):
        return
    if not isinstance(said, Birth):
        beyond.setdefault("birth", age.written())
        return
    beyond["age"] = age.written()
    if age.last < said.first or said.last < age.first:
        problems.append(Problem(code="birth.age_differs", row=row.number, column="amana:age", field="amana:age", value=shown(age.as_given)))


def _settle_names(values: dict[str, Any], beyond: dict[str, Any]) -> None:
    """A column called "Name" holds the whole name, unless others say what it leaves over ("Nom" beside "Prénom")."""
    whole = beyond.get("full_name")
    if not isinstance(whole, str):
        return
    first = values.get("prs_FirstName")
    if first is None and "father_name" in beyond and " " not in whole:
        values["prs_FirstName"] = beyond.pop("full_name")
    elif first is not None and "prs_SecondName" not in values and first.casefold() not in whole.casefold():
        values["prs_SecondName"] = beyond.pop("full_name")


def _settle_methods(values: dict[str, Any], beyond: dict[str, Any]) -> None:
    """Take the exact codes from the namespace, as long as the field of the standard still says the same."""
    exact, said = beyond.pop(methods_of_control.FIELD, None), values.get(methods_of_control.FIELD)
    if isinstance(exact, list) and said and set(exact) <= set(methods_of_control.UNION):
        codes = tuple(str(code) for code in exact)
        union = {listing: _as_union(methods_of_control.written(codes, listing).codes) for listing in Listing}
        if set(said) in [set(found) for found in union.values()]:
            values[methods_of_control.FIELD] = codes


def _as_union(codes: Sequence[str]) -> tuple[str, ...]:
    same = {"PsychoactiveSubstances": "PsychoactiveSubstance", "ThreatOfLawEnforcement": "ThreatsLawEnforcement"}
    return tuple(same.get(code, code) for code in codes)


def _keep_beside(row: CheckedRow, beyond: dict[str, Any]) -> None:
    others = {name: beside["other"] for name, beside in row.beside.items() if "other" in beside}
    if others:
        beyond["other"] = {**others, **_mapping(beyond.get("other"))}
    phones = [number for beside in row.beside.values() for number in beside.get("others", [])]
    if phones:
        beyond["other_phones"] = list(dict.fromkeys([*phones, *(beyond.get("other_phones") or [])]))
    if row.kept:
        beyond["columns"] = {**row.kept, **_mapping(beyond.get("columns"))}
    if row.source_key:
        beyond.setdefault("source_key", row.source_key)
    if row.stated_on:
        beyond.setdefault("stated_on", row.stated_on.isoformat())


def _restored(record: HtcdsRecord, exact: Mapping[str, Any]) -> tuple[HtcdsRecord, frozenset[str]]:
    """Put back what our own export could not write so that it reads the same, unless somebody has changed the cell since.

    Gives the names of the fields that were put back.
    """
    content = record.written()
    restored = set()
    for name, pair in exact.items():
        if not isinstance(pair, list) or len(pair) != 2 or name not in by_name():
            continue
        part, key = ("amana", name.removeprefix(extension.PREFIX)) if name.startswith(extension.PREFIX) else ("fields", name)
        if content[part].get(key) != pair[0]:
            continue
        restored.add(name)
        content["missing"].pop(name, None)
        content[part].pop(key, None)
        if pair[1] is not None:
            content[part][key] = pair[1]
    try:
        return HtcdsRecord.read(content), frozenset(restored)
    except (NotHtcds, TypeError, ValueError):
        return record, frozenset()  # somebody wrote the column by hand


def _speaks_of_somebody(record: HtcdsRecord) -> bool:
    said = {*record.values, *(f"{extension.PREFIX}{name}" for name in record.extension if name != "columns")}
    return any(name.startswith(SAYS_SOMETHING) for name in said - NOT_ENOUGH)


def _json(value: object) -> Json:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Birth):
        return value.written()
    return list(value) if isinstance(value, tuple) else value  # type: ignore[return-value]  # the other kinds are JSON already


def _mapping(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}
